// Reads the attributes of an IPP message from octets that are still arriving, and leaves the document a stream: a
// 500 MB document passes through with flat memory. The whole-message case is decode.ts.
import type { Readable } from 'node:stream';
import { decodeMessage } from './decode.ts';
import { IppFormatError } from './format-error.ts';
import { scanHeader } from './frame.ts';
import { type IppLimits, ippLimits } from './limits.ts';
import type { IppMessage } from './message.ts';

export type HeaderProgress =
  | { readonly kind: 'more' }
  /** `rest` are the octets of the last chunk that already belong to the document. */
  | { readonly kind: 'message'; readonly message: IppMessage; readonly rest: Buffer }
  | { readonly kind: 'malformed'; readonly error: IppFormatError };

export type HeaderCollector = {
  /** Takes the next octets. After 'message' or 'malformed' it takes no more. */
  push(chunk: Uint8Array): HeaderProgress;
  /** The octets ended early: the error that says so. */
  truncated(): IppFormatError;
};

/** The push form, for whoever gets octets by event. Nothing is scanned twice and nothing copied more than twice. */
export function collectHeader(limits: IppLimits = ippLimits): HeaderCollector {
  // Most requests fit in 4 KiB; beyond that the room doubles, so that single octets cost no more than large chunks.
  let octets = Buffer.alloc(4096);
  let length = 0;
  let scanned = 0;

  function append(chunk: Uint8Array): void {
    if (length + chunk.length > octets.length) {
      const larger = Buffer.alloc(Math.max(octets.length * 2, length + chunk.length));
      octets.copy(larger, 0, 0, length);
      octets = larger;
    }
    octets.set(chunk, length);
    length += chunk.length;
  }

  return {
    push(chunk) {
      append(chunk);
      try {
        const scan = scanHeader(octets, scanned, length, limits);
        scanned = scan.offset;
        if (!scan.ended) return { kind: 'more' };
      } catch (error) {
        if (error instanceof IppFormatError) return { kind: 'malformed', error };
        throw error;
      }
      const result = decodeMessage(octets.subarray(0, scanned), limits);
      if (!result.ok) return { kind: 'malformed', error: result.error };
      return {
        kind: 'message',
        message: result.message,
        rest: Buffer.from(octets.subarray(scanned, length)),
      };
    },
    truncated: () => new IppFormatError('truncated', length, 'the attributes are not ended'),
  };
}

export type HeaderResult =
  /** `body` is the document. It reads the source on; a second loop over it goes on where the first one left. */
  | { readonly kind: 'message'; readonly message: IppMessage; readonly body: AsyncIterable<Uint8Array> }
  | { readonly kind: 'malformed'; readonly error: IppFormatError };

/**
 * Reads up to the end-of-attributes tag. A source that fails rejects with its own error, an abort with the signal's
 * reason; neither ends the source, whoever opened it does. Leaving the body early leaves the source open too, so that
 * a server can still answer on the same connection (`discard` reads the rest).
 */
export async function readHeader(
  source: AsyncIterable<Uint8Array>,
  options: { readonly limits?: IppLimits; readonly signal: AbortSignal },
): Promise<HeaderResult> {
  const { signal } = options;
  const chunks = source[Symbol.asyncIterator]();
  const collector = collectHeader(options.limits);
  for (;;) {
    const next = await untilAborted(chunks.next(), signal);
    if (next.done === true) return { kind: 'malformed', error: collector.truncated() };
    const progress = collector.push(next.value);
    if (progress.kind === 'malformed') return progress;
    if (progress.kind === 'message') {
      const later = { next: () => untilAborted(chunks.next(), signal) };
      return { kind: 'message', message: progress.message, body: remaining(progress.rest, later) };
    }
  }
}

/**
 * As readHeader, of a stream of node's: a request that came in one piece, as nearly all do, is read without the machinery of asynchronous
 * iteration, which costs more than the rest of it. The document is read that way where more of it has to be waited for.
 * @param options `waiting` is asked for its signal when something has to be waited for. `first` was read from the source already. `announced`
 * are all the octets that there are, for a source that knows: behind them nothing is waited for.
 */
export async function readHeaderOf(
  source: Readable,
  options: {
    readonly limits?: IppLimits;
    readonly waiting: { readonly signal: AbortSignal };
    readonly first?: Buffer | undefined;
    readonly announced?: number | undefined;
  },
): Promise<HeaderResult> {
  const { waiting, announced } = options;
  const collector = collectHeader(options.limits);
  let chunk = options.first;
  let seen = 0;
  for (;;) {
    chunk ??= (source.read() as Buffer | null) ?? undefined;
    if (chunk === undefined) {
      if (source.readableEnded || !(await moreOf(source, waiting.signal)))
        return { kind: 'malformed', error: collector.truncated() };
      continue;
    }
    seen += chunk.length;
    const progress = collector.push(chunk);
    chunk = undefined;
    if (progress.kind === 'malformed') return progress;
    if (progress.kind === 'message') {
      const later = announced === seen ? NOTHING : chunksOf(source, waiting);
      return { kind: 'message', message: progress.message, body: remaining(progress.rest, later) };
    }
  }
}

type Chunks = Pick<AsyncIterator<Uint8Array>, 'next'>;

const NOTHING: Chunks = { next: () => Promise.resolve({ done: true, value: undefined }) };

function chunksOf(source: Readable, waiting: { readonly signal: AbortSignal }): Chunks {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return {
    next: () => {
      chunks ??= source.iterator({ destroyOnReturn: false });
      return untilAborted(chunks.next(), waiting.signal);
    },
  };
}

/** Resolves with true when there is something to read, with false at the end. */
function moreOf(source: Readable, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => (): void => {
      source.off('readable', readable).off('end', ended).off('close', closed).off('error', failed);
      signal.removeEventListener('abort', stopped);
      done();
    };
    let cause: unknown;
    const fail = settle(() => reject(asError(cause)));
    const readable = settle(() => resolve(true));
    const ended = settle(() => resolve(false));
    const closed = settle(() => (source.readableEnded ? resolve(false) : reject(new Error('closed early'))));
    const failed = (error: unknown): void => {
      cause = error;
      fail();
    };
    const stopped = (): void => failed(signal.reason);
    source.on('readable', readable).on('end', ended).on('close', closed).on('error', failed);
    signal.addEventListener('abort', stopped);
    if (signal.aborted) stopped();
  });
}

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error('aborted', { cause }));

/** Without a `return`, so that leaving a loop over it leaves it where it is for the next one. */
function remaining(rest: Buffer, chunks: Chunks): AsyncIterable<Uint8Array> {
  let first = rest.length > 0 ? rest : undefined;
  const iterator: AsyncIterator<Uint8Array> = {
    next() {
      if (first === undefined) return chunks.next();
      const value = first;
      first = undefined;
      return Promise.resolve({ done: false, value });
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(asError(signal.reason));
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/**
 * Reads and forgets what is left of a body, up to `maxBytes`. False when there was more: then only closing the
 * connection ends it.
 */
export async function discard(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<boolean> {
  let seen = 0;
  for await (const chunk of body) {
    seen += chunk.length;
    if (seen > maxBytes) return false;
  }
  return true;
}
