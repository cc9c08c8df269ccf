// A release as a person sees it: one sentence, a tone, how far it is, and what may be done about it.

import type { ReleaseView } from '@platen/shared/api/common';
import { ERRORS, isErrorCode } from '@platen/shared/error-table';
import { RELEASE_STATE, type ReleaseState } from '@platen/shared/release-state';
import { ENGLISH, type Saying, STORED } from '@platen/shared/say/saying';
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

export function releaseView(row: ReleaseRow, printerName: string, saying: Saying = ENGLISH): ReleaseView {
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
    sentence: sentence(row, saying),
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

function sentence(row: ReleaseRow, saying: Saying): string {
  const { say } = saying;
  const fact = RELEASE_STATE[row.state];
  if (!fact.ended && row.cancelAsked) return say('release.stopping');
  if (!fact.ended && row.note !== null) return saying.told(row.note);
  switch (row.state) {
    case 'printing': {
      const page = Math.min(row.pagesDone + 1, row.pages);
      return row.pages > 1
        ? say('release.printing-page', { page, pages: row.pages })
        : say('release.printing');
    }
    case 'done':
      // No more is promised than is known.
      return say(`release.done.${row.confidence ?? 'confirmed'}`);
    case 'returned':
      return say('release.returned-because', { reason: reasonSentence(row.reason, STORED) });
    case 'uncertain':
      return say('release.came-out', { count: row.pages });
    case 'cancelled':
      return row.pagesDone > 0
        ? say('release.stopped-after', { page: row.pagesDone })
        : say('release.cancelled');
    case 'claimed':
    case 'preflight':
    case 'creating':
    case 'created':
    case 'sending':
    case 'accepted':
    case 'superseded':
      return say(`release.${row.state}`);
  }
}

/** An error-table code as its user's sentence; details that only the operator has are left out. */
export function reasonSentence(code: string | null, { say, error }: Saying = ENGLISH): string {
  const says = code !== null && isErrorCode(code) && !ERRORS[code].user.includes('{');
  return says ? error(code) : say('release.not-printed');
}
