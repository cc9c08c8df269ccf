// Looks through a document on its way to a printer that reads PJL: a Universal Exit Language inside it would end the document and let
// what follows command the printer (threat T33). Printer languages drawn here have one around them; it is taken off where ours stands.
import { UEL } from './pjl-job.ts';

/** The document holds a command that it must not hold. */
export class UnsafeDocument extends Error {
  constructor() {
    super('it holds a command that would end the document at the printer');
    this.name = 'UnsafeDocument';
  }
}

export interface GuardOptions {
  /** The document was drawn here in a language whose encoder begins it with UEL and one ENTER LANGUAGE line. */
  readonly hasOwnFrame: boolean;
  /** Take that frame off. */
  readonly strip: boolean;
}

const MARK = Buffer.from(UEL, 'latin1');
/** Node searches for up to six octets with memchr and for longer ones ten times slower: the rest is compared where these are found. */
const HEAD = MARK.subarray(0, 6);
const FRAME = /^\x1b%-12345X@PJL ENTER LANGUAGE=[A-Z0-9]{1,32}\r\n/;
/** UEL, "@PJL ENTER LANGUAGE=", a word and the line's end. */
const LONGEST_FRAME = 9 + 20 + 32 + 2;

/** Throws UnsafeDocument before the octets in question are handed on. */
export async function* guardDocument(
  octets: AsyncIterable<Uint8Array>,
  { hasOwnFrame, strip }: GuardOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  let begun = !hasOwnFrame;
  /** What was read and not handed on: so much that a mark cut in two is seen. */
  let held: Buffer = Buffer.alloc(0);

  for await (const octetsRead of octets) {
    const chunk = Buffer.from(octetsRead.buffer, octetsRead.byteOffset, octetsRead.byteLength);
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (!begun) {
      if (held.length < LONGEST_FRAME) continue;
      const frame = FRAME.exec(held.toString('latin1', 0, LONGEST_FRAME))?.[0].length ?? 0;
      if (frame > 0 && !strip) yield held.subarray(0, frame);
      held = held.subarray(frame);
      begun = true;
    }
    const at = indexOfMark(held);
    // The frame's own end stands at the very end: that is known when nothing more comes.
    if (at !== -1 && !(hasOwnFrame && at === held.length - MARK.length)) throw new UnsafeDocument();
    const safe = held.length - tailOf(held);
    if (safe > 0) yield held.subarray(0, safe);
    held = safe > 0 ? Buffer.from(held.subarray(safe)) : held;
  }

  if (!begun) {
    const frame = FRAME.exec(held.toString('latin1'))?.[0].length ?? 0;
    if (frame > 0 && !strip) yield held.subarray(0, frame);
    held = held.subarray(frame);
  }
  const ends = hasOwnFrame && held.length >= MARK.length && held.subarray(-MARK.length).equals(MARK);
  const rest = ends ? held.subarray(0, -MARK.length) : held;
  if (indexOfMark(rest) !== -1) throw new UnsafeDocument();
  if (rest.length > 0) yield rest;
  if (ends && !strip) yield MARK;
}

function indexOfMark(bytes: Buffer): number {
  for (let at = bytes.indexOf(HEAD); at !== -1; at = bytes.indexOf(HEAD, at + 1)) {
    if (bytes.subarray(at, at + MARK.length).equals(MARK)) return at;
  }
  return -1;
}

/** Octets at the end that may be the beginning of a mark, or the whole of one. */
function tailOf(bytes: Buffer): number {
  for (let length = Math.min(MARK.length, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(MARK.subarray(0, length))) return length;
  }
  return 0;
}
