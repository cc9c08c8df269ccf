// Typing the code: digits in, and when it sends itself. Not the keys' looks; those are the code screen's.
import type { PanelSession } from '@platen/shared/api/panel';
import { MAX_CODE_LENGTH, MIN_CODE_LENGTH } from '@platen/shared/code-length';
import { makeTimer } from './clock.ts';
import type { PanelCore } from './panel-core.ts';
import { type CodeEntry, EMPTY_ENTRY, type PanelState } from './panel-state.ts';

/** Long enough to type on, short enough not to look for a button: where codes of several lengths are live. */
const PAUSE_MS = 900;

/** A code that somebody began and left is nobody else's to see. The idle time of a session, before the server has told it. */
const FORGET_MS = 60_000;

/** RFC 5321 section 4.5.3.1.3, less the angle brackets. */
const MAX_EMAIL = 254;

export interface CodeKeys {
  readonly digit: (digit: string) => void;
  /** A letter key of the email field. */
  readonly letter: (letter: string) => void;
  readonly backspace: () => void;
  readonly clear: () => void;
  readonly focus: (field: CodeEntry['field']) => void;
  /** OK or Enter. */
  readonly submit: () => void;
  /** Sends again what was typed while the server was away. */
  readonly resume: () => void;
  /** Somebody is at work here without a session: what they leave behind is gone after the idle time. */
  readonly forgetLater: () => void;
  readonly stop: () => void;
}

/** Digits the field has room for: the longest live code or PIN, or the longest there can be while that is not known. */
export function roomForDigits(state: PanelState): number {
  const { codeLengths = [], pinLengths = [] } = state.start ?? {};
  const longest = Math.max(0, ...codeLengths, ...pinLengths);
  return longest === 0 ? MAX_CODE_LENGTH : longest;
}

/** Does the email address go with the code? */
export function asksEmail({ start, entry }: PanelState): boolean {
  return start?.needsEmail === true && !entry.alone && entry.with.card === undefined;
}

/** Where keys go: to the email address only while one is asked for. */
export function activeField(state: PanelState): CodeEntry['field'] {
  return asksEmail(state) ? state.entry.field : 'code';
}

/** Whether what is typed could be a whole code, so that OK has something to send. */
export function mayBeWhole(state: PanelState): boolean {
  const { digits } = state.entry;
  const lengths = state.start?.codeLengths ?? [];
  // A document's PIN, for which the server asks the email address, too.
  if (state.start?.pinLengths?.includes(digits.length) === true) return true;
  return lengths.length === 0 ? digits.length >= MIN_CODE_LENGTH : lengths.includes(digits.length);
}

/** True where no length is the only one: the code then needs an OK key besides sending itself. */
export function needsOkKey(state: PanelState): boolean {
  const { start } = state;
  if (start === undefined) return false;
  return start.codeLengths.length !== 1 || start.pinLengths !== undefined || asksEmail(state);
}

export function takeCode(core: PanelCore, signedIn: (session: PanelSession) => void): CodeKeys {
  const pause = makeTimer(core.clock);
  const wait = makeTimer(core.clock);
  const forget = makeTimer(core.clock);
  const entry = (): CodeEntry => core.store.get().entry;
  const change = (to: Partial<CodeEntry>): void =>
    core.store.set({ entry: { ...entry(), ...to }, signedOut: false });
  const deaf = (): boolean => entry().sending || entry().waitUntil !== undefined;

  const field = (): CodeEntry['field'] => activeField(core.store.get());
  const needsEmail = (): boolean => asksEmail(core.store.get());
  // A person finds a typing mistake by reading; this only keeps a half-typed address from costing a try.
  const emailReady = (): boolean => !needsEmail() || /^\S+@\S+$/.test(entry().email);

  const send = async (): Promise<void> => {
    pause.clear();
    if (deaf() || core.store.get().start === undefined) return;
    if (!emailReady()) {
      change({ field: 'email' });
      return;
    }
    change({ sending: true, refusal: undefined });
    const { digits, email, with: card } = entry();
    const typed = { code: digits, ...(needsEmail() ? { email } : {}), ...card };
    const result = await core.api.signIn(typed, core.signal());
    if (result.ok) {
      core.store.set({ away: false });
      signedIn(result.value);
      return;
    }
    change({ sending: false });
    if (result.why === 'away') core.store.set({ away: true });
    if (result.why === 'refused') refuse(result.error.code, result.error.message, result.error.values);
  };

  const refuse = (code: string, message: string, values: Readonly<Record<string, string | number>>): void => {
    const { start } = core.store.get();
    core.store.set({ away: false });
    change({ digits: '', refusal: message, field: 'code' });
    if (code === 'code-needs-email' && start !== undefined) {
      core.store.set({ start: { ...start, needsEmail: true } });
      change({ field: 'email' });
    }
    const seconds = Number(values['seconds']);
    if (code === 'too-many-tries' && seconds > 0) {
      change({ waitUntil: core.clock.now() + seconds * 1000 });
      countDown();
    }
  };

  // Draws the countdown anew each second, until it is over.
  const countDown = (): void => {
    const { waitUntil } = entry();
    if (waitUntil === undefined) return;
    if (core.clock.now() >= waitUntil) change({ waitUntil: undefined, refusal: undefined });
    else {
      change({});
      wait.set(1000, countDown);
    }
  };

  const forgetLater = (): void => {
    const idleSeconds = core.store.get().start?.idleSeconds;
    forget.set(idleSeconds === undefined ? FORGET_MS : idleSeconds * 1000, () => {
      if (deaf()) return;
      core.store.set({ entry: EMPTY_ENTRY });
      // Neither is the language they have chosen.
      const { session, screen } = core.store.get();
      if (session === undefined)
        core.store.set({ language: undefined, screen: screen === 'language' ? 'code' : screen });
    });
  };

  const typed = (): void => {
    pause.clear();
    forgetLater();
    const state = core.store.get();
    const lengths = state.start?.codeLengths ?? [];
    if (lengths.length === 0 || !lengths.includes(entry().digits.length)) return;
    if (entry().digits.length === roomForDigits(state)) void send();
    else pause.set(PAUSE_MS, () => void send());
  };

  const digit = (character: string): void => {
    if (deaf()) return;
    const { digits, email } = entry();
    if (field() === 'email') change({ email: (email + character).slice(0, MAX_EMAIL), refusal: undefined });
    else if (digits.length >= roomForDigits(core.store.get())) return;
    else change({ digits: digits + character, refusal: undefined });
    typed();
  };

  return {
    digit,
    letter: (letter) => {
      if (field() === 'email') digit(letter);
    },
    backspace: () => {
      if (deaf()) return;
      if (field() === 'email') change({ email: entry().email.slice(0, -1) });
      else change({ digits: entry().digits.slice(0, -1) });
      typed();
    },
    clear: () => {
      pause.clear();
      if (deaf()) return;
      change(field() === 'email' ? { email: '', refusal: undefined } : { digits: '', refusal: undefined });
    },
    focus: (field) => change({ field }),
    submit: () => {
      if (field() === 'email' && emailReady()) change({ field: 'code' });
      if (mayBeWhole(core.store.get())) void send();
    },
    resume: typed,
    forgetLater,
    stop: () => {
      pause.clear();
      wait.clear();
      forget.clear();
    },
  };
}
