// Object identifiers as dotted text ("1.3.6.1.2.1.1.1.0", no leading dot): their order, their roots, their octets (X.690
// section 8.19, limits of RFC 2578 section 3.5).
import { SnmpFormatError } from './format-error.ts';
import { snmpLimits } from './limits.ts';

const LARGEST_NUMBER = 0xffff_ffff;

/** Whether `oid` is `root` with at least one more number. */
export function isUnder(oid: string, root: string): boolean {
  return oid.length > root.length && oid.charCodeAt(root.length) === DOT && oid.startsWith(root);
}

const DOT = 46;

/** Negative when `a` comes before `b` in the order of a walk; 0 when they are the same. */
export function compareOids(a: string, b: string): number {
  let atA = 0;
  let atB = 0;
  while (atA < a.length && atB < b.length) {
    const endA = endOfNumber(a, atA);
    const endB = endOfNumber(b, atB);
    const difference = Number(a.slice(atA, endA)) - Number(b.slice(atB, endB));
    if (difference !== 0) return difference;
    atA = endA + 1;
    atB = endB + 1;
  }
  return a.length - atA - (b.length - atB);
}

function endOfNumber(oid: string, from: number): number {
  const dot = oid.indexOf('.', from);
  return dot === -1 ? oid.length : dot;
}

/** Throws SnmpFormatError for what is no object identifier: those we ask for are written in this program. */
export function encodeOid(oid: string): Buffer {
  const numbers = oid.split('.').map(Number);
  const [first = -1, second = -1] = numbers;
  const bad = numbers.some((number) => !Number.isInteger(number) || number < 0 || number > LARGEST_NUMBER);
  if (bad || first < 0 || second < 0 || first > 2 || numbers.length > snmpLimits.oidNumbers)
    throw new SnmpFormatError('not an object identifier');
  const octets: number[] = [];
  pushNumber(octets, first * 40 + second);
  for (let at = 2; at < numbers.length; at += 1) pushNumber(octets, numbers[at] ?? 0);
  return Buffer.from(octets);
}

function pushNumber(octets: number[], number: number): void {
  if (number < 128) {
    octets.push(number);
    return;
  }
  let shift = 1;
  while (number >= shift * 128) shift *= 128;
  for (; shift > 1; shift /= 128) octets.push((Math.floor(number / shift) % 128) | 0x80);
  octets.push(number % 128);
}

/** Throws SnmpFormatError for octets that are no object identifier. */
export function decodeOid(octets: Buffer, start: number, end: number): string {
  let oid = '';
  let numbers = 1;
  let number = 0;
  let open = false;
  for (let at = start; at < end; at += 1) {
    const octet = octets[at] ?? 0;
    number = number * 128 + (octet & 0x7f);
    open = octet >= 0x80;
    if (number > LARGEST_NUMBER) throw new SnmpFormatError('a number of an object identifier is too large');
    if (open) continue;
    if (oid === '') {
      // X.690 section 8.19.4: the first two numbers share one; only under 2 can the second exceed 39.
      const first = Math.min(2, Math.floor(number / 40));
      oid = `${first}.${number - first * 40}`;
    } else oid += `.${number}`;
    numbers += 1;
    if (numbers > snmpLimits.oidNumbers) throw new SnmpFormatError('an object identifier is too long');
    number = 0;
  }
  if (open || oid === '') throw new SnmpFormatError('an object identifier is cut off');
  return oid;
}
