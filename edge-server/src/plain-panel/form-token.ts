// The token that proves a form to be one of ours: a page elsewhere can send a form here, but cannot read this (threats.md T06). Made from the session, or
// before there is one from the panel's key, with the server's own key, so that it outlives a restart.
import { timingSafeEqual } from 'node:crypto';
import type { Sealing } from '../deps.ts';

export const formToken = (sealing: Pick<Sealing, 'keyedHash'>, owner: string): string =>
  sealing.keyedHash('plain-form', owner);

/** Takes as long for any text of the right length. */
export function isFormToken(sealing: Pick<Sealing, 'keyedHash'>, owner: string, given: string): boolean {
  const right = Buffer.from(formToken(sealing, owner));
  const other = Buffer.from(given);
  return right.length === other.length && timingSafeEqual(right, other);
}
