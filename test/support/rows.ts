// Complete rows for tests of the stores: every column has a plain value, the test names what matters to it.
import type { JobRow } from '@platen/edge-server/flow/store/jobs';
import type { ReleaseRow } from '@platen/edge-server/flow/store/releases';

let count = 0;
export const anId = (): string => `id${++count}`;

export function aJob(set: Partial<JobRow> = {}): JobRow {
  return {
    id: anId(),
    ownerId: 'owner',
    state: 'held',
    title: 'Letter.pdf',
    channel: 'portal',
    mediaType: 'application/pdf',
    size: 1234,
    blobId: 'blob',
    printBlobId: null,
    printMediaType: 'application/pdf',
    pages: 3,
    facts: null,
    ticket: {},
    asked: null,
    reason: null,
    mailId: null,
    contentHash: null,
    duplicateOf: null,
    releaseTo: null,
    receivedAt: 1000,
    changedAt: 1000,
    expiresAt: 9_000_000_000_000,
    ...set,
  };
}

export function aRelease(set: Partial<ReleaseRow> = {}): ReleaseRow {
  return {
    id: anId(),
    jobId: 'job',
    ownerId: 'owner',
    printerId: 'printer',
    state: 'claimed',
    ticket: {},
    sessionHash: null,
    attempt: 1,
    fence: 0,
    confidence: null,
    reason: null,
    note: null,
    pagesDone: 0,
    pages: 3,
    impressions: null,
    cancelAsked: false,
    createdAt: 1000,
    changedAt: 1000,
    endedAt: null,
    ...set,
  };
}
