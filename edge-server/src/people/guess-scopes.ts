// Which budgets a try counts against, and how many wrong tries each has (SPEC C3). Waiting is keyed to where tries come from, never to whose
// account they are about: nobody can lock another out. The counting is guess-budget.ts; the reasons are in ARCHITECTURE.md "Codes".
import { MIN_CODE_LENGTH } from '@platen/shared/code-length';
import type { Deps } from '../deps.ts';

export interface Source {
  /** Client address as the socket saw it. */
  readonly address: string;
  /** The panel that asks, if one does. */
  readonly printerId?: string;
  /** For keys that come by mail: an opaque word for the verified sender, who is the source then. No other sender and no panel is slowed. */
  readonly sender?: string;
  /** For an administrator's second factor: an opaque word for the account, wherever it is tried. Only who has the password comes so far. */
  readonly second?: string;
  /**
   * A browser in which the named person has signed in before (known-browser.ts): a source of its own, so that a stranger behind the same
   * address cannot make it wait.
   */
  readonly browser?: string;
}

/**
 * What is being guessed at where an account is named. code: its confirmation code. password: of a directory. secret: anything else, such as an
 * administrator's password. card: the number of a card. company: the company's code.
 */
export type Guessed = 'code' | 'password' | 'secret' | 'card' | 'company';

export interface Try {
  readonly source: Source;
  /** An opaque word for the account that was named. Without one it is a try at any code: only those count for panel and site. */
  readonly pair?: string | undefined;
  /** What is guessed at `pair`; `secret` unless told. */
  readonly at?: Guessed | undefined;
  /** Characters typed, for a named account's code. */
  readonly length?: number | undefined;
}

export interface Scope {
  readonly name: string;
  readonly tries: number;
  /** What a used-up budget means: wait, or sign in another way (nobody is locked out). */
  readonly then: 'wait' | 'give-email' | 'use-mail';
  /** A hit ends the row of wrong tries, gives back the slips of this very account, or gives back the one try. */
  readonly hit: 'forgives' | 'gives-back-own' | 'gives-back-one';
  /** Used up until the UTC day is over, and keeps its count to be shown. */
  readonly daily?: boolean;
}

/** ASVS 5.0 6.3.1 wants guessing at one account limited; ten in a row leave the owner's own slips room. */
const TRIES_PER_PAIR = 10;
/** A directory locks an account of its own after five wrong passwords within a quarter of an hour, where it follows the CIS benchmark. One
 * source must not bring that about: it has four, then waits of 1 to 16 minutes. */
const TRIES_PER_PASSWORD = 4;
/** Below this the budget of a length would stop people rather than guesses. */
const LEAST_PER_LENGTH = 10;

export function scopesOf(deps: Pick<Deps, 'clock' | 'settings'>, ask: Try): Scope[] {
  const { source, pair, at = 'secret' } = ask;
  if (source.sender !== undefined) return [wait(`mail:${source.sender}`, TRIES_PER_PAIR)];
  if (source.second !== undefined) return [wait(`second:${source.second}`, TRIES_PER_PAIR)];
  const { wrongPerPanel, wrongPerNetwork, wrongPerDay, hitsPerMillionDays } = deps.settings().codes;
  const network = networkOf(source.address);
  if (pair === undefined) {
    return [
      wait(`panel:${source.printerId ?? network}`, wrongPerPanel),
      { name: `network:${network}`, tries: wrongPerNetwork, then: 'give-email', hit: 'forgives' },
      daily(siteScope(deps.clock.now()), wrongPerDay, 'give-email'),
    ];
  }
  const tries = at === 'password' ? TRIES_PER_PASSWORD : TRIES_PER_PAIR;
  // The person's own browser: nobody else's tries are counted here, and nobody else is slowed by it.
  if (source.browser !== undefined) return [wait(`pair:${pair}@${source.browser}`, tries)];
  const own = wait(`pair:${pair}@${source.printerId ?? network}`, tries);
  // A hundred new cards on the first day are no attack, and a reader tries one in a second or two: the panel alone waits.
  if (at === 'card' || at === 'company') return [own];
  const named: Scope = {
    name: `named:${network}`,
    tries: wrongPerNetwork,
    then: 'wait',
    hit: 'gives-back-own',
  };
  // Codes are long enough for panels to go by those two; what is shorter is a document's PIN.
  const isPin = ask.length !== undefined && ask.length < MIN_CODE_LENGTH;
  if (at !== 'code' || (source.printerId !== undefined && !isPin)) return [own, named];
  // A code of n digits is hit with 10^-n, whatever account is named: so many tries of that length keep the day's chance at the accepted one.
  const length = Math.min(16, ask.length ?? 0);
  const most = Math.max(LEAST_PER_LENGTH, Math.floor((hitsPerMillionDays / 1e6) * 10 ** length));
  return [own, named, daily(`typed-${length}:${dayOf(deps.clock.now())}`, most, 'use-mail')];
}

const wait = (name: string, tries: number): Scope => ({ name, tries, then: 'wait', hit: 'forgives' });

const daily = (name: string, tries: number, then: Scope['then']): Scope => ({
  name,
  tries,
  then,
  hit: 'gives-back-one',
  daily: true,
});

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Wrong codes of the whole site on this UTC day. */
export const siteScope = (now: number): string => `site:${dayOf(now)}`;

/** "10.1.2.77" -> "10.1.2.0/24", "2001:db8:1:2ff::1" -> "2001:db8:1:200/56", IPv4-mapped as IPv4: one household or office wing. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [left = '', right] = plain.toLowerCase().split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const fill = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(fill).fill('0'), ...tail].map(
    (group) => Number.parseInt(group, 16) || 0,
  );
  const [a = 0, b = 0, c = 0, d = 0] = groups;
  return `${[a, b, c, d & 0xff00].map((group) => group.toString(16)).join(':')}/56`;
}
