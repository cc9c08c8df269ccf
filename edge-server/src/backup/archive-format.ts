// The layout of a backup file. Nothing of it can be read, changed, cut off or put in another order without the passphrase being known.
//
//   header: magic(8) version(1) log2N(1) r(1) p(1) zero(4) salt(16) id(16) check(16)
//   record: kind(1) length(4, big-endian) nonce(12) ciphertext tag(16)
//
// The key is scrypt (RFC 7914) of the passphrase with the header's salt and cost. `check` tells a wrong passphrase from a damaged file. Each
// record is bound to the whole header, to its index and to its kind, after the STREAM construction that blob-format.ts names; the last one
// says so, so that a file that was cut off is known. What the records hold, one after the other, is a stream of frames:
//
//   frame: type(1) length(4, big-endian) payload
import { createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const MAGIC = Buffer.from('PLATBKUP', 'latin1');
/** A change that an older Platen cannot read gets the next number. */
export const ARCHIVE_VERSION = 1;
const CHECK_AT = 48;
export const HEADER_BYTES = 64;

/** OWASP's first choice for scrypt (Password Storage Cheat Sheet, 2024): 128 MiB and about half a second. */
export const COST = { log2N: 17, r: 8, p: 1 } as const;
/** A header from outside must not make us take all memory: 1 GiB. */
const MOST_LOG2N = 20;
const KEY_BYTES = 32;

/** Plain bytes of a record: as stored objects have it (blob-format.ts). */
export const RECORD_BYTES = 512 * 1024;
export const RECORD_HEAD = 5;
export const SEAL_BYTES = 28;
export const KIND = { more: 0, last: 1 } as const;

export const FRAME_HEAD = 5;
/** Far above what is written, which is a few hundred kilobytes. */
export const MOST_FRAME = 16 * 1024 * 1024;
export const FRAME = {
  /** JSON: Manifest. The first one. */
  manifest: 1,
  /** JSON: a file of the data directory; `bytes` follow. */
  file: 2,
  bytes: 3,
  /** JSON: a table and its columns; `rows` follow. */
  table: 4,
  /** Raw deflate of a JSON array of rows. */
  rows: 5,
  /** JSON: a stored object; `bytes` (as they lie on the disk, encrypted under its own key) follow. */
  blob: 6,
  /** JSON: Totals. The last one. */
  end: 7,
} as const;

export interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** What went wrong with a backup file, for whoever holds it in hand. */
export class ArchiveError extends Error {
  readonly problem: 'not-a-backup' | 'newer' | 'passphrase' | 'damaged' | 'cut' | 'refused';

  constructor(problem: ArchiveError['problem'], message: string) {
    super(message);
    this.name = 'ArchiveError';
    this.problem = problem;
  }
}

export interface Opened {
  readonly header: Buffer;
  readonly key: Buffer;
}

export async function newHeader(passphrase: string, cost: Cost = COST): Promise<Opened> {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.set([ARCHIVE_VERSION, cost.log2N, cost.r, cost.p], MAGIC.length);
  randomBytes(32).copy(header, 16);
  const key = await keyOf(passphrase, header);
  checkOf(key, header).copy(header, CHECK_AT);
  return { header, key };
}

/** Throws ArchiveError. */
export async function openHeader(header: Buffer, passphrase: string): Promise<Opened> {
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new ArchiveError('not-a-backup', 'This is not a backup of Platen.');
  }
  const version = header[8] ?? 0;
  if (version !== ARCHIVE_VERSION) {
    throw new ArchiveError(
      'newer',
      `This backup has format ${version}; this Platen reads ${ARCHIVE_VERSION}. Use a newer Platen.`,
    );
  }
  const [log2N = 0, r = 0, p = 0] = header.subarray(9, 12);
  if (log2N < 1 || log2N > MOST_LOG2N || r < 1 || r > 16 || p < 1 || p > 4) {
    throw new ArchiveError('damaged', 'The beginning of this backup is damaged.');
  }
  const key = await keyOf(passphrase, header);
  if (!timingSafeEqual(checkOf(key, header), header.subarray(CHECK_AT, HEADER_BYTES))) {
    throw new ArchiveError('passphrase', 'The passphrase does not fit this backup.');
  }
  return { header, key };
}

/** The associated data of one record. */
export function recordContext(header: Buffer, index: number, kind: number): Buffer {
  const context = Buffer.alloc(HEADER_BYTES + RECORD_HEAD);
  header.copy(context);
  context.writeUInt32BE(index, HEADER_BYTES);
  context[HEADER_BYTES + 4] = kind;
  return context;
}

function checkOf(key: Buffer, header: Buffer): Buffer {
  return createHmac('sha256', key)
    .update('platen/backup-check')
    .update(header.subarray(0, CHECK_AT))
    .digest()
    .subarray(0, 16);
}

function keyOf(passphrase: string, header: Buffer): Promise<Buffer> {
  const [log2N = 0, r = 0, p = 0] = header.subarray(9, 12);
  const N = 2 ** log2N;
  // 128 * N * r bytes are needed (RFC 7914 section 2), and node wants to be told.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r + 32 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    // As typed on any keyboard: the same letters are the same bytes (NFKC, as RFC 8265 section 4.2 for passwords of its kind).
    scrypt(passphrase.normalize('NFKC'), header.subarray(16, 32), KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
