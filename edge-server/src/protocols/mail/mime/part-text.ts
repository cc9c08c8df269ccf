// Gives the text of a text part, whatever charset it is in, without files that stand uuencoded in it.
import { decodeCharset } from './charset.ts';
import { openPart } from './open-part.ts';
import type { Part, ReadRange } from './outline.ts';

export interface PartText {
  readonly text: string;
  /** There is more of it. */
  readonly cut: boolean;
}

/**
 * @param most octets that are read, of the decoded part. Line ends are "\n"; NUL and other control characters but tab, line feed and form
 * feed are left out.
 */
export async function partText(part: Part, read: ReadRange, most: number): Promise<PartText> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let cut = false;
  for (const piece of piecesOf(part)) {
    if (cut) break;
    for await (const chunk of openPart(piece, read)) {
      const taken = chunk.subarray(0, most - length);
      pieces.push(Uint8Array.from(taken));
      length += taken.length;
      cut = taken.length < chunk.length;
      if (cut) break;
    }
  }
  const octets = Buffer.concat(pieces);
  const text = decodeCharset(octets, part.charset ?? charsetInside(part, octets), outerCharset(part));
  // biome-ignore format: one class is easier to read than two lines of it.
  return { text: text.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b\x0e-\x1f\x7f]/g, ''), cut };
}

/** The part itself, or what is left of it around its files. */
function piecesOf(part: Part): readonly Part[] {
  if (part.container || part.children.length === 0) return [part];
  const pieces: Part[] = [];
  let start = part.start;
  for (const file of part.children) {
    pieces.push({ ...part, start, end: file.start });
    start = file.end;
  }
  pieces.push({ ...part, start, end: part.end });
  return pieces;
}

/** Where browsers look for it: in the first 1,024 octets (the HTML standard, section 4.2.5.4). */
const LOOK_BYTES = 1_024;

/** What a page says of itself, where the header says nothing. */
function charsetInside({ mediaType }: Part, octets: Buffer): string | undefined {
  if (mediaType !== 'text/html') return undefined;
  return /<meta\s[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(
    octets.toString('latin1', 0, LOOK_BYTES),
  )?.[1];
}

/** What another part of the message names, where this one names nothing. */
function outerCharset(part: Part): string | undefined {
  return part.charset ?? part.parent?.children.find(({ charset }) => charset !== undefined)?.charset;
}
