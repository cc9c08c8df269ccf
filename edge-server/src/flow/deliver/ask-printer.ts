// Asks the printer what became of our job, and of itself where the job alone does not decide.
import { othersSince } from '../store/releases.ts';
import type { JobLook, PrinterNow, RemoteJob } from './delivery-protocol.ts';
import type { PrinterAnswer, PrinterFacts } from './recovery-facts.ts';
import { move, type Run, remoteColumns, remoteJob, writeAttempt } from './run.ts';

/** The job, and the printer itself where the job alone does not decide. */
export async function askPrinter(run: Run): Promise<{ answer: PrinterAnswer; now?: PrinterNow }> {
  const { stop } = run.control;
  const look = await lookFor(run);
  if (look.kind === 'unreachable') return { answer: { kind: 'unreachable' } };
  if (look.kind === 'cannot-tell' || look.kind === 'no-jobs') run.reports = false;
  const decidesAlone = look.kind === 'found' && look.state !== 7 && look.state !== 8;
  if (decidesAlone) return { answer: { kind: 'answered', job: look } };
  const now = await run.link.now(stop);
  if (now === undefined) return { answer: { kind: 'unreachable' } };
  return { answer: { kind: 'answered', job: look, printer: now.facts }, now };
}

/** By id where one is known, else by token; a job found by token is ours from then on. */
async function lookFor(run: Run): Promise<JobLook> {
  const { token } = run.attempt;
  const { stop } = run.control;
  const known = remoteJob(run.attempt);
  let look: JobLook | undefined;
  if (known !== undefined) {
    look = await run.link.look(known, token, stop);
    // Not under that id any more: perhaps under another one.
    if (look.kind === 'found' && known.uuid === undefined && look.uuid !== undefined) {
      // Many printers tell the uuid only when asked: from now on it is part of what makes the job ours.
      await adopt(run, { ...known, uuid: look.uuid });
    }
    if (look.kind !== 'not-found' && look.kind !== 'another') return look;
  }
  const search = await run.link.find(token, run.user, stop);
  if (search.kind !== 'found') {
    return look !== undefined && search.kind === 'cannot-tell' ? look : search;
  }
  await adopt(run, search.job);
  return search;
}

async function adopt(run: Run, job: RemoteJob): Promise<void> {
  await move(run, run.release.state, {}, (tx) => writeAttempt(run, tx, remoteColumns(job)));
  run.attempt = { ...run.attempt, ...remoteColumns(job) };
}

/** The printer as preflight found it. */
export function factsBefore({ attempt }: Run): PrinterFacts {
  return {
    uuid: attempt.printerUuid ?? undefined,
    upTime: attempt.printerUpTime ?? undefined,
    markerCount: attempt.markerCount ?? undefined,
    at: attempt.preflightAt ?? 0,
  };
}

/** Another release of ours was at this printer since then. */
export async function othersBetween(run: Run): Promise<boolean> {
  const { release, attempt, deps, printer } = run;
  if (run.keepsLane) return false;
  return deps.db.read((tx) => othersSince(tx, printer.id, release.id, attempt.preflightAt ?? 0));
}
