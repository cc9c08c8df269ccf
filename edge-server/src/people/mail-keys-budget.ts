// The budget for wrong mail keys: per verified sender, so that nobody's guesses slow another, nor a panel. Rules: guess-budget.ts.
import { AppError } from '@platen/shared/app-error';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { tryGuess } from './guess-budget.ts';

/** Runs `check` as one try of this sender, inside the caller's transaction. Errors are values: `mail-key-unknown` or `too-many-tries`. */
export function makeKeyBudget(deps: Pick<Deps, 'clock' | 'settings' | 'sealing'>) {
  return async <T>(
    tx: Tx,
    sender: string,
    check: () => Promise<T | undefined>,
  ): Promise<{ readonly hit: T } | { readonly error: AppError }> =>
    tryGuess(tx, deps, {
      // The table of tries needs no addresses of people.
      source: { address: '', sender: deps.sealing.keyedHash('mail-sender', sender.toLowerCase()) },
      check,
      wrong: () => new AppError('mail-key-unknown'),
    });
}
