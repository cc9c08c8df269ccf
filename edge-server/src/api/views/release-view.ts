// A release as a person sees it: one sentence, a tone, how far it is, and what may be done about it.

import type { ReleaseView } from '@platen/shared/api/common';
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS, isErrorCode } from '@platen/shared/error-table';
import { type Confidence, RELEASE_STATE, type ReleaseState } from '@platen/shared/release-state';
import { type Missing, whatIsMissing } from '../../flow/release/what-is-missing.ts';
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

/** No more is promised than is known. */
const DONE: Readonly<Record<Confidence, string>> = {
  confirmed: 'Printed.',
  accepted: 'The printer took it; it does not report the end.',
  'probably-printed': 'Probably printed: the printer is idle again and its page counter went up.',
  unconfirmed: 'Sent; this printer reports nothing. Please check that it came out.',
};

export function releaseView(row: ReleaseRow, printerName: string): ReleaseView {
  const fact = RELEASE_STATE[row.state];
  const missing = row.state === 'uncertain' ? whatIsMissing(row) : undefined;
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
    ...(missing === undefined ? {} : missingView(missing)),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
  };
}

/** With whole copies missing there is no page to go on from: the server knows by itself. */
function missingView({ from, pages, copies }: Missing): Pick<ReleaseView, 'missing' | 'missingFrom'> {
  return copies === undefined
    ? { missingFrom: from, missing: { pages: [...pages] } }
    : { missing: { pages: [...pages], copies } };
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
      return DONE[row.confidence ?? 'confirmed'];
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
