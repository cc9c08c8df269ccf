// What belongs to one person besides documents: the directory they come from, their cards, the sessions that are open.
import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { findUser, type UserRow } from './users.ts';

export interface UserBelongings {
  readonly user: UserRow;
  readonly directory: { readonly id: string; readonly name: string } | undefined;
  readonly cards: readonly Tables['cards']['$inferSelect'][];
  readonly sessions: readonly Tables['sessions']['$inferSelect'][];
}

/** More sessions than anybody opens; a script could. */
const MOST_SESSIONS = 100;

/** Undefined when there is no such person (any more). */
export async function readUserSheet(tx: Tx, id: string, now: number): Promise<UserBelongings | undefined> {
  const user = await findUser(tx, id);
  if (user === undefined) return undefined;
  const { cards, directories, sessions } = tx.t;
  const from =
    user.directoryId === null
      ? []
      : await tx.q
          .select({ id: directories.id, name: directories.name })
          .from(directories)
          .where(eq(directories.id, user.directoryId));
  const open = await tx.q
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.personId, id),
        inArray(sessions.kind, ['panel', 'portal']),
        gt(sessions.expiresAt, now),
      ),
    )
    .orderBy(desc(sessions.createdAt))
    .limit(MOST_SESSIONS);
  const held = await tx.q.select().from(cards).where(eq(cards.userId, id)).orderBy(desc(cards.createdAt));
  return { user, directory: from[0], cards: held, sessions: open };
}
