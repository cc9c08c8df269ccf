// What the person sees while it lasts: the page counter and the note. Columns of the release, written seldom.
import { STORED } from '@platen/shared/say/saying';
import type { PrinterWords } from './delivery-protocol.ts';
import { type Run, tellOf, update, userWords } from './run.ts';

/** A page counter that moves faster is not read faster, and each change is a commit. */
const PAGES_EVERY_MS = 300;

const UNREACHABLE = userWords('printer-unreachable');
const STALLED = STORED.say('deliver.stalled');
const NOT_CANCELLING = STORED.say('deliver.not-cancelling');

/** Pages of the document that are out, from the impressions the printer counts over all copies and imposed pages. */
export function pagesOf(run: Run, impressions: number): number {
  const { ticket, pages } = run.release;
  const done = Math.floor((impressions * (ticket.numberUp ?? 1)) / (ticket.copies ?? 1));
  // More than the document has is a cover sheet, or a lie.
  return Math.max(0, Math.min(done, pages));
}

export async function notePages(run: Run, impressions: number | undefined): Promise<void> {
  if (impressions === undefined) return;
  run.impressions = Math.max(run.impressions, impressions);
  const { release } = run;
  // With several copies the one moves long before the other.
  if (run.impressions <= (release.impressions ?? 0)) return;
  if (run.deps.clock.now() - release.changedAt < PAGES_EVERY_MS) return;
  const pagesDone = Math.max(release.pagesDone, pagesOf(run, impressions));
  await update(run, { pagesDone, impressions: run.impressions });
}

export async function noteStopped(run: Run, words: PrinterWords): Promise<void> {
  if (run.release.note === words.sentence) return;
  await run.deps.db.write((tx) => tellOf(run, tx, run.deps.clock.now(), 'stopped', { reason: words.what }));
  await update(run, { note: words.sentence });
}

export async function noteUnreachable(run: Run): Promise<void> {
  if (run.release.note !== UNREACHABLE) await update(run, { note: UNREACHABLE });
}

/** It takes nothing, and cannot be asked why. */
export async function noteStalled(run: Run): Promise<void> {
  if (run.release.note !== STALLED) await update(run, { note: STALLED });
}

export async function noteNotCancelling(run: Run): Promise<void> {
  if (run.release.note !== NOT_CANCELLING) await update(run, { note: NOT_CANCELLING });
}

/** The trouble is over. That the printer cannot be stopped stays true. */
export async function clearNote(run: Run): Promise<void> {
  if (run.release.note !== null && run.release.note !== NOT_CANCELLING) await update(run, { note: null });
}
