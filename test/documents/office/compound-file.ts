// Writes OLE compound files for tests (MS-CFB 2): storages, streams, and the mini stream for short ones.

export interface CompoundItem {
  readonly name: string;
  /** Absent: a storage. */
  readonly data?: Uint8Array;
  /** What is in a storage. */
  readonly inside?: readonly CompoundItem[];
}

const SECTOR = 512;
const MINI = 64;
const CUTOFF = 4096;
const FREE = 0xffffffff;
const END = 0xfffffffe;
const TABLE = 0xfffffffd;
/** Sectors the one allocation table of the header's list can name; more are not needed by any test. */
const PER_TABLE = SECTOR / 4;

/** `gap` sectors of nothing stand before everything else, so that the directory lies beyond a document's first bytes. */
export function compoundFile(items: readonly CompoundItem[], gap = 0): Buffer {
  const table: number[] = [];
  const bodies: Buffer[] = [];
  const chain = (bytes: Uint8Array): number => {
    if (bytes.length === 0) return END;
    const first = table.length;
    const sectors = Math.ceil(bytes.length / SECTOR);
    for (let index = 1; index <= sectors; index++) table.push(index < sectors ? first + index : END);
    bodies.push(Buffer.concat([bytes, Buffer.alloc(sectors * SECTOR - bytes.length)]));
    return first;
  };
  const miniTable: number[] = [];
  const miniBodies: Buffer[] = [];
  const miniChain = (bytes: Uint8Array): number => {
    if (bytes.length === 0) return END;
    const first = miniTable.length;
    const pieces = Math.ceil(bytes.length / MINI);
    for (let index = 1; index <= pieces; index++) miniTable.push(index < pieces ? first + index : END);
    miniBodies.push(Buffer.concat([bytes, Buffer.alloc(pieces * MINI - bytes.length)]));
    return first;
  };
  if (gap > 0) chain(Buffer.alloc(gap * SECTOR));

  const root = entry('Root Entry', 5, END, 0);
  const entries: Buffer[] = [root];
  /** The children of a storage as a list to the right: a tree as good as any. Resolves to the first one's number. */
  const place = (children: readonly CompoundItem[]): number => {
    const numbers = children.map(({ name, data, inside = [] }) => {
      const start = data === undefined ? 0 : data.length < CUTOFF ? miniChain(data) : chain(data);
      const made = entry(name, data === undefined ? 1 : 2, start, data?.length ?? 0);
      const number = entries.push(made) - 1;
      if (data === undefined) made.writeUInt32LE(place(inside), 76);
      return number;
    });
    numbers.forEach((number, index) => entries[number]?.writeUInt32LE(numbers[index + 1] ?? FREE, 72));
    return numbers[0] ?? FREE;
  };
  root.writeUInt32LE(place(items), 76);
  const mini = Buffer.concat(miniBodies);
  root.writeUInt32LE(chain(mini), 116);
  root.writeUInt32LE(mini.length, 120);
  const miniTableBytes = Buffer.alloc(Math.ceil(miniTable.length / PER_TABLE) * SECTOR, 0xff);
  miniTable.forEach((next, index) => miniTableBytes.writeUInt32LE(next, index * 4));
  const miniTableAt = chain(miniTableBytes);
  const directoryAt = chain(Buffer.concat(entries));

  const tables = Math.ceil((table.length + 1) / (PER_TABLE - 1));
  const firstTable = table.length;
  for (let index = 0; index < tables; index++) table.push(TABLE);
  const tableBytes = Buffer.alloc(tables * SECTOR, 0xff);
  table.forEach((next, index) => tableBytes.writeUInt32LE(next, index * 4));

  const header = Buffer.alloc(SECTOR);
  header.write('d0cf11e0a1b11ae1', 0, 'hex');
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(tables, 44);
  header.writeUInt32LE(directoryAt, 48);
  header.writeUInt32LE(CUTOFF, 56);
  header.writeUInt32LE(miniTableAt, 60);
  header.writeUInt32LE(miniTableBytes.length / SECTOR, 64);
  header.writeUInt32LE(END, 68);
  header.fill(0xff, 76);
  for (let index = 0; index < tables; index++) header.writeUInt32LE(firstTable + index, 76 + index * 4);
  return Buffer.concat([header, ...bodies, tableBytes]);
}

function entry(name: string, type: number, start: number, size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes[66] = type;
  // Black, so that readers that check the colours of the tree are content.
  bytes[67] = 1;
  for (const at of [68, 72, 76]) bytes.writeUInt32LE(FREE, at);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}
