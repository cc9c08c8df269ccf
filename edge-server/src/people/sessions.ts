// Sessions of panel, portal and console: a random token in a cookie (or Bearer header), its SHA-256 in the database.
import { createHash } from 'node:crypto';
import { and, eq, lte, ne } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';

export type SessionRow = Tables['sessions']['$inferSelect'];
export type SessionKind = SessionRow['kind'];

/** A stolen portal cookie is good for this long at most; use renews it. */
const PORTAL_MS = 30 * 24 * 3_600_000;
const ADMIN_MS = 12 * 3_600_000;
/** A conversion server's token is a machine's: good until it is removed. */
const CONVERTER_MS = 100 * 365 * 24 * 3_600_000;
/** Another edge server may have ended a session: what is remembered here is believed this long. */
const REMEMBER_MS = 5_000;
/** Entries remembered; the oldest go first. */
const REMEMBER_MOST = 5_000;
/** The expiry of a used session is moved on at most this often (a write each), except on panels, whose time is short. */
const RENEW_EVERY_MS = 3_600_000;

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function makeSessions(deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'settings'>) {
  const remembered = new Map<string, { row: SessionRow; at: number }>();

  /** How long a session of this kind lives without use, ms. On a panel: the idle time and a little for the way. */
  function lifetime(kind: SessionKind): number {
    switch (kind) {
      case 'panel':
        return (deps.settings().panel.idleSeconds + 30) * 1000;
      case 'portal':
        return PORTAL_MS;
      case 'admin':
        return ADMIN_MS;
      case 'converter':
        return CONVERTER_MS;
    }
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
    printerId?: string,
  ): Promise<{ token: string; row: SessionRow }> {
    const token = deps.ids.token();
    const now = deps.clock.now();
    const row: SessionRow = {
      tokenHash: hashToken(token),
      kind,
      personId,
      printerId: printerId ?? null,
      createdAt: now,
      expiresAt: now + lifetime(kind),
      address: null,
      agent: null,
      seenAt: now,
      via: null,
      strongAt: null,
      stay: false,
    };
    await tx.q.insert(tx.t.sessions).values(row);
    return { token, row };
  }

  /** The live session of a token, or undefined. Use keeps it alive. */
  async function find(token: string, kind: SessionKind): Promise<SessionRow | undefined> {
    const tokenHash = hashToken(token);
    const now = deps.clock.now();
    const known = remembered.get(tokenHash);
    let row = known !== undefined && now - known.at < REMEMBER_MS ? known.row : undefined;
    if (row === undefined) {
      row = await deps.db.read(async (tx) => {
        const { sessions } = tx.t;
        const rows = await tx.q.select().from(sessions).where(eq(sessions.tokenHash, tokenHash)).limit(1);
        return rows[0];
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
    const until = deps.clock.now() + lifetime(row.kind);
    const step = row.kind === 'panel' ? 5_000 : RENEW_EVERY_MS;
    if (until - row.expiresAt < step) return;
    const { tokenHash } = row;
    await deps.db.write(async (tx) => {
      await tx.q
        .update(tx.t.sessions)
        .set({ expiresAt: until })
        .where(eq(tx.t.sessions.tokenHash, tokenHash));
    });
    remember({ ...row, expiresAt: until });
  }

  async function end(tokenHash: string): Promise<void> {
    remembered.delete(tokenHash);
    await deps.db.write(async (tx) => {
      await tx.q.delete(tx.t.sessions).where(eq(tx.t.sessions.tokenHash, tokenHash));
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
    });
  }

  /** Rows that are gone are not believed here any longer. */
  function forget(tokenHashes: readonly string[]): void {
    for (const hash of tokenHashes) remembered.delete(hash);
  }

  return { open, find, keepAlive, end, endAllOf, forget };
}

export type Sessions = ReturnType<typeof makeSessions>;

export async function dropExpiredSessions(tx: Tx, now: number): Promise<void> {
  await tx.q.delete(tx.t.sessions).where(lte(tx.t.sessions.expiresAt, now));
}
