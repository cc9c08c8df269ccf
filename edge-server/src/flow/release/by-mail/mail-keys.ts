// Keys that travel by mail: given out as text, kept as keyed hash, bound to their person, good for one use (threats.md T18, ASVS 5.0
// 6.5.1-6.5.4). What a key is for is done by whoever takes it, in the same transaction.
import type { AppError } from '@platen/shared/app-error';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import {
  dropMailKeys,
  findMailKey,
  giveBackMailKey,
  insertMailKey,
  type MailKeyRow,
  takeMailKey,
} from '../../store/mail-keys.ts';
import { KEY_BYTES, readKey, writeKey } from './key-text.ts';

/** So long after its end a key is still known, so that its owner reads "too old" or "used" and not "unknown". */
const REMEMBERED_MS = 30 * 24 * 3_600_000;

export interface KeyAsk {
  readonly kind: MailKeyRow['kind'];
  readonly userId: string;
  /** With `release`: the document. Without it the key is for whatever this person has. */
  readonly jobId?: string | undefined;
  /** Unix ms: when the document goes, or the last of them. */
  readonly expiresAt: number;
}

export interface FoundKey {
  readonly kind: MailKeyRow['kind'];
  readonly userId: string;
  readonly jobId: string | undefined;
  /** For take and giveBack. */
  readonly keyHash: string;
}

export type KeyProblem =
  | { readonly problem: 'key-unknown' | 'key-expired' | 'key-used' }
  | { readonly problem: 'too-many-tries'; readonly seconds: number };

/** people/mail-keys-budget.ts: runs `check` under the budget for wrong keys of this sender; a miss counts. */
export type GuessKey = <T>(
  tx: Tx,
  sender: string,
  check: () => Promise<T | undefined>,
) => Promise<{ readonly hit: T } | { readonly error: AppError }>;

type KeyDeps = Pick<Deps, 'clock' | 'ids' | 'sealing'> & { readonly guess: GuessKey };

export function makeMailKeys(deps: KeyDeps) {
  const hashOf = (plain: string): string => deps.sealing.keyedHash('mail-key', plain);

  /** Whose key it is decides before anything else is said of it: another's is unknown, even when it is used or expired. */
  async function lookUp(tx: Tx, typed: string, userId: string | undefined): Promise<MailKeyRow | undefined> {
    const plain = readKey(typed);
    // What cannot be a key is looked up all the same: a miss takes as long as a hit.
    const row = await findMailKey(tx, hashOf(plain ?? ''));
    return row !== undefined && row.userId === userId ? row : undefined;
  }

  function judge(row: MailKeyRow): FoundKey | KeyProblem {
    if (row.usedAt !== null) return { problem: 'key-used' };
    if (row.expiresAt <= deps.clock.now()) return { problem: 'key-expired' };
    return { kind: row.kind, userId: row.userId, jobId: row.jobId ?? undefined, keyHash: row.keyHash };
  }

  return {
    /** A fresh key: the text is returned once, for the mail, and kept nowhere. */
    async issue(tx: Tx, ask: KeyAsk): Promise<string> {
      const key = writeKey(deps.ids.bytes(KEY_BYTES));
      await insertMailKey(tx, {
        keyHash: hashOf(readKey(key) ?? ''),
        kind: ask.kind,
        userId: ask.userId,
        jobId: ask.jobId ?? null,
        createdAt: deps.clock.now(),
        expiresAt: ask.expiresAt,
        usedAt: null,
      });
      return key;
    },

    /** What a key is for, without taking it and without counting a wrong one: to get ready. No answer may follow from this alone. */
    async peek(tx: Tx, typed: string, userId: string | undefined): Promise<FoundKey | undefined> {
      const row = await lookUp(tx, typed, userId);
      const found = row && judge(row);
      return found === undefined || 'problem' in found ? undefined : found;
    },

    /** The same with its reason, under the sender's budget: wrong keys count, whoever's they are. @param sender address that was vouched for. */
    async check(
      tx: Tx,
      typed: string,
      sender: string,
      userId: string | undefined,
    ): Promise<FoundKey | KeyProblem> {
      const looked = await deps.guess(tx, sender, () => lookUp(tx, typed, userId));
      if ('hit' in looked) return judge(looked.hit);
      const { code, values } = looked.error;
      if (code !== 'too-many-tries') return { problem: 'key-unknown' };
      return { problem: 'too-many-tries', seconds: Number(values['seconds'] ?? 0) };
    },

    /** In the transaction that does what the key is for. @returns false when somebody else was quicker. */
    take: (tx: Tx, key: FoundKey): Promise<boolean> => takeMailKey(tx, key.keyHash, deps.clock.now()),

    /** In the same transaction: nothing came of it, so it may be used again. */
    giveBack: (tx: Tx, key: FoundKey): Promise<void> => giveBackMailKey(tx, key.keyHash),

    /** Housekeeping. */
    dropOld: (tx: Tx, now: number): Promise<void> => dropMailKeys(tx, now - REMEMBERED_MS),
  };
}

export type MailKeys = ReturnType<typeof makeMailKeys>;
