// The panel's controller: one store and every act a screen can ask for. Screens draw the state and call these; nothing else does.
import type { Decision, JobView, ReleaseView } from '@platen/shared/api/common';
import type { PanelSession as Session } from '@platen/shared/api/panel';
import { changeTicket, type TicketChange } from '@platen/shared/change-ticket';
import { isLocked, isRepeated, mayChoose, mayPrint } from '@platen/shared/job-choice';
import type { PanelApi, PictureLook } from '../data/panel.ts';
import { type AccountingKeys, takeAccounting } from './accounting-entry.ts';
import { answerCheck, type CheckKeys } from './answer-check.ts';
import type { Clock } from './clock.ts';
import { type CodeKeys, takeCode } from './code-entry.ts';
import { type PasswordKeys, takePassword } from './document-password.ts';
import { watchIdle } from './idle-watch.ts';
import { keepFresh } from './keep-fresh.ts';
import { type PageKeys, takePages } from './page-entry.ts';
import { type PanelCore, refusalMessage } from './panel-core.ts';
import { chosenJobs, FIRST_STATE, findJob, type PanelState, SIGNED_OUT, ticketOf } from './panel-state.ts';
import { runPrinting } from './printing.ts';
import { makeStore, type Store } from './store.ts';

export interface PanelSession {
  readonly store: Store<PanelState>;
  /** For the ways to sign in that are loaded later. */
  readonly core: PanelCore;
  readonly signedIn: (session: Session) => void;
  readonly code: Omit<CodeKeys, 'resume' | 'forgetLater' | 'stop'>;
  readonly password: PasswordKeys;
  readonly pages: PageKeys;
  readonly check: CheckKeys;
  readonly accounting: AccountingKeys;
  readonly begin: () => void;
  readonly openLanguages: () => void;
  /** For this visit; whoever comes next finds the panel's own. @param language one of `LANGUAGES` (shared/src/say/languages.ts). */
  readonly chooseLanguage: (language: string) => void;
  /** Unix ms. */
  readonly now: () => number;
  /** Address of the picture of a printed side. */
  readonly picture: (jobId: string, side: number, look: PictureLook) => string;
  /** Ends every timer and call. */
  readonly stop: () => void;
  readonly toggle: (jobId: string) => void;
  readonly chooseAll: (all: boolean) => void;
  readonly openPreview: (jobId: string) => void;
  /** @param sheet counts from 0. */
  readonly turnTo: (sheet: number) => void;
  /** @param jobId one job; without it, all chosen ones. */
  readonly openOptions: (jobId?: string) => void;
  /** Changes the ticket of one job, or of all chosen ones. */
  readonly change: (jobId: string | undefined, change: (ticket: PanelTicket) => TicketChange) => void;
  /** One step back towards the list. */
  readonly back: () => void;
  readonly openDialog: (dialog: NonNullable<PanelState['dialog']>) => void;
  readonly closeDialog: () => void;
  /** @param jobId one job; without it, all chosen ones. */
  readonly remove: (jobId?: string) => void;
  /** @param jobId one job; without it, all chosen ones. */
  readonly print: (jobId?: string) => void;
  readonly cancel: (releaseId: string) => void;
  readonly decide: (release: ReleaseView, decision: Decision) => void;
  readonly leave: () => void;
  readonly touch: () => void;
  readonly moreTime: () => void;
  readonly signOut: () => void;
  /** The device took the screen away or gave it back: whoever comes next is somebody else. */
  readonly deviceSwitched: () => void;
}

type PanelTicket = ReturnType<typeof ticketOf>;

export function openPanel(api: PanelApi, clock: Clock): PanelSession {
  const store = makeStore(FIRST_STATE);
  let life = new AbortController();
  /** Jobs that have been offered for printing: each is chosen once by itself, and after that as the person says. */
  let met = new Set<string>();

  const core: PanelCore = {
    api,
    clock,
    store,
    signal: () => life.signal,
    calm: { now: false },
    settle: (result) => {
      if (result.ok) {
        if (store.get().away) store.set({ away: false });
        return result.value;
      }
      if (result.why === 'away') store.set({ away: true });
      if (result.why === 'refused') {
        store.set({ away: false });
        const over = ['not-signed-in', 'panel-unknown', 'https-only'].includes(result.error.code);
        if (over && store.get().session !== undefined) core.end(true);
      }
      return undefined;
    },
    end: (told) => {
      life.abort();
      life = new AbortController();
      met = new Set();
      idle.stop();
      printing.stop();
      code.stop();
      store.set({ ...SIGNED_OUT, signedOut: told });
      void fresh.now();
    },
  };

  const took = (session: Session): void => {
    const arrived = session.jobs.filter((job) => job.state === 'held' && !met.has(job.id));
    for (const job of arrived) met.add(job.id);
    const stay = store
      .get()
      .chosen.filter((id) => session.jobs.some((job) => job.id === id && mayChoose(job)));
    const { message, password } = store.get();
    const once = arrived.filter((job) => !isRepeated(job));
    store.set({
      session,
      // Unlocked or deleted elsewhere meanwhile: there is nothing to type any more.
      ...(password === undefined || session.jobs.some((job) => job.id === password.jobId && isLocked(job))
        ? {}
        : ({ screen: 'jobs', password: undefined } as const)),
      chosen: [...stay, ...once.map((job) => job.id)],
      // Good news is read by now; bad news stays until the next act.
      message: message?.tone === 'ok' ? undefined : message,
    });
  };

  const leaveServer = (): void => {
    void api.signOut();
  };
  const signOut = (): void => {
    if (store.get().session !== undefined) leaveServer();
    core.end(false);
  };

  const signedIn = (session: Session): void => {
    store.set({ ...SIGNED_OUT, screen: 'jobs', language: store.get().language });
    took(session);
    idle.start();
    fresh.later();
    const { signal } = life;
    const heard = (): Promise<void> => (store.get().screen === 'progress' ? printing.look() : fresh.now());
    // Without it the panel asks, as before.
    void import('./panel-live.ts').then(
      ({ followPanel }) => followPanel(core, heard, signal),
      () => undefined,
    );
  };
  const code = takeCode(core, signedIn);
  const fresh = keepFresh(core, took, () => code.resume());
  const password = takePassword(core, (session) => {
    took(session);
    fresh.later();
  });
  const printing = runPrinting(core, {
    took,
    signOut,
    refresh: () => void fresh.now(),
    askAccounting: (jobIds) => accounting.open(jobIds),
  });
  const accounting = takeAccounting(core, printing.print);
  const idle = watchIdle(core, () => {
    leaveServer();
    core.end(true);
  });

  const remove = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0 || store.get().busy !== undefined) return;
    store.set({ dialog: undefined, busy: 'deleting', message: undefined });
    const result = await api.remove(ids, core.signal());
    const removed = core.settle(result);
    const { session } = store.get();
    if (session === undefined) return;
    store.set({ busy: undefined });
    if (removed === undefined) {
      store.set({ message: refusalMessage(result) });
      return;
    }
    took({ ...session, jobs: removed.jobs });
    store.set({ message: { code: 'deleted', tone: 'ok' } });
  };

  /** What "all" means: nothing twice. */
  const everything = (): readonly JobView[] => {
    return (store.get().session?.jobs ?? []).filter((job) => mayPrint(job) && !isRepeated(job));
  };

  const printable = (): readonly string[] =>
    chosenJobs(store.get())
      .filter(mayPrint)
      .map((job) => job.id);

  const change: PanelSession['change'] = (jobId, to) => {
    const state = store.get();
    const one = jobId === undefined ? undefined : findJob(state, jobId);
    const jobs = one === undefined ? chosenJobs(state).filter(mayPrint) : [one];
    const changed = jobs.map((job) => {
      const ticket = ticketOf(state, job);
      return [job.id, changeTicket(ticket, to(ticket))] as const;
    });
    store.set({ tickets: { ...state.tickets, ...Object.fromEntries(changed) } });
  };

  const check = answerCheck(core, change, printing.print);

  return {
    store,
    core,
    signedIn,
    code,
    password,
    pages: takePages(core, change),
    check,
    accounting,
    begin: () => void fresh.now(),
    openLanguages: () => {
      if (store.get().session !== undefined) return;
      store.set({ screen: 'language' });
      code.forgetLater();
    },
    chooseLanguage: (language) => {
      store.set({ language, screen: 'code', user: undefined });
      code.forgetLater();
    },
    now: clock.now,
    picture: api.picture,
    stop: () => {
      life.abort();
      fresh.stop();
      idle.stop();
      printing.stop();
      code.stop();
    },
    toggle: (jobId) => {
      const { chosen } = store.get();
      store.set({
        chosen: chosen.includes(jobId) ? chosen.filter((id) => id !== jobId) : [...chosen, jobId],
        message: undefined,
      });
    },
    chooseAll: (all) =>
      store.set({
        chosen: all ? everything().map((job) => job.id) : [],
        message: undefined,
      }),
    openPreview: (jobId) => store.set({ screen: 'preview', preview: { jobId, sheet: 0 } }),
    turnTo: (sheet) => {
      const { preview } = store.get();
      if (preview !== undefined) store.set({ preview: { ...preview, sheet } });
    },
    openOptions: (jobId) => store.set({ screen: 'options', optionsFor: jobId }),
    change,
    back: () => {
      const { screen, optionsFor, dialog } = store.get();
      if (dialog !== undefined) store.set({ dialog: undefined });
      else if (screen === 'password') password.close();
      else if (store.get().session === undefined) store.set({ screen: 'code', user: undefined });
      else if (screen === 'check') check.close();
      else if (screen === 'accounting') accounting.close();
      else if (screen === 'zoom') store.set({ screen: 'preview' });
      else if (screen === 'pages')
        store.set({ screen: store.get().pageEntry?.from ?? 'jobs', pageEntry: undefined });
      else if (screen === 'options' && optionsFor !== undefined) {
        store.set({ screen: 'preview', optionsFor: undefined });
      } else if (screen === 'options' || screen === 'preview') {
        store.set({ screen: 'jobs', preview: undefined, optionsFor: undefined });
      }
    },
    openDialog: (dialog) => store.set({ dialog }),
    closeDialog: () => store.set({ dialog: undefined }),
    remove: (jobId) =>
      void remove(jobId === undefined ? chosenJobs(store.get()).map((job) => job.id) : [jobId]),
    print: (jobId) => printing.print(jobId === undefined ? printable() : [jobId]),
    cancel: printing.cancel,
    decide: printing.decide,
    leave: printing.leave,
    touch: idle.touch,
    moreTime: idle.moreTime,
    signOut,
    deviceSwitched: signOut,
  };
}
