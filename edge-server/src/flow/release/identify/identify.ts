// Who is it? Runs a way to sign in under the guess budgets, inside one transaction. Ways that ask somebody else (`ask`) are not run here: their
// waiting would hold the database. Knows neither sessions nor panels.
import type { AppError } from '@platen/shared/app-error';
import type { Tx } from '../../../db/database.ts';
import type { FindPerson, Found, Guess, IdentifyMethod, SignInSettings, Typed } from './identify-method.ts';

/** people/guess-budget.ts tryGuess(), bound to its deps and source. */
export type Budgeted = (
  tx: Tx,
  ask: Guess & { readonly wrong: () => AppError; readonly check: () => Promise<Found | undefined> },
) => Promise<{ readonly hit: Found } | { readonly error: AppError }>;

/** @returns the person's id, or the error to answer with (a value: the counters must be committed). */
export async function identify(
  tx: Tx,
  method: IdentifyMethod,
  typed: Typed,
  settings: SignInSettings,
  { people, budgeted }: { readonly people: FindPerson; readonly budgeted: Budgeted },
): Promise<{ readonly hit: { readonly id: string } } | { readonly error: AppError }> {
  const found = await budgeted(tx, {
    ...method.guess(typed, people),
    wrong: () => method.wrong(settings, typed),
    check: async () => method.find?.(tx, typed, people, settings),
  });
  if ('error' in found) return found;
  return 'asks' in found.hit ? { error: found.hit.asks } : { hit: { id: found.hit.id } };
}
