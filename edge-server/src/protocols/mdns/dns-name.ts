// Domain names on the wire (RFC 1035 sections 3.1 and 4.1.4) as lists of labels: the name of a printer is one label and
// may hold dots, so a name joined with dots could not be taken apart again.
import { isUtf8 } from 'node:buffer';

export type DnsName = readonly string[];

/** RFC 1035 section 3.1: octets of a whole name, with the length octets and the root. */
const LONGEST_NAME = 255;
const LONGEST_LABEL = 63;
const POINTER = 0xc0;

/** Throws a RangeError for a label that is empty or longer than 63 octets: names that are asked for are ours. */
export function encodeName(name: DnsName): Buffer {
  const parts = name.map((label) => {
    const octets = Buffer.from(label, 'utf8');
    if (octets.length === 0 || octets.length > LONGEST_LABEL) throw new RangeError(`not a label: ${label}`);
    return Buffer.concat([Buffer.of(octets.length), octets]);
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** Undefined when the name is broken, longer than 255 octets, no UTF-8, or points anywhere but backwards. `next` is behind it. */
export function readName(bytes: Buffer, start: number): { name: DnsName; next: number } | undefined {
  const name: string[] = [];
  let offset = start;
  let next: number | undefined;
  let length = 1;
  // Each jump has to go before where the last one landed, so there is no circle.
  let before = start;
  for (;;) {
    const octet = bytes[offset];
    if (octet === undefined) return undefined;
    if (octet === 0) return { name, next: next ?? offset + 1 };
    if ((octet & POINTER) === POINTER) {
      const low = bytes[offset + 1];
      if (low === undefined) return undefined;
      const target = ((octet & ~POINTER) << 8) | low;
      if (target >= before) return undefined;
      next ??= offset + 2;
      before = target;
      offset = target;
      continue;
    }
    if (octet > LONGEST_LABEL) return undefined;
    const end = offset + 1 + octet;
    length += octet + 1;
    if (end > bytes.length || length > LONGEST_NAME) return undefined;
    const label = bytes.subarray(offset + 1, end);
    // RFC 6762 section 16. Anything else would become longer by decoding, and could not be asked for again.
    if (!isUtf8(label)) return undefined;
    name.push(label.toString('utf8'));
    offset = end;
  }
}

/** Equal names have equal keys; case does not count (RFC 6762 section 16). */
export function nameKey(name: DnsName): string {
  // No label of a decoded name is empty, but it may hold any character: the lengths keep two names apart.
  return name.map((label) => `${label.length}:${label.toLowerCase()}`).join('');
}
