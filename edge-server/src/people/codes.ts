// Confirmation codes: making one that nobody has, as long as the density rule asks (SPEC C3), kept as keyed hash and sealed value (C4).
// A standing code is a lookup secret in ASVS 5.0's words (6.5.1-6.5.4); the single use is the claim on each job. See ARCHITECTURE.md "Codes".

import { AppError } from '@platen/shared/app-error';
import { codeLengthFor, isTrivialCode, normalizeCode } from '@platen/shared/code-length';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import { inTexts } from '../db/in-texts.ts';
import type { Deps } from '../deps.ts';
import { countLonePins, livePins } from './job-pins.ts';

type CodeDeps = Pick<Deps, 'ids' | 'sealing' | 'settings'>;

export interface IssuedCode {
  /** For the person only; never logged. */
  readonly code: string;
  readonly codeHash: string;
  readonly codeSealed: string;
  readonly codeLength: number;
}

/** Draws that hit a code in use: with the density rule each has a chance below 1e-8, so 20 in a row mean a broken generator. */
const DRAWS = 20;

/**
 * Makes a fresh code for `userId`, unique among all live ones.
 * @param live how many codes are live, where the caller has counted: counting for each of thousands would be most of an import.
 */
export async function issueCode(tx: Tx, deps: CodeDeps, userId: string, live?: number): Promise<IssuedCode> {
  const { users } = tx.t;
  const length = lengthFor(deps, (live ?? (await countLiveCodes(tx))) + (await countLonePins(tx)) + 1);
  for (let draw = 0; draw < DRAWS; draw++) {
    const code = deps.ids.digits(length);
    if (isTrivialCode(code)) continue;
    const codeHash = hashCode(deps, code);
    const taken = await tx.q
      .select({ id: users.id })
      .from(users)
      .where(eq(users.codeHash, codeHash))
      .limit(1);
    if (taken.length > 0) continue;
    return { code, codeHash, codeSealed: deps.sealing.seal(sealPurpose(userId), code), codeLength: length };
  }
  throw new AppError('internal', { detail: `no free code of ${length} digits in ${DRAWS} draws` });
}

/** Fresh codes for several new people at once, in their order: a fraction of the work of one after the other. `live` as above, without them. */
export async function issueCodes(
  tx: Tx,
  deps: CodeDeps,
  userIds: readonly string[],
  live: number,
): Promise<IssuedCode[]> {
  const { users } = tx.t;
  const length = lengthFor(deps, live + (await countLonePins(tx)) + userIds.length);
  const codes = new Map<string, string>();
  for (let draw = 0; codes.size < userIds.length; draw++) {
    if (draw >= DRAWS) throw new AppError('internal', { detail: `no free codes of ${length} digits` });
    const fresh = new Map<string, string>();
    while (codes.size + fresh.size < userIds.length) {
      const code = deps.ids.digits(length);
      const codeHash = hashCode(deps, code);
      if (!isTrivialCode(code) && !codes.has(codeHash)) fresh.set(codeHash, code);
    }
    const taken = await hot(
      tx,
      'codes-taken',
      ({ q }) =>
        q
          .select({ codeHash: users.codeHash })
          .from(users)
          .where(inTexts(tx, users.codeHash, 'hashes')),
      { hashes: JSON.stringify([...fresh.keys()]) },
    );
    for (const { codeHash } of taken) fresh.delete(codeHash);
    for (const [codeHash, code] of fresh) codes.set(codeHash, code);
  }
  return [...codes].slice(0, userIds.length).map(([codeHash, code], at) => {
    const codeSealed = deps.sealing.seal(sealPurpose(userIds[at] ?? ''), code);
    return { code, codeHash, codeSealed, codeLength: length };
  });
}

/** Digits a code needs at this many live codes under the present settings. */
export function lengthFor(deps: Pick<Deps, 'settings'>, liveCodes: number): number {
  const { wrongPerDay, hitsPerMillionDays, minLength } = deps.settings().codes;
  return codeLengthFor(liveCodes, wrongPerDay, hitsPerMillionDays / 1e6, minLength);
}

export function hashCode(deps: Pick<Deps, 'sealing'>, typed: string): string {
  return deps.sealing.keyedHash('code', normalizeCode(typed));
}

/** The code itself, to be shown to or mailed to its owner. */
export function openCode(deps: Pick<Deps, 'sealing'>, userId: string, sealed: string): string {
  const code = deps.sealing.open(sealPurpose(userId), sealed);
  if (code === undefined)
    throw new AppError('internal', {
      detail: 'a sealed code does not open: was keys/ restored from another server?',
    });
  return code;
}

export async function countLiveCodes(tx: Tx): Promise<number> {
  const { users } = tx.t;
  const rows = await tx.q.select({ n: sql<number>`count(*)` }).from(users).where(isNull(users.deletedAt));
  return Number(rows[0]?.n ?? 0);
}

/** H: what a guess without an account may hit, codes and the PINs of documents that serve alone. */
export const countLiveSecrets = async (tx: Tx): Promise<number> =>
  (await countLiveCodes(tx)) + (await countLonePins(tx));

/** Lengths that live codes have, rising: older codes may be shorter than what the rule asks today. */
export async function liveCodeLengths(tx: Tx): Promise<number[]> {
  const { users } = tx.t;
  const rows = await tx.q
    .selectDistinct({ length: users.codeLength })
    .from(users)
    .where(and(isNull(users.deletedAt)));
  return rows.map((row) => row.length).sort((a, b) => a - b);
}

/**
 * Lengths that PINs of documents have at this moment, for the field they are typed into: those that may serve alone, and those that go with the
 * email address.
 */
export async function pinLengths(
  tx: Tx,
  deps: { readonly settings: { readonly now: Deps['settings'] } },
): Promise<{ readonly alone: readonly number[]; readonly withEmail: readonly number[] }> {
  const live = (await livePins(tx)).map(({ digits }) => digits);
  if (live.length === 0) return { alone: [], withEmail: [] };
  const needed = lengthFor({ settings: deps.settings.now }, await countLiveSecrets(tx));
  return {
    alone: live.filter((digits) => digits >= needed),
    withEmail: live.filter((digits) => digits < needed),
  };
}

// Bound to the person, so that a sealed value copied into another row does not open.
const sealPurpose = (userId: string): string => `code:${userId}`;
