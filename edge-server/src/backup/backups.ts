// Backups of the running server: by schedule into a folder, each tried out by restoring it; and as a stream for whoever asks. One at a time.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@platen/shared/app-error';
import type { Snapshot } from '../db/snapshot.ts';
import type { Deps } from '../deps.ts';
import { audit } from '../people/audit.ts';
import { readFact, writeFact } from '../settings/facts.ts';
import type { Cost } from './archive-format.ts';
import { writeArchive } from './archive-write.ts';
import {
  backupName,
  checkFolder,
  type KeptBackup,
  listBackups,
  pruneBackups,
  writeBackupFile,
} from './backup-folder.ts';
import { verifyBackup } from './verify.ts';
import { backupFrames } from './write-backup.ts';

export interface BackupEnd {
  readonly at: number;
  readonly ok: boolean;
  readonly sentence: string;
  readonly bytes?: number;
}

export interface BackupStatus {
  readonly folder: string;
  /** Newest first. */
  readonly kept: readonly KeptBackup[];
  readonly keep: number;
  readonly passphraseSet: boolean;
  /** One is being made or tried out. */
  readonly running: 'backup' | 'drill' | undefined;
  /** Plain bytes of documents so far. */
  readonly done: number;
  readonly last: BackupEnd | undefined;
  readonly drill: BackupEnd | undefined;
  /** Unix ms; undefined while there is no folder. */
  readonly next: number | undefined;
}

export interface Backups {
  status(): Promise<BackupStatus>;
  /**
   * The bytes of a backup, as they are made. With the stored passphrase unless one is given. Rejects with `backup-passphrase` or
   * `backup-running` before the first byte.
   */
  stream(
    ask: { passphrase?: string | undefined; by: string },
    signal: AbortSignal,
  ): Promise<AsyncGenerator<Buffer, void, undefined>>;
  /** Rejects as `stream` would. */
  mayStream(): Promise<void>;
  /** Begins one into the folder; rejects with `backup-folder`, `backup-passphrase` or `backup-running`. How it ends is in `status`. */
  runNow(by: string): Promise<void>;
  /** Null takes it away, and scheduled backups stop. Rejects with `backup-passphrase`. */
  setPassphrase(passphrase: string | null, by: string): Promise<void>;
}

export interface BackupsDeps extends Pick<Deps, 'db' | 'clock' | 'log' | 'ids' | 'sealing' | 'settings'> {
  readonly dataDir: string;
  readonly version: string;
  /** Name of this server among those on one database: each has documents of its own. */
  readonly holder: string;
  readonly openSnapshot: () => Promise<Snapshot>;
  /** Cheaper in tests. */
  readonly cost?: Cost;
}

/** Long enough that guessing at a copy of the file is hopeless with scrypt in between, short enough to be chosen. */
export const LEAST_PASSPHRASE = 12;
const LOOK_MS = 60_000;
/** The doctor reads it (build-doctor.ts). */
const LAST_FACT = 'last-backup';
const END_FACT = 'backup-end';
const DRILL_FACT = 'backup-drill';
const PASSPHRASE_FACT = 'backup-passphrase';
const SEAL = 'backup-passphrase';

export function makeBackups(deps: BackupsDeps): Backups & { start(): void; stop(): Promise<void> } {
  const { db, clock, log } = deps;
  const stop = new AbortController();
  const dayFact = `backup-day ${deps.holder}`;
  let running: BackupStatus['running'];
  let done = 0;
  let work: Promise<void> = Promise.resolve();
  let stopLooking: (() => void) | undefined;

  async function passphraseOr(given: string | undefined): Promise<string> {
    if (given !== undefined) {
      if ([...given].length < LEAST_PASSPHRASE)
        throw new AppError('backup-passphrase', { least: LEAST_PASSPHRASE });
      return given;
    }
    const sealed = await readFact(db, PASSPHRASE_FACT);
    const stored = sealed === undefined || sealed === '' ? undefined : deps.sealing.open(SEAL, sealed);
    if (stored === undefined) throw new AppError('backup-passphrase', { least: LEAST_PASSPHRASE });
    return stored;
  }

  function begin(what: 'backup' | 'drill'): void {
    if (running !== undefined) throw new AppError('backup-running');
    running = what;
    done = 0;
  }

  function frames(signal: AbortSignal) {
    const about = {
      id: deps.ids.id(),
      version: deps.version,
      at: clock.now(),
      site: deps.settings().site.name,
    };
    const onProgress = (bytes: number) => {
      done = bytes;
    };
    return backupFrames(
      { dataDir: deps.dataDir, openSnapshot: deps.openSnapshot, about, whole: true, onProgress },
      signal,
    );
  }

  const archive = (passphrase: string, signal: AbortSignal) =>
    writeArchive(frames(signal), passphrase, deps.cost);

  async function note(fact: string, end: BackupEnd): Promise<void> {
    await db.write(async (tx) => {
      await writeFact(tx, fact, JSON.stringify(end));
      if (fact === END_FACT && end.ok) await writeFact(tx, LAST_FACT, String(end.at));
    });
  }

  const say = (cause: unknown): string =>
    (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);

  /** Into the folder, then the trial. Never rejects. */
  async function toFolder(passphrase: string): Promise<void> {
    const { folder, keep, drill } = deps.settings().backup;
    const at = clock.now();
    const path = join(folder, backupName(at));
    try {
      const bytes = await writeBackupFile(path, archive(passphrase, stop.signal));
      await pruneBackups(folder, keep);
      await note(END_FACT, { at, ok: true, sentence: 'Made and written to the disk.', bytes });
      log.info('a backup was made', { bytes });
      if (drill) {
        running = 'drill';
        await tryOut(path, passphrase);
      }
    } catch (cause) {
      if (stop.signal.aborted) return;
      log.error('a backup failed', { cause });
      await note(END_FACT, { at, ok: false, sentence: say(cause) }).catch((second: unknown) =>
        log.error('the end of a backup could not be noted', { cause: second }),
      );
    } finally {
      running = undefined;
    }
  }

  async function tryOut(file: string, passphrase: string): Promise<void> {
    const at = clock.now();
    try {
      const below = join(deps.dataDir, 'run', 'drill');
      await rm(below, { recursive: true, force: true });
      const { ok, sentence } = await verifyBackup({ file, passphrase, below, now: at, signal: stop.signal });
      if (!ok) log.error('a backup is not in order', { detail: sentence });
      await note(DRILL_FACT, { at, ok, sentence });
    } catch (cause) {
      if (stop.signal.aborted) return;
      log.error('a backup could not be restored', { cause });
      await note(DRILL_FACT, { at, ok: false, sentence: say(cause) });
    }
  }

  /** Unix ms of the next one by schedule, given the day (of the server's zone) of the last. */
  function nextAfter(lastDay: string | undefined): number {
    const next = new Date(clock.now());
    next.setHours(deps.settings().backup.hour, 0, 0, 0);
    // One that was missed, since the server was off, is made as soon as it is on.
    if (dayOf(clock.now()) === lastDay) next.setDate(next.getDate() + 1);
    return next.getTime();
  }

  async function look(): Promise<void> {
    if (running !== undefined || deps.settings().backup.folder === '') return;
    const now = clock.now();
    if (now < nextAfter(await readFact(db, dayFact))) return;
    await db.write((tx) => writeFact(tx, dayFact, dayOf(now)));
    try {
      await runNow('schedule');
    } catch (cause) {
      log.error('a backup by schedule could not begin', { cause });
      await note(END_FACT, { at: now, ok: false, sentence: say(cause) });
    }
  }

  async function runNow(by: string): Promise<void> {
    await checkFolder(deps.settings().backup.folder);
    const passphrase = await passphraseOr(undefined);
    begin('backup');
    if (by !== 'schedule') {
      await db.write((tx) => audit(tx, clock.now(), { who: by, act: 'began a backup', about: 'server' }));
    }
    work = toFolder(passphrase);
  }

  return {
    status: async () => {
      const { folder, keep } = deps.settings().backup;
      const [kept, last, drill, sealed, day] = await Promise.all([
        listBackups(folder),
        readFact(db, END_FACT),
        readFact(db, DRILL_FACT),
        readFact(db, PASSPHRASE_FACT),
        readFact(db, dayFact),
      ]);
      return {
        folder,
        kept,
        keep,
        passphraseSet: sealed !== undefined && sealed !== '',
        running,
        done,
        last: last === undefined ? undefined : (JSON.parse(last) as BackupEnd),
        drill: drill === undefined ? undefined : (JSON.parse(drill) as BackupEnd),
        next: folder === '' ? undefined : nextAfter(day),
      };
    },

    stream: async ({ passphrase: given, by }, signal) => {
      const passphrase = await passphraseOr(given);
      begin('backup');
      const at = clock.now();
      try {
        await db.write((tx) => audit(tx, at, { who: by, act: 'took a backup away', about: 'server' }));
      } catch (cause) {
        running = undefined;
        throw cause;
      }
      const both = AbortSignal.any([signal, stop.signal]);
      return (async function* () {
        let bytes = 0;
        try {
          for await (const piece of archive(passphrase, both)) {
            bytes += piece.length;
            yield piece;
          }
          await note(END_FACT, { at, ok: true, sentence: 'Made and handed over.', bytes });
        } finally {
          running = undefined;
        }
      })();
    },

    mayStream: async () => {
      await passphraseOr(undefined);
      if (running !== undefined) throw new AppError('backup-running');
    },

    runNow,

    setPassphrase: async (passphrase, by) => {
      if (passphrase !== null) await passphraseOr(passphrase);
      const value = passphrase === null ? '' : deps.sealing.seal(SEAL, passphrase);
      const act = passphrase === null ? 'removed the passphrase of backups' : 'set the passphrase of backups';
      await db.write(async (tx) => {
        await writeFact(tx, PASSPHRASE_FACT, value);
        await audit(tx, clock.now(), { who: by, act, about: 'server' });
      });
    },

    start: () => {
      const lookNow = () =>
        void look().catch((cause: unknown) =>
          log.warn('the schedule of backups could not be read', { cause }),
        );
      stopLooking = clock.every(LOOK_MS, lookNow);
    },
    stop: async () => {
      stopLooking?.();
      stop.abort();
      await work;
    },
  };
}

/** Calendar day in the server's time zone. */
function dayOf(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
}
