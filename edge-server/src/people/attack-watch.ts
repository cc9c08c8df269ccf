// Tells administrators by mail, once a day, that somebody is guessing codes: when the site's budget is used up, or one source has more
// wrong codes than anybody's slips.
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type Attacks, readAttacks } from './attacks.ts';

export interface AttackWatchDeps extends Pick<Deps, 'db' | 'clock' | 'log' | 'settings'> {
  /** Names sources for a person: "Reading room colour", "the network 10.1.2.0/24". */
  readonly nameOf: (tx: Tx, source: string) => Promise<string>;
  /** Puts the mail into the outbox, to whom it concerns; the same `about` is sent once. */
  readonly alert: (
    tx: Tx,
    news: { readonly about: string; readonly where: string; readonly detail: string },
  ) => Promise<void>;
}

/** An attack goes on for hours; a minute more or less is nothing to who reads the mail. */
const LOOK_MS = 60_000;

export function makeAttackWatch(deps: AttackWatchDeps) {
  let stopTimer: (() => void) | undefined;
  /** The day that was told of, so that the outbox is not asked each minute. */
  let told = '';

  async function look(): Promise<void> {
    const day = new Date(deps.clock.now()).toISOString().slice(0, 10);
    if (told === day) return;
    const attacks = await deps.db.read((tx) => readAttacks(tx, deps));
    if (!attacks.usedUp && attacks.attackers.length === 0) return;
    await deps.db.write(async (tx) => {
      const [worst] = attacks.sources;
      const where = worst === undefined ? 'this site' : await deps.nameOf(tx, worst.source);
      // Everybody who shares this database has the same words for the same day: one mail.
      await deps.alert(tx, { about: `attack ${day}`, where, detail: sentence(attacks, where) });
    });
    told = day;
    deps.log.warn('somebody is guessing codes', {
      wrong: attacks.wrong,
      budget: attacks.budget,
      sources: attacks.attackers.map(({ source, wrong }) => `${source} ${wrong}`),
    });
  }

  return {
    /** Looks now. For tests, and for who knows that there is something to see. */
    look,
    start: (): void => {
      stopTimer = deps.clock.every(LOOK_MS, () => {
        look().catch((cause: unknown) => deps.log.warn('the look for attacks failed', { cause }));
      });
    },
    stop: (): void => stopTimer?.(),
  };
}

function sentence({ sources, wrong, budget, usedUp }: Attacks, where: string): string {
  const [worst] = sources;
  const most = worst === undefined ? '' : `${worst.wrong} wrong codes at ${where} today. `;
  return `${most}${wrong} of the ${budget} that the whole site bears on one day have been used${
    usedUp ? ': panels ask for the email address, too, until tomorrow (UTC)' : ''
  }.`;
}
