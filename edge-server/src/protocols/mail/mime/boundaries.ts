// The boundaries of the multiparts that are open (RFC 2046 section 5.1.1), and whether a line is one of them.
import type { Draft } from './draft.ts';
import { MOST_BOUNDARY_LINE } from './limits.ts';

const CR = 0x0d;
const LF = 0x0a;
const HYPHEN = 0x2d;

export interface Boundary {
  readonly multipart: Draft;
  /** Its place among the open ones. */
  readonly index: number;
  /** No part of it follows. */
  readonly last: boolean;
}

export interface Boundaries {
  none(): boolean;
  open(multipart: Draft, boundary: string): void;
  /** Whatever is open inside the multipart is closed, and itself where the boundary is its last. */
  close(boundary: Boundary): void;
  /** The innermost multipart whose boundary the line from `start` to `end` is. Blanks at its end are padding. */
  find(octets: Buffer, start: number, end: number): Boundary | undefined;
}

interface Frame {
  readonly multipart: Draft;
  /** One character per octet, without the hyphens before it. */
  readonly boundary: string;
}

export function makeBoundaries(): Boundaries {
  const frames: Frame[] = [];
  /** Places by boundary: hostile messages hold millions of lines that look like one. Of two alike the inner counts. */
  let places = new Map<string, number>();
  /** Octets with which any of them begins. */
  const begins = new Uint8Array(256);

  const index = (): void => {
    places = new Map(frames.map(({ boundary }, place) => [boundary, place]));
    begins.fill(0);
    for (const { boundary } of frames) begins[boundary.charCodeAt(0)] = 1;
  };

  const at = (place: number | undefined, last: boolean): Boundary | undefined => {
    const frame = place === undefined ? undefined : frames[place];
    return frame === undefined || place === undefined
      ? undefined
      : { multipart: frame.multipart, index: place, last };
  };

  return {
    none: () => frames.length === 0,
    open: (multipart, boundary) => {
      frames.push({ multipart, boundary: Buffer.from(boundary).toString('latin1') });
      index();
    },
    close: (boundary) => {
      const length = boundary.last ? boundary.index : boundary.index + 1;
      if (frames.length === length) return;
      frames.length = length;
      index();
    },
    find: (octets, start, end) => {
      if (octets[start] !== HYPHEN || octets[start + 1] !== HYPHEN) return undefined;
      if (begins[octets[start + 2] ?? 0] === 0) return undefined;
      const stop = endOfText(octets, start, Math.min(end, start + MOST_BOUNDARY_LINE));
      const text = octets.toString('latin1', start + 2, stop);
      const next = at(places.get(text), false);
      if (octets[stop - 1] !== HYPHEN || octets[stop - 2] !== HYPHEN || stop - start < 5) return next;
      const last = at(places.get(text.slice(0, -2)), true);
      return last === undefined || (next !== undefined && next.index > last.index) ? next : last;
    },
  };
}

function endOfText(octets: Buffer, start: number, end: number): number {
  for (let stop = end; stop > start; stop -= 1) {
    const byte = octets[stop - 1];
    if (byte !== LF && byte !== CR && byte !== 0x20 && byte !== 0x09) return stop;
  }
  return start;
}
