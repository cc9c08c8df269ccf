// Is somebody guessing codes? Today's wrong codes by source, and whether they are more than people's slips: for the console, the
// dashboard and the alert. What has to wait is guess-budget.ts's.
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { wrongToday } from './guess-budget.ts';
import { waitingSources, wrongBySource } from './guess-days.ts';

/** A panel that fifty people use sees some ten slips a day; this many at one place are no slips. */
export const ATTACK_WRONG = 40;

export interface GuessSource {
  /** panel:<printer's id> or network:<prefix>. */
  readonly source: string;
  readonly wrong: number;
  /** Unix ms of the last one. */
  readonly lastAt: number;
  /** Unix ms; it has to wait until then, or sign in another way. */
  readonly waitsUntil?: number;
}

export interface Attacks {
  /** Wrong codes of the site today, UTC, and how many it bears. */
  readonly wrong: number;
  readonly budget: number;
  /** The day's budget is used up: panels ask for the email address, too. */
  readonly usedUp: boolean;
  /** Today's sources, the worst first. */
  readonly sources: readonly GuessSource[];
  /** Those of them that are no slips any more. */
  readonly attackers: readonly GuessSource[];
}

export async function readAttacks(tx: Tx, deps: Pick<Deps, 'clock' | 'settings'>): Promise<Attacks> {
  const now = deps.clock.now();
  const budget = deps.settings().codes.wrongPerDay;
  const wrong = await wrongToday(tx, deps);
  const waits = new Map((await waitingSources(tx, now)).map(({ scope, until }) => [scope, until]));
  const sources = (await wrongBySource(tx, now, 1)).map(({ source, wrong: count, lastAt }) => {
    const waitsUntil = waits.get(source);
    return { source, wrong: count, lastAt, ...(waitsUntil === undefined ? {} : { waitsUntil }) };
  });
  return {
    wrong,
    budget,
    usedUp: wrong >= budget,
    sources,
    attackers: sources.filter((one) => one.wrong >= ATTACK_WRONG),
  };
}
