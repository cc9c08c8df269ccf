// The second factor of administrators that is typed: codes of an authenticator app (TOTP, RFC 6238) and recovery codes. Passkeys are
// passkeys.ts's. The key is sealed, each step works once, recovery codes are kept as keyed hashes.
import { AppError } from '@platen/shared/app-error';
import { and, eq, lt } from 'drizzle-orm';
import { generateURI, verifySync } from 'otplib';
import { renderSVG } from 'uqr';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type AdminRow, findAdmin, mustFindAdmin } from './admin-rows.ts';
import { audit, lockAudit } from './audit.ts';

/** RFC 6238 section 5.2: one step to either side for clocks that differ and people who type slowly. */
const STEP_SECONDS = 30;
/** Longer than anybody needs to install an app and scan a picture. */
const ENROL_MS = 30 * 60_000;
/** RFC 4226 section 4 recommends 160 bits: 32 letters of base32. */
const SECRET_LETTERS = 32;
/** Ten are enough for a lost telephone; 16 letters (80 bits) each, so that nobody finds one by trying. */
const RECOVERY_CODES = 10;
const RECOVERY_LETTERS = 16;
/** RFC 4648 section 6. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export interface Enrolment {
  /** Given back with the first code; sealed, good for half an hour. */
  readonly enrolment: string;
  /** To type where the picture cannot be scanned: base32 in groups of four. */
  readonly secret: string;
  /** The otpauth address as a QR code. */
  readonly svg: string;
}

type FactorDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings'>;

export function makeSecondFactor(deps: FactorDeps) {
  const { db, clock, ids, sealing } = deps;
  // 256 is a multiple of 32: each letter is equally likely.
  const letters = (count: number): string =>
    [...ids.bytes(count)].map((byte) => BASE32.charAt(byte & 31)).join('');
  const hashOf = (code: string): string => sealing.keyedHash('recovery', plain(code));

  /** The time step a code belongs to, if it is right and later than `after`. */
  function stepOf(secret: string, code: string, after: number): number | undefined {
    const token = code.replace(/[\s-]/g, '');
    // Asked here: the library throws for what is no code, and that is no exception.
    if (!/^\d{6}$/.test(token)) return undefined;
    const result = verifySync({
      secret,
      token,
      epoch: Math.floor(clock.now() / 1000),
      epochTolerance: STEP_SECONDS,
      ...(after > 0 ? { afterTimeStep: after } : {}),
    });
    return result.valid && 'timeStep' in result ? result.timeStep : undefined;
  }

  /** Uses up a code of the app; false when it is wrong or was used. */
  async function useCode(tx: Tx, admin: AdminRow, code: string): Promise<boolean> {
    const secret = admin.totpSealed === null ? undefined : sealing.open('totp', admin.totpSealed);
    if (secret === undefined) return false;
    const step = stepOf(secret, code, admin.totpStep);
    if (step === undefined) return false;
    const { admins } = tx.t;
    // Of two at the same moment one wins.
    const won = await tx.q
      .update(admins)
      .set({ totpStep: step })
      .where(and(eq(admins.id, admin.id), lt(admins.totpStep, step)))
      .returning({ id: admins.id });
    return won.length > 0;
  }

  async function useRecoveryCode(tx: Tx, admin: AdminRow, code: string): Promise<boolean> {
    const hash = hashOf(code);
    // One at a time from here on, so that of two with the same code one wins.
    await lockAudit(tx);
    const before = (await findAdmin(tx, admin.id))?.recoveryHashes ?? [];
    if (!before.includes(hash)) return false;
    const left = before.filter((one) => one !== hash);
    const { admins } = tx.t;
    await tx.q.update(admins).set({ recoveryHashes: left }).where(eq(admins.id, admin.id));
    await note(tx, admin, 'used a recovery code', { left: left.length });
    return true;
  }

  /** New recovery codes in place of all others; told this once. */
  async function newRecoveryCodes(tx: Tx, id: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => grouped(letters(RECOVERY_LETTERS)));
    const { admins } = tx.t;
    await tx.q
      .update(admins)
      .set({ recoveryHashes: codes.map(hashOf) })
      .where(eq(admins.id, id));
    return codes;
  }

  async function note(
    tx: Tx,
    { id, name }: AdminRow,
    act: string,
    detail: Readonly<Record<string, number>> = {},
  ) {
    await audit(tx, clock.now(), { who: `admin:${name}`, act, about: id, detail: { name, ...detail } });
  }

  return {
    /** Has this administrator an authenticator app or a passkey? */
    has: (id: string): Promise<boolean> =>
      db.read(async (tx) => {
        const admin = await findAdmin(tx, id);
        return admin !== undefined && (admin.totpSealed !== null || (await hasPasskey(tx, id)));
      }),

    /** A new key to be put into an app. Nothing is stored before the first code of it comes back. */
    begin(admin: AdminRow): Enrolment {
      const secret = letters(SECRET_LETTERS).toUpperCase();
      const uri = generateURI({ issuer: issuerOf(deps.settings().site.name), label: admin.name, secret });
      return {
        enrolment: sealing.seal('totp-enrol', JSON.stringify([admin.id, secret, clock.now() + ENROL_MS])),
        secret: grouped(secret),
        svg: renderSVG(uri, { ecc: 'M', border: 2 }),
      };
    },

    /**
     * The app works: from now on it is asked for. Throws `wrong-second-factor` or `enrolment-void`.
     * @returns recovery codes where this is the first second factor.
     */
    async confirm(id: string, enrolment: string, code: string): Promise<{ recoveryCodes?: string[] }> {
      const secret = openEnrolment(sealing.open('totp-enrol', enrolment), id, clock.now());
      if (secret === undefined) throw new AppError('enrolment-void');
      const step = stepOf(secret, code, 0);
      if (step === undefined) throw new AppError('wrong-second-factor');
      return db.write(async (tx) => {
        const admin = await mustFindAdmin(tx, id);
        const { admins } = tx.t;
        await tx.q
          .update(admins)
          .set({ totpSealed: sealing.seal('totp', secret), totpStep: step })
          .where(eq(admins.id, id));
        await note(tx, admin, 'set up an authenticator app');
        return admin.recoveryHashes.length > 0 ? {} : { recoveryCodes: await newRecoveryCodes(tx, id) };
      });
    },

    /** Takes the authenticator app away; recovery codes go with the last second factor. */
    async remove(id: string): Promise<void> {
      await db.write(async (tx) => {
        const admin = await mustFindAdmin(tx, id);
        const left = await hasPasskey(tx, id);
        const { admins } = tx.t;
        await tx.q
          .update(admins)
          .set({ totpSealed: null, ...(left ? {} : { recoveryHashes: [] }) })
          .where(eq(admins.id, id));
        await note(tx, admin, 'removed the authenticator app');
      });
    },

    async renewRecoveryCodes(id: string): Promise<string[]> {
      return db.write(async (tx) => {
        const admin = await mustFindAdmin(tx, id);
        if (admin.totpSealed === null && !(await hasPasskey(tx, id))) throw new AppError('no-second-factor');
        await note(tx, admin, 'made new recovery codes');
        return newRecoveryCodes(tx, id);
      });
    },

    useCode,
    useRecoveryCode,
    newRecoveryCodes,
  };
}

export type SecondFactor = ReturnType<typeof makeSecondFactor>;

async function hasPasskey(tx: Tx, adminId: string): Promise<boolean> {
  const { passkeys } = tx.t;
  const rows = await tx.q
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.adminId, adminId))
    .limit(1);
  return rows.length > 0;
}

function openEnrolment(text: string | undefined, id: string, now: number): string | undefined {
  if (text === undefined) return undefined;
  // Sealed by begin(), so its form is known.
  const [owner, secret, until] = JSON.parse(text) as [string, string, number];
  return owner === id && until > now ? secret : undefined;
}

const plain = (code: string): string => code.toLowerCase().replace(/[^a-z2-7]/g, '');
const grouped = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ');

/** A colon separates issuer and account in the address (Key URI Format), so it cannot be part of either. */
const issuerOf = (site: string): string => `Platen ${site.replaceAll(':', ' ')}`.trim();
