// Reads a stream of octets in pieces of given lengths, little-endian numbers among them, and passes over what nobody wants.

export interface OctetReader {
  /** Octets read or passed over so far. */
  readonly position: number;
  /** @returns undefined when the stream ends before. `length` is what the caller is ready to hold in memory. */
  take(length: number): Promise<Buffer | undefined>;
  u16(): Promise<number | undefined>;
  u32(): Promise<number | undefined>;
  /** To this position; false when the stream ends before it. A position behind the current one is the current one. */
  skipTo(position: number): Promise<boolean>;
  close(): Promise<void>;
}

export function makeOctetReader(source: AsyncIterable<Uint8Array>): OctetReader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  let ended = false;

  const pull = async (): Promise<Buffer | undefined> => {
    if (ended) return undefined;
    const next = await chunks.next();
    if (next.done === true) {
      ended = true;
      return undefined;
    }
    return Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
  };

  const take = async (length: number): Promise<Buffer | undefined> => {
    if (rest.length < length) {
      const pieces = [rest];
      let held = rest.length;
      while (held < length) {
        const more = await pull();
        if (more === undefined) break;
        pieces.push(more);
        held += more.length;
      }
      rest = Buffer.concat(pieces);
      if (held < length) return undefined;
    }
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    position += length;
    return taken;
  };

  return {
    get position() {
      return position;
    },
    take,
    u16: async () => (await take(2))?.readUInt16LE(0),
    u32: async () => (await take(4))?.readUInt32LE(0),
    skipTo: async (target) => {
      while (position < target) {
        const step = Math.min(rest.length, target - position);
        rest = rest.subarray(step);
        position += step;
        if (position === target) break;
        const more = await pull();
        if (more === undefined) return false;
        rest = more;
      }
      return true;
    },
    close: async () => {
      await chunks.return?.();
    },
  };
}
