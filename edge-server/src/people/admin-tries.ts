// Tries at an administrator's password or second factor, under the same budgets as codes: counted before anything is looked at.
import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { beginGuess, forgiveTries, missGuess } from './guess-budget.ts';
import type { Source } from './guess-scopes.ts';

export interface TryKind {
  /** A second factor: counted for the account, too, wherever it is tried. */
  readonly second?: boolean;
  /** `password`: a directory is asked, which locks accounts of its own after a few wrong ones. */
  readonly at?: 'secret' | 'password';
}

export function makeAdminTries(deps: Pick<Deps, 'db' | 'clock' | 'settings'>) {
  /** What is counted for one try: the account named at this source; a second factor also for the account. */
  const scopes = (word: string, source: Source, { second = false, at = 'secret' }: TryKind) => [
    { source, pair: createHash('sha256').update(`admin:${word}`).digest('hex').slice(0, 32), at },
    ...(second ? [{ source: { address: source.address, second: word } }] : []),
  ];

  return {
    /**
     * Counts one try before anything is looked at; `miss` or `forgive` tells how it ended, and without either it counts as wrong. Throws
     * `too-many-tries` where the budget is used up, parallel ones included.
     * @param word the account as it was named, or its id
     */
    async begin(word: string, source: Source, kind: TryKind = {}): Promise<void> {
      const refused = await deps.db.write(async (tx) => {
        for (const scope of scopes(word, source, kind)) {
          const error = await beginGuess(tx, deps, scope);
          if (error !== undefined) return error;
        }
        return undefined;
      });
      // Thrown only here: inside, it would have rolled the count back.
      if (refused !== undefined) throw refused;
    },

    /** The try was wrong: noted for the days' figures, and the wait begins where the budget is used up. */
    async miss(word: string, source: Source, kind: TryKind = {}): Promise<void> {
      await deps.db.write(async (tx) => {
        for (const scope of scopes(word, source, kind)) await missGuess(tx, deps, scope);
      });
    },

    /** The try was right: the row of wrong ones is over. */
    async forgive(word: string, source: Source, kind: TryKind = {}): Promise<void> {
      await deps.db.write(async (tx) => {
        for (const scope of scopes(word, source, kind)) await forgiveTries(tx, deps, scope);
      });
    },
  };
}

export type AdminTries = ReturnType<typeof makeAdminTries>;
