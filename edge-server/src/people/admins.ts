// Administrators' accounts: the first one made through a one-time link, others invited; roles, switching off, removing, passwords.
// Signing in is admin-sign-in.ts's, the second factor is second-factor.ts's and passkeys.ts's.
import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { AdminRole } from '@platen/shared/scopes';
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import {
  type AdminRow,
  allAdmins,
  anyAdmin,
  checkNotLast,
  findAdmin,
  findAdminByName,
  isAdminOn,
  mustFindAdmin,
} from './admin-rows.ts';
import { audit, lockAudit } from './audit.ts';
import { hashToken, type Sessions } from './sessions.ts';

/** ASVS 5.0 6.2.1 asks for eight at least and advises fifteen where there is no second factor. */
export const PASSWORD_LEAST = 12;
const SETUP_FACT = 'setup-token-hash';
/** How long an invitation or a link for a new password is good: a day, so that it can be mailed and answered the next morning. */
const LINK_MS = 24 * 3_600_000;
/** More than any site has; a list that people still look through. */
const MOST_ADMINS = 200;

export interface PasswordHash {
  hash(password: string): Promise<string>;
  /** Takes as long for `undefined` (no such account) as for a real hash. */
  verify(stored: string | undefined, password: string): Promise<boolean>;
}

export type AdminDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'settings'> & {
  readonly passwords: PasswordHash;
  readonly sessions: Sessions;
};

export interface AdminLink {
  readonly admin: AdminRow;
  /** Goes into the address after `#join=`; told this once. */
  readonly token: string;
  /** Unix ms. */
  readonly until: number;
}

export function makeAdmins(deps: AdminDeps) {
  const { db, clock, ids, sessions } = deps;

  /** A fresh setup link's token while there is no administrator; undefined once there is one. */
  async function offerSetup(): Promise<string | undefined> {
    const token = ids.token();
    return db.write(async (tx) => {
      if (await anyAdmin(tx)) return undefined;
      const { facts } = tx.t;
      const value = hashToken(token);
      await tx.q
        .insert(facts)
        .values({ name: SETUP_FACT, value })
        .onConflictDoUpdate({ target: facts.name, set: { value } });
      return token;
    });
  }

  /** True while the setup page exists at all. */
  const setupOpen = (): Promise<boolean> => db.read(async (tx) => !(await anyAdmin(tx)));

  /** Makes the first administrator; the link is void with the commit. */
  async function setup(
    token: string,
    name: string,
    password: string,
  ): Promise<{ token: string; id: string }> {
    checkPassword(password);
    const passwordHash = await deps.passwords.hash(password);
    return db.write(async (tx) => {
      const { facts } = tx.t;
      await lockAudit(tx);
      const stored = (await tx.q.select().from(facts).where(eq(facts.name, SETUP_FACT)).limit(1))[0];
      if ((await anyAdmin(tx)) || stored === undefined || !sameText(stored.value, hashToken(token))) {
        throw new AppError('setup-done');
      }
      const now = clock.now();
      const row = newAdmin(ids.id(), name, 'administrator', now);
      await tx.q.insert(tx.t.admins).values({ ...row, passwordHash, passwordSetAt: now });
      await tx.q.delete(facts).where(eq(facts.name, SETUP_FACT));
      await audit(tx, now, { who: `admin:${name}`, act: 'created the first administrator', about: row.id });
      const opened = await sessions.open(tx, 'admin', row.id, { via: 'setup', strong: true });
      return { token: opened.token, id: row.id };
    });
  }

  /** Adds an administrator who chooses a password by the link. Throws `admin-exists`. @param by as in the audit log. */
  async function invite(
    ask: { readonly name: string; readonly role: AdminRole; readonly email?: string | undefined },
    by: string,
  ): Promise<AdminLink> {
    return db.write(async (tx) => {
      await lockAudit(tx);
      if ((await findAdminByName(tx, ask.name)) !== undefined)
        throw new AppError('admin-exists', { name: ask.name });
      if ((await allAdmins(tx)).length >= MOST_ADMINS)
        throw new AppError('too-many-admins', { most: MOST_ADMINS });
      const row = { ...newAdmin(ids.id(), ask.name, ask.role, clock.now()), email: ask.email ?? null };
      await tx.q.insert(tx.t.admins).values(row);
      await audit(tx, clock.now(), {
        who: by,
        act: 'invited administrator',
        about: row.id,
        detail: { name: row.name, role: row.role },
      });
      return offerLink(tx, row);
    });
  }

  /** A link by which this administrator chooses a new password; sessions and the present password go on until it is used. */
  async function offerReset(id: string, by: string, factorsToo = false): Promise<AdminLink> {
    return db.write(async (tx) => {
      await lockAudit(tx);
      const row = await mustFindAdmin(tx, id);
      ownAccount(row);
      const { passkeys } = tx.t;
      if (factorsToo) {
        await change(tx, id, { totpSealed: null, recoveryHashes: [] });
        await tx.q.delete(passkeys).where(eq(passkeys.adminId, id));
      }
      await audit(tx, clock.now(), {
        who: by,
        act: factorsToo ? 'reset administrator and second factor' : 'reset administrator',
        about: id,
        detail: { name: row.name },
      });
      return offerLink(tx, row);
    });
  }

  async function offerLink(tx: Tx, admin: AdminRow): Promise<AdminLink> {
    const token = ids.token();
    const until = clock.now() + LINK_MS;
    await change(tx, admin.id, { linkHash: hashToken(token), linkUntil: until });
    return { admin, token, until };
  }

  /** Whose link this is. Throws `link-void` when it was used, replaced or is too old. */
  async function findByLink(tx: Tx, token: string): Promise<AdminRow> {
    const hash = hashToken(token);
    const row = (await allAdmins(tx)).find((one) => one.linkHash !== null && sameText(one.linkHash, hash));
    if (row === undefined || (row.linkUntil ?? 0) <= clock.now() || row.disabledAt !== null) {
      throw new AppError('link-void');
    }
    return row;
  }

  /** Chooses a password by a link; all sessions of before end. The second factor, where there is one, is still asked for. */
  async function join(token: string, password: string): Promise<AdminRow> {
    checkPassword(password);
    // Asked first: the slow hash is not for whoever has no link.
    await db.read((tx) => findByLink(tx, token));
    const passwordHash = await deps.passwords.hash(password);
    return db.write(async (tx) => {
      await lockAudit(tx);
      const row = await findByLink(tx, token);
      const now = clock.now();
      await change(tx, row.id, { passwordHash, passwordSetAt: now, linkHash: null, linkUntil: null });
      await endSessions(tx, row.id);
      await audit(tx, now, { who: `admin:${row.name}`, act: 'chose a password by link', about: row.id });
      return { ...row, passwordHash };
    });
  }

  /** Throws `last-administrator`. What the role no longer allows is refused from the next call on. */
  async function setRole(id: string, role: AdminRole, by: string): Promise<void> {
    await db.write(async (tx) => {
      await lockAudit(tx);
      const row = await mustFindAdmin(tx, id);
      if (row.role === role) return;
      ownAccount(row);
      if (role !== 'administrator') await checkNotLast(tx, row);
      await change(tx, id, { role });
      await note(tx, by, 'changed the role of administrator', row, { from: row.role, to: role });
    });
  }

  /** Switched off: signs in nowhere, and is signed out everywhere. Throws `last-administrator`. */
  async function setOff(id: string, off: boolean, by: string): Promise<void> {
    await db.write(async (tx) => {
      await lockAudit(tx);
      const row = await mustFindAdmin(tx, id);
      if ((row.disabledAt !== null) === off) return;
      if (off) await checkNotLast(tx, row);
      await change(tx, id, { disabledAt: off ? clock.now() : null });
      if (off) await endSessions(tx, id);
      await note(tx, by, off ? 'switched off administrator' : 'switched on administrator', row);
    });
  }

  async function remove(id: string, by: string): Promise<void> {
    await db.write(async (tx) => {
      await lockAudit(tx);
      const row = await mustFindAdmin(tx, id);
      await checkNotLast(tx, row);
      await tx.q.delete(tx.t.passkeys).where(eq(tx.t.passkeys.adminId, id));
      await tx.q.delete(tx.t.admins).where(eq(tx.t.admins.id, id));
      await endSessions(tx, id);
      await note(tx, by, 'removed administrator', row);
    });
  }

  /** Of the person's own: the caller has just proved who it is. Ends the other sessions. */
  async function setPassword(id: string, password: string, keep: string): Promise<void> {
    checkPassword(password);
    const passwordHash = await deps.passwords.hash(password);
    await db.write(async (tx) => {
      const row = await mustFindAdmin(tx, id);
      ownAccount(row);
      await change(tx, id, { passwordHash, passwordSetAt: clock.now(), linkHash: null, linkUntil: null });
      await note(tx, `admin:${row.name}`, 'changed the own password', row);
    });
    await sessions.endAllOf(id, 'admin', keep);
  }

  /** Links with an account at the provider of single sign-on, or ends that. Throws `openid-taken`. */
  async function linkOpenId(id: string, openId: string | null): Promise<void> {
    await db.write(async (tx) => {
      await lockAudit(tx);
      const row = await mustFindAdmin(tx, id);
      const taken = (await allAdmins(tx)).some(
        (one) => one.id !== id && openId !== null && one.openId === openId,
      );
      if (taken) throw new AppError('openid-taken');
      await change(tx, id, { openId });
      const act = openId === null ? 'ended single sign-on' : 'set up single sign-on';
      await note(tx, `admin:${row.name}`, act, row);
    });
  }

  async function change(tx: Tx, id: string, values: Partial<AdminRow>): Promise<void> {
    await tx.q.update(tx.t.admins).set(values).where(eq(tx.t.admins.id, id));
  }

  async function endSessions(tx: Tx, id: string): Promise<void> {
    const { sessions: rows } = tx.t;
    const gone = await tx.q.delete(rows).where(eq(rows.personId, id)).returning({ hash: rows.tokenHash });
    tx.afterCommit.push(() => sessions.forget(gone.map(({ hash }) => hash)));
  }

  async function note(
    tx: Tx,
    who: string,
    act: string,
    { id, name }: AdminRow,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await audit(tx, clock.now(), { who, act, about: id, detail: { name, ...detail } });
  }

  return {
    offerSetup,
    setupOpen,
    setup,
    invite,
    offerReset,
    lookAtLink: (token: string) => db.read((tx) => findByLink(tx, token)),
    join,
    setRole,
    setOff,
    remove,
    setPassword,
    linkOpenId,
    find: (id: string) => db.read((tx) => findAdmin(tx, id)),
    /** Undefined also for one who is switched off, here or as the user of a directory. */
    findOn: (id: string) =>
      db.read(async (tx) => {
        const row = await findAdmin(tx, id);
        return row !== undefined && (await isAdminOn(tx, row, clock.now())) ? row : undefined;
      }),
    list: () => db.read(allAdmins),
  };
}

export type Admins = ReturnType<typeof makeAdmins>;

export function newAdmin(id: string, name: string, role: AdminRole, now: number): AdminRow {
  return {
    id,
    name,
    role,
    passwordHash: '',
    createdAt: now,
    email: null,
    openId: null,
    totpSealed: null,
    totpStep: 0,
    recoveryHashes: [],
    disabledAt: null,
    lastSeenAt: null,
    passwordSetAt: null,
    linkHash: null,
    linkUntil: null,
    userId: null,
  };
}

/** Throws `admin-from-directory`: password and role of such an account are the directory's. */
function ownAccount({ name, userId }: AdminRow): void {
  if (userId !== null) throw new AppError('admin-from-directory', { name });
}

function checkPassword(password: string): void {
  if (Array.from(password).length < PASSWORD_LEAST) {
    throw new AppError('weak-password', { length: PASSWORD_LEAST });
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
