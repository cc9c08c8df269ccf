// The layout of a stored object: a header, then records of one sealed chunk each. Pure arithmetic and bytes, no IO.
//
//   header: magic(8) version(1) zero(3) chunkSize(4, big-endian) id(16)
//   record: nonce(12) ciphertext(up to chunkSize) tag(16)
//
// Each record is bound to the header, to its own index and to its kind, after the STREAM construction (Hoang, Reyhanitabar,
// Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015): records cannot be put in
// another order, left out, cut off at the end or moved to another object. STREAM counts in the nonce; here the nonce is
// random and the count is in the associated data, because a resumed upload may seal an index a second time with other
// bytes, and a repeated nonce under one key would give both away.

const MAGIC = Buffer.from('PLATBLOB', 'latin1');
const VERSION = 1;
const VERSION_AT = 8;
const CHUNK_SIZE_AT = 12;
const ID_AT = 16;
export const HEADER_BYTES = 32;

// NIST SP 800-38D: 96-bit nonces, 128-bit tags.
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const RECORD_OVERHEAD = NONCE_BYTES + TAG_BYTES;

// Measured on two cores: 512 KiB and more run at the disk's speed, smaller chunks pay more for passing each between
// threads, and larger ones make every random read decrypt more than it needs.
export const CHUNK_SIZE = 512 * 1024;

// Up to here an object rides in its database row: the row's own fsync makes it durable, where a file costs two more
// (file and folder). Larger values would bloat the database's log for less and less gain; nearly all mail bodies and
// one-page documents are below.
export const INLINE_LIMIT = 64 * 1024;

/** What a record is: one of many, the object's last, or the unfinished end of an upload that will go on. */
export const RECORD_KIND = { more: 0, last: 1, held: 2 } as const;
export type RecordKind = (typeof RECORD_KIND)[keyof typeof RECORD_KIND];

// 128 random bits: no two objects share one. Hex spreads evenly over the 256 folders named by its first two digits.
export const BLOB_ID_BYTES = 16;
const BLOB_ID = /^[0-9a-f]{32}$/;

/** Guards every path that is made of an id: a wrong id from a damaged row must not name some other file. */
export const isBlobId = (id: string): boolean => BLOB_ID.test(id);

export const encodeHeader = (id: string, chunkSize: number): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header[VERSION_AT] = VERSION;
  header.writeUInt32BE(chunkSize, CHUNK_SIZE_AT);
  header.write(id, ID_AT, 'hex');
  return header;
};

/** The id in a header, or undefined when it is not a header of ours for this chunk size. */
export const decodeHeader = (header: Buffer, chunkSize: number): string | undefined => {
  if (header.length < HEADER_BYTES) return undefined;
  const id = header.toString('hex', ID_AT, HEADER_BYTES);
  return encodeHeader(id, chunkSize).equals(header.subarray(0, HEADER_BYTES)) ? id : undefined;
};

/** The associated data of one record. */
export const recordContext = (header: Uint8Array, index: number, kind: RecordKind): Uint8Array => {
  const context = new Uint8Array(HEADER_BYTES + 5);
  context.set(header);
  new DataView(context.buffer).setUint32(HEADER_BYTES, index);
  context[HEADER_BYTES + 4] = kind;
  return context;
};

/** Records of an object of `size` plain bytes; an empty object has one, so that its end is authenticated too. */
export const recordCount = (size: number, chunkSize: number): number =>
  Math.max(1, Math.ceil(size / chunkSize));

/** Where a record starts, counted from the header's first byte. */
export const recordPosition = (index: number, chunkSize: number): number =>
  HEADER_BYTES + index * (chunkSize + RECORD_OVERHEAD);

/** Plain bytes of one record. */
export const chunkLength = (index: number, size: number, chunkSize: number): number =>
  Math.min(chunkSize, size - index * chunkSize);

/** Bytes of the whole object as stored. */
export const storedLength = (size: number, chunkSize: number): number =>
  HEADER_BYTES + size + recordCount(size, chunkSize) * RECORD_OVERHEAD;
