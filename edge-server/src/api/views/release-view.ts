// A release as a person sees it: one sentence, a tone, how far it is, and what may be done about it.

import type { ReleaseView } from '@platen/shared/api/common';
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS, isErrorCode } from '@platen/shared/error-table';
import { RELEASE_STATE, type ReleaseState } from '@platen/shared/release-state';
import type { ReleaseRow } from '../../flow/store/releases.ts';

const TONE: Readonly<Record<ReleaseState, ReleaseView['tone']>> = {
  claimed: 'busy',
  preflight: 'busy',
  creating: 'busy',
  created: 'busy',
  sending: 'busy',
  accepted: 'busy',
  printing: 'busy',
  done: 'ok',
  returned: 'bad',
  uncertain: 'warn',
  cancelled: 'quiet',
  superseded: 'quiet',
};

export function releaseView(row: ReleaseRow, printerName: string): ReleaseView {
  const fact = RELEASE_STATE[row.state];
  // Where several copies print, nobody knows which one is incomplete.
  const single = (row.ticket.copies ?? 1) === 1;
  const cut = row.state === 'uncertain' && single && row.pagesDone > 0 && row.pagesDone < row.pages;
  return {
    id: row.id,
    jobId: row.jobId,
    printerId: row.printerId,
    printerName,
    state: row.state,
    ended: fact.ended,
    tone: !fact.ended && row.note !== null ? 'warn' : TONE[row.state],
    sentence: sentence(row),
    mayCancel: !fact.ended && !row.cancelAsked,
    startedAt: row.createdAt,
    pages: row.pages,
    ...(row.pagesDone > 0 ? { page: Math.min(row.pagesDone, row.pages) } : {}),
    ...(row.confidence === null ? {} : { confidence: row.confidence }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(cut ? { missingFrom: row.pagesDone + 1 } : {}),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
  };
}

function sentence(row: ReleaseRow): string {
  const fact = RELEASE_STATE[row.state];
  if (!fact.ended && row.cancelAsked) return 'Stopping.';
  if (!fact.ended && row.note !== null) return row.note;
  switch (row.state) {
    case 'printing': {
      const page = Math.min(row.pagesDone + 1, row.pages);
      return row.pages > 1 ? `Printing page ${page} of ${row.pages}.` : 'Printing.';
    }
    case 'done':
      return row.confidence === 'confirmed' || row.confidence === null
        ? 'Printed.'
        : 'The printer has it. This printer does not report when it is done.';
    case 'returned':
      return `${reasonSentence(row.reason)} Nothing was printed; the document is still here.`;
    case 'uncertain':
      return row.pages > 1 ? `Did all ${row.pages} pages come out?` : 'Did the page come out?';
    case 'cancelled':
      return row.pagesDone > 0 ? `Stopped after page ${row.pagesDone}.` : 'Stopped.';
    case 'claimed':
    case 'preflight':
    case 'creating':
    case 'created':
    case 'sending':
    case 'accepted':
    case 'superseded':
      return fact.sentence;
  }
}

/** An error-table code as its user's sentence; details that only the operator has are left out. */
export function reasonSentence(code: string | null): string {
  if (code === null || !isErrorCode(code)) return 'The printer did not print it.';
  const filled = fillSentence(ERRORS[code].user, {});
  return filled.includes('{') ? 'The printer did not print it.' : filled;
}
