// Ends a job, one way for all ends: counters and print record first, then the state, so that whoever sees a finished
// job finds its pages counted and its print kept.
import { describeAttributes } from './describe-attributes.ts';
import { rememberedJobs } from './limits.ts';
import { isFinished, moveJob, type VirtualJob } from './state.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

export type JobEnd = 'completed' | 'canceled' | 'aborted';

/** Nothing happens to a job that has ended or is about to. */
export async function endJob(
  printer: VirtualPrinter,
  job: VirtualJob,
  end: JobEnd,
  ...reasons: readonly string[]
): Promise<void> {
  if (isFinished(job) || job.ending) return;
  job.ending = true;
  stopWaiting(printer, job);
  const now = printer.now();
  try {
    await printer.memory.save();
    await writeDown(printer, job, end, reasons, now);
  } finally {
    moveJob(job, end, reasons, now);
    printer.bell.ring();
    const pages = `${String(job.impressionsCompleted)} impressions`;
    printer.log(`job ${String(job.id)} ${end}, ${pages} (${reasons.join()})`);
    forgetOldest(printer);
  }
}

async function writeDown(
  { store }: VirtualPrinter,
  job: VirtualJob,
  end: JobEnd,
  reasons: readonly string[],
  completedAt: number,
): Promise<void> {
  const isOnPaper = job.impressionsCompleted > 0 || end === 'completed';
  if (!isOnPaper || job.documentFormat === undefined) {
    await store.dropIncoming(job.id);
    return;
  }
  await store.keep({
    id: job.id,
    uuid: job.uuid,
    name: job.name,
    user: job.user,
    state: end,
    reasons: [...reasons],
    documentFormat: job.documentFormat,
    bytes: job.documentBytes,
    pages: job.pages ?? 0,
    impressions: job.impressionsCompleted,
    sheets: job.sheetsCompleted,
    attributes: describeAttributes(job.ticket),
    createdAt: job.createdAt,
    completedAt,
  });
}

/** For Create-Job and after each document but the last: without a further Send-Document the job is aborted. */
export function waitForDocument(printer: VirtualPrinter, job: VirtualJob): void {
  stopWaiting(printer, job);
  const timer = setTimeout(() => {
    printer.waitingJobs.delete(job.id);
    endJob(printer, job, 'aborted', 'aborted-by-system').catch((error: unknown) => {
      printer.log(`job ${String(job.id)} could not be ended: ${String(error)}`);
    });
  }, printer.multipleOperationMs);
  printer.waitingJobs.set(job.id, timer);
}

export function stopWaiting(printer: VirtualPrinter, job: VirtualJob): void {
  clearTimeout(printer.waitingJobs.get(job.id));
  printer.waitingJobs.delete(job.id);
}

function forgetOldest({ state }: VirtualPrinter): void {
  const finished = [...state.jobs.values()].filter(isFinished);
  for (const job of finished.slice(0, -rememberedJobs)) state.jobs.delete(job.id);
}
