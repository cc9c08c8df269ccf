// Writes TNEF streams ([MS-OXTNEF]) for tests: attributes, MAPI properties, attachments, embedded messages.

const u16 = (value: number): Buffer => {
  const octets = Buffer.alloc(2);
  octets.writeUInt16LE(value);
  return octets;
};
export const u32 = (value: number): Buffer => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32LE(value >>> 0);
  return octets;
};

export function attribute(level: 1 | 2, id: number, value: Uint8Array): Buffer {
  let sum = 0;
  for (const byte of value) sum = (sum + byte) & 0xffff;
  return Buffer.concat([Buffer.from([level]), u32(id), u32(value.length), value, u16(sum)]);
}

const padded = (value: Uint8Array): Buffer =>
  Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);

const property = (type: number, id: number, ...value: readonly Uint8Array[]): Buffer =>
  Buffer.concat([u16(type), u16(id), ...value]);

/** Types of [MS-OXCDATA] section 2.11.1, as they stand in TNEF. */
export const properties = {
  unicode: (id: number, text: string): Buffer => {
    const value = Buffer.from(`${text}\0`, 'utf16le');
    return property(0x1f, id, u32(1), u32(value.length), padded(value));
  },
  string8: (id: number, value: Uint8Array): Buffer =>
    property(0x1e, id, u32(1), u32(value.length), padded(value)),
  binary: (id: number, value: Uint8Array): Buffer =>
    property(0x102, id, u32(1), u32(value.length), padded(value)),
  integer: (id: number, value: number): Buffer => property(0x03, id, u32(value)),
  truth: (id: number, value: boolean): Buffer => property(0x0b, id, u16(value ? 1 : 0), u16(0)),
  time: (id: number): Buffer => property(0x40, id, Buffer.alloc(8)),
  integers: (id: number, values: readonly number[]): Buffer =>
    property(0x1003, id, u32(values.length), ...values.map(u32)),
  strings: (id: number, values: readonly string[]): Buffer =>
    property(
      0x101e,
      id,
      u32(values.length),
      ...values.flatMap((text) => [u32(text.length + 1), padded(Buffer.from(`${text}\0`))]),
    ),
  /** Named by a string, as from 0x8000 on. */
  named: (name: string, value: number): Buffer => {
    const text = Buffer.from(`${name}\0`, 'utf16le');
    return property(0x03, 0x8001, Buffer.alloc(16, 7), u32(1), u32(text.length), padded(text), u32(value));
  },
  numbered: (value: number): Buffer =>
    property(0x03, 0x8002, Buffer.alloc(16, 7), u32(0), u32(0x8544), u32(value)),
  /** An embedded message: the object's id, then its own stream. */
  message: (stream: Uint8Array): Buffer => {
    const value = Buffer.concat([Buffer.from('0703020000000000c000000000000046', 'hex'), stream]);
    return property(0x0d, 0x3701, u32(1), u32(value.length), padded(value));
  },
};

export const propertyList = (...list: readonly Buffer[]): Buffer =>
  Buffer.concat([u32(list.length), ...list]);

export const messageProperties = (...list: readonly Buffer[]): Buffer =>
  attribute(1, 0x0006_9003, propertyList(...list));

export const attachment = (
  title: string | undefined,
  data: Uint8Array | undefined,
  ...list: Buffer[]
): Buffer =>
  Buffer.concat([
    attribute(2, 0x0006_9002, Buffer.alloc(14)),
    ...(title === undefined ? [] : [attribute(2, 0x0001_8010, Buffer.from(`${title}\0`, 'latin1'))]),
    ...(data === undefined ? [] : [attribute(2, 0x0006_800f, data)]),
    ...(list.length === 0 ? [] : [attribute(2, 0x0006_9005, propertyList(...list))]),
  ]);

export const tnef = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    // Version and code page, as every stream begins.
    attribute(1, 0x0008_9006, u32(0x0001_0000)),
    attribute(1, 0x0006_9007, Buffer.concat([u32(1252), u32(0)])),
    ...parts,
  ]);
