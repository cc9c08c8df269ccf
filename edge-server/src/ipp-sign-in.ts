// Who prints over IPP: a personal queue's secret, email address and code by HTTP Basic (RFC 7617), or, where the administrator trusts the
// network, the name that the client tells. Wrong ones are counted by the same budgets as at a panel.
import { createHash } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { App } from './app.ts';
import { identifyByEmailAndCode } from './flow/release/identify/email-and-code.ts';
import { identify } from './flow/release/identify/identify.ts';
import type { FindPerson } from './flow/release/identify/identify-method.ts';
import { beginGuess, forgiveTries, missGuess, tryGuess, undoGuess } from './people/guess-budget.ts';
import { isOff } from './people/user-off.ts';
import { findUser, findUserByCode, findUserByEmail } from './people/users.ts';

export interface IppCaller {
  readonly address: string;
  readonly authorization: string | undefined;
  /** Of a personal queue's address. */
  readonly secret: string | undefined;
  /** requesting-user-name. */
  readonly userName: string | undefined;
}

export type IppSignIn =
  | { readonly kind: 'user'; readonly userId: string }
  /** Nobody yet; `error`: what was given is wrong, or may not be tried now. */
  | { readonly kind: 'nobody'; readonly error?: AppError };

interface Basic {
  readonly email: string;
  readonly code: string;
}
type Looked = { readonly userId: string } | { readonly error: AppError };

/** A client sends its password with every request of a job: one look at it is good for this long. */
const REMEMBER_MS = 60_000;
const REMEMBER_MOST = 2_000;

type SignInParts = Pick<App, 'db' | 'clock' | 'settings' | 'sealing' | 'signIn' | 'printQueues'>;

export function makeIppSignIn(app: SignInParts) {
  const known = new Map<string, { readonly userId: string; readonly until: number }>();

  const budgets = { clock: app.clock, settings: app.settings.now };
  const word = (text: string): string =>
    app.sealing.keyedHash('guess', text.trim().toLowerCase()).slice(0, 32);
  const people: FindPerson = {
    byCode: (tx, code) => findUserByCode(tx, app, code),
    byEmail: findUserByEmail,
    // No computer sends a card.
    byCard: () => Promise.resolve(undefined),
    byPassword: (typed, signal) => app.signIn.passwords.check(typed, signal),
    word,
  };

  async function byPassword(authorization: string, address: string, signal: AbortSignal): Promise<IppSignIn> {
    const key = createHash('sha256').update(authorization).digest('hex');
    const now = app.clock.now();
    const found = known.get(key);
    if (found !== undefined && found.until > now) return { kind: 'user', userId: found.userId };
    const typed = readBasic(authorization);
    if (typed === undefined) return { kind: 'nobody' };
    // A code is digits; whatever is not is a directory's password.
    const outcome = /^[\d\s-]+$/.test(typed.code)
      ? await byCode(typed, address)
      : await byDirectory(typed, address, signal);
    if ('error' in outcome) return { kind: 'nobody', error: outcome.error };
    known.delete(key);
    known.set(key, { userId: outcome.userId, until: now + REMEMBER_MS });
    if (known.size > REMEMBER_MOST) {
      const oldest = known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
    }
    return { kind: 'user', userId: outcome.userId };
  }

  async function byCode(typed: Basic, address: string): Promise<Looked> {
    const outcome = await app.db.write((tx) =>
      identify(tx, identifyByEmailAndCode, typed, app.settings.now().signIn, {
        people,
        budgeted: (inner, ask) => tryGuess(inner, budgets, { source: { address }, ...ask }),
      }),
    );
    return 'error' in outcome ? outcome : { userId: outcome.hit.id };
  }

  /** Counted first, so that parallel tries give no more, then asked, then settled. */
  async function byDirectory({ email, code }: Basic, address: string, signal: AbortSignal): Promise<Looked> {
    const tried = { source: { address }, pair: word(email), at: 'password' as const };
    const refused = await app.db.write((tx) => beginGuess(tx, budgets, tried));
    if (refused !== undefined) return { error: refused };
    const answer = await people.byPassword({ user: email, password: code }, signal);
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

  /** A trusted name: an address, or what stands before the @ of exactly one account. */
  async function byName(name: string): Promise<IppSignIn> {
    const wanted = name.trim().toLowerCase();
    if (wanted === '') return { kind: 'nobody' };
    const user = await app.db.read((tx) => findUserByEmail(tx, wanted));
    return user === undefined ? { kind: 'nobody' } : { kind: 'user', userId: user.id };
  }

  async function find(caller: IppCaller, signal: AbortSignal): Promise<IppSignIn> {
    if (caller.secret !== undefined) {
      const userId = await app.printQueues.ownerOf(caller.secret);
      return userId === undefined
        ? { kind: 'nobody', error: new AppError('not-found', { what: 'queue' }) }
        : { kind: 'user', userId };
    }
    if (caller.authorization !== undefined) return byPassword(caller.authorization, caller.address, signal);
    if (app.settings.now().print.trustNames && caller.userName !== undefined) return byName(caller.userName);
    return { kind: 'nobody' };
  }

  return async (caller: IppCaller, signal: AbortSignal): Promise<IppSignIn> => {
    const found = await find(caller, signal);
    if (found.kind === 'nobody') return found;
    // The account may have gone since the password was looked at.
    const user = await app.db.read((tx) => findUser(tx, found.userId));
    if (user === undefined) return { kind: 'nobody' };
    if (isOff(user, app.clock.now()))
      return { kind: 'nobody', error: new AppError('account-off', { user: user.id }) };
    return found;
  };
}

/** email:code; undefined for what is no Basic, or names nobody. The code alone would be a try at everybody's. */
function readBasic(authorization: string): Basic | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]{4,1000}={0,2})$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { email: text.slice(0, colon), code: text.slice(colon + 1) };
}
