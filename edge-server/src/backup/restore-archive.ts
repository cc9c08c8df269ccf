// Takes a backup apart into a folder: files, database and documents, then settles the rows for today and checks every document's seal. What
// becomes of the folder is the caller's: restore.ts makes it the server's, verify.ts throws it away.
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { Database } from '../db/database.ts';
import { type Loader, loadPostgres, loadSqlite, NEWEST_STEP } from '../db/load-tables.ts';
import { openPostgres } from '../db/postgres.ts';
import type { Row, TableFacts } from '../db/snapshot.ts';
import { openSqlite } from '../db/sqlite.ts';
import { blobsAfter, countRestored, dropLost, settleRestored } from '../flow/store/settle-restored.ts';
import { audit, verifyAudit } from '../people/audit.ts';
import { BlobError } from '../platform/blob-error.ts';
import { openBlobStore } from '../platform/blob-store.ts';
import type { Blobs } from '../platform/blobs.ts';
import { makeSealing } from '../platform/sealing.ts';
import { loadServerKey, serverKeyPath } from '../platform/server-key.ts';
import { ArchiveError, FRAME } from './archive-format.ts';
import { readArchive } from './archive-read.ts';
import { BlobHead, FileHead, Manifest, readHead, TableHead, Totals } from './manifest.ts';

const inflate = promisify(inflateRaw);
/** A megabyte of rows is written at a time (write-backup.ts); one row may hold a small document. */
const MOST_ROWS_BYTES = 64 * 1024 * 1024;
const PAGE = 200;

export interface RestoreOptions {
  readonly source: AsyncIterable<Uint8Array>;
  readonly passphrase: string;
  /** An empty folder. */
  readonly folder: string;
  /** Undefined: an embedded database in the folder. */
  readonly databaseUrl?: string | undefined;
  /** Tables of Platen that are in that database go first. */
  readonly replace?: boolean;
  /** Unix ms: what has expired by then is not restored. */
  readonly now: number;
  /** False: everything but documents. */
  readonly documents?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (documents: number) => void;
  /** The database is known to be empty, and nothing is committed there yet. */
  readonly onDatabase?: () => Promise<void>;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly totals: Totals;
  readonly users: number;
  readonly printers: number;
  /** Documents that wait for their owners. */
  readonly held: number;
  /** Stored objects whose seal was checked to the last byte. */
  readonly sealed: number;
  readonly gone: number;
  readonly undecided: number;
  /** Jobs whose document was not in the backup, since it was shredded while that was made. */
  readonly lost: number;
  /** Objects whose seal is broken; their jobs lost them too. */
  readonly broken: readonly string[];
  readonly auditBrokenAt: number | undefined;
}

/** Rejects with ArchiveError, or with an Error that says what could not be done. The folder then holds what came so far. */
export async function restoreArchive(options: RestoreOptions): Promise<Restored> {
  const { folder, signal, databaseUrl } = options;
  let manifest: Manifest | undefined;
  let totals: Totals | undefined;
  let loader: Loader | undefined;
  let table: TableFacts | undefined;
  let file: Awaited<ReturnType<typeof open>> | undefined;
  let db: Database | undefined;
  let settled = { gone: 0, undecided: 0 };
  /** Stored objects that are files, and those of them that came. */
  const wanted = new Set<string>();
  const came = new Set<string>();
  const seen = { files: 0, rows: 0, blobs: 0, bytes: 0 };

  /** The rows are all there: they become a database, settled for today. */
  async function openDatabase(): Promise<Database> {
    if (db !== undefined) return db;
    await loader?.finish();
    loader = undefined;
    db = databaseUrl === undefined ? openSqlite(join(folder, 'platen.db')) : await openPostgres(databaseUrl);
    const { now, documents = true } = options;
    settled = await db.write(async (tx) => {
      const done = await settleRestored(tx, { now, documents });
      const detail = { backup: manifest?.id ?? '', madeAt: manifest?.at ?? 0 };
      await audit(tx, now, { who: 'command line', act: 'restored from a backup', about: 'server', detail });
      return done;
    });
    for await (const blob of everyBlob(db)) if (blob.location === 'file') wanted.add(blob.id);
    return db;
  }

  async function closeFile(): Promise<void> {
    const closing = file;
    file = undefined;
    await closing?.datasync();
    await closing?.close();
  }

  async function openFile(path: string, mode: number): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    file = await open(path, 'wx', mode);
  }

  try {
    for await (const { type, payload } of readArchive(options.source, options.passphrase)) {
      signal.throwIfAborted();
      if (type !== FRAME.bytes) await closeFile();
      if (manifest === undefined) {
        if (type !== FRAME.manifest) throw new ArchiveError('damaged', 'This backup does not begin as one.');
        manifest = readHead(Manifest, payload, 'The beginning');
        if (manifest.step > NEWEST_STEP) throw newer(manifest);
        continue;
      }
      if (totals !== undefined) throw new ArchiveError('damaged', 'This backup goes on behind its end.');
      switch (type) {
        case FRAME.file: {
          const head = readHead(FileHead, payload, 'A file');
          seen.files += 1;
          // Nobody else's business, whatever it was before.
          await openFile(join(folder, ...head.path.split('/')), head.mode & 0o700);
          break;
        }
        case FRAME.bytes:
          await file?.write(payload);
          break;
        case FRAME.table:
          if (loader === undefined) {
            loader =
              databaseUrl === undefined
                ? loadSqlite(join(folder, 'platen.db'), manifest.step)
                : await loadPostgres(databaseUrl, manifest.step, options.replace);
            await options.onDatabase?.();
          }
          table = readHead(TableHead, payload, 'A table');
          break;
        case FRAME.rows: {
          if (table === undefined || loader === undefined)
            throw new ArchiveError('damaged', 'Rows without a table.');
          const text = await inflate(payload, { maxOutputLength: MOST_ROWS_BYTES });
          const rows = JSON.parse(text.toString('utf8')) as Row[];
          seen.rows += rows.length;
          await loader.add(table, rows);
          break;
        }
        case FRAME.blob: {
          await openDatabase();
          const { id } = readHead(BlobHead, payload, 'A document');
          seen.blobs += 1;
          // One that has expired since is read over.
          if (wanted.has(id)) {
            await openFile(join(folder, 'blobs', id.slice(-2), id), 0o600);
            came.add(id);
          }
          options.onProgress?.(seen.blobs);
          break;
        }
        case FRAME.end:
          totals = readHead(Totals, payload, 'The end');
          break;
        default:
          throw new ArchiveError(
            'newer',
            'This backup holds something this Platen does not know. Use a newer one.',
          );
      }
    }
    await closeFile();
    if (manifest === undefined || totals === undefined)
      throw new ArchiveError('cut', 'This backup is not complete.');
    for (const key of ['files', 'rows', 'blobs'] as const) {
      if (seen[key] !== totals[key])
        throw new ArchiveError('damaged', `This backup should hold ${totals[key]} ${key}, not ${seen[key]}.`);
    }
    const restored = await openDatabase();
    const missing = [...wanted].filter((id) => !came.has(id));
    const checked = await checkSeals(folder, restored, new Set(missing), signal);
    const bad = [...missing, ...checked.broken];
    const lost = bad.length === 0 ? 0 : await restored.write((tx) => dropLost(tx, bad, options.now));
    const counts = await restored.read(countRestored);
    const { brokenAt } = await restored.read(verifyAudit);
    return {
      manifest,
      totals,
      ...counts,
      ...settled,
      sealed: checked.sealed,
      lost,
      broken: checked.broken,
      auditBrokenAt: brokenAt,
    };
  } finally {
    await closeFile().catch(() => undefined);
    await loader?.abort();
    await db?.close();
  }
}

async function* everyBlob(db: Database) {
  for (let last = ''; ; ) {
    const page = await db.read((tx) => blobsAfter(tx, last, PAGE));
    yield* page;
    const end = page.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** Reads every document to its end, each piece authenticated under its own key. */
async function checkSeals(folder: string, db: Database, missing: ReadonlySet<string>, signal: AbortSignal) {
  await stat(serverKeyPath(folder)).catch(() => {
    throw new ArchiveError('damaged', 'This backup holds no server key: nothing in it could be opened.');
  });
  // Whoever begins to work on it finds the keys closed to others, whatever the archive said.
  const blobs: Blobs = await openBlobStore({
    dataDir: folder,
    sealing: makeSealing(await loadServerKey(folder)),
  });
  const broken: string[] = [];
  let sealed = 0;
  try {
    for await (const { inline, ...blob } of everyBlob(db)) {
      signal.throwIfAborted();
      if (missing.has(blob.id)) continue;
      try {
        for await (const _ of blobs.read(inline === null ? blob : { ...blob, inline }))
          signal.throwIfAborted();
        sealed += 1;
      } catch (cause) {
        signal.throwIfAborted();
        if (!(cause instanceof BlobError) || cause.code !== 'corrupt') throw cause;
        broken.push(blob.id);
      }
    }
  } finally {
    await blobs.close();
  }
  return { broken, sealed };
}

const newer = ({ version, step }: Manifest): ArchiveError =>
  new ArchiveError(
    'newer',
    `This backup was made by Platen ${version} (step ${step}); this one knows ${NEWEST_STEP}. Restore it with that version or a newer one.`,
  );
