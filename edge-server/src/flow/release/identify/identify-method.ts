// What a way to identify is: which input it takes, when it is on, and how it finds the person. Budgets and sessions are not its business.
import type { AppError } from '@platen/shared/app-error';
import type { Settings } from '@platen/shared/settings';
import type { SignInVia } from '@platen/shared/sign-in';
import type { Tx } from '../../../db/database.ts';

/** What somebody gave, at a panel or in the portal. */
export interface Typed {
  readonly code?: string | undefined;
  readonly email?: string | undefined;
  /** User name of a directory; `domain` where one was chosen beside it. */
  readonly user?: string | undefined;
  readonly domain?: string | undefined;
  readonly password?: string | undefined;
  /** Number of a card, as the device says it. */
  readonly card?: string | undefined;
  /** Who is signed in at the device, as it says: the name, the name with its domain, the address. */
  readonly deviceUser?: string | undefined;
  readonly deviceQualified?: string | undefined;
  readonly deviceEmail?: string | undefined;
}

interface Person {
  readonly id: string;
  readonly isGuest?: boolean;
}

/** Whose documents carry a PIN, and which. */
interface PinFound {
  readonly id: string;
  readonly jobIds: readonly string[];
}

/** Look-ups that people/ gives. */
export interface FindPerson {
  byCode(tx: Tx, code: string): Promise<Person | undefined>;
  byEmail(tx: Tx, email: string): Promise<Person | undefined>;
  /**
   * Documents under this PIN (SPEC A15). With `ownerId` that person's; without one only where the PIN may serve alone, and `several` where more
   * than one person chose it. Undefined wherever PINs open nothing.
   */
  byPin(tx: Tx, pin: string, ownerId?: string): Promise<PinFound | 'several' | undefined>;
  /** Throws `card-unreadable`. */
  byCard(tx: Tx, card: string): Promise<Person | undefined>;
  /** The one account that all of a device's names fit. */
  byDevice(
    tx: Tx,
    names: { readonly user: string; readonly qualified: string; readonly email: string },
  ): Promise<Person | undefined>;
  /** Asks the directories: never inside a transaction. */
  byPassword(
    typed: { readonly user: string; readonly password: string },
    signal: AbortSignal,
  ): Promise<Asked>;
  /** A word that tells accounts apart for the budgets and names nobody. */
  word(text: string): string;
}

/** What a directory said. */
export type Asked =
  | { readonly kind: 'ok'; readonly userId: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'unavailable'; readonly sentence: string };

/** What was found. `asks`: right so far, and this is to be given as well. `instead`: nothing that counts as right; the answer to it is this one. */
export type Found =
  | { readonly id: string; readonly jobIds?: readonly string[] }
  | { readonly asks: AppError }
  | { readonly instead: AppError };

export type Surface = 'panel' | 'portal';
export type SignInSettings = Settings['signIn'];

/** What a try counts as; fields as of people/guess-scopes.ts. */
export interface Guess {
  readonly pair?: string;
  readonly at?: 'code' | 'password' | 'card';
  readonly length?: number;
}

/** A way has `find` or `ask`, as what it compares with is in the database or elsewhere. */
export interface IdentifyMethod {
  readonly id: 'code' | 'email-and-code' | 'directory' | 'card' | 'guest' | 'device';
  readonly via: SignInVia;
  /** Nothing is guessed: somebody else proved it, and the caller says whether that is believed here (SignInAsk.believes). Spends no budget. */
  readonly vouched?: true;
  readonly on: (settings: SignInSettings, surface: Surface) => boolean;
  /** Does this way fit what was given? */
  readonly takes: (typed: Typed) => boolean;
  /** The account the person named, as an opaque word for the budgets; none where none was named. */
  readonly guess: (typed: Typed, people: Pick<FindPerson, 'word'>) => Guess;
  /** The same answer for unknown, expired and mistyped (threats.md T15, T16). */
  readonly wrong: (settings: SignInSettings, typed: Typed) => AppError;
  readonly find?: (
    tx: Tx,
    typed: Typed,
    people: FindPerson,
    settings: SignInSettings,
  ) => Promise<Found | undefined>;
  readonly ask?: (typed: Typed, people: FindPerson, signal: AbortSignal) => Promise<Asked>;
}

export const isGiven = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
