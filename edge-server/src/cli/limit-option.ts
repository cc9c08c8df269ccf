// --limit of the lists: how many the server is asked for.
import { usageError } from './cli-error.ts';

/** The most the API gives at once, and so the most that can be asked for. */
const MOST = 1000;

export const LIMIT_OPTION = {
  value: 'N',
  help: `At most so many, up to ${MOST} (100 unless told).`,
} as const;

export function readLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) throw usageError(`--limit: give a number from 1 to ${MOST}.`);
  return limit;
}

/** The line under a list that does not show everything. `beyond`: there are more than `total`. */
export function moreLine(shown: number, total: number, what: string, beyond = false): string[] {
  const all = beyond ? `more than ${total}` : String(total);
  return beyond || total > shown
    ? ['', `${shown} of ${all} ${what}. Use --limit or a search to see others.`]
    : [];
}
