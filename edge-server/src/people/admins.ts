// Administrators: the first one made through a one-time link, signing in with name and password.
import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';
import { forgiveTries, type Source, tryGuess } from './guess-budget.ts';
import { hashToken, type Sessions } from './sessions.ts';

/** ASVS 5.0 6.2.1 asks for eight at least and advises fifteen where there is no second factor; twelve until TOTP comes. */
export const PASSWORD_LEAST = 12;
const SETUP_FACT = 'setup-token-hash';

export interface PasswordHash {
  hash(password: string): Promise<string>;
  /** Takes as long for `undefined` (no such account) as for a real hash. */
  verify(stored: string | undefined, password: string): Promise<boolean>;
}

type AdminDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'settings'> & {
  readonly passwords: PasswordHash;
  readonly sessions: Sessions;
};

export function makeAdmins(deps: AdminDeps) {
  /** A fresh setup link's token while there is no administrator; undefined once there is one. */
  async function offerSetup(): Promise<string | undefined> {
    const token = deps.ids.token();
    return deps.db.write(async (tx) => {
      if (await anyAdmin(tx)) return undefined;
      const { facts } = tx.t;
      const value = hashToken(token);
      await tx.q
        .insert(facts)
        .values({ name: SETUP_FACT, value })
        .onConflictDoUpdate({ target: facts.name, set: { value } });
      return token;
    });
  }

  /** True while the setup page exists at all. */
  async function setupOpen(): Promise<boolean> {
    return deps.db.read(async (tx) => !(await anyAdmin(tx)));
  }

  /** Makes the first administrator; the link is void with the commit. */
  async function setup(token: string, name: string, password: string): Promise<{ token: string }> {
    checkPassword(password);
    const passwordHash = await deps.passwords.hash(password);
    return deps.db.write(async (tx) => {
      const { admins, facts } = tx.t;
      const stored = (await tx.q.select().from(facts).where(eq(facts.name, SETUP_FACT)).limit(1))[0];
      if ((await anyAdmin(tx)) || stored === undefined || !sameText(stored.value, hashToken(token))) {
        throw new AppError('setup-done');
      }
      const now = deps.clock.now();
      const id = deps.ids.id();
      await tx.q.insert(admins).values({ id, name, passwordHash, createdAt: now });
      await tx.q.delete(facts).where(eq(facts.name, SETUP_FACT));
      await audit(tx, now, { who: `admin:${name}`, act: 'created the first administrator', about: id });
      return { token: (await deps.sessions.open(tx, 'admin', id)).token };
    });
  }

  async function signIn(name: string, password: string, source: Source): Promise<{ token: string }> {
    const admin = await deps.db.read(async (tx) => {
      const rows = await tx.q.select().from(tx.t.admins).where(eq(tx.t.admins.name, name)).limit(1);
      return rows[0];
    });
    // The slow hash runs outside the transaction; the budget is asked first, so that a flood costs nothing.
    const pair = createHash('sha256').update(`admin:${name}`).digest('hex').slice(0, 32);
    const wrong = () => new AppError('wrong-password');
    // Counted as a wrong try first: only a caller with budget left gets the password looked at, parallel ones included.
    const counted = await deps.db.write((tx) =>
      tryGuess<never>(tx, deps, { source, pair, wrong, check: async () => undefined }),
    );
    if ('error' in counted && counted.error.code !== 'wrong-password') throw counted.error;
    const right = await deps.passwords.verify(admin?.passwordHash, password);
    if (!right || admin === undefined) throw wrong();
    return deps.db.write(async (tx) => {
      await forgiveTries(tx, deps, { source, pair });
      await audit(tx, deps.clock.now(), { who: `admin:${name}`, act: 'signed in', about: admin.id });
      return { token: (await deps.sessions.open(tx, 'admin', admin.id)).token };
    });
  }

  async function nameOf(id: string): Promise<string | undefined> {
    return deps.db.read(async (tx) => {
      const rows = await tx.q
        .select({ name: tx.t.admins.name })
        .from(tx.t.admins)
        .where(eq(tx.t.admins.id, id));
      return rows[0]?.name;
    });
  }

  return { offerSetup, setupOpen, setup, signIn, nameOf };
}

export type Admins = ReturnType<typeof makeAdmins>;

async function anyAdmin(tx: Tx): Promise<boolean> {
  return (await tx.q.select({ id: tx.t.admins.id }).from(tx.t.admins).limit(1)).length > 0;
}

function checkPassword(password: string): void {
  if (Array.from(password).length < PASSWORD_LEAST)
    throw new AppError('weak-password', { length: PASSWORD_LEAST });
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
