// The part of the virtual MFD that puts impressions on paper: takes pending jobs in their order, one impression at a
// time, and stands still when paper, a jam or the cover says so. Nothing here knows of IPP requests.
import { setTimeout as sleep } from 'node:timers/promises';
import { endJob } from './end-job.ts';
import { beginsSheet, type PrintPlan, planOf, sheetsOf } from './job-ticket.ts';
import { type Tray, traysFor } from './media.ts';
import { type Blocker, moveJob, nextPending, type VirtualJob, type VirtualState } from './state.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

/** Runs until `power` is aborted; the job on the engine is then aborted too, with the pages it has. */
export async function runMarkingEngine(printer: VirtualPrinter, power: AbortSignal): Promise<void> {
  while (!power.aborted) {
    const job = nextPending(printer.state);
    if (job === undefined) {
      await printer.bell.next(power);
    } else {
      printer.state.current = job;
      printer.bell.ring();
      await printOne(printer, job, power).catch((error: unknown) => {
        // A full disk, say: the printer goes on with the next job, endJob has seen to the state of this one.
        printer.log(`job ${String(job.id)} failed: ${String(error)}`);
      });
      printer.state.current = undefined;
      printer.state.blocker = undefined;
      printer.bell.ring();
    }
  }
}

async function printOne(printer: VirtualPrinter, job: VirtualJob, power: AbortSignal): Promise<void> {
  moveJob(job, 'processing', ['job-interpreting'], printer.now());
  const plan = await interpret(printer, job);
  if (plan === undefined) {
    await endJob(printer, job, 'aborted', 'document-format-error', 'aborted-by-system');
    return;
  }
  job.impressions = plan.impressions;
  job.sheets = sheetsOf(plan);

  while (job.impressionsCompleted < plan.impressions && !job.cancelRequested) {
    await untilUnblocked(printer, job, plan, power);
    if (!job.cancelRequested) await markImpression(printer, job, plan, power);
    if (power.aborted) {
      await endJob(printer, job, 'aborted', 'aborted-by-system');
      return;
    }
  }
  if (job.cancelRequested) await endJob(printer, job, 'canceled', 'job-canceled-by-user');
  else await endJob(printer, job, 'completed', 'job-completed-successfully');
}

async function interpret(printer: VirtualPrinter, job: VirtualJob): Promise<PrintPlan | undefined> {
  try {
    job.pages =
      job.documentFormat === 'application/pdf'
        ? await printer.pageCount(printer.store.incomingFile(job.id))
        : 1;
    return planOf(job.ticket, job.pages);
  } catch (error) {
    printer.log(`job ${String(job.id)} cannot be interpreted: ${String(error)}`);
    return undefined;
  }
}

/** Waits until the next impression can be made, the job is cancelled or the power is gone. */
async function untilUnblocked(
  printer: VirtualPrinter,
  job: VirtualJob,
  plan: PrintPlan,
  power: AbortSignal,
): Promise<void> {
  while (!job.cancelRequested && !power.aborted) {
    const blocker = blockerOf(printer, job, plan);
    if (printer.state.blocker !== blocker) {
      printer.state.blocker = blocker;
      printer.bell.ring();
    }
    if (blocker === undefined) {
      moveJob(job, 'processing', ['job-printing'], printer.now());
      return;
    }
    const paper = blocker === 'no-media' ? ['resources-are-not-ready'] : [];
    moveJob(job, 'processing-stopped', ['printer-stopped', ...paper], printer.now());
    await printer.bell.next(power);
  }
}

function blockerOf({ state }: VirtualPrinter, job: VirtualJob, plan: PrintPlan): Blocker | undefined {
  if (state.condition === 'cover-open') return 'cover';
  // In the middle of the job, as jams are: the pages before it lie in the output bin.
  const isInMiddle = job.impressionsCompleted >= Math.floor(plan.impressions / 2);
  if (state.condition === 'jammed' && isInMiddle) return 'jam';
  const needsSheet = beginsSheet(plan, job.impressionsCompleted);
  return needsSheet && loadedTray(state, job) === undefined ? 'no-media' : undefined;
}

const loadedTray = (state: VirtualState, job: VirtualJob): Tray | undefined =>
  traysFor(job.ticket, state.trays).find(({ level }) => level > 0);

/** Makes none when the power or the paper goes while it is being made. */
async function markImpression(
  { state, memory, impressionMs }: VirtualPrinter,
  job: VirtualJob,
  plan: PrintPlan,
  power: AbortSignal,
): Promise<void> {
  const ms = state.condition === 'slow' ? impressionMs.slow : impressionMs.normal;
  const isDone = await sleep(ms, true, { signal: power }).catch((error: unknown) => {
    if (power.aborted) return false;
    throw error;
  });
  if (!isDone) return;
  if (beginsSheet(plan, job.impressionsCompleted)) {
    const tray = loadedTray(state, job);
    if (tray === undefined) return;
    tray.level -= 1;
    job.sheetsCompleted += 1;
    memory.remembered.sheetsCompleted += 1;
  }
  job.impressionsCompleted += 1;
  memory.remembered.impressionsCompleted += 1;
}
