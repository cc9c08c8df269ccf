// Is this account switched off? Then it signs in nowhere, its mail is refused and its sessions end; its documents wait. Asked wherever
// somebody could act as the person.
import { and, gt, isNull, or, type SQL } from 'drizzle-orm';
import type { Tables } from '../db/tables.ts';

/** @param now Unix ms */
export function isOff(
  user: Pick<Tables['users']['$inferSelect'], 'disabledAt' | 'guestUntil'>,
  now: number,
): boolean {
  return user.disabledAt !== null || (user.guestUntil !== null && user.guestUntil <= now);
}

/** The opposite as a condition of a query. */
export function isOn(users: Tables['users'], now: number): SQL | undefined {
  return and(isNull(users.disabledAt), or(isNull(users.guestUntil), gt(users.guestUntil, now)));
}
