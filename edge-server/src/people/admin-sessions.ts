// The sessions of the console: whose they are, ending them, and proving again who sits there. Opening and finding is sessions.ts's.
import { AppError } from '@platen/shared/app-error';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';
import { hashToken, type SessionRow, type Sessions } from './sessions.ts';

/** More than a person looks through. */
const MOST_LISTED = 500;

export interface AdminSession {
  /** Names it in the API; the hash of its token is not told. */
  readonly id: string;
  readonly adminId: string;
  readonly name: string;
  readonly row: SessionRow;
}

/** Short enough for an address, and no help in finding the token. */
export const sessionId = (row: Pick<SessionRow, 'tokenHash'>): string =>
  hashToken(`session:${row.tokenHash}`).slice(0, 32);

export function makeAdminSessions(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'> & { readonly sessions: Sessions },
) {
  const { db, clock } = deps;

  /** Live ones, the one used last first. @param adminId only this person's */
  async function list(adminId?: string): Promise<AdminSession[]> {
    const rows = await db.read((tx) => {
      const { sessions, admins } = tx.t;
      const live = and(eq(sessions.kind, 'admin'), gt(sessions.expiresAt, clock.now()));
      return tx.q
        .select({ row: sessions, name: admins.name })
        .from(sessions)
        .innerJoin(admins, eq(admins.id, sessions.personId))
        .where(adminId === undefined ? live : and(live, eq(sessions.personId, adminId)))
        .orderBy(desc(sessions.seenAt))
        .limit(MOST_LISTED);
    });
    return rows.map(({ row, name }) => ({ id: sessionId(row), adminId: row.personId, name, row }));
  }

  /** Throws `not-found`. @param adminId only this person's may be ended */
  async function end(id: string, by: string, adminId?: string): Promise<void> {
    const found = (await list(adminId)).find((one) => one.id === id);
    if (found === undefined) throw new AppError('not-found', { what: 'session' });
    await deps.sessions.end(found.row.tokenHash);
    await db.write((tx) =>
      audit(tx, clock.now(), {
        who: by,
        act: 'ended a session',
        about: found.adminId,
        detail: { name: found.name },
      }),
    );
  }

  /** All of one person's but `except` (a token's hash). */
  async function endAll(adminId: string, by: string, except = ''): Promise<void> {
    await deps.sessions.endAllOf(adminId, 'admin', except);
    await db.write((tx) =>
      audit(tx, clock.now(), { who: by, act: 'ended all other sessions', about: adminId }),
    );
  }

  /**
   * Somebody proved again who they are: the session goes on under a new token (ASVS 5.0 7.2.4). Calls on their way with the old one
   * are still answered for the few seconds that sessions.ts remembers it.
   */
  async function prove(row: SessionRow): Promise<{ token: string; strongAt: number }> {
    const token = deps.ids.token();
    const strongAt = clock.now();
    await db.write(async (tx) => {
      const { sessions } = tx.t;
      const moved = await tx.q
        .update(sessions)
        .set({ tokenHash: hashToken(token), strongAt, seenAt: strongAt })
        .where(eq(sessions.tokenHash, row.tokenHash))
        .returning({ hash: sessions.tokenHash });
      if (moved.length === 0) throw new AppError('not-signed-in', { role: 'admin' });
    });
    return { token, strongAt };
  }

  return { list, end, endAll, prove };
}

export type AdminSessions = ReturnType<typeof makeAdminSessions>;
