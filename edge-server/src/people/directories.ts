// The directories people come from (LDAP, Active Directory): adding, changing, removing and ordering them, their passwords sealed. What they are
// asked is directory-runs.ts, directory-sign-in.ts and directory-lookup.ts.

import type {
  DirectoryLook,
  DirectoryLooked,
  DirectoryPreview,
  DirectoryTested,
} from '@platen/shared/api/admin-directory';
import { AppError } from '@platen/shared/app-error';
import type { DirectorySettings } from '@platen/shared/directory';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';
import { completeDirectory, staysSecret } from './directory-fields.ts';
import { lookAtPlace } from './directory-look.ts';
import { previewDirectory } from './directory-preview.ts';
import { type DirectoryRow, listDirectories, needDirectory } from './directory-rows.ts';
import type { DirectoryRuns } from './directory-runs.ts';
import { testDirectory } from './directory-test.ts';
import { directoryError } from './directory-trouble.ts';
import type { DirectoryWire } from './directory-wire.ts';

export interface NewDirectory {
  readonly name: string;
  readonly settings: DirectorySettings;
  readonly enabled?: boolean | undefined;
  /** Password of the account that searches. */
  readonly secret?: string | undefined;
}

/** What is undefined stays; `settings` are replaced as a whole; null takes the password away. */
export interface DirectoryEdit {
  readonly name?: string | undefined;
  readonly settings?: DirectorySettings | undefined;
  readonly enabled?: boolean | undefined;
  readonly secret?: string | null | undefined;
}

export interface TypedDirectory {
  /** The stored one; alone it is tried as it is. Its password is used where it still belongs to the settings. */
  readonly id?: string | undefined;
  readonly settings?: DirectorySettings | undefined;
  readonly secret?: string | undefined;
}

type DirectoryDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'log'> & {
  readonly wire: DirectoryWire;
};

/** What the password is sealed for; see platform/sealing.ts. */
const PURPOSE = 'directory';
/** A forest has some dozens of domains. */
const MOST = 50;
const LONGEST_NAME = 100;
/** Accounts set free in one transaction when a directory is removed. */
const AT_ONCE = 500;

/** The password of the account that searches; undefined where there is none, or another server's key sealed it. Never leaves the server. */
export const directorySecret =
  ({ sealing }: Pick<Deps, 'sealing'>) =>
  ({ secretSealed }: Pick<DirectoryRow, 'secretSealed'>): string | undefined =>
    secretSealed === null ? undefined : sealing.open(PURPOSE, secretSealed);

export function makeDirectories(deps: DirectoryDeps, runs: Pick<DirectoryRuns, 'importNow' | 'progress'>) {
  const { db, clock } = deps;
  const secretOf = directorySecret(deps);
  const seal = (secret: string): string => deps.sealing.seal(PURPOSE, secret);

  /** Rejects with `bad-setting`. The new one is asked last. */
  async function add(typed: NewDirectory, who: string): Promise<DirectoryRow> {
    const settings = completeDirectory(typed.settings);
    const { secret } = typed;
    const now = clock.now();
    return db.write(async (tx) => {
      const others = await listDirectories(tx);
      if (others.length >= MOST) throw bad('name', `there are ${MOST} directories already.`);
      const row: DirectoryRow = {
        id: deps.ids.id(),
        name: checkedName(typed.name, others),
        position: Math.max(0, ...others.map(({ position }) => position)) + 1,
        settings,
        secretSealed: secret === undefined || settings.bind === 'anonymous' ? null : seal(secret),
        enabled: typed.enabled ?? true,
        state: null,
        holder: '',
        leaseUntil: 0,
        fence: 0,
        createdAt: now,
        changedAt: now,
        removedAt: null,
      };
      await tx.q.insert(tx.t.directories).values(row);
      await audit(tx, now, { who, act: 'added directory', about: row.id, detail: auditWords(row) });
      return row;
    });
  }

  /** Rejects as `add` does, and with `not-found`. Another server, port, protection or account forgets the password unless a new one comes along. */
  async function change(id: string, edit: DirectoryEdit, who: string): Promise<DirectoryRow> {
    const now = clock.now();
    return db.write(async (tx) => {
      const row = await needDirectory(tx, id);
      const settings = edit.settings === undefined ? row.settings : completeDirectory(edit.settings);
      const others = (await listDirectories(tx)).filter((other) => other.id !== id);
      const { directories } = tx.t;
      const next = {
        name: edit.name === undefined ? row.name : checkedName(edit.name, others),
        settings,
        enabled: edit.enabled ?? row.enabled,
        secretSealed: nextSecret(row, settings, edit.secret),
        // When it was imported last stays: what was wrong was wrong with what it was before.
        state: row.state?.lastImport === undefined ? null : { lastImport: row.state.lastImport },
        changedAt: now,
      };
      // An import that runs, on whichever server, ends with its next word: it would go on with the old settings.
      const outdated = { holder: '', leaseUntil: 0, fence: sql`${directories.fence} + 1` };
      await tx.q
        .update(directories)
        .set({ ...next, ...outdated })
        .where(eq(directories.id, id));
      const changed = { ...row, ...next };
      const detail = { ...auditWords(changed), newSecret: typeof edit.secret === 'string' };
      await audit(tx, now, { who, act: 'changed directory', about: id, detail });
      return changed;
    });
  }

  function nextSecret(
    row: DirectoryRow,
    settings: DirectorySettings,
    given: string | null | undefined,
  ): string | null {
    if (given === null || settings.bind === 'anonymous') return null;
    if (given !== undefined) return seal(given);
    return staysSecret(row.settings, settings) ? row.secretSealed : null;
  }

  /** Its people keep their accounts, which are their own from then on; those it had switched off stay so. Rejects with `not-found`. */
  async function remove(id: string, who: string): Promise<void> {
    const now = clock.now();
    await db.write(async (tx) => {
      const row = await needDirectory(tx, id);
      const { directories } = tx.t;
      const set = { removedAt: now, changedAt: now, enabled: false, secretSealed: null, state: null };
      const outdated = { holder: '', leaseUntil: 0, fence: sql`${directories.fence} + 1` };
      await tx.q
        .update(directories)
        .set({ ...set, ...outdated })
        .where(eq(directories.id, id));
      await audit(tx, now, { who, act: 'removed directory', about: id, detail: auditWords(row) });
    });
    while ((await db.write((tx) => setFree(tx, id))) === AT_ONCE);
  }

  /** The order in which they are asked; those that are not named come after, as they were. */
  async function order(ids: readonly string[], who: string): Promise<DirectoryRow[]> {
    const now = clock.now();
    return db.write(async (tx) => {
      const rows = await listDirectories(tx);
      const placeOf = (id: string): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
      const sorted = [...rows].sort((a, b) => placeOf(a.id) - placeOf(b.id));
      const { directories } = tx.t;
      for (const [at, { id }] of sorted.entries())
        await tx.q
          .update(directories)
          .set({ position: at + 1 })
          .where(eq(directories.id, id));
      const names = sorted.map(({ name }) => name).join(', ');
      await audit(tx, now, { who, act: 'ordered directories', about: '', detail: { names } });
      return sorted.map((row, at) => ({ ...row, position: at + 1 }));
    });
  }

  /** Tries what is stored, or what was typed, step by step. Rejects with `bad-setting` and `not-found` only. */
  async function test(which: string | TypedDirectory, signal: AbortSignal): Promise<DirectoryTested> {
    const { id, settings: typed, secret } = typeof which === 'string' ? { id: which } : which;
    const row = id === undefined ? undefined : await db.read((tx) => needDirectory(tx, id));
    const settings = typed === undefined ? row?.settings : completeDirectory(typed);
    if (settings === undefined) throw new AppError('not-found', { what: 'directory' });
    // A password that was stored for one server is shown to no other, whoever asks for a test (threat T37).
    const stored = row !== undefined && staysSecret(row.settings, settings) ? secretOf(row) : undefined;
    return testDirectory({ ...deps, settings, secret: secret ?? stored }, signal);
  }

  /** What an import would change. Rejects with `not-found` and the errors of directories. */
  async function preview(id: string, signal: AbortSignal): Promise<DirectoryPreview> {
    const row = await db.read((tx) => needDirectory(tx, id));
    try {
      const session = await deps.wire.open(row.settings, secretOf(row), signal);
      try {
        return await previewDirectory(db, row, session, signal);
      } finally {
        await session.close();
      }
    } catch (cause) {
      signal.throwIfAborted();
      throw directoryError(cause);
    }
  }

  return {
    /** In their order. */
    list: (): Promise<DirectoryRow[]> => db.read(listDirectories),
    /** Rejects with `not-found`. */
    find: (id: string): Promise<DirectoryRow> => db.read((tx) => needDirectory(tx, id)),
    /** People of each directory here: on, and switched off. */
    counts: (): Promise<ReadonlyMap<string, { readonly on: number; readonly off: number }>> =>
      db.read(countPeople),
    add,
    change,
    remove,
    order,
    test,
    /** What is at an address, as far as it tells anybody, and settings to begin with. Sends no password, changes nothing. */
    look: (ask: DirectoryLook, signal: AbortSignal): Promise<DirectoryLooked> =>
      lookAtPlace(deps, ask, signal),
    preview,
    importNow: runs.importNow,
    /** Of the import that runs now on this server; undefined when none does. */
    progress: runs.progress,
  };
}

export type Directories = ReturnType<typeof makeDirectories>;

function checkedName(typed: string, others: readonly DirectoryRow[]): string {
  const name = typed.normalize('NFC').trim().slice(0, LONGEST_NAME);
  if (name === '') throw bad('name', 'it is missing.');
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw bad('name', 'another directory has it.');
  return name;
}

const bad = (key: string, detail: string): AppError =>
  new AppError('bad-setting', { key, label: 'Name', detail });

async function setFree(tx: Tx, directoryId: string): Promise<number> {
  const { users } = tx.t;
  const some = await tx.q
    .select({ id: users.id })
    .from(users)
    .where(eq(users.directoryId, directoryId))
    .limit(AT_ONCE);
  if (some.length > 0)
    await tx.q
      .update(users)
      .set({ directoryId: null, directoryKey: null, username: null, directorySeenAt: null })
      .where(
        inArray(
          users.id,
          some.map(({ id }) => id),
        ),
      );
  return some.length;
}

async function countPeople(tx: Tx): Promise<Map<string, { on: number; off: number }>> {
  const { users } = tx.t;
  const rows = await tx.q
    .select({
      directoryId: users.directoryId,
      all: sql<number>`count(*)`,
      off: sql<number>`count(${users.disabledAt})`,
    })
    .from(users)
    .where(and(isNull(users.deletedAt), sql`${users.directoryId} is not null`))
    .groupBy(users.directoryId);
  return new Map(
    rows.map(({ directoryId, all, off }) => [
      directoryId ?? '',
      { on: Number(all) - Number(off), off: Number(off) },
    ]),
  );
}

function auditWords({ name, enabled, settings }: DirectoryRow): Record<string, string | number | boolean> {
  const { host, port, security, bind } = settings;
  return { name, enabled, server: host, port, security, bind };
}
