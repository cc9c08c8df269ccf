// Gives a virtual MFD that was started again the jobs it had printed before, from the records of the prints: as a device
// with a disk, it answers for them under their old numbers.
import type { VirtualPrint } from './print-store.ts';
import type { VirtualState } from './state.ts';

/** `prints` newest first; those up to `forgottenUpTo` stay forgotten. */
export function restoreJobs(
  state: VirtualState,
  prints: readonly VirtualPrint[],
  forgottenUpTo: number,
): void {
  for (const print of prints.toReversed()) {
    if (print.id <= forgottenUpTo) continue;
    state.jobs.set(print.id, {
      id: print.id,
      uuid: print.uuid,
      name: print.name,
      user: print.user,
      // The record has what was asked in words only, which is enough for a job that is history.
      ticket: [],
      createdAt: print.createdAt,
      processingAt: undefined,
      completedAt: print.completedAt,
      state: print.state,
      reasons: print.reasons,
      document: 'received',
      closed: true,
      documentFormat: print.documentFormat,
      documentBytes: print.bytes,
      pages: print.pages,
      impressions: print.impressions,
      sheets: print.sheets,
      impressionsCompleted: print.impressions,
      sheetsCompleted: print.sheets,
      cancelRequested: false,
      ending: false,
    });
  }
}
