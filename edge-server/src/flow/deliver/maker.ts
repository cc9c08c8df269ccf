// Whoever makes documents ready for printers, as deliveries see them. Types only; the real one is render-for-flow.ts's.
import type { ErrorCode } from '@platen/shared/error-table';
import type { BlobGrant } from '../../platform/blobs.ts';
import type { Drawing, Making } from './choose-format.ts';

export interface MakeRequest extends Making {
  /** Absent: a PDF. */
  readonly drawing?: Drawing | undefined;
}

export interface MakeFailure {
  readonly code: ErrorCode | 'aborted';
  readonly detail: string;
}

export interface MadeDocument {
  readonly ok: true;
  /** Read once. A failure on the way is thrown, and `failureOf` knows it. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** Absent while it is still being made. */
  readonly length?: number | undefined;
  readonly failureOf: (cause: unknown) => MakeFailure | undefined;
  readonly close: () => Promise<void>;
}

/** Makes a PDF ready for a printer. Resolves when its first bytes are there. */
export type MakeReady = (
  grant: BlobGrant,
  request: MakeRequest,
  signal: AbortSignal,
) => Promise<MadeDocument | ({ readonly ok: false } & MakeFailure)>;
