// What a pressed button does for somebody who is signed in. Each act changes what is remembered of the session (plain-state.ts) and calls the same
// functions as the API; what is shown then is the next page's.
import { Decision } from '@platen/shared/api/common';
import type { PanelSession } from '@platen/shared/api/panel';
import { AccountingGiven } from '@platen/shared/api/preflight';
import { AppError } from '@platen/shared/app-error';
import { choiceOf } from '@platen/shared/apply-choice';
import { changeTicket } from '@platen/shared/change-ticket';
import { mayChoose, mayPrint } from '@platen/shared/job-choice';
import { accountingFields, missingAccounting } from '@platen/shared/preflight-accounting';
import * as v from 'valibot';
import { deleteAtPanel, unlockAtPanel } from '../api/panel-acts.ts';
import { accountAtPanel, cancelAtPanel, decideAtPanel, releaseAtPanel } from '../api/panel-printing.ts';
import type { CallerOf } from '../api/route.ts';
import type { App } from '../app.ts';
import { readOptions } from './options-page.ts';
import type { PlainMessage, PlainState } from './plain-state.ts';
import type { PlainForm } from './read-form.ts';
import { aboutJobs, allToPrint, type SignedView, ticketOf } from './signed-view.ts';

export interface PlainAct {
  readonly app: App;
  readonly caller: CallerOf['panel-user'];
  readonly view: SignedView;
  readonly form: PlainForm;
  readonly signal: AbortSignal;
}

/** As many as a release takes (shared/src/api/panel.ts). */
const MOST_JOBS = 200;

type Act = (act: PlainAct, words: readonly string[]) => Promise<void> | void;

const tell = (state: PlainState, tone: PlainMessage['tone'], text: string): void => {
  state.message = { tone, text };
};

function show(state: PlainState, screen: PlainState['screen'], about: readonly string[]): void {
  state.screen = screen;
  state.about = about;
}

/** The ticked documents; those that are not this person's count as gone. */
const ticked = ({ form }: PlainAct): readonly string[] => [...new Set(form.all('job'))].slice(0, MOST_JOBS);

/** What is said of documents that were named and are not there, if there are any. */
function gone({ view: { session, frame } }: PlainAct, jobIds: readonly string[]): string | undefined {
  const count = jobIds.filter((id) => !session.jobs.some((job) => job.id === id)).length;
  return count === 0 ? undefined : frame.say('message.gone', { count });
}

const goBack: Act = ({ view: { state } }) => {
  const { screen, from, about } = state;
  state.check = undefined;
  const toPreview = from === 'preview' && screen !== 'preview' && about.length === 1;
  show(state, toPreview ? 'preview' : 'list', about);
};

/** Prints, or shows what is to be answered first. */
async function print(
  act: PlainAct,
  jobIds: readonly string[],
  accepted: readonly string[] = [],
): Promise<void> {
  const { app, caller, view } = act;
  const { state, session, frame } = view;
  const jobs = session.jobs.filter((job) => jobIds.includes(job.id) && mayPrint(job)).slice(0, MOST_JOBS);
  const lost = gone(act, jobIds);
  if (lost !== undefined) tell(state, 'warn', lost);
  if (jobs.length === 0) {
    // It is being printed elsewhere by now, say.
    if (lost === undefined) tell(state, 'warn', frame.say('message.stale'));
    return;
  }
  if (session.accounting !== undefined && missingAccounting(session.accounting) !== undefined) {
    show(state, 'accounting', jobIds);
    return;
  }
  const orders = jobs.map((job) => ({ id: job.id, ticket: choiceOf(job.ticket, ticketOf(state, job)) }));
  const released = await releaseAtPanel(app, caller, {
    jobs: orders,
    preflight: { accepted: [...accepted] },
  });
  if (released.preflight !== undefined) {
    state.check = { accepted, found: released.preflight };
    show(state, 'check', jobIds);
    return;
  }
  state.check = undefined;
  state.batch = jobs;
  state.refused = released.refused;
  show(state, 'progress', []);
}

/** One tap on a way round what stands in the way; the last answer prints. */
const choose: Act = async (act, [at = '', which = '']) => {
  const { view } = act;
  const { state } = view;
  const finding = state.check?.found.findings[Number(at)];
  const choice = finding?.choices[Number(which)];
  if (state.check === undefined || finding === undefined || choice === undefined) return;
  const change = Object.fromEntries(
    // Null is the wire's word for "as it is without".
    Object.entries(choice.ticket).map(([option, value]) => [option, value ?? undefined]),
  );
  const about = aboutJobs(view).filter(({ id }) => finding.jobs.includes(id));
  state.tickets = {
    ...state.tickets,
    ...Object.fromEntries(about.map((job) => [job.id, changeTicket(ticketOf(state, job), change)])),
  };
  const accepted = [...state.check.accepted, finding.key];
  const findings = state.check.found.findings.filter(({ key }) => key !== finding.key);
  state.check = { accepted, found: { ...state.check.found, findings } };
  if (!findings.some(({ severity }) => severity !== 'tell')) await print(act, state.about, accepted);
};

/** Takes the options over; false where one of them cannot be read, which is said. */
function saved({ view, form }: PlainAct): boolean {
  const { state } = view;
  const tickets = readOptions(view, form);
  if (typeof tickets === 'string') {
    tell(state, 'warn', tickets);
    return false;
  }
  state.tickets = { ...state.tickets, ...tickets };
  state.side = 0;
  return true;
}

const account: Act = async (act) => {
  const { app, caller, view, form } = act;
  const { state } = view;
  const fields = accountingFields(view.session.accounting?.need ?? 'none');
  const typed = fields.flatMap((field) => {
    const text = form.text(`account-${field}`).trim();
    return text === '' ? [] : [[field, text] as const];
  });
  const given = v.safeParse(AccountingGiven, Object.fromEntries(typed));
  if (!given.success) throw new AppError('bad-request', { detail: 'accounting data' });
  const accounting = await accountAtPanel(app, caller, given.output);
  const jobIds = state.about;
  const session: PanelSession = { ...view.session, accounting };
  if (missingAccounting(accounting) !== undefined) return;
  state.screen = state.from;
  if (jobIds.length > 0) await print({ ...act, view: { ...view, session } }, jobIds);
};

const decide: Act = async ({ app, caller, view: { state, session } }, [id = '', answer]) => {
  const decision = v.safeParse(Decision, answer);
  const all = [...state.batch, ...session.jobs];
  const release = session.jobs.map((job) => job.release).find((one) => one?.id === id);
  if (!decision.success) return;
  const fromPage = decision.output === 'missing' ? release?.missingFrom : undefined;
  const decided = await decideAtPanel(app, caller, id, {
    decision: decision.output,
    ...(fromPage === undefined ? {} : { fromPage }),
  });
  if (decision.output !== 'again' && decision.output !== 'missing') return;
  state.batch = all.filter((job) => job.id === decided.jobId).slice(0, 1);
  state.refused = [];
  show(state, 'progress', []);
};

const ACTS: Readonly<Record<string, Act>> = {
  again: () => undefined,
  stay: () => undefined,
  back: goBack,
  documents: ({ view: { state } }) => show(state, 'list', []),
  'print-all': async (act) => {
    act.view.state.from = 'list';
    await print(
      act,
      allToPrint(act.view).map(({ id }) => id),
    );
  },
  print: async (act) => {
    const { state, frame } = act.view;
    const jobIds = ticked(act);
    state.from = state.screen === 'preview' ? 'preview' : 'list';
    if (jobIds.length > 0) await print(act, jobIds);
    else tell(state, 'warn', frame.say('message.none-chosen'));
  },
  check: async (act) => print(act, act.view.state.about, act.view.state.check?.accepted ?? []),
  anyway: async (act) => {
    const { check, about } = act.view.state;
    if (check === undefined) return;
    await print(act, about, [...check.accepted, ...check.found.findings.map(({ key }) => key)]);
  },
  choose,
  options: (act) => {
    const { state, session } = act.view;
    const chosen = ticked(act);
    // Nothing ticked: they are for all that can be printed.
    const ids = chosen.length > 0 ? chosen : session.jobs.map(({ id }) => id);
    const may = session.jobs.filter((job) => ids.includes(job.id) && mayPrint(job)).map(({ id }) => id);
    state.from = state.screen === 'preview' ? 'preview' : 'list';
    if (may.length > 0) show(state, 'options', may);
  },
  save: (act) => {
    if (saved(act)) return goBack(act, []);
    return undefined;
  },
  'save-print': async (act) => {
    if (saved(act)) await print(act, act.view.state.about);
  },
  delete: (act) => {
    const { state, session, frame } = act.view;
    const ids = session.jobs
      .filter((job) => ticked(act).includes(job.id) && mayChoose(job))
      .map(({ id }) => id);
    state.from = state.screen === 'preview' ? 'preview' : 'list';
    if (ids.length > 0) show(state, 'delete', ids);
    else tell(state, 'warn', gone(act, ticked(act)) ?? frame.say('message.none-chosen'));
  },
  'delete-yes': async (act) => {
    const { app, caller, view } = act;
    const { deleted } = await deleteAtPanel(app, caller, ticked(act));
    show(view.state, 'list', []);
    const count = deleted.length;
    if (count > 0) tell(view.state, 'ok', view.frame.say('message.deleted', { count }));
    else tell(view.state, 'warn', gone(act, ticked(act)) ?? view.frame.say('message.not-deleted'));
  },
  look: ({ view: { state } }, [id = '']) => {
    state.side = 0;
    show(state, 'preview', [id]);
  },
  turn: ({ view: { state } }, [side = '']) => {
    state.side = /^\d{1,6}$/.test(side) ? Number(side) : 0;
  },
  unlock: ({ view: { state } }, [id = '']) => {
    state.from = 'list';
    show(state, 'password', [id]);
  },
  open: async ({ app, caller, view: { state }, form, signal }) => {
    const [jobId = ''] = state.about;
    await unlockAtPanel(app, caller, { jobId, password: form.text('password').slice(0, 127), signal });
    show(state, 'list', []);
  },
  account: ({ view: { state } }) => {
    state.from = 'list';
    show(state, 'accounting', []);
  },
  'account-given': account,
  stop: async ({ app, caller }, [id = '']) => cancelAtPanel(app, caller, id),
  decide,
};

/** An act that nobody knows does nothing: the page is shown as it stands. */
export async function carryOut(act: PlainAct): Promise<void> {
  const [name = '', ...words] = act.form.act;
  if (Object.hasOwn(ACTS, name)) await ACTS[name]?.(act, words);
}
