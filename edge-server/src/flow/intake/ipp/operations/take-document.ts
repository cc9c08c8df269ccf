// Brings a job's document in through the one door (accept.ts), with the IPP job's row in the same transaction. Memory stays flat: it is a stream
// from the socket to the store.
import { AppError } from '@platen/shared/app-error';
import { ENGLISH } from '@platen/shared/say/saying';
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../../../db/database.ts';
import type { IppAttributes } from '../../../../protocols/ipp/message.ts';
import { readName } from '../../../../protocols/ipp/read-values.ts';
import { CompressionError, unpackBody } from '../../../../protocols/ipp/unpack-body.ts';
import type { JobRow } from '../../../store/jobs.ts';
import { claimedType, compressionOf, formatOf } from '../document-formats.ts';
import { type IppAnswer, type IppDeps, type IppQueue, type IppRequest, refuse } from '../ipp-queue.ts';

/** What an untitled document is called. */
const UNTITLED = 'Document';

export const titleOf = (operation: IppAttributes): string =>
  readName(operation, 'document-name') ?? readName(operation, 'job-name') ?? UNTITLED;

export interface TakeAs {
  readonly userId: string;
  readonly title: string;
  readonly ticket: Ticket;
  readonly also: (tx: Tx, job: JobRow) => Promise<void>;
}
type Taken = { readonly job: JobRow } | { readonly refusal: IppAnswer };

export function takeDocument(deps: IppDeps, request: IppRequest, as: TakeAs): Promise<Taken> {
  const { operation, document, queue } = request;
  const bytes = unpackBody(document, compressionOf(operation) ?? 'none');
  return takeBytes(deps, bytes, { ...as, queue, claimedType: claimedType(operation) });
}

/** @param as with what the bytes are said to be; empty where nobody says. */
export async function takeBytes(
  deps: IppDeps,
  bytes: AsyncIterable<Uint8Array>,
  { queue, also, userId, ...as }: TakeAs & { readonly queue: IppQueue; readonly claimedType: string },
): Promise<Taken> {
  try {
    const job = await deps.acceptStream(
      {
        ...as,
        ownerId: userId,
        channel: 'ipp',
        ...(queue.direct === undefined ? {} : { releaseTo: queue.direct.printerId }),
      },
      bytes,
      also,
    );
    return { job };
  } catch (cause) {
    if (cause instanceof CompressionError)
      return { refusal: refuse('client-error-compression-error', cause.message) };
    if (!(cause instanceof AppError)) throw cause;
    return {
      refusal: {
        status: deps.statusOf(cause),
        statusMessage: ENGLISH.error(cause.code, cause.values),
      },
    };
  }
}

export const formatTold = (operation: IppAttributes): string | null => formatOf(operation) ?? null;
