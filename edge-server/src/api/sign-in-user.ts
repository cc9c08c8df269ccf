// Signs a user in: who is it, within the guess budgets, and a session. What is looked up in the database is one transaction; a directory is asked
// between two of them, so that one that hangs holds nobody up.
import { AppError } from '@platen/shared/app-error';
import type { SignInVia } from '@platen/shared/sign-in';
import type { App } from '../app.ts';
import { chooseMethod } from '../flow/release/identify/choose-method.ts';
import { identify } from '../flow/release/identify/identify.ts';
import type { FindPerson, IdentifyMethod, Typed } from '../flow/release/identify/identify-method.ts';
import { findUserByCard, hashCard, noteCardUse } from '../people/cards.ts';
import { countLiveSecrets, lengthFor } from '../people/codes.ts';
import { findByDevice } from '../people/find-by-device.ts';
import { beginGuess, forgiveTries, missGuess, tryGuess, undoGuess } from '../people/guess-budget.ts';
import type { Source, Try } from '../people/guess-scopes.ts';
import { findByPin } from '../people/job-pins.ts';
import { isOff } from '../people/user-off.ts';
import { findUser, findUserByCode, findUserByEmail, touchUser } from '../people/users.ts';
import { isLoopback } from './who.ts';

type Tx = Parameters<Parameters<App['db']['write']>[0]>[0];
type SignInDeps = Pick<App, 'db' | 'clock' | 'settings' | 'sealing' | 'sessions' | 'signIn' | 'tryOut'>;

export interface SignInAsk {
  readonly surface: 'panel' | 'portal';
  readonly typed: Typed;
  readonly source: Source;
  readonly agent?: string | undefined;
  readonly stay?: boolean | undefined;
  /** Passwords of a directory may be taken over this connection. */
  readonly mayTakePassword: boolean;
  /** What the device says of who is signed in at it may be believed (believe-device.ts); absent: it is not. */
  readonly believesDevice?: boolean;
  /** A card that becomes this person's (SPEC I6). */
  readonly enrol?: string | undefined;
  /** The known-browser cookie. */
  readonly browser?: string | undefined;
  readonly signal: AbortSignal;
}

export interface SignedIn {
  readonly userId: string;
  readonly token: string;
  /** The account as it was named, for the known-browser cookie. */
  readonly pair: string | undefined;
  /** Of a document's PIN: what it opens; undefined: all of the person's. */
  readonly jobIds?: readonly string[] | undefined;
}

/** Throws the AppError of a wrong or blocked try, `sign-in-way-off`, `account-off`, and what the ways have of their own. */
export async function signInUser(app: SignInDeps, ask: SignInAsk): Promise<SignedIn> {
  const settings = app.settings.now().signIn;
  const { typed } = ask;
  const takesPins = ask.surface === 'panel' && app.settings.now().print.pins;
  const method = chooseMethod(typed, settings, ask.surface, takesPins);
  const people = lookUps(app, takesPins);
  if (method.vouched === true) return vouched(app, ask, method, people);
  const guess = method.guess(typed, people);
  const browser = guess.pair === undefined ? undefined : app.signIn.known.nameOf(ask.browser, guess.pair);
  const source = { ...ask.source, ...(browser === undefined ? {} : { browser }) };
  if (method.ask !== undefined) {
    return asked(app, ask, { method, people, tried: { ...guess, source } });
  }
  const budgets = { clock: app.clock, settings: app.settings.now };
  const outcome = await app.db.write(async (tx) => {
    const found = await identify(tx, method, typed, settings, {
      people,
      budgeted: (inner, more) => tryGuess(inner, budgets, { source, ...more }),
    });
    if ('error' in found) return found;
    const { id, jobIds } = found.hit;
    const entered = await enter(app, tx, id, ask, method.via, jobIds);
    return 'error' in entered ? entered : { ...entered, jobIds };
  });
  // Thrown only here: inside, it would have rolled the counted try back.
  if ('error' in outcome) throw outcome.error;
  return { ...outcome, pair: guess.pair };
}

/** The device proved it: nothing is guessed at, so no budget is spent and none stands in the way. */
async function vouched(
  app: SignInDeps,
  ask: SignInAsk,
  method: IdentifyMethod,
  people: FindPerson,
): Promise<SignedIn> {
  const settings = app.settings.now().signIn;
  if (ask.believesDevice !== true) throw new AppError('sign-in-way-off', { way: method.id });
  const outcome = await app.db.write(async (tx) => {
    const found = await method.find?.(tx, ask.typed, people, settings);
    return found !== undefined && 'id' in found
      ? enter(app, tx, found.id, ask, method.via)
      : { error: method.wrong(settings, ask.typed) };
  });
  if ('error' in outcome) throw outcome.error;
  return { ...outcome, pair: undefined };
}

/** The way by somebody else's word: counted first, so that parallel tries give no more, then asked, then settled. */
async function asked(
  app: SignInDeps,
  ask: SignInAsk,
  way: { readonly method: IdentifyMethod; readonly people: FindPerson; readonly tried: Try },
): Promise<SignedIn> {
  const { method, people, tried } = way;
  if (!ask.mayTakePassword) throw new AppError('password-plain', { address: ask.source.address });
  const budgets = { clock: app.clock, settings: app.settings.now };
  const refused = await app.db.write((tx) => beginGuess(tx, budgets, tried));
  if (refused !== undefined) throw refused;
  const answer = await method.ask?.(ask.typed, people, ask.signal).catch(async (cause: unknown) => {
    await app.db.write((tx) => undoGuess(tx, budgets, tried));
    throw cause;
  });
  if (answer?.kind === 'ok') {
    const outcome = await app.db.write(async (tx) => {
      await forgiveTries(tx, budgets, tried);
      return enter(app, tx, answer.userId, ask, method.via);
    });
    if ('error' in outcome) throw outcome.error;
    return { ...outcome, pair: tried.pair };
  }
  if (answer?.kind === 'unavailable') {
    await app.db.write((tx) => undoGuess(tx, budgets, tried));
    throw new AppError('directory-away', { detail: answer.sentence });
  }
  await app.db.write((tx) => missGuess(tx, budgets, tried));
  throw method.wrong(app.settings.now().signIn, ask.typed);
}

/** Opens the session of somebody who has been identified; with `jobIds` for these documents alone, since a PIN proves no more. Errors are values: the counted tries must be committed. */
export async function enter(
  app: Pick<App, 'clock' | 'sessions' | 'signIn' | 'settings' | 'sealing'>,
  tx: Tx,
  userId: string,
  ask: Pick<SignInAsk, 'surface' | 'source' | 'agent' | 'stay' | 'enrol'> & { readonly typed?: Typed },
  via: SignInVia,
  jobIds?: readonly string[],
): Promise<{ readonly userId: string; readonly token: string } | { readonly error: AppError }> {
  const now = app.clock.now();
  const user = await findUser(tx, userId);
  if (user === undefined) return { error: new AppError('wrong-code') };
  if (isOff(user, now)) return { error: new AppError('account-off', { user: userId }) };
  // A document's PIN gives nobody a card of the account's.
  if (ask.enrol !== undefined && jobIds === undefined && app.settings.now().signIn.cardEnrol) {
    await app.signIn.cards.give(tx, userId, ask.enrol, `user:${userId}`);
  }
  if (via === 'card' && ask.typed?.card !== undefined) {
    await noteCardUse(tx, hashCard(app, ask.typed.card), now);
  }
  await touchUser(tx, userId, now);
  const { token } = await app.sessions.open(tx, ask.surface, userId, {
    printerId: ask.source.printerId,
    address: ask.source.address,
    agent: ask.agent,
    via: user.source === 'guest' ? 'guest' : via,
    stay: ask.stay,
    jobIds,
  });
  return { userId, token };
}

/** A directory's password is more than a code: it never crosses plain HTTP, except inside this machine while trying out. */
export const mayTakePassword = (
  app: Pick<App, 'tryOut'>,
  caller: { readonly secure: boolean; readonly address: string },
): boolean => caller.secure || (app.tryOut && isLoopback(caller.address));

/** The account as budgets and known browsers name it. */
export const pairOf = (app: Pick<App, 'sealing'>, email: string): string =>
  app.sealing.keyedHash('guess', email.trim().toLowerCase()).slice(0, 32);

/** @param takesPins a document's PIN may be shown here in the place of a code. */
function lookUps(app: SignInDeps, takesPins: boolean): FindPerson {
  return {
    byPin: async (tx, pin, ownerId) => {
      if (!takesPins) return undefined;
      const by =
        ownerId === undefined
          ? { codeLength: lengthFor({ settings: app.settings.now }, await countLiveSecrets(tx)) }
          : { ownerId };
      return findByPin(tx, app, pin, by);
    },
    byCode: async (tx, code) => {
      const user = await findUserByCode(tx, app, code);
      return user === undefined ? undefined : { id: user.id, isGuest: user.source === 'guest' };
    },
    byEmail: findUserByEmail,
    byDevice: findByDevice,
    byCard: (tx, card) => findUserByCard(tx, hashCard(app, card)),
    byPassword: (typed, signal) => app.signIn.passwords.check(typed, signal),
    word: (text) => pairOf(app, text),
  };
}
