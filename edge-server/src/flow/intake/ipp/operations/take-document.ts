// Brings a job's document in through the one door (accept.ts), with the IPP job's row in the same transaction. Memory stays flat: it is a stream
// from the socket to the store.
import { AppError, fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../../../db/database.ts';
import type { IppAttributes } from '../../../../protocols/ipp/message.ts';
import { readName } from '../../../../protocols/ipp/read-values.ts';
import { CompressionError, unpackBody } from '../../../../protocols/ipp/unpack-body.ts';
import type { JobRow } from '../../../store/jobs.ts';
import { claimedType, compressionOf, formatOf } from '../document-formats.ts';
import { type IppAnswer, type IppDeps, type IppRequest, refuse } from '../ipp-queue.ts';

/** What an untitled document is called. */
const UNTITLED = 'Document';

export const titleOf = (operation: IppAttributes): string =>
  readName(operation, 'document-name') ?? readName(operation, 'job-name') ?? UNTITLED;

export async function takeDocument(
  deps: IppDeps,
  request: IppRequest,
  as: {
    readonly userId: string;
    readonly title: string;
    readonly ticket: Ticket;
    readonly also: (tx: Tx, job: JobRow) => Promise<void>;
  },
): Promise<{ readonly job: JobRow } | { readonly refusal: IppAnswer }> {
  const { operation, document } = request;
  try {
    const job = await deps.acceptStream(
      {
        ownerId: as.userId,
        channel: 'ipp',
        title: as.title,
        claimedType: claimedType(operation),
        ticket: as.ticket,
      },
      unpackBody(document, compressionOf(operation) ?? 'none'),
      as.also,
    );
    return { job };
  } catch (cause) {
    if (cause instanceof CompressionError)
      return { refusal: refuse('client-error-compression-error', cause.message) };
    if (!(cause instanceof AppError)) throw cause;
    return {
      refusal: {
        status: deps.statusOf(cause),
        statusMessage: fillSentence(ERRORS[cause.code].user, cause.values),
      },
    };
  }
}

export const formatTold = (operation: IppAttributes): string | null => formatOf(operation) ?? null;
