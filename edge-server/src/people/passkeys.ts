// Passkeys of administrators (WebAuthn Level 3): registering, and signing in without a password. A passkey belongs to the host name it
// was made for; with the device's PIN, finger or face (user verification) it is two factors in one.
import { AppError } from '@platen/shared/app-error';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { type AdminRow, findAdmin, isAdminOn, mustFindAdmin } from './admin-rows.ts';
import { audit, lockAudit } from './audit.ts';
import type { SecondFactor } from './second-factor.ts';
import { hashToken } from './sessions.ts';

export type PasskeyRow = Tables['passkeys']['$inferSelect'];

/** Where the browser is: WebAuthn binds passkeys to the host name, and signs the origin. */
export interface Place {
  /** "print.example.org"; never an IP address, which WebAuthn does not allow. */
  readonly rpId: string;
  /** "https://print.example.org:8443" */
  readonly origin: string;
}

/** The browser gives a person five minutes to find the key (WebAuthn's own upper bound for a verified user is ten). */
const CHALLENGE_MS = 5 * 60_000;
/** More than anybody carries. */
const MOST_PASSKEYS = 20;

type PasskeyDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings' | 'log'> & {
  readonly factors: Pick<SecondFactor, 'newRecoveryCodes'>;
};

// Loaded when the first passkey is used: it counts in the server's start-up time and memory otherwise.
const library = () => import('@simplewebauthn/server');

export function makePasskeys(deps: PasskeyDeps) {
  const { db, clock, ids, sealing } = deps;

  /** A challenge that is stored nowhere: sealed, for one purpose and place, and given back by the browser. */
  function seal(purpose: string, challenge: string, { rpId }: Place): string {
    return sealing.seal('passkey', JSON.stringify([purpose, challenge, rpId, clock.now() + CHALLENGE_MS]));
  }

  function open(purpose: string, sealed: string, { rpId }: Place): string {
    const text = sealing.open('passkey', sealed);
    // Sealed by this server, so its form is known.
    const [use, challenge, host, until] = JSON.parse(text ?? '[]') as [string?, string?, string?, number?];
    if (challenge === undefined || use !== purpose || host !== rpId || (until ?? 0) <= clock.now()) {
      throw new AppError('passkey-void');
    }
    return challenge;
  }

  const listOf = (tx: Tx, adminId: string): Promise<PasskeyRow[]> => {
    const { passkeys } = tx.t;
    return Promise.resolve(
      tx.q.select().from(passkeys).where(eq(passkeys.adminId, adminId)).orderBy(passkeys.createdAt),
    );
  };

  /** What the browser's `navigator.credentials.create` needs. */
  async function beginRegistration(admin: AdminRow, place: Place) {
    const present = await db.read((tx) => listOf(tx, admin.id));
    if (present.length >= MOST_PASSKEYS) throw new AppError('too-many-passkeys', { most: MOST_PASSKEYS });
    const { generateRegistrationOptions } = await library();
    const options = await generateRegistrationOptions({
      rpName: `Platen ${deps.settings().site.name}`.trim(),
      rpID: place.rpId,
      userName: admin.name,
      userDisplayName: admin.name,
      userID: Uint8Array.from(Buffer.from(admin.id)),
      challenge: Uint8Array.from(ids.bytes(32)),
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: present.map(({ id, transports }) => ({ id, transports: [...transports] })),
      // Known without a name being typed, and with PIN, finger or face: it can be the only thing that signs in.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { options, challenge: seal(`add:${admin.id}`, options.challenge, place) };
  }

  /** Throws `passkey-void` or `passkey-refused`. @returns recovery codes where this is the first second factor. */
  async function register(
    adminId: string,
    ask: { readonly name: string; readonly challenge: string; readonly response: unknown },
    place: Place,
  ): Promise<{ recoveryCodes?: string[] }> {
    const expectedChallenge = open(`add:${adminId}`, ask.challenge, place);
    const { verifyRegistrationResponse } = await library();
    const result = await verifyRegistrationResponse({
      response: ask.response as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: place.origin,
      expectedRPID: place.rpId,
      requireUserVerification: true,
    }).catch(refused);
    if (!result.verified) throw new AppError('passkey-refused', { detail: 'not verified' });
    const { credential } = result.registrationInfo;
    return db.write(async (tx) => {
      await lockAudit(tx);
      const admin = await mustFindAdmin(tx, adminId);
      const { passkeys } = tx.t;
      const there = await tx.q.select().from(passkeys).where(eq(passkeys.id, credential.id)).limit(1);
      if (there.length > 0) throw new AppError('passkey-refused', { detail: 'registered already' });
      await tx.q.insert(passkeys).values({
        id: credential.id,
        adminId,
        name: ask.name,
        rpId: place.rpId,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: [...(credential.transports ?? [])],
        createdAt: clock.now(),
        lastUsedAt: null,
      });
      await note(tx, admin, 'added a passkey', ask.name);
      const first = admin.recoveryHashes.length === 0;
      return first ? { recoveryCodes: await deps.factors.newRecoveryCodes(tx, adminId) } : {};
    });
  }

  /** What the browser's `navigator.credentials.get` needs. @param adminId where it is known who it has to be */
  async function beginAssertion(place: Place, adminId?: string) {
    const { generateAuthenticationOptions } = await library();
    const mine = adminId === undefined ? [] : await db.read((tx) => listOf(tx, adminId));
    const options = await generateAuthenticationOptions({
      rpID: place.rpId,
      challenge: Uint8Array.from(ids.bytes(32)),
      timeout: CHALLENGE_MS,
      userVerification: 'required',
      ...(adminId === undefined
        ? {}
        : {
            allowCredentials: mine
              .filter(({ rpId }) => rpId === place.rpId)
              .map(({ id, transports }) => ({ id, transports: [...transports] })),
          }),
    });
    return { options, challenge: seal(`use:${adminId ?? ''}`, options.challenge, place) };
  }

  /**
   * Whose passkey signed this challenge. Each challenge works once. Throws `passkey-void` or `passkey-refused`.
   * @param adminId as in beginAssertion
   */
  async function check(
    ask: { readonly challenge: string; readonly response: unknown },
    place: Place,
    adminId?: string,
  ): Promise<AdminRow> {
    const expectedChallenge = open(`use:${adminId ?? ''}`, ask.challenge, place);
    const response = ask.response as AuthenticationResponseJSON;
    const known = await db.read(async (tx) => {
      const { passkeys } = tx.t;
      const rows = await tx.q
        .select()
        .from(passkeys)
        .where(eq(passkeys.id, String(response.id)))
        .limit(1);
      return rows[0];
    });
    if (known === undefined || (adminId !== undefined && known.adminId !== adminId)) {
      throw new AppError('passkey-refused', { detail: 'unknown passkey' });
    }
    const { verifyAuthenticationResponse } = await library();
    const result = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: place.origin,
      expectedRPID: known.rpId === place.rpId ? place.rpId : '',
      credential: { id: known.id, publicKey: Uint8Array.from(known.publicKey), counter: known.counter },
      requireUserVerification: true,
    }).catch(refused);
    if (!result.verified) throw new AppError('passkey-refused', { detail: 'not verified' });
    return db.write(async (tx) => {
      await useUp(tx, ask.challenge);
      const { passkeys } = tx.t;
      await tx.q
        .update(passkeys)
        .set({ counter: result.authenticationInfo.newCounter, lastUsedAt: clock.now() })
        .where(eq(passkeys.id, known.id));
      const admin = await findAdmin(tx, known.adminId);
      if (admin === undefined || !(await isAdminOn(tx, admin, clock.now()))) {
        throw new AppError('passkey-refused', { detail: 'the account is switched off' });
      }
      return admin;
    });
  }

  /** Its row is the proof that it was used; it goes when the challenge would have ended anyway. */
  async function useUp(tx: Tx, challenge: string): Promise<void> {
    const { loginAttempts } = tx.t;
    const now = clock.now();
    const row = {
      idHash: hashToken(challenge),
      kind: 'passkey' as const,
      surface: 'admin' as const,
      subject: '',
      codeHash: null,
      sealed: null,
      tries: 0,
      stay: false,
      createdAt: now,
      expiresAt: now + CHALLENGE_MS,
      usedAt: now,
    };
    const made = await tx.q
      .insert(loginAttempts)
      .values(row)
      .onConflictDoNothing()
      .returning({ idHash: loginAttempts.idHash });
    if (made.length === 0) throw new AppError('passkey-void');
  }

  /** Takes one away; recovery codes go with the last second factor. Throws `not-found` for another person's. */
  async function remove(adminId: string, id: string): Promise<void> {
    await db.write(async (tx) => {
      await lockAudit(tx);
      const admin = await mustFindAdmin(tx, adminId);
      const { passkeys, admins } = tx.t;
      const gone = await tx.q
        .delete(passkeys)
        .where(and(eq(passkeys.id, id), eq(passkeys.adminId, adminId)))
        .returning({ name: passkeys.name });
      if (gone[0] === undefined) throw new AppError('not-found', { what: `passkey ${id}` });
      if (admin.totpSealed === null && (await listOf(tx, adminId)).length === 0) {
        await tx.q.update(admins).set({ recoveryHashes: [] }).where(eq(admins.id, adminId));
      }
      await note(tx, admin, 'removed a passkey', gone[0].name);
    });
  }

  async function note(tx: Tx, admin: AdminRow, act: string, passkey: string): Promise<void> {
    const who = `admin:${admin.name}`;
    await audit(tx, clock.now(), { who, act, about: admin.id, detail: { name: admin.name, passkey } });
  }

  /** The library throws plain errors for everything that is wrong with an answer. */
  function refused(cause: unknown): never {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('passkey-refused', { detail: detail.slice(0, 200) }, { cause });
  }

  return {
    list: (adminId: string) => db.read((tx) => listOf(tx, adminId)),
    beginRegistration,
    register,
    beginAssertion,
    check,
    remove,
  };
}

export type Passkeys = ReturnType<typeof makePasskeys>;

/** The place a browser is at, by what it asked for; undefined where WebAuthn has none (an IP address). */
export function placeOf(host: string, secure: boolean): Place | undefined {
  const origin = `${secure ? 'https' : 'http'}://${host}`;
  if (!URL.canParse(origin)) return undefined;
  const rpId = new URL(origin).hostname;
  // Plain HTTP is no secure context, but on this machine it is (W3C Secure Contexts section 3.1).
  if (!secure && rpId !== 'localhost') return undefined;
  return /^[\d.]+$/.test(rpId) || rpId.includes(':') ? undefined : { rpId, origin: new URL(origin).origin };
}
