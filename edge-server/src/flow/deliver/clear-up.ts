// Cancels our job at the printer: because somebody asked, or to clear away one that got only a part of its document.
import type { RemoteJob } from './delivery-protocol.ts';
import { move, type Run, writeAttempt } from './run.ts';

/** Of this worker: a Cancel-Job whose answer is not known may be sent again. */
export type Cancelling = 'unknown' | 'taken' | 'not-offered';
export const mayTry = (cancelling: Cancelling): boolean => cancelling === 'unknown';

type Clearing = 'no' | 'incomplete' | 'running';

/** Whether this attempt was, or is being, cancelled by us: kept with it, since the answer may be lost, or we may crash. */
export function clearingOf({ attempt }: Run): Clearing {
  if (attempt.endedAs === CLEARING.incomplete) return 'incomplete';
  return attempt.endedAs === CLEARING.running ? 'running' : 'no';
}
const CLEARING = { incomplete: 'cancelling-incomplete', running: 'cancelling-running' } as const;

/**
 * Sends Cancel-Job, with the intent on disk before it. Only called right after the job under that id was seen to be ours;
 * what became of it is seen at the next look.
 * @returns `taken` once the printer said so, `not-offered` when it cannot.
 */
export async function clearUp(
  run: Run,
  job: RemoteJob | undefined,
  how: Exclude<Clearing, 'no'>,
): Promise<Cancelling> {
  if (job === undefined) return 'unknown';
  const noted = clearingOf(run);
  if (noted !== how && noted !== 'running') await noteClearing(run, CLEARING[how]);
  const outcome = await run.link.cancel(job, run.user, run.control.stop);
  if (outcome.kind === 'not-offered') await noteClearing(run, null);
  return outcome.kind === 'taken' || outcome.kind === 'not-offered' ? outcome.kind : 'unknown';
}

async function noteClearing(run: Run, endedAs: string | null): Promise<void> {
  await move(run, run.release.state, {}, (tx) => writeAttempt(run, tx, { endedAs }));
  run.attempt = { ...run.attempt, endedAs };
}
