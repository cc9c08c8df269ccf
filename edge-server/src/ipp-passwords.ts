// Email address with code, or user name with a directory's password, as computers send them with each request (HTTP Basic, RFC 7617). Wrong ones
// are counted by the same budgets as at a panel; right ones are remembered for a moment.
import { AppError } from '@platen/shared/app-error';
import type { App } from './app.ts';
import { identifyByDirectory } from './flow/release/identify/directory.ts';
import { identifyByEmailAndCode } from './flow/release/identify/email-and-code.ts';
import type { FindPerson } from './flow/release/identify/identify-method.ts';
import { beginGuess, forgiveTries, missGuess, undoGuess } from './people/guess-budget.ts';
import type { Try } from './people/guess-scopes.ts';
import { findUserByCode, findUserByEmail, type UserRow } from './people/users.ts';

/** A client sends its password with every request of a job: one look at it is good for this long. */
const REMEMBER_MS = 60_000;
const REMEMBER_MOST = 2_000;

export type Looked = { readonly userId: string } | { readonly error: AppError };

interface Basic {
  readonly email: string;
  readonly code: string;
}
interface Known {
  readonly userId: string;
  readonly until: number;
  /** The account as it was; for a code its hash, so that a renewed one ends it. */
  readonly account: string;
}

type Parts = Pick<App, 'db' | 'clock' | 'settings' | 'sealing' | 'signIn'>;

export function makeIppPasswords(app: Parts) {
  const known = new Map<string, Known>();
  const budgets = { clock: app.clock, settings: app.settings.now };
  const word = (text: string): string =>
    app.sealing.keyedHash('guess', text.trim().toLowerCase()).slice(0, 32);
  const people: FindPerson = {
    byCode: (tx, code) => findUserByCode(tx, app, code),
    byEmail: findUserByEmail,
    // A PIN opens one document at a panel; nobody prints with it.
    byPin: () => Promise.resolve(undefined),
    // No computer sends a card, or is a device that says who stands at it.
    byCard: () => Promise.resolve(undefined),
    byDevice: () => Promise.resolve(undefined),
    byPassword: (typed, signal) => app.signIn.passwords.check(typed, signal),
    word,
  };

  /** Bound to the address: what one machine has proved says nothing of another one that has got hold of the header. */
  const keyOf = (authorization: string, address: string): string =>
    app.sealing.keyedHash('ipp-sign-in', `${address}\n${authorization}`);

  /** Who this header has lately proved to be; `account` is to be compared with the account as it is now (`stillHolds`). */
  function remembered(authorization: string, address: string): Known | undefined {
    const key = keyOf(authorization, address);
    const found = known.get(key);
    if (found === undefined || found.until > app.clock.now()) return found;
    known.delete(key);
    return undefined;
  }

  function remember(authorization: string, address: string, user: UserRow): void {
    const key = keyOf(authorization, address);
    known.delete(key);
    known.set(key, {
      userId: user.id,
      until: app.clock.now() + REMEMBER_MS,
      account: accountOf(user),
    });
    if (known.size > REMEMBER_MOST) {
      const oldest = known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
    }
  }

  const forget = (authorization: string, address: string): void => {
    known.delete(keyOf(authorization, address));
  };

  /** undefined: this header names nobody, or no way is on that takes it. */
  async function check(
    authorization: string,
    address: string,
    signal: AbortSignal,
  ): Promise<Looked | undefined> {
    const typed = readBasic(authorization);
    if (typed === undefined) return undefined;
    const { byCode, byPassword } = app.settings.now().print;
    // A code is digits; a directory's password may be, too.
    const mayBeCode = byCode && /^[\d\s-]+$/.test(typed.code);
    const mayBePassword = byPassword && (!mayBeCode || (await app.signIn.passwords.any()));
    if (!mayBeCode) return mayBePassword ? passwordOf(typed, address, signal) : undefined;
    const tried: Try = { source: { address }, ...identifyByEmailAndCode.guess(typed, people) };
    const miss = () => app.db.write((tx) => missGuess(tx, budgets, tried));
    const found = await codeOf(typed, tried);
    if (found !== undefined) return found;
    if (!mayBePassword) {
      await miss();
      return { error: new AppError('wrong-code') };
    }
    // It was counted as a try at the code, and stays so unless it turns out to be the person's password: nobody gets more tries by this.
    try {
      const looked = await passwordOf(typed, address, signal);
      if ('userId' in looked) await app.db.write((tx) => undoGuess(tx, budgets, tried));
      // A wrong password has been counted for the day already.
      else if (looked.error.code !== 'wrong-code') await miss();
      return looked;
    } catch (cause) {
      await miss();
      throw cause;
    }
  }

  /** undefined: it is not the code of this person; how the counted try ends is still to be told. */
  const codeOf = (typed: Basic, tried: Try): Promise<Looked | undefined> =>
    app.db.write(async (tx) => {
      const refused = await beginGuess(tx, budgets, tried);
      if (refused !== undefined) return { error: refused };
      const hit = await identifyByEmailAndCode.find?.(tx, typed, people, app.settings.now().signIn);
      if (hit === undefined || !('id' in hit)) return undefined;
      await forgiveTries(tx, budgets, tried);
      return { userId: hit.id };
    });

  /** Counted first, so that parallel tries give no more, then asked, then settled. */
  async function passwordOf({ email, code }: Basic, address: string, signal: AbortSignal): Promise<Looked> {
    // The same pair as in the portal: a directory locks an account that is tried too often (guess-scopes.ts).
    const typed = { user: email, password: code };
    const tried: Try = { source: { address }, ...identifyByDirectory.guess(typed, people) };
    const refused = await app.db.write((tx) => beginGuess(tx, budgets, tried));
    if (refused !== undefined) return { error: refused };
    const answer = await people.byPassword(typed, signal).catch(async (cause: unknown) => {
      // The client has gone: nobody learned anything.
      await app.db.write((tx) => undoGuess(tx, budgets, tried));
      throw cause;
    });
    if (answer.kind === 'ok') {
      await app.db.write((tx) => forgiveTries(tx, budgets, tried));
      return { userId: answer.userId };
    }
    if (answer.kind === 'unavailable') {
      await app.db.write((tx) => undoGuess(tx, budgets, tried));
      return { error: new AppError('directory-away', { detail: answer.sentence }) };
    }
    await app.db.write((tx) => missGuess(tx, budgets, tried));
    return { error: new AppError('wrong-code') };
  }

  return { check, remembered, remember, forget };
}

/** What ends a remembered sign-in when it changes: address, code, directory, and what the directory calls the person. */
export const accountOf = (user: UserRow): string =>
  [user.email, user.codeHash, user.directoryId ?? '', user.directoryKey ?? '', user.username ?? ''].join(
    '\n',
  );

/** email:code; undefined for what is no Basic, or names nobody. The code alone would be a try at everybody's. */
function readBasic(authorization: string): Basic | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]{4,1000}={0,2})$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { email: text.slice(0, colon), code: text.slice(colon + 1) };
}
