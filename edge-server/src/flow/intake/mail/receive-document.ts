// One document of a message into the store, in flat memory. What is wrong with it is an answer, a line of the report to its sender.
import { AppError } from '@platen/shared/app-error';
import type { Deps } from '../../../deps.ts';
import type { StoredBlob } from '../../../platform/blobs.ts';
import { type Accept, HEAD_BYTES } from '../accept.ts';
import { asAppError, isOurs } from './trouble.ts';

export interface FoundDocument {
  /** As the sender named it. */
  readonly title: string;
  /** As the message says; empty where it says nothing. */
  readonly mediaType: string;
  /** Octets, about. */
  readonly size?: number | undefined;
  /** The decoded content; each piece is its receiver's alone. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface StoredDocument {
  readonly title: string;
  readonly blob: StoredBlob;
  readonly mediaType: string;
}

type ReceiveDeps = Pick<Deps, 'blobs' | 'log'> & {
  readonly accept: Pick<Accept, 'checkRoom' | 'checkSize' | 'checkType'>;
};

export type ReceiveDocument = (
  document: FoundDocument,
  signal: AbortSignal,
) => Promise<StoredDocument | AppError>;

/** Rejects when this server cannot store anything now, and when the signal aborts; nothing is kept then. */
export function makeReceiveDocument(deps: ReceiveDeps): ReceiveDocument {
  async function receive(
    document: FoundDocument,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<StoredDocument> {
    const { title, size = 0 } = document;
    const incoming = { ownerId: '', channel: 'mail', title, claimedType: document.mediaType } as const;
    await deps.accept.checkRoom(size);
    const writer = await deps.blobs.create({ resumable: false });
    try {
      const head: Uint8Array[] = [];
      let have = 0;
      let mediaType: string | undefined;
      for await (const chunk of content) {
        signal.throwIfAborted();
        deps.accept.checkSize(writer.size + chunk.length);
        if (mediaType === undefined) {
          // A copy: the writer may hand the chunk's memory on.
          head.push(Uint8Array.prototype.slice.call(chunk, 0, HEAD_BYTES - have));
          have = Math.min(HEAD_BYTES, have + chunk.length);
          if (have === HEAD_BYTES) mediaType = deps.accept.checkType(Buffer.concat(head), incoming);
        }
        await writer.give(chunk);
      }
      if (writer.size === 0) throw new AppError('document-empty');
      mediaType ??= deps.accept.checkType(Buffer.concat(head), incoming);
      return { title, mediaType, blob: await writer.commit() };
    } catch (cause) {
      await writer.abort();
      throw cause;
    }
  }

  return async (document, signal) => {
    const source = watched(document.open);
    try {
      return await receive(document, source.content, signal);
    } catch (cause) {
      const error = asAppError(cause);
      if (signal.aborted || isOurs(error)) throw cause;
      if (cause instanceof AppError) return cause;
      // The store has failed in a way that nobody foresaw: that says nothing of the document.
      if (cause !== source.failure()) throw cause;
      deps.log.error('a part of a message could not be read', { cause });
      return new AppError('mail-broken', { detail: error.message }, { cause });
    }
  };
}

/** The content, and what it threw if it did. */
function watched(open: FoundDocument['open']) {
  let failure: unknown;
  async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* open();
    } catch (cause) {
      failure = cause;
      throw cause;
    }
  }
  return { content: content(), failure: () => failure };
}
