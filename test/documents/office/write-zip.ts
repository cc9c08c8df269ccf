// Writes ZIP packages for tests (APPNOTE.TXT 4.3): stored or deflated, and with every lie a bomb tells.
import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly deflate?: boolean;
  /** Deflated bytes to be taken as they are; `data` is then not looked at. */
  readonly packed?: Uint8Array;
  /** Size written into the headers instead of the true one. */
  readonly claims?: number;
  /** Bit 0 of the flags: "encrypted". */
  readonly locked?: boolean;
  /** The directory points to the data of the part before, instead of its own. */
  readonly sameAsBefore?: boolean;
}

export function writeZip(parts: readonly ZipPart[]): Buffer {
  const files: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  let before = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const packed: Uint8Array = part.packed ?? (part.deflate === true ? deflateRawSync(data) : data);
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.locked === true ? 1 : 0, 2);
    fields.writeUInt16LE(part.deflate === true || part.packed !== undefined ? 8 : 0, 4);
    // 1 January 2026, so that the same document is the same bytes every time.
    fields.writeUInt16LE(((2026 - 1980) << 9) | (1 << 5) | 1, 8);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.claims ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const own = part.sameAsBefore === true ? before : at;
    if (part.sameAsBefore !== true) {
      files.push(Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed);
      before = at;
      at += 30 + name.length + packed.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(own, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, name);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, list, end]);
}

/** So many megabytes of zeros, deflated: about a kilobyte for each. */
export function packedZeros(megabytes: number): Buffer {
  // Blocks that end at a full flush stand for themselves and can be repeated; the last is the empty final block (RFC 1951 3.2.3).
  const block = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), Buffer.from([3, 0])]);
}
