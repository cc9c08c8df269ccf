// Damages IPP requests in the ways that have broken printers: octets, lengths, tags, groups, nesting, endless values, and pieces of other requests.
import { mutated, type Random } from '../../unit/protocols/ipp/seeded-mutation.ts';

/** Delimiters, out-of-band values, and tags of every kind of value; 0x7f is the extension tag (CVE-2025-58364). */
const TAGS = [
  0, 1, 2, 3, 4, 5, 6, 9, 0x0f, 0x10, 0x13, 0x21, 0x23, 0x30, 0x33, 0x34, 0x35, 0x37, 0x41, 0x44, 0x47, 0x4a,
  0x7f, 0xff,
];
/** Lengths at which signs turn (CVE-2026-39314) and buffers end. */
const LENGTHS = [0, 1, 4, 0xff, 0x100, 0x3ff, 0x400, 0x7fff, 0x8000, 0xfffb, 0xffff];

const PREAMBLE = 8;

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

/** An attribute of any tag, with a length that need not be true. */
function field(random: Random, named: boolean): Buffer {
  const label = named
    ? Buffer.from(pick(random, ['copies', 'attributes-charset', '__proto__', 'media-col', 'x']))
    : Buffer.alloc(0);
  const value = Buffer.alloc(pick(random, [0, 1, 4, 8, 9, 11, 40]), random(256));
  const head = Buffer.alloc(3);
  head[0] = pick(random, TAGS);
  head.writeUInt16BE(random(8) === 0 ? pick(random, LENGTHS) : label.length, 1);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(random(8) === 0 ? pick(random, LENGTHS) : value.length);
  return Buffer.concat([head, label, length, value]);
}

/** Collections inside each other, closed or not. */
function nest(random: Random): Buffer {
  const depth = pick(random, [1, 7, 8, 9, 16, 17, 500]);
  const open = Buffer.from('3400000000' + '4a00000001' + '61', 'hex');
  const close = Buffer.from('3700000000', 'hex');
  return Buffer.concat([
    Buffer.from('34000961', 'hex').subarray(0, 1),
    Buffer.from('0009' + Buffer.from('media-col').toString('hex') + '0000' + '4a0000000161', 'hex'),
    ...Array.from({ length: depth }, () => open),
    ...(random(2) === 0 ? Array.from({ length: depth + 1 }, () => close) : []),
  ]);
}

/** Where fields begin, as far as they can be followed: for what changes a value and leaves everything around it whole. */
function fieldsOf(
  octets: Buffer,
): readonly { readonly at: number; readonly value: number; readonly end: number }[] {
  const fields: { at: number; value: number; end: number }[] = [];
  for (let at = PREAMBLE; at + 5 <= octets.length; ) {
    if (octets.readUInt8(at) < 0x10) {
      if (octets.readUInt8(at) === 3) break;
      at += 1;
      continue;
    }
    const value = at + 5 + octets.readUInt16BE(at + 1);
    if (value > octets.length) break;
    const end = value + octets.readUInt16BE(value - 2);
    if (end > octets.length) break;
    fields.push({ at, value, end });
    at = end;
  }
  return fields;
}

/** A field with another tag, another value of the same length, another name, twice, or not at all: most of these are understood. */
function alter(octets: Buffer, random: Random): Buffer {
  const fields = fieldsOf(octets);
  if (fields.length === 0) return octets;
  const { at, value, end } = pick(random, fields);
  const changed = Buffer.from(octets);
  switch (random(5)) {
    case 0:
      changed[at] = pick(random, TAGS);
      return changed;
    case 1:
      for (let place = value; place < end; place += 1) changed[place] = random(256);
      return changed;
    case 2:
      if (value - at > 5) changed[at + 3 + random(value - at - 5)] = random(256);
      return changed;
    case 3:
      return Buffer.concat([octets.subarray(0, end), octets.subarray(at, end), octets.subarray(end)]);
    default:
      return Buffer.concat([octets.subarray(0, at), octets.subarray(end)]);
  }
}

/** One request made of one or two good ones. */
export function mutateIpp(seeds: readonly Buffer[], random: Random): Buffer {
  let octets = Buffer.from(pick(random, seeds));
  for (let count = 1 + random(2); count > 0; count -= 1) {
    const at = Math.min(octets.length, PREAMBLE + random(Math.max(1, octets.length - PREAMBLE)));
    switch (random(18)) {
      case 0:
      case 1:
      case 2:
        octets = Buffer.from(mutated(octets, random));
        break;
      case 3:
        octets = Buffer.concat([octets.subarray(0, at), field(random, random(2) === 0), octets.subarray(at)]);
        break;
      case 4:
        octets = Buffer.concat([octets.subarray(0, at), nest(random), octets.subarray(at)]);
        break;
      case 5: {
        // Endless values, or endless groups.
        const piece = random(2) === 0 ? Buffer.of(pick(random, TAGS)) : field(random, false);
        const times = pick(random, [10, 100, 3_000]);
        octets = Buffer.concat([
          octets.subarray(0, at),
          ...Array.from({ length: times }, () => piece),
          octets.subarray(at),
        ]);
        break;
      }
      case 6: {
        const other = pick(random, seeds);
        octets = Buffer.concat([octets.subarray(0, at), other.subarray(random(other.length))]);
        break;
      }
      case 7:
        // Version, operation and request number.
        if (octets.length >= PREAMBLE) octets.writeUInt16BE(random(0x10000), 2 * random(3));
        break;
      case 8:
        if (at + 2 <= octets.length) octets.writeUInt16BE(pick(random, LENGTHS), at);
        break;
      default:
        octets = Buffer.from(alter(octets, random));
    }
  }
  return octets;
}
