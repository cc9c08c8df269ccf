// BER as SNMP uses it (RFC 3417 section 8): definite lengths, one-octet tags. Reads within given bounds, writes whole elements.
import { SnmpFormatError } from './format-error.ts';

/** Where the content of an element lies; the next element begins at `end`. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

export const TAG = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
} as const;

/** The element at `offset`, which must lie before `end`. Throws SnmpFormatError when it does not. */
export function readElement(octets: Buffer, offset: number, end: number): Element {
  if (offset + 2 > end) throw new SnmpFormatError('cut off');
  const tag = octets[offset] ?? 0;
  // A high tag number would go on in further octets; SNMP has none.
  if ((tag & 0x1f) === 0x1f) throw new SnmpFormatError('a tag SNMP does not have');
  const first = octets[offset + 1] ?? 0;
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    // 0x80 is the indefinite form; four octets tell more than a datagram holds.
    if (count === 0 || count > 4 || start + count > end) throw new SnmpFormatError('a bad length');
    length = octets.readUIntBE(start, count);
    start += count;
  }
  if (start + length > end) throw new SnmpFormatError('a length reaches beyond the message');
  return { tag, start, end: start + length };
}

/** The same, of this tag. */
export function readTagged(octets: Buffer, offset: number, end: number, tag: number): Element {
  const element = readElement(octets, offset, end);
  if (element.tag !== tag)
    throw new SnmpFormatError(`tag 0x${element.tag.toString(16)} instead of 0x${tag.toString(16)}`);
  return element;
}

/** A signed integer of any length up to eight octets that is exact as a number. Throws SnmpFormatError otherwise. */
export function integerOf(octets: Buffer, { start, end }: Element): number {
  if (end === start || end - start > 8) throw new SnmpFormatError('an integer of a bad length');
  let value = octets.readInt8(start);
  for (let at = start + 1; at < end; at += 1) value = value * 256 + (octets[at] ?? 0);
  if (!Number.isSafeInteger(value)) throw new SnmpFormatError('an integer is too large');
  return value;
}

/** An unsigned integer of at most 64 bits. Throws SnmpFormatError otherwise. */
export function bigIntegerOf(octets: Buffer, { start, end }: Element): bigint {
  // A ninth octet is the zero that keeps the sign positive.
  if (end === start || end - start > 9) throw new SnmpFormatError('an integer of a bad length');
  return BigInt.asUintN(64, BigInt(`0x${octets.toString('hex', start, end)}`));
}

export function writeElement(tag: number, ...content: readonly Buffer[]): Buffer {
  let length = 0;
  for (const part of content) length += part.length;
  const head = length < 0x80 ? 2 : length < 0x100 ? 3 : 5;
  const octets = Buffer.allocUnsafe(head + length);
  octets[0] = tag;
  if (head === 2) octets[1] = length;
  else {
    octets[1] = 0x80 + head - 2;
    octets.writeUIntBE(length, 2, head - 2);
  }
  let at = head;
  for (const part of content) {
    octets.set(part, at);
    at += part.length;
  }
  return octets;
}

/** For whole numbers that fit into 48 bits, the sign included: none in SNMP but Counter64 is larger than 32. */
export function writeInteger(value: number, tag: number = TAG.integer): Buffer {
  let count = 1;
  while (value < -(2 ** (count * 8 - 1)) || value >= 2 ** (count * 8 - 1)) count += 1;
  const octets = Buffer.allocUnsafe(count);
  octets.writeIntBE(value, 0, count);
  return writeElement(tag, octets);
}

export function writeOctets(value: Buffer): Buffer {
  return writeElement(TAG.octets, value);
}
