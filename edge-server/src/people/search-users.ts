// The list of people as the console and the command line ask for it: words, filters, pages. Read from one index (users_search), so that
// 100,000 people are searched while somebody types; how many there are is only counted as far as anybody wants to know.
import type { UserShow } from '@platen/shared/api/user-sources';
import { and, asc, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { searchWords } from './user-words.ts';
import type { UserRow } from './users.ts';

/** "1,000+" says as much as 83,412, and costs a search for nothing. */
export const COUNT_MOST = 1_000;

export interface UserSearch {
  /** Each of its words must occur in address, name, user name or department; accents and case do not matter. */
  readonly search?: string | undefined;
  /** Absent: everybody, guests included. */
  readonly show?: UserShow | undefined;
  /** Id of a directory. */
  readonly directory?: string | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
}

export interface FoundUsers {
  /** By address. */
  readonly users: UserRow[];
  /** At most COUNT_MOST. */
  readonly total: number;
  /** There are more than `total`. */
  readonly more: boolean;
}

export async function searchUsers(tx: Tx, ask: UserSearch): Promise<FoundUsers> {
  const { users } = tx.t;
  const offset = ask.offset ?? 0;
  const found = await tx.q
    .select({ id: users.id })
    .from(users)
    .where(which(tx, ask))
    .orderBy(asc(users.email))
    .limit(Math.max(COUNT_MOST, offset + ask.limit) + 1);
  const ids = found.slice(offset, offset + ask.limit).map(({ id }) => id);
  const rows =
    ids.length === 0
      ? []
      : await tx.q.select().from(users).where(inArray(users.id, ids)).orderBy(asc(users.email));
  return { users: rows, total: Math.min(found.length, COUNT_MOST), more: found.length > COUNT_MOST };
}

/** All that a search finds, by address, in pages: an export of 100,000 people is never in memory at once. */
export async function nextUsers(
  tx: Tx,
  ask: Omit<UserSearch, 'limit' | 'offset'>,
  after: string,
  limit: number,
): Promise<UserRow[]> {
  const { users } = tx.t;
  return tx.q
    .select()
    .from(users)
    .where(and(sql`${users.email} > ${after}`, which(tx, ask)))
    .orderBy(asc(users.email))
    .limit(limit);
}

function which(tx: Tx, ask: Omit<UserSearch, 'limit' | 'offset'>): SQL | undefined {
  const { users } = tx.t;
  return and(
    isNull(users.deletedAt),
    ask.show === undefined ? undefined : shown(tx, ask.show),
    // Not by the index of directories: who is found there would have to be sorted by address.
    ask.directory === undefined ? undefined : sql`coalesce(${users.directoryId}, '') = ${ask.directory}`,
    ...searchWords(ask.search ?? '').map((word) => holds(tx, word)),
  );
}

function shown(tx: Tx, show: UserShow): SQL | undefined {
  const { users, jobs } = tx.t;
  switch (show) {
    case 'all':
      return ne(users.source, 'guest');
    case 'off':
      return isNotNull(users.disabledAt);
    case 'waiting':
      return inArray(
        users.id,
        tx.q.selectDistinct({ id: jobs.ownerId }).from(jobs).where(eq(jobs.state, 'held')),
      );
    default:
      return eq(users.source, show);
  }
}

/** Both sides are folded (user-words.ts), and so need no lower(). */
function holds(tx: Tx, word: string): SQL {
  const pattern = `%${word.replace(/[!%_]/g, '!$&')}%`;
  return sql`${tx.t.users.words} like ${pattern} escape '!'`;
}
