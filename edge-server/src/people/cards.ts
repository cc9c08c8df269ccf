// Cards that sign their holder in at panels (SPEC I6). Of the number only a keyed hash is kept, and its last characters to tell cards apart.
import { AppError } from '@platen/shared/app-error';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';

export type CardRow = Tables['cards']['$inferSelect'];

/** A 32-bit number has four bytes; fewer characters than that are a reader's noise. */
const LEAST = 4;
/** The longest identifiers of contactless cards (FIPS 201 card holder numbers, 50 digits and signs) fit. */
const MOST = 64;
/** People have one for the door and one for the car park. */
const MOST_CARDS = 10;

/**
 * One spelling for what different readers say of one card: letters and digits in capitals, without separators and without the zeros that some
 * put in front. Throws `card-unreadable`.
 */
export function cardNumber(said: string): string {
  const plain = said
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+/, '');
  if (plain.length < LEAST || plain.length > MOST) throw new AppError('card-unreadable');
  return plain;
}

export function hashCard(deps: Pick<Deps, 'sealing'>, said: string): string {
  return deps.sealing.keyedHash('card', cardNumber(said));
}

/** The live user whose card this is. `hash` is hashCard()'s. */
export async function findUserByCard(tx: Tx, hash: string): Promise<{ readonly id: string } | undefined> {
  const { cards, users } = tx.t;
  const rows = await tx.q
    .select({ id: users.id })
    .from(cards)
    .innerJoin(users, and(eq(users.id, cards.userId), isNull(users.deletedAt)))
    .where(eq(cards.cardHash, hash))
    .limit(1);
  return rows[0];
}

export async function noteCardUse(tx: Tx, hash: string, now: number): Promise<void> {
  await tx.q.update(tx.t.cards).set({ lastUsedAt: now }).where(eq(tx.t.cards.cardHash, hash));
}

/** All cards of a person go, in the transaction that removes the account. */
export async function forgetCards(tx: Tx, userId: string): Promise<void> {
  await tx.q.delete(tx.t.cards).where(eq(tx.t.cards.userId, userId));
}

export function makeCards(deps: Pick<Deps, 'db' | 'clock' | 'sealing'>) {
  /**
   * Gives a card to a person, inside the caller's transaction. Another person's card stays theirs: it has to be taken from them first.
   * @param who for the audit log: the person ("user:<id>"), an administrator, a directory. @returns false when it is somebody else's
   */
  async function give(tx: Tx, userId: string, said: string, who: string): Promise<boolean> {
    const cardHash = hashCard(deps, said);
    const owner = await findUserByCard(tx, cardHash);
    if (owner !== undefined) return owner.id === userId;
    const now = deps.clock.now();
    const held = await ofUser(tx, userId);
    // The one that was not used for longest makes room.
    const oldest = held.at(-1);
    if (held.length >= MOST_CARDS && oldest !== undefined) {
      await tx.q.delete(tx.t.cards).where(eq(tx.t.cards.cardHash, oldest.cardHash));
    }
    const row = { cardHash, userId, label: cardNumber(said).slice(-4), createdAt: now, lastUsedAt: null };
    await tx.q.insert(tx.t.cards).values(row).onConflictDoUpdate({ target: tx.t.cards.cardHash, set: row });
    await audit(tx, now, { who, act: 'enrolled a card', about: userId, detail: { card: row.label } });
    return true;
  }

  /** The one used last first. */
  async function ofUser(tx: Tx, userId: string): Promise<CardRow[]> {
    const rows = await tx.q
      .select()
      .from(tx.t.cards)
      .where(eq(tx.t.cards.userId, userId))
      .orderBy(asc(tx.t.cards.createdAt));
    return rows.sort((a, b) => (b.lastUsedAt ?? b.createdAt) - (a.lastUsedAt ?? a.createdAt));
  }

  return {
    give,
    list: (userId: string): Promise<CardRow[]> => deps.db.read((tx) => ofUser(tx, userId)),

    /** Throws `card-unreadable`, and `conflict` when it is somebody else's. For console and directory. */
    add: (userId: string, said: string, who: string): Promise<void> =>
      deps.db.write(async (tx) => {
        if (!(await give(tx, userId, said, who)))
          throw new AppError('conflict', { detail: 'another person has this card' });
      }),

    /** Throws `not-found`. */
    remove: (userId: string, cardHash: string, who: string): Promise<void> =>
      deps.db.write(async (tx) => {
        const { cards } = tx.t;
        const rows = await tx.q
          .delete(cards)
          .where(and(eq(cards.userId, userId), eq(cards.cardHash, cardHash)))
          .returning({ label: cards.label });
        const [gone] = rows;
        if (gone === undefined) throw new AppError('not-found', { what: 'card' });
        const entry = { who, act: 'removed a card', about: userId, detail: { card: gone.label } };
        await audit(tx, deps.clock.now(), entry);
      }),
  };
}
export type Cards = ReturnType<typeof makeCards>;
