// Takes what was signed out of opaque signed data (RFC 5652 section 5, BER with definite and indefinite lengths) as it comes. It verifies
// nothing: what is signed becomes readable, not trusted.

/** What a message syntax object holds, as its first object identifier says. */
export type SignedKind = 'unknown' | 'signed' | 'encrypted' | 'other' | 'broken';

export interface SignedReader {
  /** @returns the next octets of the signed content; empty where none came. */
  write(chunk: Uint8Array): readonly Uint8Array[];
  /** Known after some 20 octets of a message that says it. */
  readonly kind: SignedKind;
}

/** ContentInfo, [0], SignedData, encapContentInfo, [0], then the octet string, whose pieces may nest once or twice more. */
const CONTENT_PATH = '0.1.0.2.1.0';
/** encapContentInfo, in which the content is missing when it was sent elsewhere. */
const HOLDER_PATH = '0.1.0.2';
const TYPE_PATH = '0.0';
const MOST_DEPTH = 12;

/** id-signedData, then id-envelopedData, id-encryptedData and id-ct-authEnvelopedData, in hexadecimal. */
const SIGNED = '2a864886f70d010702';
const ENCRYPTED: ReadonlySet<string> = new Set([
  '2a864886f70d010703',
  '2a864886f70d010706',
  '2a864886f70d0109100117',
]);
/** The longest of them has eleven octets. */
const MOST_TYPE = 16;

interface Level {
  readonly path: string;
  /** Octets of the stream at which it ends; Infinity: at two zero octets. */
  readonly end: number;
  children: number;
}

export function makeSignedReader(): SignedReader {
  const levels: Level[] = [{ path: '', end: Number.POSITIVE_INFINITY, children: 0 }];
  let kind: SignedKind = 'unknown';
  let position = 0;
  /** A tag and its length that the end of a chunk has cut. */
  let head: number[] = [];
  /** Of the primitive that is being read. */
  let left = 0;
  let path = '';
  let type: number[] = [];
  let done = false;

  const close = (): void => {
    for (
      let top = levels.at(-1);
      top !== undefined && levels.length > 1 && position >= top.end;
      top = levels.at(-1)
    )
      leave();
  };
  const leave = (): void => {
    const gone = levels.pop();
    // After the content, or the place where it would be, come certificates and signatures, which nobody here asks for.
    if (gone?.path === CONTENT_PATH || gone?.path === HOLDER_PATH) done = true;
  };

  const begin = (tag: number, length: number | undefined): void => {
    const top = levels.at(-1);
    if (top === undefined) return;
    if (tag === 0 && length === 0 && top.end === Number.POSITIVE_INFINITY && levels.length > 1) {
      leave();
      close();
      return;
    }
    path = top.path === '' ? `${top.children}` : `${top.path}.${top.children}`;
    top.children += 1;
    const end = length === undefined ? Number.POSITIVE_INFINITY : position + length;
    if (end !== Number.POSITIVE_INFINITY && end > top.end) kind = 'broken';
    else if ((tag & 0x20) !== 0) {
      if (levels.length >= MOST_DEPTH) kind = 'broken';
      else levels.push({ path, end, children: 0 });
      close();
    } else if (length === undefined) kind = 'broken';
    else {
      left = length;
      if (left === 0) finish();
    }
  };

  const finish = (): void => {
    if (path === TYPE_PATH) {
      const found = Buffer.from(type).toString('hex');
      kind = found === SIGNED ? 'signed' : ENCRYPTED.has(found) ? 'encrypted' : 'other';
    }
    if (path === CONTENT_PATH) done = true;
    close();
  };

  return {
    get kind() {
      return kind;
    },
    write: (chunk) => {
      const out: Uint8Array[] = [];
      let at = 0;
      while (at < chunk.length && !done && (kind === 'unknown' || kind === 'signed')) {
        if (left > 0) {
          const piece = chunk.subarray(at, at + left);
          at += piece.length;
          position += piece.length;
          left -= piece.length;
          if (path === TYPE_PATH && type.length < MOST_TYPE)
            type = [...type, ...piece.subarray(0, MOST_TYPE)];
          else if (isContent(path)) out.push(piece);
          if (left === 0) finish();
          continue;
        }
        head.push(chunk[at] ?? 0);
        at += 1;
        position += 1;
        const read = readHead(head);
        if (read === 'broken') kind = 'broken';
        else if (read !== 'more') {
          head = [];
          begin(read.tag, read.length);
        }
      }
      return out;
    },
  };
}

/** The octet string, or a piece of it. */
const isContent = (path: string): boolean => path === CONTENT_PATH || path.startsWith(`${CONTENT_PATH}.`);

interface Head {
  readonly tag: number;
  /** Undefined: indefinite. */
  readonly length: number | undefined;
}

function readHead(head: readonly number[]): Head | 'more' | 'broken' {
  const [tag, first] = head;
  if (tag === undefined || first === undefined) return 'more';
  // High tag numbers do not come up before the content ends.
  if ((tag & 0x1f) === 0x1f) return 'broken';
  if (first < 0x80) return { tag, length: first };
  const count = first & 0x7f;
  if (count === 0) return { tag, length: undefined };
  // Six octets tell more than any message holds.
  if (count > 6) return 'broken';
  if (head.length < 2 + count) return 'more';
  let length = 0;
  for (const byte of head.slice(2)) length = length * 256 + byte;
  return { tag, length };
}
