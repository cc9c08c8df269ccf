// Guests (SPEC C10): a code with limits of its own, given out at the desk. A guest's account ends by itself, its documents with it; it has no
// address that mail could come from, and like everybody it sees nobody else's documents.

import { AppError } from '@platen/shared/app-error';
import { STORED } from '@platen/shared/say/saying';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';
import { forgetCards } from './cards.ts';
import { isOff } from './user-off.ts';
import type { makeUsers, UserRow } from './users.ts';

/** Typed in the portal with the code. No mail server has such a domain, so nobody can send mail as a guest (and mail-judge.ts refuses it). */
export const GUEST_DOMAIN = 'guest';
/** Letters and digits that are not read for one another. 30^5 names: enough that a free one is found at once. */
const HANDLE_CHARACTERS = 'abcdefghjkmnpqrstuvwxyz2345678';
const HANDLE_LENGTH = 5;
const DRAWS = 20;
const HOUR_MS = 3_600_000;
/** Looked at per round of the sweeper; more wait a minute. */
const MOST_ENDED = 200;

export interface NewGuest {
  readonly name?: string | undefined;
  /** Hours it is good for; the setting's unless told. */
  readonly hours?: number | undefined;
  /** Printed sides it may print in all; the setting's unless told. */
  readonly pages?: number | undefined;
}

export interface GuestView {
  readonly user: UserRow;
  /** Printed sides that have come out, or are on their way. */
  readonly pagesUsed: number;
  readonly over: boolean;
}

export interface GuestDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'settings'> {
  readonly users: Pick<ReturnType<typeof makeUsers>, 'addIn' | 'remove'>;
  /** Printed sides by owner that have come out or are on their way (flow/store/pages-used.ts). */
  readonly pagesUsed: (tx: Tx, ownerIds: readonly string[]) => Promise<Map<string, number>>;
  /** Deletes what somebody has waiting. @returns false while something of it is being printed. */
  readonly deleteDocuments: (userId: string) => Promise<boolean>;
  readonly endSessions: (tx: Tx, userIds: readonly string[]) => Promise<void>;
}

export function makeGuests(deps: GuestDeps) {
  async function freeAddress(tx: Tx): Promise<string> {
    const { users } = tx.t;
    for (let draw = 0; draw < DRAWS; draw++) {
      const letters = [...deps.ids.bytes(HANDLE_LENGTH)].map((byte) =>
        HANDLE_CHARACTERS.charAt(byte % HANDLE_CHARACTERS.length),
      );
      const email = `${letters.join('')}@${GUEST_DOMAIN}`;
      const taken = await tx.q.select({ id: users.id }).from(users).where(eq(users.email, email)).limit(1);
      if (taken.length === 0) return email;
    }
    throw new AppError('internal', { detail: `no free name for a guest in ${DRAWS} draws` });
  }

  return {
    /** Throws `guests-off`. The code is told this once. */
    add: (guest: NewGuest, who: string): Promise<{ user: UserRow; code: string }> =>
      deps.db.write(async (tx) => {
        const { guests, guestHours, guestPages } = deps.settings().signIn;
        if (!guests) throw new AppError('guests-off');
        const made = await deps.users.addIn(tx, await freeAddress(tx), guest.name ?? 'Guest');
        const now = deps.clock.now();
        const limits = {
          source: 'guest',
          guestUntil: now + (guest.hours ?? guestHours) * HOUR_MS,
          guestPages: guest.pages ?? guestPages,
        } as const;
        await tx.q.update(tx.t.users).set(limits).where(eq(tx.t.users.id, made.user.id));
        const hours = guest.hours ?? guestHours;
        const detail = { hours, pages: limits.guestPages };
        await audit(tx, now, { who, act: 'gave out a guest code', about: made.user.id, detail });
        return { user: { ...made.user, ...limits }, code: made.code };
      }),

    /** The one that ends first comes first. */
    list: (): Promise<GuestView[]> =>
      deps.db.read(async (tx) => {
        const { users } = tx.t;
        const rows = await tx.q
          .select()
          .from(users)
          .where(and(eq(users.source, 'guest'), isNull(users.deletedAt)))
          .orderBy(asc(users.guestUntil));
        const used = await deps.pagesUsed(
          tx,
          rows.map(({ id }) => id),
        );
        const now = deps.clock.now();
        return rows.map((user) => ({ user, pagesUsed: used.get(user.id) ?? 0, over: isOff(user, now) }));
      }),

    /** More time, or more pages in all. Throws `not-found`. */
    change: (
      id: string,
      to: { readonly until?: number; readonly pages?: number },
      who: string,
    ): Promise<UserRow> =>
      deps.db.write(async (tx) => {
        const { users } = tx.t;
        const change = {
          ...(to.until === undefined ? {} : { guestUntil: to.until }),
          ...(to.pages === undefined ? {} : { guestPages: to.pages }),
        };
        if (Object.keys(change).length === 0)
          throw new AppError('bad-request', { detail: 'nothing to change' });
        const rows = await tx.q.update(users).set(change).where(isGuest(tx, id)).returning();
        const [user] = rows;
        if (user === undefined) throw new AppError('not-found', { what: 'guest' });
        await audit(tx, deps.clock.now(), { who, act: 'changed a guest', about: id, detail: change });
        return user;
      }),

    /** Ends a guest now: it signs in nowhere any more, and its documents go with the next look of the sweeper. Throws `not-found`. */
    end: (id: string, who: string): Promise<void> =>
      deps.db.write(async (tx) => {
        const now = deps.clock.now();
        const { users } = tx.t;
        const rows = await tx.q
          .update(users)
          .set({ guestUntil: now })
          .where(isGuest(tx, id))
          .returning({ id: users.id });
        if (rows.length === 0) throw new AppError('not-found', { what: 'guest' });
        await deps.endSessions(tx, [id]);
        await audit(tx, now, { who, act: 'ended a guest', about: id });
      }),

    /** May this owner print so many sides more? Asked in the transaction that claims the documents. `undefined`: yes. */
    async limit(tx: Tx, ownerId: string, sides: number): Promise<AppError | undefined> {
      const { users } = tx.t;
      const rows = await tx.q
        .select({ most: users.guestPages })
        .from(users)
        .where(eq(users.id, ownerId))
        .limit(1);
      const most = rows[0]?.most ?? null;
      if (most === null) return undefined;
      const left = Math.max(0, most - ((await deps.pagesUsed(tx, [ownerId])).get(ownerId) ?? 0));
      if (sides <= left) return undefined;
      return new AppError('guest-pages', {
        user: ownerId,
        pages: STORED.say('amount.sides', { count: sides }),
        left,
        most,
      });
    },

    /** Deletes documents and accounts of guests whose time is over: what the sweeper calls every minute. */
    async sweep(now: number): Promise<void> {
      const over = await deps.db.read(({ q, t: { users } }) =>
        q
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.source, 'guest'), isNull(users.deletedAt), lte(users.guestUntil, now)))
          .limit(MOST_ENDED),
      );
      const gone: string[] = [];
      for (const { id } of over) {
        // A document that is on its way to the printer ends there first; the account waits for it.
        if (!(await deps.deleteDocuments(id))) continue;
        await deps.users.remove(id);
        gone.push(id);
      }
      if (gone.length === 0) return;
      await deps.db.write(async (tx) => {
        for (const id of gone) await forgetCards(tx, id);
        await deps.endSessions(tx, gone);
      });
    },
  };
}
export type Guests = ReturnType<typeof makeGuests>;

function isGuest(tx: Tx, id: string) {
  const { users } = tx.t;
  return and(eq(users.id, id), eq(users.source, 'guest'), isNull(users.deletedAt));
}
