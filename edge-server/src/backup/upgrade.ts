// `platen upgrade`: from one version to the next by one command, and back by itself when the new one does not come up. How a service is
// stopped and started, and which version it starts, are the caller's (run-offline.ts, docs/backup.md).
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { type Loader, loadPostgres, loadSqlite } from '../db/load-tables.ts';
import { openPostgres } from '../db/postgres.ts';
import {
  type Row,
  type Snapshot,
  snapshotPostgres,
  snapshotSqlite,
  type TableFacts,
} from '../db/snapshot.ts';
import { openSqlite } from '../db/sqlite.ts';
import { lockDataDir } from '../platform/data-lock.ts';
import { syncDirectory } from '../platform/durable-write.ts';
import { deriveKey, loadServerKey } from '../platform/server-key.ts';
import { FRAME } from './archive-format.ts';
import { readArchive } from './archive-read.ts';
import { writeArchive } from './archive-write.ts';
import { writeBackupFile } from './backup-folder.ts';
import { Manifest, readHead, TableHead } from './manifest.ts';
import { backupFrames } from './write-backup.ts';

export interface UpgradeSteps {
  /** Resolves when the server has ended. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Which version `start` starts. */
  readonly use: (which: 'new' | 'old') => Promise<void>;
  /** Waits until the server says it is ready; false when it does not in good time. */
  readonly ready: () => Promise<boolean>;
  readonly say: (line: string) => void;
}

export interface UpgradeAsk {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Of this code, the new one. */
  readonly version: string;
  readonly now: number;
  readonly steps: UpgradeSteps;
}

export type Upgraded = { readonly kind: 'done' } | { readonly kind: 'taken-back'; readonly because: string };

/** The key of the server protects it, so cost buys nothing: its 256 bits cannot be guessed. */
const COST = { log2N: 4, r: 8, p: 1 };
const never = new AbortController().signal;
const inflate = promisify(inflateRaw);

/** Rejects when not even the old version could be brought back: then the copy of the rows stays, and the error names it. */
export async function upgrade(ask: UpgradeAsk): Promise<Upgraded> {
  const { steps } = ask;
  steps.say('Stopping the server ...');
  await steps.stop();
  const before = await keepRows(ask);
  steps.say(`The database as it was is kept in ${before.file}.`);
  const failure = await tryNew(ask);
  if (failure === undefined) {
    await rm(before.file, { force: true });
    steps.say(`Platen ${ask.version} is running.`);
    return { kind: 'done' };
  }
  steps.say(`${failure} Going back to the version before ...`);
  await steps.stop();
  await putBack(ask, before);
  await steps.use('old');
  await steps.start();
  if (!(await steps.ready())) {
    throw new Error(
      `The version before does not come up either. Its database is as it was; a copy is in ${before.file}.`,
    );
  }
  await rm(before.file, { force: true });
  return { kind: 'taken-back', because: failure };
}

/** @returns why it does not work; undefined when it does. */
async function tryNew({ dataDir, databaseUrl, steps }: UpgradeAsk): Promise<string | undefined> {
  try {
    const unlock = lockDataDir(dataDir);
    try {
      steps.say('Bringing the database up to date ...');
      const db =
        databaseUrl === undefined ? openSqlite(join(dataDir, 'platen.db')) : await openPostgres(databaseUrl);
      await db.close();
    } finally {
      unlock();
    }
    await steps.use('new');
    steps.say('Starting the new version ...');
    await steps.start();
    return (await steps.ready()) ? undefined : 'The new version did not become ready.';
  } catch (cause) {
    return `It failed: ${cause instanceof Error ? cause.message : String(cause)}.`;
  }
}

interface Kept {
  readonly file: string;
  readonly step: number;
}

const passphraseOf = async (dataDir: string): Promise<string> =>
  deriveKey(await loadServerKey(dataDir), 'upgrade').toString('base64');

/** Rows only: keys, documents and files are not touched by an upgrade. */
async function keepRows({ dataDir, databaseUrl, version, now }: UpgradeAsk): Promise<Kept> {
  const folder = join(dataDir, 'upgrade');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'before.platen-backup');
  const passphrase = await passphraseOf(dataDir);
  const unlock = lockDataDir(dataDir);
  let step = 0;
  const openSnapshot = async (): Promise<Snapshot> => {
    const snapshot =
      databaseUrl === undefined
        ? await snapshotSqlite(join(dataDir, 'platen.db'))
        : await snapshotPostgres(databaseUrl);
    step = snapshot.step;
    return snapshot;
  };
  try {
    const about = { id: `upgrade-${now}`, version, at: now, site: '' };
    const frames = backupFrames({ dataDir, openSnapshot, about, whole: false }, never);
    await writeBackupFile(file, writeArchive(frames, passphrase, COST));
    return { file, step };
  } finally {
    unlock();
  }
}

async function putBack({ dataDir, databaseUrl }: UpgradeAsk, { file, step }: Kept): Promise<void> {
  const unlock = lockDataDir(dataDir);
  try {
    const path = join(dataDir, 'upgrade', 'platen.db');
    for (const end of ['', '-wal', '-shm']) await rm(`${path}${end}`, { force: true });
    const loader =
      databaseUrl === undefined ? loadSqlite(path, step) : await loadPostgres(databaseUrl, step, true);
    await loadRows(loader, file, await passphraseOf(dataDir));
    if (databaseUrl !== undefined) return;
    // The log of the newer file must not be taken for the older one's.
    for (const end of ['-wal', '-shm']) await rm(join(dataDir, `platen.db${end}`), { force: true });
    await rename(path, join(dataDir, 'platen.db'));
    await syncDirectory(dataDir);
  } finally {
    unlock();
  }
}

async function loadRows(loader: Loader, file: string, passphrase: string): Promise<void> {
  let table: TableFacts | undefined;
  try {
    for await (const { type, payload } of readArchive(
      createReadStream(file) as AsyncIterable<Buffer>,
      passphrase,
    )) {
      if (type === FRAME.manifest) readHead(Manifest, payload, 'The beginning');
      else if (type === FRAME.table) table = readHead(TableHead, payload, 'A table');
      else if (type === FRAME.rows && table !== undefined) {
        await loader.add(table, JSON.parse((await inflate(payload)).toString('utf8')) as Row[]);
      }
    }
    await loader.finish('as-it-was');
  } catch (cause) {
    await loader.abort();
    throw cause;
  }
}
