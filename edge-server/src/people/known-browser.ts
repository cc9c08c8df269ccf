// A browser in which a person has signed in before ("device cookie"): its tries count by themselves, so that a stranger behind the same
// address cannot make the owner wait (threat T17). It opens nothing: code or password are asked for as always.
import { timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.ts';

/** Half a year without signing in, and the browser is a stranger's again. */
export const KNOWN_SECONDS = 180 * 24 * 3600;
/** Enough to tell browsers apart (96 bits); what proves the cookie is the keyed hash behind it. */
const NAME_BYTES = 12;
const FORM = /^([A-Za-z0-9_-]{16})\.([0-9a-f]{64})$/;

export function makeKnownBrowser(deps: Pick<Deps, 'ids' | 'sealing'>) {
  const proof = (name: string, pair: string): string =>
    deps.sealing.keyedHash('known-browser', `${name} ${pair}`);

  return {
    /** The cookie for a browser in which the account `pair` (as the budgets name it) has just signed in. */
    cookieFor(pair: string): string {
      const name = deps.ids.token(NAME_BYTES);
      return `${name}.${proof(name, pair)}`;
    },
    /** The browser's name for the budgets; undefined for one in which this account has not signed in. */
    nameOf(cookie: string | undefined, pair: string): string | undefined {
      const [, name = '', given = ''] = FORM.exec(cookie ?? '') ?? [];
      if (name === '') return undefined;
      return timingSafeEqual(Buffer.from(given), Buffer.from(proof(name, pair)))
        ? `browser:${name}`
        : undefined;
    },
  };
}
export type KnownBrowser = ReturnType<typeof makeKnownBrowser>;
