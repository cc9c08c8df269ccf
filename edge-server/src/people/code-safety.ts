// How safe the codes are right now, from the codes that are live and the budgets as they are set: for the console, and for who wants to
// check the published figure. The rule that makes codes this long is shared/src/code-length.ts; ARCHITECTURE.md "Codes" has the sum.
import type { SettingsOf } from '@platen/shared/define-settings';
import type { codeSettings } from '@platen/shared/settings';
import { isNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { lengthFor } from './codes.ts';

/** H by length: live codes of so many digits. */
export interface LiveCodes {
  readonly digits: number;
  readonly codes: number;
}

export interface CodeSafety {
  readonly live: readonly LiveCodes[];
  /** H */
  readonly liveCodes: number;
  /** G: wrong codes a day that the site evaluates where nobody is named. */
  readonly wrongPerDay: number;
  /** Chance that somebody who uses up every budget every day hits any code: on a day, within a year. */
  readonly hitPerDay: number;
  readonly hitPerYear: number;
  /** What hitPerYear stays under while every code is as long as the rule asks. */
  readonly publishedPerYear: number;
  /** Digits of the next code. */
  readonly nextDigits: number;
  /** Live codes shorter than the rule asks of codes of their kind: they came before the settings were made stricter. Renewing mends it. */
  readonly tooShort: number;
}

type CodeSettings = Pick<SettingsOf<typeof codeSettings.settings>, 'wrongPerDay' | 'hitsPerMillionDays'>;

/**
 * Chance of a hit on one day. A guess is of one length, so where nobody is named the best is the length with the most codes for its space:
 * G * max(H_n / 10^n). Where an account is named each length has a budget of its own that costs the accepted chance (guess-scopes.ts).
 */
export function hitPerDay(live: readonly LiveCodes[], settings: CodeSettings): number {
  const accepted = settings.hitsPerMillionDays / 1e6;
  const best = Math.max(0, ...live.map(({ digits, codes }) => codes / 10 ** digits));
  const named = live.reduce((sum, { digits }) => sum + Math.max(accepted, 10 / 10 ** digits), 0);
  return Math.min(1, settings.wrongPerDay * best + named);
}

/** The same, every day of a year. */
export const hitPerYear = (perDay: number): number => 1 - (1 - perDay) ** 365;

export async function codeSafety(tx: Tx, deps: Pick<Deps, 'settings'>): Promise<CodeSafety> {
  const { users } = tx.t;
  const rows = await tx.q
    .select({ digits: users.codeLength, codes: sql<number>`count(*)` })
    .from(users)
    .where(isNull(users.deletedAt))
    .groupBy(users.codeLength);
  const live = rows
    .map(({ digits, codes }) => ({ digits, codes: Number(codes) }))
    .sort((a, b) => a.digits - b.digits);
  const settings = deps.settings().codes;
  const accepted = settings.hitsPerMillionDays / 1e6;
  const perDay = hitPerDay(live, settings);
  return {
    live,
    liveCodes: live.reduce((sum, { codes }) => sum + codes, 0),
    wrongPerDay: settings.wrongPerDay,
    hitPerDay: perDay,
    hitPerYear: hitPerYear(perDay),
    publishedPerYear: hitPerYear(accepted * (1 + Math.max(1, live.length))),
    nextDigits: lengthFor(deps, live.reduce((sum, { codes }) => sum + codes, 0) + 1),
    tooShort: live
      .filter(({ digits, codes }) => digits < lengthFor(deps, codes))
      .reduce((sum, { codes }) => sum + codes, 0),
  };
}
