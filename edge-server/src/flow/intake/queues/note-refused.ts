// A document of a known owner that cannot be printed: neither LPR nor a raw connection has words for it, so its owner finds it in the list with the reason. Its octets
// are not kept.

import { type AppError } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import { STORED } from '@platen/shared/say/saying';
import type { Deps } from '../../../deps.ts';
import { insertJob, type JobRow } from '../../store/jobs.ts';
import { tell } from '../../store/story.ts';
import type { Channel } from '../channels.ts';
import { cleanTitle } from '../clean-title.ts';

export interface RefusedDocument {
  readonly ownerId: string;
  readonly channel: Channel;
  readonly title: string;
  readonly error: AppError;
}

/** What is the document's fault comes back the same however often it is sent; a full disk does not. */
export function isForGood(error: AppError): boolean {
  const { status, retry } = ERRORS[error.code];
  return status < 500 && !retry;
}

export async function noteRefused(
  deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'settings'>,
  { ownerId, channel, title, error }: RefusedDocument,
): Promise<void> {
  const now = deps.clock.now();
  const values = { ...error.values };
  const job: JobRow = {
    id: deps.ids.id(),
    ownerId,
    state: 'refused',
    title: cleanTitle(title),
    channel,
    mediaType: 'application/octet-stream',
    size: 0,
    blobId: null,
    printBlobId: null,
    printMediaType: null,
    pages: null,
    facts: null,
    ticket: {},
    asked: null,
    reason: Object.keys(values).length === 0 ? error.code : `${error.code} ${JSON.stringify(values)}`,
    mailId: null,
    contentHash: null,
    duplicateOf: null,
    releaseTo: null,
    receivedAt: now,
    changedAt: now,
    expiresAt: now + deps.settings().documents.retentionHours * 3_600_000,
  };
  await deps.db.write(async (tx) => {
    await insertJob(tx, job);
    const reason = STORED.error(error.code, values);
    await tell(tx, { id: deps.ids.id(), jobId: job.id, at: now, kind: 'refused', values: { reason } });
  });
}
