// Whose account a device means by whoever is signed in at it. Believes nothing by itself: whether that device is believed was decided before.
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { findByLoginName, findByPrincipal } from './find-by-principal.ts';
import { findUserByEmail } from './users.ts';

export interface DeviceNames {
  /** anna, or an address. */
  readonly user: string;
  /** anna@ad.example.org or EXAMPLE\anna; may be empty. */
  readonly qualified: string;
  /** May be empty. */
  readonly email: string;
}

/** anna of EXAMPLE\anna and of anna@example.org. */
const bareName = (name: string): string => {
  const plain = name.normalize('NFKC').trim().toLowerCase();
  return plain.slice(plain.lastIndexOf('\\') + 1).split('@')[0] ?? '';
};

/** What Xerox devices say while nobody is signed in (panel-platforms.md section 3). */
const isNobody = (name: string): boolean => ['', 'guest'].includes(bareName(name));

/**
 * The one account that fits, never a guest's. The name with its domain is the most exact and goes first. An address alone is not enough, since a device
 * may put its own sender address there for everybody: it counts where it begins with the name, and then tells two people of one name apart.
 */
export async function findByDevice(
  tx: Tx,
  { user, qualified, email }: DeviceNames,
): Promise<{ id: string } | undefined> {
  if (isNobody(user) || (qualified.trim() !== '' && isNobody(qualified))) return undefined;
  const found =
    (await findQualified(tx, qualified.trim())) ??
    (bareName(email) === bareName(user)
      ? await findUserByEmail(tx, email.trim().toLowerCase())
      : undefined) ??
    (await findByLoginName(tx, user));
  if (found === undefined) return undefined;
  const { users } = tx.t;
  const [row] = await tx.q
    .select({ source: users.source })
    .from(users)
    .where(eq(users.id, found.id))
    .limit(1);
  return row === undefined || row.source === 'guest' ? undefined : { id: found.id };
}

async function findQualified(tx: Tx, qualified: string): Promise<{ id: string } | undefined> {
  if (qualified === '') return undefined;
  return (
    (await findByPrincipal(tx, qualified)) ??
    (qualified.includes('@') ? undefined : findByLoginName(tx, qualified))
  );
}
