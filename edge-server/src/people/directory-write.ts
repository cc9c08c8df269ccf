// Writes what directory-take.ts has decided, inside the caller's transaction: accounts with their codes, changes, cards.
import type { ImportCounts } from '@platen/shared/directory';
import { eq, inArray, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import { inTexts } from '../db/in-texts.ts';
import { insertRow } from '../db/insert-row.ts';
import type { Deps } from '../deps.ts';
import { hashCard, makeCards } from './cards.ts';
import { type IssuedCode, issueCodes } from './codes.ts';
import type { DirectoryPerson } from './directory-person.ts';
import type { Move } from './directory-take.ts';
import { userWords } from './user-words.ts';
import type { UserRow } from './users.ts';

export type WriteDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings' | 'log'>;

export interface Writing {
  readonly directoryId: string;
  /** For the audit log. */
  readonly who: string;
  /** When the run began; what `directorySeenAt` becomes. */
  readonly seenAt: number;
  /** Live codes before these. */
  readonly liveCodes: number;
}

export type Counts = { -readonly [Key in keyof ImportCounts]: ImportCounts[Key] };

export const noCounts = (): Counts => ({
  ...{ seen: 0, added: 0, changed: 0, disabled: 0, enabled: 0 },
  ...{ unchanged: 0, skipped: 0, linked: 0 },
});

/** Adds what the moves come to; whoever is to be switched off is counted when it is done. */
export function countMoves(counts: Counts, moves: readonly Move[]): void {
  for (const move of moves) {
    if (move.kind === 'add') counts.added++;
    else if (move.kind === 'skip') counts.skipped++;
    else if (move.kind === 'keep') {
      if (move.linked) counts.linked = (counts.linked ?? 0) + 1;
      if (move.enabled) counts.enabled++;
      else if (Object.keys(move.changes).length > 0) counts.changed++;
      else counts.unchanged++;
    }
  }
}

/** @returns the rows as they are then: added and kept, by the person's key. */
export async function writeMoves(
  tx: Tx,
  deps: WriteDeps,
  writing: Writing,
  moves: readonly Move[],
): Promise<Map<string, UserRow>> {
  const rows = new Map<string, UserRow>();
  await addPeople(tx, deps, writing, moves, rows);
  const { users } = tx.t;
  const { seenAt } = writing;
  const unchanged: string[] = [];
  for (const move of moves) {
    if (move.kind !== 'keep') continue;
    const { user, changes, person } = move;
    rows.set(person.key, { ...user, ...changes, directorySeenAt: seenAt });
    if (Object.keys(changes).length === 0) unchanged.push(user.id);
    else
      await tx.q
        .update(users)
        .set({ ...changes, directorySeenAt: seenAt })
        .where(eq(users.id, user.id));
  }
  if (unchanged.length > 0)
    await hot(
      tx,
      'mark-seen',
      ({ q }) =>
        q
          .update(users)
          .set({ directorySeenAt: sql`${sql.placeholder('seenAt')}` })
          .where(inTexts(tx, users.id, 'ids')),
      { seenAt, ids: JSON.stringify(unchanged) },
    );
  await giveCards(tx, deps, writing, moves, rows);
  return rows;
}

async function addPeople(
  tx: Tx,
  deps: WriteDeps,
  { directoryId, seenAt, liveCodes }: Writing,
  moves: readonly Move[],
  rows: Map<string, UserRow>,
): Promise<void> {
  const fresh = moves.flatMap((move) => (move.kind === 'add' ? [{ ...move, id: deps.ids.id() }] : []));
  if (fresh.length === 0) return;
  const codes = await issueCodes(
    tx,
    deps,
    fresh.map(({ id }) => id),
    liveCodes,
  );
  const now = deps.clock.now();
  for (const [at, { id, email, person }] of fresh.entries()) {
    const issued = codes[at];
    if (issued === undefined) continue;
    const user = newUser(person, { id, email, directoryId, seenAt, now, issued });
    await insertRow(tx, 'users', tx.t.users, user);
    tx.news?.push({ event: 'user.added', at: now, facts: { userId: id, source: user.source } });
    rows.set(person.key, user);
  }
}

interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly directoryId: string;
  readonly seenAt: number;
  readonly now: number;
  readonly issued: IssuedCode;
}

function newUser(person: DirectoryPerson, { id, email, directoryId, seenAt, now, issued }: NewUser): UserRow {
  const { key, name, username, language = null, department = null } = person;
  return {
    id,
    email,
    name,
    codeHash: issued.codeHash,
    codeSealed: issued.codeSealed,
    codeLength: issued.codeLength,
    codeSetAt: now,
    createdAt: now,
    deletedAt: null,
    lastSeenAt: null,
    language,
    defaults: {},
    source: 'directory',
    directoryId,
    directoryKey: key,
    username,
    directorySeenAt: seenAt,
    department,
    disabledAt: null,
    disabledBy: null,
    guestUntil: null,
    guestPages: null,
    openId: null,
    words: userWords({ email, name, username, department }),
  };
}

/** Cards that are known already, whosever they are, are left alone: only new ones are worth a look. */
async function giveCards(
  tx: Tx,
  deps: WriteDeps,
  { who }: Writing,
  moves: readonly Move[],
  rows: ReadonlyMap<string, UserRow>,
): Promise<void> {
  const said = new Map<string, { readonly userId: string; readonly card: string }>();
  for (const { person } of moves) {
    const user = rows.get(person.key);
    if (user === undefined || user.disabledAt !== null) continue;
    for (const card of person.cards) {
      const cardHash = hashOf(deps, card);
      if (cardHash !== undefined && !said.has(cardHash)) said.set(cardHash, { userId: user.id, card });
    }
  }
  if (said.size === 0) return;
  const { cards } = tx.t;
  const known = await tx.q
    .select({ cardHash: cards.cardHash })
    .from(cards)
    .where(inArray(cards.cardHash, [...said.keys()]));
  for (const { cardHash } of known) said.delete(cardHash);
  const { give } = makeCards(deps);
  for (const { userId, card } of said.values()) await give(tx, userId, card, who);
}

/** Undefined for what is no card: a telephone number in the wrong field must not stop an import. */
function hashOf(deps: WriteDeps, card: string): string | undefined {
  try {
    return hashCard(deps, card);
  } catch (cause) {
    deps.log.debug('a card number of the directory cannot be read', { cause });
    return undefined;
  }
}
