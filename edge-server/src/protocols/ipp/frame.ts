// The framing of an IPP message: where each field begins and ends, and where the attributes end (RFC 8010 section 3.1).
// It knows no values, so it can run over octets that are still arriving.
import { IppFormatError } from './format-error.ts';
import { type IppLimits, maxFieldBytes } from './limits.ts';
import { endOfAttributes, lastDelimiterTag } from './tags.ts';

/** version-number, operation-id or status-code, request-id (RFC 8010 section 3.1.1). */
export const preambleBytes = 8;

export type Frame =
  /** Opens a group, or ends the attributes. */
  | { readonly kind: 'delimiter'; readonly tag: number; readonly next: number }
  /** A value with its name; both as offsets into the octets. */
  | {
      readonly kind: 'field';
      readonly tag: number;
      readonly nameStart: number;
      readonly nameEnd: number;
      readonly valueStart: number;
      readonly next: number;
    };

/**
 * The frame that begins at `offset`, or undefined when it is not all there yet.
 * Throws IppFormatError for a length above 0x7FFF, which is a negative one on the wire.
 */
export function readFrame(octets: Buffer, offset: number, end: number): Frame | undefined {
  if (offset >= end) return undefined;
  const tag = octets.readUInt8(offset);
  if (tag <= lastDelimiterTag) return { kind: 'delimiter', tag, next: offset + 1 };

  const nameStart = offset + 3;
  const nameLength = readLength(octets, offset + 1, end);
  if (nameLength === undefined) return undefined;
  const nameEnd = nameStart + nameLength;
  const valueStart = nameEnd + 2;
  const valueLength = readLength(octets, nameEnd, end);
  if (valueLength === undefined) return undefined;
  const next = valueStart + valueLength;
  return next > end ? undefined : { kind: 'field', tag, nameStart, nameEnd, valueStart, next };
}

function readLength(octets: Buffer, offset: number, end: number): number | undefined {
  if (offset + 2 > end) return undefined;
  const length = octets.readUInt16BE(offset);
  if (length > maxFieldBytes) throw new IppFormatError('bad-length', offset, 'a length is negative');
  return length;
}

/** How far a scan has come: give `offset` back to go on when more octets are there. */
export type Scan = { readonly ended: boolean; readonly offset: number };

/** Looks for the end of the attributes from `offset` on (0 at first). Throws IppFormatError as readFrame does. */
export function scanHeader(octets: Buffer, offset: number, end: number, limits: IppLimits): Scan {
  let at = Math.max(offset, preambleBytes);
  for (;;) {
    const frame = readFrame(octets, at, end);
    if ((frame?.next ?? end) > limits.headerBytes) {
      throw new IppFormatError('too-large', at, `the attributes exceed ${String(limits.headerBytes)} octets`);
    }
    if (frame === undefined) return { ended: false, offset: at };
    at = frame.next;
    if (frame.kind === 'delimiter' && frame.tag === endOfAttributes) return { ended: true, offset: at };
  }
}
