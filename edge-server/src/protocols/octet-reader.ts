// Reads a stream of octets piece by piece, as line protocols need it: a line, so many octets, everything up to a mark, the rest. Holds one chunk and what a
// line or a mark may be long, never a document. Who may be waited for, and how long, is the stream's business: it ends or throws.

/** What came is not of the protocol: a line without end, or a stream that ended in the middle. */
export class WireError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WireError';
  }
}

export interface OctetReader {
  /** Up to a line feed, which is left out as a carriage return before it is; undefined when the stream ended before any octet. */
  line(most: number): Promise<Buffer | undefined>;
  /** The next octets without taking them: fewer only when the stream ends. */
  peek(count: number): Promise<Buffer>;
  /** Takes octets that were looked at. */
  skip(count: number): void;
  /** As they come. Throws WireError when the stream ends before. */
  exactly(count: number): AsyncGenerator<Buffer, void, undefined>;
  /** Up to `mark`, which stays to be read, or to the end. */
  until(mark: Buffer): AsyncGenerator<Buffer, void, undefined>;
  rest(): AsyncGenerator<Buffer, void, undefined>;
}

const NONE: Buffer = Buffer.alloc(0);
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export function readOctets(source: AsyncIterator<Uint8Array>): OctetReader {
  let held: Buffer = NONE;
  let over = false;

  /** Another chunk behind what is held. False at the end. */
  async function more(): Promise<boolean> {
    if (over) return false;
    const { done, value } = await source.next();
    if (done === true) {
      over = true;
      return false;
    }
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    return true;
  }

  function take(count: number): Buffer {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  }

  return {
    async line(most) {
      let from = 0;
      for (;;) {
        const at = held.indexOf(LINE_FEED, from);
        if (at !== -1 && at <= most) {
          const line = take(at + 1).subarray(0, at);
          return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
        }
        if (at !== -1 || held.length > most) throw new WireError(`a line has more than ${most} octets`);
        from = held.length;
        if (!(await more())) {
          if (held.length === 0) return undefined;
          throw new WireError('the connection ended in the middle of a line');
        }
      }
    },
    async peek(count) {
      while (held.length < count && (await more()));
      return held.subarray(0, count);
    },
    skip(count) {
      take(count);
    },
    async *exactly(count) {
      let left = count;
      while (left > 0) {
        if (held.length === 0 && !(await more()))
          throw new WireError(`the connection ended ${left} octets before the end of a file`);
        const piece = take(left);
        left -= piece.length;
        if (piece.length > 0) yield piece;
      }
    },
    async *until(mark) {
      for (;;) {
        const at = held.indexOf(mark);
        if (at !== -1) {
          if (at > 0) yield take(at);
          return;
        }
        // The mark may have begun with the last octets.
        const safe = held.length - (mark.length - 1);
        if (safe > 0) yield take(safe);
        if (!(await more())) {
          if (held.length > 0) yield take(held.length);
          return;
        }
      }
    },
    async *rest() {
      for (;;) {
        if (held.length > 0) yield take(held.length);
        if (!(await more())) return;
      }
    },
  };
}
