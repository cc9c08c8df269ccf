// Starts reading a document before anybody takes it, one chunk ahead, so that the first octet is there when it is wanted.

export interface ReadAhead {
  /** To be read once. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** Lets go of the source, read or not. */
  close(): Promise<void>;
}

export function readAhead(source: AsyncIterable<Uint8Array>): ReadAhead {
  const chunks = source[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<Uint8Array>> | undefined = chunks.next();
  // Whoever reads meets the failure; until then it is nobody's.
  first.catch(() => undefined);
  return {
    octets: {
      [Symbol.asyncIterator]: () => ({
        next() {
          const next = first ?? chunks.next();
          first = undefined;
          return next;
        },
        async return(value?: unknown) {
          await chunks.return?.();
          return { done: true, value };
        },
      }),
    },
    async close() {
      await chunks.return?.();
    },
  };
}
