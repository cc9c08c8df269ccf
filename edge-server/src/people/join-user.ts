// The account of somebody whose address, or whose account at an OpenID provider, has been proven: found, linked, or made. Whether the address may
// have one at all is asked before (sign-in-app.ts mayJoin), since a directory may have to be asked.
import { AppError } from '@platen/shared/app-error';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';
import { openIdWord, type SignedInThere } from './open-id.ts';
import { findUserByEmail, type makeUsers, normalizeEmail, type UserRow } from './users.ts';

type JoinDeps = Pick<Deps, 'clock'> & { readonly users: Pick<ReturnType<typeof makeUsers>, 'addIn'> };

/** Which account signs in with this account at the provider? */
export async function findUserByOpenId(
  tx: Tx,
  there: Pick<SignedInThere, 'issuer' | 'subject'>,
): Promise<UserRow | undefined> {
  const { users } = tx.t;
  const rows = await tx.q
    .select()
    .from(users)
    .where(and(eq(users.openId, openIdWord(there)), isNull(users.deletedAt)))
    .limit(1);
  return rows[0];
}

export function makeJoinUser(deps: JoinDeps) {
  /** The account of a proven address, made where there is none. @returns its id */
  async function byAddress(
    tx: Tx,
    address: string,
    name: string | undefined,
    source: 'portal' | 'openid',
  ): Promise<string> {
    const email = normalizeEmail(address);
    const known = await findUserByEmail(tx, email);
    if (known !== undefined) return known.id;
    const { user } = await deps.users.addIn(tx, email, name);
    await tx.q.update(tx.t.users).set({ source }).where(eq(tx.t.users.id, user.id));
    return user.id;
  }

  /**
   * Links the account at the provider with the one of its verified address, for good. Throws `open-id-refused` where that one is linked with
   * another: the address has changed hands over there, and the documents have not. @returns the account's id
   */
  async function byOpenId(tx: Tx, there: SignedInThere, name: string | undefined): Promise<string> {
    const linked = await findUserByOpenId(tx, there);
    if (linked !== undefined) return linked.id;
    if (there.email === undefined) throw new AppError('open-id-email', { issuer: there.issuer });
    const id = await byAddress(tx, there.email, name ?? there.name, 'openid');
    const { users } = tx.t;
    const rows = await tx.q
      .update(users)
      .set({ openId: openIdWord(there) })
      .where(and(eq(users.id, id), isNull(users.openId)))
      .returning({ id: users.id });
    if (rows.length === 0) {
      throw new AppError('open-id-refused', {
        detail: `user ${id} is linked with another account at ${there.issuer}`,
      });
    }
    await audit(tx, deps.clock.now(), {
      who: `user:${id}`,
      act: 'linked with single sign-on',
      about: id,
      detail: { issuer: there.issuer },
    });
    return id;
  }

  return { byAddress, byOpenId };
}
export type JoinUser = ReturnType<typeof makeJoinUser>;
