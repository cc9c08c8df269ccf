// Gathers the octets of one header as its lines pass by, up to the limits.
import type { Shared } from './draft.ts';
import { kindOfFirstLine, readHeader } from './header.ts';
import type { Header } from './outline.ts';

const CR = 0x0d;
const LF = 0x0a;

export interface HeaderCollector {
  /** Lines, the last one perhaps not to its end. */
  add(lines: Buffer): void;
  /** @param first no line has been added since. end: the empty line. body: no header at all, the line belongs to the body already. */
  kindOf(octets: Buffer, start: number, end: number, first: boolean): 'field' | 'end' | 'body';
  /** The last line has no line end yet. */
  readonly midLine: boolean;
  isEmpty(): boolean;
  read(): Header;
}

export function makeHeaderCollector(shared: Shared): HeaderCollector {
  const most = Math.min(shared.limits.headerBytes, shared.headerLeft);
  let octets = Buffer.alloc(0);
  let length = 0;
  let midLine = false;
  let empty = true;

  return {
    get midLine() {
      return midLine;
    },
    isEmpty: () => empty,
    kindOf: (line, start, end, first) => {
      if (line[start] === LF || (line[start] === CR && line[start + 1] === LF)) return 'end';
      return first && empty
        ? kindOfFirstLine(line.toString('latin1', start, Math.min(end, start + FIRST_BYTES)))
        : 'field';
    },
    add: (lines) => {
      if (lines.length === 0) return;
      empty = false;
      midLine = lines.at(-1) !== LF;
      const taken = Math.min(lines.length, most - length);
      if (taken < lines.length) shared.defects.add('mail-header-too-long');
      if (length + taken > octets.length) {
        const larger = Buffer.allocUnsafe(Math.max(1024, 2 * (length + taken)));
        octets.copy(larger, 0, 0, length);
        octets = larger;
      }
      lines.copy(octets, length, 0, taken);
      length += taken;
    },
    read: () => {
      shared.headerLeft -= length;
      return readHeader(octets.subarray(0, length), shared.limits.headerFields);
    },
  };
}

/** The longest honest field name has some 80 characters. */
const FIRST_BYTES = 256;
