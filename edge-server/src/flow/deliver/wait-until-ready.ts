// Asks a printer until it can be handed a document, with a note for the person meanwhile; or gives up. Nothing here has an
// effect at the printer.
import { choosePlans, type Plan } from './choose-format.ts';
import type { JobOrder, ReadyPrinter, Trouble } from './delivery-protocol.ts';
import type { Down } from './down-times.ts';
import { jobName } from './job-name.ts';
import { openFirst, type ToSend } from './make-ready.ts';
import type { Documents } from './open-documents.ts';
import { readPrinterOffers } from './printer-offers.ts';
import { type Ending, type Run, tellOf, update, userWords } from './run.ts';

/** A printer that is off, busy or not accepting before anything happened there is asked again for this long. */
const READY_WITHIN_MS = 60_000;
/** Between two questions to it: soon at first, since most often it is waking up. */
const READY_PAUSES_MS = [250, 500, 1_000, 2_000] as const;

/** What is handed over, to whom. */
export interface Chosen extends Omit<ToSend, 'plan'> {
  readonly printer: ReadyPrinter;
  readonly order: JobOrder;
}

/** The delivery is over, or the server stops. */
export type NotYet = { readonly kind: 'ended'; readonly ending: Ending } | { readonly kind: 'stopped' };

export async function waitUntilReady(
  run: Run,
  down: Down,
  documents: Documents,
  tries: number,
): Promise<Chosen | NotYet> {
  for (let asked = tries; ; asked++) {
    const before = haltedAs(run);
    if (before !== undefined) return before;
    const inVain = down.sinceOthers(run.since, READY_WITHIN_MS);
    if (inVain !== undefined) return returned(inVain);
    const preflight = await run.link.preflight(run.control.halt);
    const halted = haltedAs(run);
    if (halted !== undefined) return halted;
    if (preflight.kind === 'refused') {
      logTrouble(run, preflight);
      return returned(preflight.code);
    }
    if (preflight.kind === 'ready') {
      run.reports = preflight.printer.reports;
      const chosen = await chooseFor(run, preflight.printer, documents);
      if (!('code' in chosen)) return chosen;
      const stopped = haltedAs(run);
      if (stopped !== undefined) return stopped;
      logTrouble(run, chosen);
      return returned(chosen.code);
    }
    const ended = await pauseOrGiveUp(run, down, preflight, asked);
    if (ended !== undefined) return ended;
  }
}

/** Waits a little, with a note for the person; or the time for that is over. */
export async function pauseOrGiveUp(
  run: Run,
  down: Down,
  trouble: Trouble,
  tries: number,
): Promise<NotYet | undefined> {
  down.failed(trouble.code);
  if (down.longerThan(run.since, READY_WITHIN_MS)) {
    logTrouble(run, trouble);
    return returned(trouble.code);
  }
  const note = userWords(trouble.code);
  if (run.release.note !== note) {
    logTrouble(run, trouble);
    await run.deps.db.write((tx) => tellOf(run, tx, run.deps.clock.now(), 'waiting', { reason: note }));
    await update(run, { note });
  }
  await run.control.nap(READY_PAUSES_MS[Math.min(tries, READY_PAUSES_MS.length - 1)] ?? 0);
  return haltedAs(run);
}

/** What this printer is sent, opened; or why there is nothing. Making it may take a while: a cancel ends that. */
export async function chooseFor(
  run: Run,
  printer: ReadyPrinter,
  documents: Documents,
): Promise<Chosen | Trouble> {
  const plans = choosePlans({
    held: run.documents,
    ticket: run.release.ticket,
    facts: run.job.facts ?? undefined,
    printer: readPrinterOffers(printer.attributes, printer.formats),
    canMake: run.make !== undefined,
  });
  const opened = await openFirst(run, plans, documents, run.control.halt);
  if ('code' in opened) {
    // Nobody waits any more; whoever asked looks at the run's own signal first.
    return opened.code === 'aborted'
      ? { code: 'not-ready', detail: opened.detail }
      : { ...opened, code: opened.code };
  }
  const { plan, ...rest } = opened;
  return { printer, order: orderOf(run, plan), ...rest };
}

function orderOf(run: Run, { ticket, format, collate }: Plan): JobOrder {
  return {
    name: jobName(run.job.title, run.attempt.token),
    token: run.attempt.token,
    user: run.user,
    ticket,
    format,
    collate,
  };
}

export function returned(reason: Trouble['code']): NotYet {
  return { kind: 'ended', ending: { state: 'returned', reason } };
}

/** What a wait or a question that may have been cut short means; undefined when nothing cuts it short. */
function haltedAs(run: Run): NotYet | undefined {
  if (run.control.stop.aborted) return { kind: 'stopped' };
  return run.control.cancelAsked() ? { kind: 'ended', ending: { state: 'cancelled' } } : undefined;
}

export function logTrouble(run: Run, { code, detail }: Trouble): void {
  run.deps.log.info('the printer said no', {
    release: run.release.id,
    printer: run.printer.id,
    state: run.release.state,
    code,
    detail,
  });
}
