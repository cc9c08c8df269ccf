// Whose account a name of another system means: a Kerberos principal, a user principal name, or the bare name somebody has at a computer. Asks
// no directory.
import { and, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import { listDirectories } from './directory-rows.ts';
import { findUserByEmail, type UserRow } from './users.ts';

/** One name and one realm (RFC 4120 section 6.2): instances such as anna/admin are other identities than anna. */
const PRINCIPAL = /^([^\s@/\\]{1,128})@([A-Za-z0-9.-]{1,253})$/;

/**
 * The person whom a directory of that domain calls so, otherwise the account with that very address.
 * @param principal anna@AD.EXAMPLE.ORG.
 */
export async function findByPrincipal(tx: Tx, principal: string): Promise<{ id: string } | undefined> {
  const found = PRINCIPAL.exec(principal.normalize('NFC'));
  if (found === null) return undefined;
  const [, name = '', realm = ''] = found.map((part) => part.toLowerCase());
  const domains = (await listDirectories(tx))
    .filter(({ enabled, settings }) => enabled && settings.domain?.toLowerCase() === realm)
    .map(({ id }) => id);
  if (domains.length > 0) {
    const { users } = tx.t;
    const rows = await tx.q
      .select({ id: users.id })
      .from(users)
      .where(and(inArray(users.directoryId, domains), eq(users.username, name), isNull(users.deletedAt)))
      .limit(2);
    const [row] = rows;
    // Two are nobody, since nobody knows which.
    if (row !== undefined) return rows.length === 1 ? row : undefined;
  }
  return findUserByEmail(tx, `${name}@${realm}`);
}

/** anna, EXAMPLE\anna, or an address. */
const LOGIN = /^(?:[^\\@\s]{1,64}\\)?([^\s@/\\%]{1,128})$/;

/**
 * The account that a computer's user name means: an address, the name a directory has for the person, or what stands before the @ of the
 * address; and only where that is one account. The name proves nothing: whether it is believed is up to the administrator.
 */
export async function findByLoginName(tx: Tx, typed: string): Promise<UserRow | undefined> {
  const wanted = typed.normalize('NFC').trim().toLowerCase();
  if (wanted.includes('@')) return findUserByEmail(tx, wanted);
  const name = LOGIN.exec(wanted)?.[1];
  if (name === undefined) return undefined;
  const rows = await hot(
    tx,
    'find-by-login-name',
    ({ q, t: { users }, engine }) => {
      // SQLite compares octets, and "A" comes right after "@": as a range the index finds it among 100,000.
      const isAddressOf =
        engine === 'sqlite'
          ? and(gte(users.email, sql.placeholder('from')), lt(users.email, sql.placeholder('below')))
          : sql`starts_with(${users.email}, ${sql.placeholder('from')})`;
      return q
        .select()
        .from(users)
        .where(and(isNull(users.deletedAt), or(eq(users.username, sql.placeholder('name')), isAddressOf)))
        .limit(2);
    },
    { name, from: `${name}@`, below: `${name}A` },
  );
  return rows.length === 1 ? rows[0] : undefined;
}
