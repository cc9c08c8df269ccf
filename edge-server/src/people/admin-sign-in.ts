// Signing in to the console: password and, where there is one, a second factor; a passkey alone; single sign-on. And proving again who
// sits there. Wrong tries are budgeted like codes; what is wrong is never said more exactly than "does not match".
import { AppError } from '@platen/shared/app-error';
import type { SignInVia } from '@platen/shared/sign-in';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type AdminRow, allAdmins, findAdmin, findAdminByName, foldName, isAdminOn } from './admin-rows.ts';
import type { AdminSessions } from './admin-sessions.ts';
import type { AdminTries } from './admin-tries.ts';
import type { PasswordHash } from './admins.ts';
import { audit } from './audit.ts';
import type { AskDirectory, DirectoryAdmins } from './directory-admins.ts';
import type { Passkeys, Place } from './passkeys.ts';
import type { SecondFactor } from './second-factor.ts';
import { hashToken, type SessionRow, type Sessions } from './sessions.ts';

/** Time to find the telephone. */
const SECOND_MS = 5 * 60_000;

/** Where somebody signs in from, and with what. */
export interface Door {
  readonly address: string;
  /** The browser's User-Agent. */
  readonly agent?: string | undefined;
  /** Where its passkeys would belong; undefined where there can be none. */
  readonly place?: Place | undefined;
}

export interface SecondWays {
  readonly code: boolean;
  readonly passkey: boolean;
  readonly recovery: boolean;
}

export type Entered =
  | { readonly kind: 'in'; readonly token: string; readonly admin: AdminRow }
  /** The password was right; `attempt` names this try for the second step. */
  | { readonly kind: 'second'; readonly attempt: string; readonly ways: SecondWays };

export interface PasskeyAnswer {
  readonly challenge: string;
  readonly response: unknown;
}
/** One of these. */
export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly recovery?: string | undefined;
  readonly passkey?: PasskeyAnswer | undefined;
}

type SignInDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log'> & {
  readonly passwords: PasswordHash;
  readonly sessions: Sessions;
  readonly tries: AdminTries;
  readonly factors: SecondFactor;
  readonly passkeys: Passkeys;
  readonly adminSessions: AdminSessions;
  readonly directoryAdmins: DirectoryAdmins;
  readonly askDirectory: AskDirectory;
};

export function makeAdminSignIn(deps: SignInDeps) {
  const { db, clock, ids, tries, factors, passkeys } = deps;

  /** Throws `wrong-password` or `too-many-tries`. */
  async function byPassword(name: string, password: string, door: Door): Promise<Entered> {
    const word = foldName(name);
    const admin = await db.read((tx) => findAdminByName(tx, name));
    // A name that is no account of this server's own may be one of a directory.
    if (admin === undefined || admin.userId !== null) return byDirectory(name, password, door);
    // Counted as a wrong try first: only a caller with budget left gets the slow hash, parallel ones included.
    await tries.begin(word, door);
    const usable = admin.passwordHash !== '' && admin.disabledAt === null;
    const right = await deps.passwords.verify(usable ? admin.passwordHash : undefined, password);
    if (!right || !usable) {
      await tries.miss(word, door);
      deps.log.warn('wrong password at the console', { admin: admin.id, from: door.address });
      throw new AppError('wrong-password');
    }
    await tries.forgive(word, door);
    return proceed(admin, 'password', door);
  }

  /** With a directory's password, where one of its groups makes administrators. */
  async function byDirectory(name: string, password: string, door: Door): Promise<Entered> {
    const kind = { at: 'password' } as const;
    await tries.begin(foldName(name), door, kind);
    // As long as for an account that is there.
    const [found] = await Promise.all([
      deps.askDirectory(name, password),
      deps.passwords.verify(undefined, password),
    ]);
    if (found === undefined) {
      await tries.miss(foldName(name), door, kind);
      throw new AppError('wrong-password');
    }
    const admin = await deps.directoryAdmins.take(found);
    await tries.forgive(foldName(name), door, kind);
    return proceed(admin, 'directory', door);
  }

  /** Is it the password of whoever sits there? */
  async function isOwnPassword(admin: AdminRow, password: string): Promise<boolean> {
    if (admin.userId !== null)
      return (await deps.askDirectory(admin.name, password))?.user.id === admin.userId;
    return deps.passwords.verify(admin.passwordHash === '' ? undefined : admin.passwordHash, password);
  }

  /** The password, or the link that stands for one, was right: in, or on to the second factor. */
  async function proceed(admin: AdminRow, via: SignInVia, door: Door): Promise<Entered> {
    const keys = await passkeys.list(admin.id);
    if (admin.totpSealed === null && keys.length === 0) return enter(admin, via, door);
    const attempt = ids.token();
    const now = clock.now();
    await db.write(async (tx) => {
      await tx.q.insert(tx.t.loginAttempts).values({
        idHash: hashToken(attempt),
        kind: 'second-factor',
        surface: 'admin',
        subject: admin.id,
        codeHash: null,
        sealed: null,
        tries: 0,
        stay: false,
        createdAt: now,
        expiresAt: now + SECOND_MS,
        usedAt: null,
      });
    });
    const ways = {
      code: admin.totpSealed !== null,
      passkey: keys.some(({ rpId }) => rpId === door.place?.rpId),
      recovery: admin.recoveryHashes.length > 0,
    };
    return { kind: 'second', attempt, ways };
  }

  /** Opens the session. */
  async function enter(admin: AdminRow, via: SignInVia, door: Door): Promise<Entered> {
    const token = await db.write((tx) => openFor(tx, admin, via, door));
    return { kind: 'in', token, admin };
  }

  async function openFor(tx: Tx, admin: AdminRow, via: SignInVia, door: Door): Promise<string> {
    const now = clock.now();
    const { admins } = tx.t;
    await tx.q.update(admins).set({ lastSeenAt: now }).where(eq(admins.id, admin.id));
    const detail = { via, from: door.address };
    await audit(tx, now, { who: `admin:${admin.name}`, act: 'signed in', about: admin.id, detail });
    const { address, agent } = door;
    return (await deps.sessions.open(tx, 'admin', admin.id, { via, address, agent, strong: true })).token;
  }

  /** Whose second step this is. Throws `sign-in-over`. */
  async function pending(attempt: string): Promise<AdminRow> {
    const admin = await db.read(async (tx) => {
      const { loginAttempts } = tx.t;
      const rows = await tx.q
        .select()
        .from(loginAttempts)
        .where(isOpen(tx, attempt, clock.now()))
        .limit(1);
      const row = rows[0] === undefined ? undefined : await findAdmin(tx, rows[0].subject);
      return row !== undefined && (await isAdminOn(tx, row, clock.now())) ? row : undefined;
    });
    if (admin === undefined) throw new AppError('sign-in-over');
    return admin;
  }

  /** The second step. Throws `sign-in-over`, `wrong-second-factor`, `wrong-recovery-code`, `passkey-refused` or `too-many-tries`. */
  async function second(attempt: string, proof: Proof, door: Door): Promise<Entered> {
    const admin = await pending(attempt);
    await checkFactor(admin, proof, door);
    const token = await db.write(async (tx) => {
      const { loginAttempts } = tx.t;
      const won = await tx.q
        .update(loginAttempts)
        .set({ usedAt: clock.now() })
        .where(isOpen(tx, attempt, clock.now()))
        .returning({ idHash: loginAttempts.idHash });
      if (won.length === 0) throw new AppError('sign-in-over');
      return openFor(tx, admin, proof.passkey === undefined ? 'password' : 'passkey', door);
    });
    return { kind: 'in', token, admin };
  }

  async function checkFactor(admin: AdminRow, proof: Proof, door: Door): Promise<void> {
    if (proof.passkey !== undefined) {
      if (door.place === undefined) throw new AppError('passkey-place');
      await passkeys.check(proof.passkey, door.place, admin.id);
      return;
    }
    // Only somebody who knows the password comes here, so this may be counted for the account, too.
    await tries.begin(admin.id, door, { second: true });
    const { code, recovery } = proof;
    const right = await db.write(async (tx) => {
      if (code !== undefined) return factors.useCode(tx, admin, code);
      return recovery !== undefined && (await factors.useRecoveryCode(tx, admin, recovery));
    });
    if (!right) {
      await tries.miss(admin.id, door, { second: true });
      deps.log.warn('wrong second factor at the console', { admin: admin.id, from: door.address });
      throw new AppError(recovery === undefined ? 'wrong-second-factor' : 'wrong-recovery-code');
    }
    await tries.forgive(admin.id, door, { second: true });
  }

  return {
    byPassword,
    proceed,
    second,

    /** What the browser needs for a passkey: as the first thing, or as the second step of `attempt`. Throws `passkey-place`. */
    async beginPasskey(door: Door, attempt?: string) {
      if (door.place === undefined) throw new AppError('passkey-place');
      return passkeys.beginAssertion(
        door.place,
        attempt === undefined ? undefined : (await pending(attempt)).id,
      );
    },

    /** Without name and password. Throws `passkey-refused`, `passkey-void` or `passkey-place`. */
    async byPasskey(answer: PasskeyAnswer, door: Door): Promise<Entered> {
      if (door.place === undefined) throw new AppError('passkey-place');
      return enter(await passkeys.check(answer, door.place), 'passkey', door);
    },

    /** @param openId issuer and subject, separated by a blank, as the provider proved them. Throws `openid-unknown`. */
    async byOpenId(openId: string, door: Door): Promise<Entered> {
      const admin = await db.read(async (tx) => {
        const row = (await allAdmins(tx)).find((one) => one.openId === openId);
        return row !== undefined && (await isAdminOn(tx, row, clock.now())) ? row : undefined;
      });
      if (admin === undefined) throw new AppError('openid-unknown');
      return enter(admin, 'openid', door);
    },

    /** Proves again who sits there; the session goes on under the token that is returned. */
    async prove(session: SessionRow, proof: Proof, door: Door): Promise<{ token: string; strongAt: number }> {
      const admin = await db.read((tx) => findAdmin(tx, session.personId));
      if (admin === undefined) throw new AppError('not-signed-in', { role: 'admin' });
      if (proof.password === undefined) await checkFactor(admin, proof, door);
      else {
        const word = foldName(admin.name);
        const kind = { at: admin.userId === null ? 'secret' : 'password' } as const;
        await tries.begin(word, door, kind);
        if (!(await isOwnPassword(admin, proof.password))) {
          await tries.miss(word, door, kind);
          throw new AppError('wrong-proof');
        }
        await tries.forgive(word, door, kind);
      }
      return deps.adminSessions.prove(session);
    },
  };
}

export type AdminSignIn = ReturnType<typeof makeAdminSignIn>;

const isOpen = ({ t: { loginAttempts } }: Tx, attempt: string, now: number) =>
  and(
    eq(loginAttempts.idHash, hashToken(attempt)),
    eq(loginAttempts.kind, 'second-factor'),
    isNull(loginAttempts.usedAt),
    gt(loginAttempts.expiresAt, now),
  );
