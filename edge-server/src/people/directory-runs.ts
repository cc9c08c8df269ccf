// When directories are imported: by the clock, or because an administrator says so; on one server at a time, under a lease as mailboxes have.
import { AppError, fillSentence } from '@platen/shared/app-error';
import type { DirectoryState, ImportCounts } from '@platen/shared/directory';
import { ERRORS } from '@platen/shared/error-table';
import type { Tx } from '../db/database.ts';
import { audit } from './audit.ts';
import { type ImportDeps, importDirectory } from './directory-import.ts';
import {
  type DirectoryRow,
  freeDirectory,
  leaseDirectory,
  listDirectories,
  needDirectory,
  renewDirectory,
} from './directory-rows.ts';
import { directoryError, isAway } from './directory-trouble.ts';
import type { DirectoryWire } from './directory-wire.ts';
import { noCounts } from './directory-write.ts';

export interface RunsDeps extends ImportDeps {
  readonly wire: Pick<DirectoryWire, 'open'>;
  readonly secretOf: (row: Pick<DirectoryRow, 'secretSealed'>) => string | undefined;
  /** Name of this server in leases; the same after a restart. */
  readonly holder: string;
}

export type LastImport = NonNullable<DirectoryState['lastImport']>;

/** A server that died keeps others from the import for this long. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
/** Between looks at whose time has come; imports are hours apart. */
const TICK_MS = 60_000;
/** After a directory did not answer. */
const AGAIN_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** Longer, and something stands still that should move. */
const LONGEST_MS = 2 * HOUR_MS;

export function makeDirectoryRuns(deps: RunsDeps) {
  const { db, clock, log } = deps;
  const running = new Map<string, { counts: ImportCounts; done: Promise<LastImport> }>();
  const ending = new AbortController();
  let stopTicking: (() => void) | undefined;
  let turn: Promise<void> = Promise.resolve();

  /**
   * Imports now; resolves with how it ended, which is also in the directory's state. Rejects with `not-found`, `directory-off` and
   * `directory-importing`. `anyway`: however many are switched off by it.
   */
  async function importNow(
    id: string,
    who: string,
    { anyway = false }: { readonly anyway?: boolean } = {},
  ): Promise<LastImport> {
    const row = await db.read((tx) => needDirectory(tx, id));
    if (!row.enabled) throw new AppError('directory-off', { name: row.name });
    if (running.has(id)) throw new AppError('directory-importing', { name: row.name });
    const counts = noCounts();
    const done = lease(row).then((fence) => run({ ...row, fence }, who, anyway));
    running.set(id, { counts, done });
    try {
      return await done;
    } finally {
      running.delete(id);
    }
  }

  async function lease(row: DirectoryRow): Promise<number> {
    const { holder } = deps;
    const now = clock.now();
    const fence = await db.write((tx) => leaseDirectory(tx, row.id, { holder, now, until: now + LEASE_MS }));
    if (fence === undefined) throw new AppError('directory-importing', { name: row.name });
    return fence;
  }

  const renew = (tx: Tx, { id, fence }: DirectoryRow): Promise<boolean> =>
    renewDirectory(tx, id, fence, clock.now() + LEASE_MS);

  async function run(row: DirectoryRow, who: string, anyway: boolean): Promise<LastImport> {
    const at = clock.now();
    const since = clock.monotonic();
    const lost = new AbortController();
    const signal = AbortSignal.any([ending.signal, lost.signal]);
    const stopLimit = clock.after(LONGEST_MS, () => lost.abort(new Error('the import took too long')));
    const stopRenewing = clock.every(RENEW_MS, () => {
      db.write((tx) => renew(tx, row)).then(
        (held) => {
          if (!held) lost.abort(new AppError('conflict', { detail: 'the directory was changed meanwhile' }));
        },
        (cause: unknown) => log.warn('a lease of a directory could not be renewed', { id: row.id, cause }),
      );
    });
    let counts: ImportCounts = noCounts();
    let problem: AppError | undefined;
    try {
      const session = await deps.wire.open(row.settings, deps.secretOf(row), signal);
      try {
        const imported = await importDirectory(deps, {
          ...{ row, session, anyway, signal },
          hold: async (tx) => {
            if (!(await renew(tx, row)))
              throw new AppError('conflict', { detail: 'the directory was changed meanwhile' });
          },
          progress: (now) => {
            counts = now;
            const known = running.get(row.id);
            if (known !== undefined) known.counts = now;
          },
        });
        ({ counts } = imported);
        problem = imported.problem;
      } finally {
        await session.close();
      }
    } catch (cause) {
      problem = directoryError(signal.aborted ? signal.reason : cause);
      log.warn('an import of a directory failed', { directory: row.id, cause });
    } finally {
      stopRenewing();
      stopLimit();
    }
    return settle(row, { at, tookMs: Math.round(clock.monotonic() - since), counts }, { problem, who });
  }

  async function settle(
    row: DirectoryRow,
    ended: Omit<LastImport, 'problem'>,
    { problem, who }: { readonly problem: AppError | undefined; readonly who: string },
  ): Promise<LastImport> {
    const sentence =
      problem === undefined ? undefined : fillSentence(ERRORS[problem.code].user, problem.values);
    const lastImport: LastImport = { ...ended, ...(sentence === undefined ? {} : { problem: sentence }) };
    const now = clock.now();
    const since = row.state?.down?.since ?? now;
    const down = problem !== undefined && isAway(problem) ? { since, problem: sentence ?? '' } : undefined;
    await db.write(async (tx) => {
      // A server that stops has not imported: the next one begins anew.
      const state = ending.signal.aborted ? (row.state ?? {}) : { lastImport, ...(down && { down }) };
      await freeDirectory(tx, row.id, row.fence, state);
      const { seen, added, changed, disabled, enabled, skipped } = ended.counts;
      await audit(tx, now, {
        ...{ who, act: 'imported directory', about: row.id },
        detail: {
          ...{ name: row.name, seen, added, changed, disabled, enabled, skipped },
          ...(problem === undefined ? {} : { problem: problem.code }),
        },
      });
    });
    log.info('a directory was imported', { directory: row.id, ...ended.counts, problem: problem?.code });
    return lastImport;
  }

  const isDue = ({ enabled, settings, state }: DirectoryRow, now: number): boolean => {
    if (!enabled || !settings.import.on) return false;
    const every = settings.import.everyHours * HOUR_MS;
    const pause = state?.down === undefined ? every : Math.min(every, AGAIN_MS);
    return now >= (state?.lastImport?.at ?? 0) + pause;
  };

  /** Those whose time has come, one after the other: two at once would only share one database. */
  async function importDue(): Promise<void> {
    for (const row of await db.read(listDirectories)) {
      if (ending.signal.aborted) return;
      if (running.has(row.id) || !isDue(row, clock.now())) continue;
      try {
        await importNow(row.id, 'schedule');
      } catch (cause) {
        // Another server does it, or it was removed in this moment.
        log.debug('a directory is not imported now', { directory: row.id, cause });
      }
    }
  }

  return {
    importNow,
    /** Of the import that runs now on this server. */
    progress: (id: string): ImportCounts | undefined => running.get(id)?.counts,
    importDue,
    start: (): void => {
      stopTicking = clock.every(TICK_MS, () => {
        turn = turn.then(importDue).catch((cause: unknown) => {
          log.warn('directories could not be looked through', { cause });
        });
      });
    },
    /** Ends what runs; resolves once it has. */
    stop: async (): Promise<void> => {
      stopTicking?.();
      ending.abort(new AppError('not-ready', { detail: 'the server stops' }));
      await Promise.allSettled([turn, ...[...running.values()].map(({ done }) => done)]);
    },
  };
}

export type DirectoryRuns = ReturnType<typeof makeDirectoryRuns>;
