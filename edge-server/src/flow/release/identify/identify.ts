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

/** @returns the person's id, with a PIN the documents it opens, or the error to answer with (a value: the counters must be committed). */
export async function identify(
  tx: Tx,
  method: IdentifyMethod,
  typed: Typed,
  settings: SignInSettings,
  { people, budgeted }: { readonly people: FindPerson; readonly budgeted: Budgeted },
): Promise<
  | { readonly hit: { readonly id: string; readonly jobIds?: readonly string[] } }
  | { readonly error: AppError }
> {
  let instead: AppError | undefined;
  const found = await budgeted(tx, {
    ...method.guess(typed, people),
    wrong: () => instead ?? method.wrong(settings, typed),
    check: async () => {
      const hit = await method.find?.(tx, typed, people, settings);
      if (hit === undefined || !('instead' in hit)) return hit;
      // It counts as a wrong one: who guesses is not let go on for having met such a case.
      instead = hit.instead;
      return undefined;
    },
  });
  if ('error' in found) return found;
  const { hit } = found;
  if ('asks' in hit) return { error: hit.asks };
  return 'id' in hit ? { hit } : { error: hit.instead };
}
