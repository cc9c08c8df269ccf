// Looks after a document while it is being sent. A printer that stops reading may be out of paper and right, so the clock
// alone never ends a transfer: the printer is asked, and only its word, or its long silence, does.
import type {
  JobLook,
  JobSearch,
  PrinterNow,
  RemoteJob,
  SendOutcome,
  SendWatch,
} from './delivery-protocol.ts';
import { clearNote, notePages, noteStalled, noteStopped, noteUnreachable } from './progress.ts';
import type { Run } from './run.ts';

/** Most documents are over before the first look. */
const LOOK_EVERY_MS = 5_000;
/** An idle printer that takes nothing of a document this long has forgotten the connection. */
const FORGOTTEN_MS = 120_000;
/** A printer nobody can ask that takes nothing this long is most likely out of paper: worth a note. */
const STALLED_MS = 10_000;
/** What ends a transfer is seen twice: the answer may just be on its way. */
const SURE = 2;

/** Runs `send` with the run's halt signal and gives up on it when the printer says that it is pointless. */
export async function sendWatched(
  run: Run,
  job: RemoteJob | undefined,
  send: (watch: SendWatch, signal: AbortSignal) => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const giveUp = new AbortController();
  const onHalt = (): void => giveUp.abort(run.control.halt.reason);
  run.control.halt.addEventListener('abort', onHalt, { once: true });
  if (run.control.halt.aborted) onHalt();

  let movedAt = run.deps.clock.monotonic();
  const moved = (): void => {
    movedAt = run.deps.clock.monotonic();
  };
  const over = new AbortController();
  const looking = lookAfter(run, job, {
    giveUp,
    over: over.signal,
    idleMs: () => run.deps.clock.monotonic() - movedAt,
  });
  try {
    return await send({ onBytes: moved, onWritten: moved }, giveUp.signal);
  } finally {
    over.abort();
    run.control.halt.removeEventListener('abort', onHalt);
    await looking;
  }
}

interface Transfer {
  readonly giveUp: AbortController;
  readonly over: AbortSignal;
  /** Since the printer last took an octet. */
  readonly idleMs: () => number;
}

async function lookAfter(run: Run, job: RemoteJob | undefined, transfer: Transfer): Promise<void> {
  const { clock, log, settings } = run.deps;
  let pointless = 0;
  let silentSince: number | undefined;
  try {
    for (;;) {
      await clock.sleep(LOOK_EVERY_MS, transfer.over);
      await run.control.look();
      const seen = await lookOnce(run, job, transfer);
      if (transfer.over.aborted) return;
      if (seen === 'silent') {
        silentSince ??= clock.monotonic();
        await noteUnreachable(run);
        const limit = settings().delivery.unreachableMinutes * 60_000;
        if (clock.monotonic() - silentSince >= limit && transfer.idleMs() >= limit) transfer.giveUp.abort();
        continue;
      }
      silentSince = undefined;
      const limit = seen.now.blind === true ? settings().delivery.unreachableMinutes * 60_000 : FORGOTTEN_MS;
      pointless = isPointless(seen, transfer.idleMs(), limit) ? pointless + 1 : 0;
      if (pointless >= SURE) transfer.giveUp.abort();
    }
  } catch (cause) {
    if (transfer.over.aborted) return;
    // The transfer goes on unwatched; its own end is what counts.
    log.warn('a transfer could not be looked after', { release: run.release.id, cause });
  }
}

async function lookOnce(
  run: Run,
  job: RemoteJob | undefined,
  { over: signal, idleMs }: Transfer,
): Promise<'silent' | { readonly look: JobLook | JobSearch; readonly now: PrinterNow }> {
  const { token } = run.attempt;
  const look =
    job === undefined
      ? await run.link.find(token, run.user, signal)
      : await run.link.look(job, token, signal);
  const now = await run.link.now(signal);
  if (signal.aborted || now === undefined || look.kind === 'unreachable') return 'silent';
  if (now.stopped !== undefined) await noteStopped(run, now.stopped);
  else if (now.blind === true && idleMs() >= STALLED_MS) await noteStalled(run);
  else await clearNote(run);
  if (look.kind === 'found') await notePages(run, look.impressions);
  return { look, now };
}

/** The document cannot arrive any more: its job has ended or is gone, or the printer sits idle and takes nothing. */
function isPointless(
  { look, now }: { readonly look: JobLook | JobSearch; readonly now: PrinterNow },
  idleMs: number,
  forgottenMs: number,
): boolean {
  if (look.kind === 'found' && look.state >= FIRST_ENDED_STATE) return true;
  if (look.kind === 'another') return true;
  // A job that Print-Job is still making may not be listed yet.
  if (look.kind === 'not-found' && idleMs >= LOOK_EVERY_MS) return true;
  return idleMs >= forgottenMs && now.stopped === undefined && now.facts.processing !== true;
}
/** RFC 8011 section 5.3.7: canceled, aborted, completed. */
const FIRST_ENDED_STATE = 7;
