// What became of the documents of a release by mail by the time its answer is written: the facts it was recorded with, with the states the
// releases have now.
import type { ReleasedDocument, ReleaseFacts } from '@platen/shared/mail-release';
import type { Tx } from '../../db/database.ts';
import { findRelease, type ReleaseRow } from './releases.ts';

/** A document that prints is nearly always out by then, or stuck: one mail tells how it went, instead of one that says that it began. */
const WAIT_MS = 20_000;
/** Until then it is looked at so often. */
const LOOK_MS = 1_000;

/**
 * @param since Unix ms when it was released.
 * @returns what is to be told, or how long to wait before asking again, since it is not over yet.
 */
export async function releasedNow(
  tx: Tx,
  facts: ReleaseFacts,
  since: number,
  now: number,
): Promise<{ readonly facts: ReleaseFacts } | { readonly waitMs: number }> {
  const documents: ReleasedDocument[] = [];
  for (const document of facts.documents) {
    const { releaseId } = document;
    const release = releaseId === undefined ? undefined : await findRelease(tx, releaseId);
    documents.push(release === undefined ? document : asItIs(document, release));
  }
  const left = since + WAIT_MS - now;
  if (left > 0 && documents.some(({ state }) => state === 'printing')) {
    return { waitMs: Math.min(left, LOOK_MS) };
  }
  return { facts: { ...facts, documents } };
}

function asItIs(document: ReleasedDocument, release: ReleaseRow): ReleasedDocument {
  const code = release.reason === null ? {} : { code: release.reason };
  switch (release.state) {
    case 'done':
      return { ...document, state: 'printed' };
    case 'uncertain':
      return { ...document, state: 'uncertain', ...code };
    case 'returned':
      return { ...document, state: 'not-printed', reason: 'came-back', ...code };
    case 'cancelled':
      return { ...document, state: 'not-printed', reason: 'cancelled', ...code };
    case 'superseded':
      // Somebody has looked at the printer meanwhile, and what follows is another release.
      return { ...document, state: 'printed' };
    case 'claimed':
    case 'preflight':
    case 'creating':
    case 'created':
    case 'sending':
    case 'accepted':
    case 'printing':
      return { ...document, state: 'printing' };
  }
}
