// Follows the operators of PCL XL and PCL 5 as far as a raster page needs them; whatever else turns up is a failure. Nothing on Debian reads
// either language, so this is the printer.
import assert from 'node:assert/strict';
import { applyDelta, unpackBits } from './decode-raster.ts';

export interface PclSide {
  /** Attributes of BeginPage by number (PCL XL), or the page's escape sequences without data (PCL 5). */
  readonly page: ReadonlyMap<number, readonly number[]>;
  readonly commands: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: number;
  readonly pixels: Buffer;
}

const UEL = '\x1b%-12345X';
const TYPES: Readonly<
  Record<
    number,
    { readonly count: number; readonly read: (from: Buffer, at: number) => number; readonly size: number }
  >
> = {
  0xc0: { count: 1, size: 1, read: (from, at) => from.readUInt8(at) },
  0xc1: { count: 1, size: 2, read: (from, at) => from.readUInt16LE(at) },
  0xd1: { count: 2, size: 2, read: (from, at) => from.readUInt16LE(at) },
  0xd5: { count: 2, size: 4, read: (from, at) => from.readFloatLE(at) },
};

/** Reads a whole PCL XL stream. `session` are the attributes of BeginSession and OpenDataSource. */
export function decodePclXl(stream: Buffer): {
  readonly session: ReadonlyMap<number, readonly number[]>;
  readonly sides: readonly PclSide[];
} {
  const head = `${UEL}@PJL ENTER LANGUAGE=PCLXL\r\n) HP-PCL XL;2;0\n`;
  assert.equal(stream.subarray(0, head.length).toString('latin1'), head);
  assert.equal(stream.subarray(-UEL.length).toString('latin1'), UEL);
  const end = stream.length - UEL.length;
  const session = new Map<number, readonly number[]>();
  const sides: PclSide[] = [];
  let attributes = new Map<number, readonly number[]>();
  let page = new Map<number, readonly number[]>();
  let rows: Buffer[] = [];
  let bytesPerPixel = 0;
  let image = { width: 0, height: 0, done: 0 };
  const operators: number[] = [];
  const one = (attribute: number): number =>
    attributes.get(attribute)?.[0] ?? assert.fail(`no attribute ${attribute}`);
  for (let at = head.length; at < end; ) {
    const tag = stream.readUInt8(at++);
    const type = TYPES[tag];
    if (type !== undefined) {
      const values = Array.from({ length: type.count }, (_, index) =>
        type.read(stream, at + index * type.size),
      );
      at += type.count * type.size;
      assert.equal(stream.readUInt8(at), 0xf8, 'a value is followed by its attribute');
      attributes.set(stream.readUInt8(at + 1), values);
      at += 2;
      continue;
    }
    operators.push(tag);
    switch (tag) {
      case 0x41: // BeginSession
      case 0x48: // OpenDataSource
        for (const [attribute, values] of attributes) session.set(attribute, values);
        break;
      case 0x43: // BeginPage
        page = attributes;
        rows = [];
        break;
      case 0x6a: // SetColorSpace
        bytesPerPixel = one(3) === 2 ? 3 : 1;
        break;
      case 0x6b: // SetCursor
        assert.equal(attributes.get(76)?.[1], rows.length, 'each band begins where the last one ended');
        break;
      case 0xb0: // BeginImage
        assert.equal(one(98), 2, '8 bits');
        assert.equal(one(100), 0, 'direct pixels');
        image = { width: one(108), height: one(107), done: 0 };
        assert.deepEqual(attributes.get(103), [image.width, image.height], 'as large as it is drawn');
        break;
      case 0xb1: {
        // ReadImage
        assert.equal(one(109), image.done);
        assert.equal(one(101), 1);
        assert.equal(stream.readUInt8(at), 0xfa);
        const length = stream.readUInt32LE(at + 1);
        const data = unpackBits(stream.subarray(at + 5, at + 5 + length));
        at += 5 + length;
        const padded = Math.ceil((image.width * bytesPerPixel) / 4) * 4;
        const count = one(99);
        assert.equal(data.length, padded * count);
        for (let row = 0; row < count; row++) {
          rows.push(data.subarray(row * padded, row * padded + image.width * bytesPerPixel));
        }
        image = { ...image, done: image.done + count };
        break;
      }
      case 0xb2: // EndImage
        assert.equal(image.done, image.height);
        break;
      case 0x44: // EndPage
        for (const [attribute, values] of attributes) page.set(attribute, values);
        sides.push({
          page,
          commands: [],
          width: image.width,
          height: rows.length,
          bytesPerPixel,
          pixels: Buffer.concat(rows),
        });
        break;
      case 0x49:
      case 0x42:
        break;
      default:
        assert.fail(`operator ${tag.toString(16)} at ${at}`);
    }
    attributes = new Map();
  }
  assert.deepEqual(operators.slice(-2), [0x49, 0x42], 'source and session are closed');
  return { session, sides };
}

/** Reads a whole PCL 5 stream; black pixels are 1 bits. */
export function decodePcl5(stream: Buffer): {
  readonly setup: readonly string[];
  readonly sides: readonly PclSide[];
} {
  const head = `${UEL}@PJL ENTER LANGUAGE=PCL\r\n`;
  assert.equal(stream.subarray(0, head.length).toString('latin1'), head);
  assert.equal(stream.subarray(-UEL.length).toString('latin1'), UEL);
  const end = stream.length - UEL.length;
  const sides: PclSide[] = [];
  const setup: string[] = [];
  let commands = setup;
  let rows: Buffer[] = [];
  let [width, height, mode] = [0, 0, 0];
  let bytesPerPixel = 0;
  let seed = Buffer.alloc(0);
  for (let at = head.length; at < end; ) {
    const byte = stream.readUInt8(at++);
    if (byte === 0x0c) {
      sides.push({ page: new Map(), commands, width, height, bytesPerPixel, pixels: Buffer.concat(rows) });
      commands = [];
      rows = [];
      bytesPerPixel = 0;
      continue;
    }
    assert.equal(byte, 0x1b, `an escape at ${at - 1}`);
    const group = stream.subarray(at, at + 2).toString('latin1');
    if (group.startsWith('E')) {
      at += 1;
      commands.push('E');
      continue;
    }
    at += 2;
    // Parameters of one group may follow each other; the last ends with a capital letter.
    for (let last = false; !last; ) {
      const match =
        /^(-?\d*)([a-zA-Z])/.exec(stream.subarray(at, at + 12).toString('latin1')) ??
        assert.fail('a parameter');
      at += match[0].length;
      const value = Number(match[1] ?? 0);
      const letter = match[2] ?? '';
      last = letter === letter.toUpperCase();
      const name = group + letter.toUpperCase();
      const perRow = (): number => (bytesPerPixel === 3 ? width * 3 : Math.ceil(width / 8));
      if (name === '*bW') {
        const data = stream.subarray(at, at + value);
        at += value;
        const row: Buffer = mode === 3 ? applyDelta(seed, data) : unpackBits(data);
        assert.equal(row.length, perRow());
        rows.push(row);
        seed = Buffer.from(row);
      } else if (name === '*bY') {
        for (let n = 0; n < value; n++) rows.push(Buffer.alloc(perRow()));
        seed = Buffer.alloc(perRow());
      } else if (name === '*bM') {
        mode = value;
      } else if (name === '*vW') {
        assert.deepEqual([...stream.subarray(at, at + value)], [0, 3, 8, 8, 8, 8]);
        at += value;
        bytesPerPixel = 3;
      } else {
        if (name === '*rS') width = value;
        if (name === '*rT') height = value;
        if (name === '*rA') seed = Buffer.alloc(perRow());
        commands.push(`${group}${value}${letter.toUpperCase()}`);
      }
    }
  }
  assert.deepEqual(commands, ['E'], 'a reset at the end');
  return { setup, sides };
}
