// How safe the codes are right now, from the codes that are live and the budgets as they are set: for the console, and for who wants to
// check the published figure. The rule that makes codes this long is shared/src/code-length.ts; ARCHITECTURE.md "Codes" has the sum.
import { MIN_CODE_LENGTH } from '@platen/shared/code-length';
import type { SettingsOf } from '@platen/shared/define-settings';
import type { codeSettings } from '@platen/shared/settings';
import { isNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { lengthFor } from './codes.ts';
import { livePins } from './job-pins.ts';

/** H by length: live codes of so many digits, and PINs of documents that serve alone. */
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
 * @param shortPins lengths of documents' PINs that serve with an account only: they add to the second part, and open one document each.
 */
export function hitPerDay(
  live: readonly LiveCodes[],
  settings: CodeSettings,
  shortPins: readonly number[] = [],
): number {
  const accepted = settings.hitsPerMillionDays / 1e6;
  const best = Math.max(0, ...live.map(({ digits, codes }) => codes / 10 ** digits));
  const named = live.reduce((sum, { digits }) => sum + Math.max(accepted, 10 / 10 ** digits), 0);
  return Math.min(1, settings.wrongPerDay * best + named + namedPins(shortPins));
}

/** Ten tries a day at each length (guess-scopes.ts), whatever account is named. */
const namedPins = (lengths: readonly number[]): number =>
  lengths.reduce((sum, digits) => sum + 10 / 10 ** digits, 0);

/** The same, every day of a year. */
export const hitPerYear = (perDay: number): number => 1 - (1 - perDay) ** 365;

export async function codeSafety(tx: Tx, deps: Pick<Deps, 'settings'>): Promise<CodeSafety> {
  const { users } = tx.t;
  const rows = await tx.q
    .select({ digits: users.codeLength, codes: sql<number>`count(*)` })
    .from(users)
    .where(isNull(users.deletedAt))
    .groupBy(users.codeLength);
  const codes = rows.map((row) => ({ digits: row.digits, codes: Number(row.codes) }));
  const pins = await livePins(tx);
  // A PIN that serves alone is one more thing a guess may hit.
  const lone = pins.filter(({ digits }) => digits >= MIN_CODE_LENGTH);
  const shortPins = pins.filter(({ digits }) => digits < MIN_CODE_LENGTH).map(({ digits }) => digits);
  const lengths = new Set([...codes, ...lone].map(({ digits }) => digits));
  const live = [...lengths]
    .sort((a, b) => a - b)
    .map((digits) => ({
      digits,
      codes:
        (codes.find((one) => one.digits === digits)?.codes ?? 0) +
        (lone.find((one) => one.digits === digits)?.pins ?? 0),
    }));
  const settings = deps.settings().codes;
  const accepted = settings.hitsPerMillionDays / 1e6;
  const perDay = hitPerDay(live, settings, shortPins);
  return {
    live,
    liveCodes: live.reduce((sum, { codes }) => sum + codes, 0),
    wrongPerDay: settings.wrongPerDay,
    hitPerDay: perDay,
    hitPerYear: hitPerYear(perDay),
    publishedPerYear: hitPerYear(accepted * (1 + Math.max(1, live.length)) + namedPins(shortPins)),
    nextDigits: lengthFor(deps, live.reduce((sum, { codes }) => sum + codes, 0) + 1),
    // Who chose a short PIN was told; it dies with its document.
    tooShort: codes
      .filter(({ digits, codes }) => digits < lengthFor(deps, codes))
      .reduce((sum, { codes }) => sum + codes, 0),
  };
}
