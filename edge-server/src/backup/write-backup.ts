// Everything a server is, as the frames of one backup: its keys, certificates and device files, every row of the database as of one moment,
// and the stored documents that belong to those rows. The server goes on working meanwhile.
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Row, Snapshot } from '../db/snapshot.ts';
import { isBlobId } from '../platform/blob-format.ts';
import { FRAME } from './archive-format.ts';
import type { Frame } from './archive-write.ts';
import type { Manifest, Totals } from './manifest.ts';

const deflate = promisify(deflateRaw);

/** What is not the installation itself: the database and documents, which are taken row by row, what only this run needs, and other backups. */
const NOT_TAKEN =
  /^(platen\.db.*|blobs|run|backups|restoring|upgrade|training-printer|lost\+found|core(\..*)?)$/;
/** Columns of `blobs`, by name, that say which files belong to a row. */
const BLOBS = 'blobs';
const PIECE = 256 * 1024;
const SLICE = 1024 * 1024;

export interface BackupSource {
  readonly dataDir: string;
  readonly openSnapshot: () => Promise<Snapshot>;
  readonly about: Omit<Manifest, 'step' | 'engine'>;
  /** False: rows only, for what an upgrade may have to take back. */
  readonly whole: boolean;
  readonly onProgress?: (bytes: number) => void;
}

export async function* backupFrames(
  source: BackupSource,
  signal: AbortSignal,
): AsyncGenerator<Frame, Totals, undefined> {
  const totals = { files: 0, rows: 0, blobs: 0, bytes: 0 };
  // The rows first: whatever they name that is written later is in the archive, or was deleted since.
  const snapshot = await source.openSnapshot();
  try {
    const { step, engine } = snapshot;
    yield json(FRAME.manifest, { ...source.about, step, engine } satisfies Manifest);
    if (source.whole) {
      for await (const path of filesBelow(source.dataDir, '')) {
        signal.throwIfAborted();
        yield* fileFrames(source.dataDir, path);
        totals.files += 1;
      }
    }
    const blobIds: string[] = [];
    for (const table of snapshot.tables) {
      yield json(FRAME.table, table);
      const idAt = table.columns.findIndex(({ name }) => name === 'id');
      const placeAt = table.columns.findIndex(({ name }) => name === 'location');
      for await (const rows of snapshot.rows(table)) {
        signal.throwIfAborted();
        if (table.name === BLOBS) {
          for (const row of rows) if (row[placeAt] === 'file') blobIds.push(String(row[idAt]));
        }
        totals.rows += rows.length;
        for (const some of slices(rows)) yield { type: FRAME.rows, payload: await packRows(some) };
      }
    }
    if (source.whole) {
      for (const id of blobIds) {
        signal.throwIfAborted();
        const size = yield* blobFrames(source.dataDir, id);
        if (size === undefined) continue;
        totals.blobs += 1;
        totals.bytes += size;
        source.onProgress?.(totals.bytes);
      }
    }
    yield json(FRAME.end, totals);
    return totals;
  } finally {
    await snapshot.close();
  }
}

/** Small documents lie in their rows: a piece stays near a megabyte. */
function* slices(rows: readonly Row[]): Generator<Row[], void, undefined> {
  let some: Row[] = [];
  let weight = 0;
  for (const row of rows) {
    some.push(row);
    for (const value of row) weight += typeof value === 'string' ? value.length : 16;
    if (weight < SLICE) continue;
    yield some;
    some = [];
    weight = 0;
  }
  if (some.length > 0) yield some;
}

const json = (type: number, value: unknown): Frame => ({ type, payload: Buffer.from(JSON.stringify(value)) });

/** Level 1: most of the gain, and the processor is needed elsewhere. */
const packRows = (rows: readonly Row[]): Promise<Buffer> =>
  deflate(Buffer.from(JSON.stringify(rows)), { level: 1 });

/** Regular files only: a link would take what is elsewhere. */
async function* filesBelow(dataDir: string, below: string): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(join(dataDir, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (below === '' && NOT_TAKEN.test(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(dataDir, path);
    else if (entry.isFile() && !entry.name.endsWith('.tmp')) yield path;
  }
}

async function* fileFrames(dataDir: string, path: string): AsyncGenerator<Frame, void, undefined> {
  const full = join(dataDir, path);
  let content: Buffer;
  let mode: number;
  try {
    mode = (await lstat(full)).mode & 0o777;
    // Keys, certificates, declarations, fonts: each fits into memory.
    content = await readFile(full);
  } catch (cause) {
    // Replaced or removed while we looked.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return;
    throw cause;
  }
  yield json(FRAME.file, { path, mode });
  for (let at = 0; at < content.length; at += PIECE)
    yield { type: FRAME.bytes, payload: content.subarray(at, at + PIECE) };
}

/** @returns its size as stored; undefined when it was shredded since the rows were read: it must not be in the archive then. */
async function* blobFrames(
  dataDir: string,
  id: string,
): AsyncGenerator<Frame, number | undefined, undefined> {
  if (!isBlobId(id)) return undefined;
  const stream = createReadStream(join(dataDir, 'blobs', id.slice(-2), id), { highWaterMark: PIECE });
  let size = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      if (size === 0) yield json(FRAME.blob, { id });
      size += part.length;
      yield { type: FRAME.bytes, payload: part };
    }
  } catch (cause) {
    if (size === 0 && cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
  return size;
}
