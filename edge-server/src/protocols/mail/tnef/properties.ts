// Walks through the MAPI properties of a TNEF attribute ([MS-OXTNEF] section 2.1.3.4, [MS-OXCDATA] section 2.11.1).
import type { OctetReader } from './octet-reader.ts';

export interface Property {
  /** From 0x8000 on the number means nothing by itself. */
  readonly id: number;
  readonly type: number;
  /** Octets of the value, not padded. The reader stands at its first. */
  readonly length: number;
}

export const TYPE = {
  integer: 0x0003,
  object: 0x000d,
  string8: 0x001e,
  unicode: 0x001f,
  binary: 0x0102,
} as const;

const SEVERAL = 0x1000;

/** Octets of a value in the stream, padding included, of the types that have always the same. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [0x0001, 0],
  [0x0002, 4],
  [0x0003, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [0x000b, 4],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
]);

const VARIABLE: ReadonlySet<number> = new Set([TYPE.object, TYPE.string8, TYPE.unicode, TYPE.binary]);

const FIRST_NAMED = 0x8000;

/**
 * @param end where the attribute ends. @param count asks whether another one may be read. @param visit may read of the value what it
 * wants, and no more than its length. @returns false when the properties contradict their lengths or the stream ends.
 */
export async function readProperties(
  reader: OctetReader,
  end: number,
  count: () => boolean,
  visit: (property: Property) => Promise<void>,
): Promise<boolean> {
  const number = await within(reader, end, 4);
  if (number === undefined) return false;
  for (let left = number; left > 0; left -= 1) {
    if (!count()) return true;
    const type = await within(reader, end, 2);
    const id = await within(reader, end, 2);
    if (type === undefined || id === undefined) return false;
    if (id >= FIRST_NAMED && !(await skipName(reader, end))) return false;
    const base = type & ~SEVERAL;
    const fixed = FIXED.get(base);
    if (fixed === undefined && !VARIABLE.has(base)) return false;
    // What has a length of its own is always counted; the others only where there may be several.
    const counted = fixed === undefined || (type & SEVERAL) !== 0;
    const values = counted ? await within(reader, end, 4) : 1;
    if (values === undefined) return false;
    if (fixed !== undefined && values !== 1) {
      if (!(await skip(reader, end, fixed * values))) return false;
      continue;
    }
    for (let value = 0; value < values; value += 1) {
      if (value > 0 && !count()) return true;
      const length = fixed ?? (await within(reader, end, 4));
      if (length === undefined) return false;
      const padded = Math.ceil(length / 4) * 4;
      const valueEnd = reader.position + padded;
      // The padding of the very last value is sometimes missing.
      if (reader.position + length > end) return false;
      // Only the first of several: none of the properties in which we are interested has more.
      if (value === 0) await visit({ id, type: base, length });
      if (!(await reader.skipTo(Math.min(valueEnd, end)))) return false;
    }
  }
  return true;
}

/** A name is a number, or a string. */
async function skipName(reader: OctetReader, end: number): Promise<boolean> {
  if (!(await skip(reader, end, 16))) return false;
  const kind = await within(reader, end, 4);
  const value = await within(reader, end, 4);
  if (kind === undefined || value === undefined) return false;
  return kind === 0 || skip(reader, end, Math.ceil(value / 4) * 4);
}

async function skip(reader: OctetReader, end: number, octets: number): Promise<boolean> {
  const target = reader.position + octets;
  return target <= end && reader.skipTo(target);
}

async function within(reader: OctetReader, end: number, octets: 2 | 4): Promise<number | undefined> {
  if (reader.position + octets > end) return undefined;
  return octets === 2 ? reader.u16() : reader.u32();
}
