// The way of a document as code: the stages in order, the job states each begins and ends in, and its room.
// flow/README.md shows the same table to people; test/unit/flow/stages.test.ts keeps the two equal.
import type { JobState } from '@platen/shared/job-state';

interface Stage {
  readonly name: string;
  /** Folder below flow/. */
  readonly room: string;
  readonly before: readonly JobState[];
  readonly after: readonly JobState[];
  readonly does: string;
}

export const STAGES = [
  {
    name: 'intake',
    room: 'intake',
    before: [],
    after: ['received'],
    does: 'takes bytes through the one door accept.ts: limits, type by content, owner, durable store',
  },
  {
    name: 'convert',
    room: 'convert',
    before: ['received', 'locked'],
    after: ['held', 'locked', 'refused'],
    does: 'makes the print document, counts pages, finds facts; takes the password of a locked one',
  },
  {
    name: 'hold',
    room: 'hold',
    before: ['held', 'locked', 'uncertain', 'printed', 'refused', 'received'],
    after: ['expired', 'deleted'],
    does: 'keeps it under its owner; retention, deletion, shredding of the key',
  },
  {
    name: 'preview',
    room: 'preview',
    before: ['held', 'uncertain', 'releasing', 'printed'],
    after: [],
    does: 'draws pages as JPEG in memory, first page first',
  },
  {
    name: 'release',
    room: 'release',
    before: ['held', 'uncertain', 'printed'],
    after: ['releasing'],
    does: 'claims the job for exactly one winner at one printer',
  },
  {
    name: 'deliver',
    room: 'deliver',
    before: ['releasing'],
    after: ['printed', 'held', 'uncertain'],
    does: 'hands it to the printer and watches to the end',
  },
  {
    name: 'account',
    room: 'account',
    before: ['printed', 'held', 'uncertain', 'expired', 'deleted'],
    after: [],
    does: 'books what a release took, once, in the transaction that ends it; sums it up for reports',
  },
] as const satisfies readonly Stage[];
