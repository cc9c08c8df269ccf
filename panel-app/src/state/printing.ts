// Pressing Print, watching the pages, stopping, and answering "did it come out?". Not choosing what to print.
import type { Decision, JobView, ReleaseView } from '@platen/shared/api/common';
import type { PanelSession } from '@platen/shared/api/panel';
import { choiceOf } from '@platen/shared/apply-choice';
import { missingAccounting } from '@platen/shared/preflight-accounting';
import { checkOf } from './answer-check.ts';
import { makeTimer } from './clock.ts';
import { type PanelCore, refusalMessage } from './panel-core.ts';
import { batchReleases, findJob, somethingIsLeft, ticketOf } from './panel-state.ts';

const WATCH_MS = 500;
/** Changes are heard (panel-live.ts): asking keeps the session. */
const HEARD_MS = 5000;
const AWAY_MS = 2000;
/** Long enough to read one line and look at the tray. */
const DONE_SECONDS = 5;

export interface Printing {
  /** @param accepted findings of the preflight that were answered: they are not asked again. */
  readonly print: (jobIds: readonly string[], accepted?: readonly string[]) => void;
  readonly cancel: (releaseId: string) => void;
  readonly decide: (release: ReleaseView, decision: Decision) => void;
  /** From progress or the last screen: back to the documents, or out when nothing is left. */
  readonly leave: () => void;
  /** Asks how far the pages are. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

interface After {
  /** Takes a fresh list of documents. */
  readonly took: (session: PanelSession) => void;
  /** Asks for one. */
  readonly refresh: () => void;
  readonly signOut: () => void;
  /** The printer asks for accounting data that is not there: it is typed first. */
  readonly askAccounting: (jobIds: readonly string[]) => void;
}

export function runPrinting(core: PanelCore, { took, refresh, signOut, askAccounting }: After): Printing {
  const { store } = core;
  const watchTimer = makeTimer(core.clock);
  const doneTimer = makeTimer(core.clock);
  /**
   * A Print whose answer was lost: its jobs, and the releases known before it. The server may have taken it, and asking
   * twice could print twice.
   */
  let unanswered: { readonly jobs: readonly JobView[]; readonly known: readonly string[] } | undefined;

  const look = async (): Promise<void> => {
    const result = await core.api.progress(core.signal());
    const progress = core.settle(result);
    if (progress === undefined) {
      if (store.get().session !== undefined && !result.ok && result.why === 'away') {
        watchTimer.set(AWAY_MS, () => void look());
      }
      return;
    }
    const { session } = store.get();
    if (session === undefined) return;
    store.set({ releases: progress.releases, session: { ...session, printer: progress.printer } });
    if (unanswered !== undefined) resolveUnanswered(unanswered);
    const running = batchReleases(store.get()).some((release) => !release.ended);
    if (running) watchTimer.set(core.calm.now ? HEARD_MS : WATCH_MS, () => void look());
    else if (store.get().screen === 'progress') await finish();
  };

  // The server answers again: either it had taken the order, or nothing was sent and the person presses again.
  const resolveUnanswered = ({ jobs, known }: NonNullable<typeof unanswered>): void => {
    unanswered = undefined;
    const fresh = store.get().releases.filter(({ id }) => !known.includes(id));
    const taken = jobs.filter(({ id }) => fresh.some(({ jobId }) => jobId === id));
    store.set({ busy: undefined });
    if (taken.length > 0) store.set({ screen: 'progress', check: undefined, batch: taken, refused: [] });
    else store.set({ message: { code: 'not-sent', tone: 'warn' } });
  };

  const finish = async (): Promise<void> => {
    const session = core.settle(await core.api.session(core.signal()));
    if (session !== undefined && store.get().session !== undefined) took(session);
    const ended = batchReleases(store.get());
    const calm = ended.every((release) => release.state === 'done') && store.get().refused.length === 0;
    if (calm && store.get().screen === 'progress') showDone(ended.length);
  };

  const showDone = (doneCount: number): void => {
    store.set({ screen: 'done', doneCount });
    doneTimer.set(DONE_SECONDS * 1000, leave);
  };

  const leave = (): void => {
    doneTimer.clear();
    watchTimer.clear();
    if (store.get().session === undefined) return;
    if (!somethingIsLeft(store.get())) {
      signOut();
      return;
    }
    store.set({ screen: 'jobs', preview: undefined, batch: [], releases: [], refused: [] });
    refresh();
  };

  const print = async (jobIds: readonly string[], accepted: readonly string[]): Promise<void> => {
    const state = store.get();
    if (state.busy !== undefined || jobIds.length === 0) return;
    const { accounting } = state.session ?? {};
    if (accounting !== undefined && missingAccounting(accounting) !== undefined) {
      askAccounting(jobIds);
      return;
    }
    store.set({ busy: 'printing', message: undefined });
    const jobs = jobIds.flatMap((id) => findJob(state, id) ?? []);
    const orders = jobs.map((job) => ({ id: job.id, ticket: choiceOf(job.ticket, ticketOf(state, job)) }));
    const result = await core.api.release(orders, accepted, core.signal());
    const released = core.settle(result);
    if (released === undefined) {
      if (!result.ok && result.why === 'away') {
        const before = [...state.releases, ...jobs.flatMap(({ release }) => release ?? [])];
        unanswered = { jobs, known: before.map(({ id }) => id) };
        await look();
      } else if (store.get().session !== undefined) {
        store.set({ busy: undefined, message: refusalMessage(result) });
      }
      return;
    }
    if (released.preflight !== undefined) {
      store.set({ busy: undefined, ...checkOf(store.get(), jobIds, accepted, released.preflight) });
      return;
    }
    store.set({
      busy: undefined,
      check: undefined,
      screen: 'progress',
      batch: jobs,
      releases: released.releases,
      refused: released.refused,
    });
    await look();
  };

  const cancel = async (releaseId: string): Promise<void> => {
    const result = await core.api.cancel(releaseId, core.signal());
    // A refusal means that it ended by itself meanwhile; either way the next look shows what is.
    core.settle(result);
    if (store.get().screen === 'progress') await look();
    else refresh();
  };

  const decide = async (release: ReleaseView, decision: Decision): Promise<void> => {
    if (store.get().busy !== undefined) return;
    store.set({ busy: 'deciding', message: undefined });
    const fromPage = decision === 'missing' ? release.missingFrom : undefined;
    const result = await core.api.decide(release.id, decision, fromPage, core.signal());
    if (store.get().session === undefined) return;
    store.set({ busy: undefined });
    if (core.settle(result) === undefined) {
      if (store.get().session !== undefined) store.set({ message: refusalMessage(result) });
      return;
    }
    if (decision === 'again' || decision === 'missing') {
      const job = [...store.get().batch, findJob(store.get(), release.jobId)].find(
        (one) => one?.id === release.jobId,
      );
      store.set({ screen: 'progress', batch: job === undefined ? [] : [job], refused: [] });
      await look();
      return;
    }
    const session = core.settle(await core.api.session(core.signal()));
    if (session === undefined || store.get().session === undefined) return;
    took(session);
    if (somethingIsLeft(store.get())) store.set({ screen: 'jobs' });
    else showDone(0);
  };

  return {
    print: (jobIds, accepted = []) => void print(jobIds, accepted),
    cancel: (releaseId) => void cancel(releaseId),
    decide: (release, decision) => void decide(release, decision),
    leave,
    look,
    stop: () => {
      unanswered = undefined;
      watchTimer.clear();
      doneTimer.clear();
    },
  };
}
