// Sessions of panel, portal and console: a random token in a cookie (or Bearer header), its SHA-256 in the database.
import { createHash } from 'node:crypto';
import type { SignInVia } from '@platen/shared/sign-in';
import { and, desc, eq, gt, inArray, isNull, lte, ne } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { endPushOfSession, endPushOfUsers } from './push-ends.ts';
import { isOn } from './user-off.ts';

export type SessionRow = Tables['sessions']['$inferSelect'];
export type SessionKind = SessionRow['kind'];

/** What is known of a new session besides whose it is. */
export interface SessionFacts {
  readonly printerId?: string | undefined;
  /** As the socket saw it. */
  readonly address?: string | undefined;
  /** The browser's User-Agent, cut to a bearable length. */
  readonly agent?: string | undefined;
  readonly via?: SignInVia | undefined;
  /** The person has just proved who they are, with more than a cookie. */
  readonly strong?: boolean | undefined;
  readonly stay?: boolean | undefined;
  /** Opened with a document's PIN: only these documents. */
  readonly jobIds?: readonly string[] | undefined;
}

/** Longer ones tell no more about a browser. */
const AGENT_LONGEST = 300;
/** A conversion server's token is a machine's: good until it is removed. */
const CONVERTER_MS = 100 * 365 * 24 * 3_600_000;
/** Another edge server may have ended a session: what is remembered here is believed this long. */
const REMEMBER_MS = 5_000;
/** Sessions shown to their owner. */
const MOST_LISTED = 50;
/** Entries remembered; the oldest go first. */
const REMEMBER_MOST = 5_000;
/** The expiry of a used session is moved on at most this often (a write each), except on panels, whose time is short. */
const RENEW_EVERY_MS = 3_600_000;
/** Administrators look at when a session was used last, and there are few. */
const ADMIN_EVERY_MS = 300_000;
/** Or at this part of its lifetime, where that is short: nobody is signed out long before the time that was set. */
const RENEW_PART = 20;
/** An administrator signs in anew once a week at least: what can change the server is not left open on a forgotten screen. */
const ADMIN_MOST_DAYS = 7;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function makeSessions(deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'settings'>) {
  const remembered = new Map<string, { row: SessionRow; at: number }>();

  /** How long a session lives without use, ms. On a panel: the idle time and a little for the way. */
  function lifetime({ kind, stay }: Pick<SessionRow, 'kind' | 'stay'>): number {
    const { panel, signIn } = deps.settings();
    switch (kind) {
      case 'panel':
        return (panel.idleSeconds + 30) * 1000;
      case 'portal':
        return stay && signIn.portalStayDays > 0
          ? signIn.portalStayDays * DAY_MS
          : signIn.portalHours * HOUR_MS;
      case 'admin':
        return signIn.consoleHours * HOUR_MS;
      case 'converter':
        return CONVERTER_MS;
    }
  }

  /** When a session that is used now ends: not later than its last day, however often it is used (ASVS 5.0 7.3.2). */
  function endOf(row: Pick<SessionRow, 'kind' | 'stay' | 'createdAt'>): number {
    const end = deps.clock.now() + lifetime(row);
    if (row.kind === 'admin') return Math.min(end, row.createdAt + ADMIN_MOST_DAYS * DAY_MS);
    if (row.kind !== 'portal') return end;
    return Math.min(end, row.createdAt + deps.settings().signIn.portalMostDays * DAY_MS);
  }

  function remember(row: SessionRow): void {
    remembered.delete(row.tokenHash);
    remembered.set(row.tokenHash, { row, at: deps.clock.now() });
    if (remembered.size > REMEMBER_MOST) {
      const oldest = remembered.keys().next().value;
      if (oldest !== undefined) remembered.delete(oldest);
    }
  }

  /** Opens a session inside the caller's transaction; hand the token to the client only after the commit. */
  async function open(
    tx: Tx,
    kind: SessionKind,
    personId: string,
    facts: SessionFacts = {},
  ): Promise<{ token: string; row: SessionRow }> {
    const token = deps.ids.token();
    const now = deps.clock.now();
    const stay = facts.stay ?? false;
    const row: SessionRow = {
      tokenHash: hashToken(token),
      kind,
      personId,
      printerId: facts.printerId ?? null,
      createdAt: now,
      expiresAt: endOf({ kind, stay, createdAt: now }),
      address: facts.address ?? null,
      agent: facts.agent?.slice(0, AGENT_LONGEST) ?? null,
      seenAt: now,
      via: facts.via ?? null,
      strongAt: facts.strong === true ? now : null,
      stay,
      jobIds: facts.jobIds ?? null,
    };
    await tx.q.insert(tx.t.sessions).values(row);
    return { token, row };
  }

  /** The live session of a token, or undefined. That of a user who was switched off is none. Use keeps it alive. */
  const find = (token: string, kind: SessionKind): Promise<SessionRow | undefined> =>
    findByHash(hashToken(token), kind);

  async function findByHash(tokenHash: string, kind: SessionKind): Promise<SessionRow | undefined> {
    const now = deps.clock.now();
    const known = remembered.get(tokenHash);
    let row = known !== undefined && now - known.at < REMEMBER_MS ? known.row : undefined;
    if (row === undefined) {
      row = await deps.db.read(async (tx) => {
        const { sessions } = tx.t;
        const rows = await tx.q.select().from(sessions).where(eq(sessions.tokenHash, tokenHash)).limit(1);
        return rows[0] !== undefined && (await mayAct(tx, rows[0], now)) ? rows[0] : undefined;
      });
      if (row === undefined) {
        remembered.delete(tokenHash);
        return undefined;
      }
      remember(row);
    }
    if (row.kind !== kind || row.expiresAt <= now) return undefined;
    return row;
  }

  /** Moves the end of a used session on. For panels every call counts; elsewhere a write an hour is enough. */
  async function keepAlive(row: SessionRow): Promise<void> {
    const now = deps.clock.now();
    const until = endOf(row);
    const often = Math.min(RENEW_EVERY_MS, lifetime(row) / RENEW_PART);
    const step =
      row.kind === 'panel' ? 5_000 : row.kind === 'admin' ? Math.min(often, ADMIN_EVERY_MS) : often;
    const used = now - (row.seenAt ?? 0) >= step;
    if (until - row.expiresAt < step && !(row.kind === 'portal' && used)) return;
    const { tokenHash } = row;
    const change = { expiresAt: until, seenAt: now };
    const kept = await deps.db.write((tx) =>
      tx.q
        .update(tx.t.sessions)
        .set(change)
        .where(eq(tx.t.sessions.tokenHash, tokenHash))
        .returning({ hash: tx.t.sessions.tokenHash }),
    );
    // Ended meanwhile: it must not come back by being remembered.
    if (kept.length > 0) remember({ ...row, ...change });
    else remembered.delete(tokenHash);
  }

  async function end(tokenHash: string): Promise<void> {
    remembered.delete(tokenHash);
    await deps.db.write(async (tx) => {
      const { sessions } = tx.t;
      const gone = await tx.q
        .delete(sessions)
        .where(eq(sessions.tokenHash, tokenHash))
        .returning({ userId: sessions.personId });
      for (const { userId } of gone) tx.touched?.push({ kind: 'session', userId });
      await endPushOfSession(tx, tokenHash);
    });
  }

  /** Ends all of a person's sessions of a kind but `except`. */
  async function endAllOf(personId: string, kind: SessionKind, except = ''): Promise<void> {
    for (const [hash, { row }] of remembered) if (row.personId === personId) remembered.delete(hash);
    await deps.db.write(async (tx) => {
      const { sessions } = tx.t;
      await tx.q
        .delete(sessions)
        .where(and(eq(sessions.personId, personId), eq(sessions.kind, kind), ne(sessions.tokenHash, except)));
      tx.touched?.push({ kind: 'session', userId: personId });
      if (kind === 'portal') await endPushOfUsers(tx, [personId], except);
    });
  }

  /** A person's live sessions of a kind, the one used last first. */
  const list = (personId: string, kind: SessionKind): Promise<SessionRow[]> =>
    deps.db.read(({ q, t: { sessions } }) =>
      q
        .select()
        .from(sessions)
        .where(
          and(
            eq(sessions.personId, personId),
            eq(sessions.kind, kind),
            gt(sessions.expiresAt, deps.clock.now()),
          ),
        )
        .orderBy(desc(sessions.seenAt), desc(sessions.createdAt))
        // More than anybody reads; who signs in by a script may have thousands.
        .limit(MOST_LISTED),
    );

  /** Ends every session of these users at panels and in the portal, in the transaction that switches them off. */
  async function endOfUsers(tx: Tx, userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return;
    const { sessions } = tx.t;
    await tx.q
      .delete(sessions)
      .where(and(inArray(sessions.personId, [...userIds]), inArray(sessions.kind, ['panel', 'portal'])));
    await endPushOfUsers(tx, userIds);
    for (const userId of userIds) tx.touched?.push({ kind: 'session', userId });
    const gone = new Set(userIds);
    tx.afterCommit.push(() => {
      for (const [hash, { row }] of remembered) if (gone.has(row.personId)) remembered.delete(hash);
    });
  }

  /** Rows that are gone are not believed here any longer. */
  function forget(tokenHashes: readonly string[]): void {
    for (const hash of tokenHashes) remembered.delete(hash);
  }

  /**
   * Is there still such a session? For what goes on after the call that found it.
   * @param fresh look, and do not believe what is remembered.
   */
  async function lives(tokenHash: string, kind: SessionKind, fresh = false): Promise<boolean> {
    if (fresh) remembered.delete(tokenHash);
    return (await findByHash(tokenHash, kind)) !== undefined;
  }

  return { open, find, lives, keepAlive, end, endAllOf, endOfUsers, list, forget };
}

export type Sessions = ReturnType<typeof makeSessions>;

/** Users may be switched off or gone; administrators and conversion servers are looked at by their own. */
async function mayAct(tx: Tx, row: SessionRow, now: number): Promise<boolean> {
  if (row.kind !== 'panel' && row.kind !== 'portal') return true;
  const { users } = tx.t;
  const found = await tx.q
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, row.personId), isNull(users.deletedAt), isOn(users, now)))
    .limit(1);
  return found.length > 0;
}

export async function dropExpiredSessions(tx: Tx, now: number): Promise<void> {
  await tx.q.delete(tx.t.sessions).where(lte(tx.t.sessions.expiresAt, now));
}
