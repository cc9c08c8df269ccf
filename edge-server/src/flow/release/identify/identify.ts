// Who is it? Picks the way that fits what was typed and runs it under the guess budgets. Knows neither sessions nor panels.
import { AppError } from '@platen/shared/app-error';
import type { Tx } from '../../../db/database.ts';
import type { FindPerson, IdentifyMethod, Typed } from './identify-method.ts';
import { IDENTIFY_METHODS } from './methods.ts';

/** people/guess-budget.ts tryGuess(), bound to its deps and source. */
export type Budgeted = (
  tx: Tx,
  ask: {
    readonly pair?: string;
    readonly wrong: () => AppError;
    readonly check: () => Promise<{ readonly id: string } | undefined>;
  },
) => Promise<{ readonly hit: { readonly id: string } } | { readonly error: AppError }>;

/** @returns the person's id, or the error to answer with (a value: the counters must be committed). */
export async function identify(
  tx: Tx,
  typed: Typed,
  people: FindPerson,
  budgeted: Budgeted,
): Promise<{ readonly hit: { readonly id: string } } | { readonly error: AppError }> {
  const method: IdentifyMethod | undefined = IDENTIFY_METHODS.find((candidate) => candidate.takes(typed));
  if (method === undefined) return { error: new AppError('wrong-code') };
  const pair = method.names(typed);
  return budgeted(tx, {
    ...(pair === undefined ? {} : { pair }),
    // One answer for unknown, expired and mistyped (threats.md T15, T16).
    wrong: () => new AppError('wrong-code'),
    check: () => method.find(tx, typed, people),
  });
}
