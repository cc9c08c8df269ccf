// Typing user name and password of a directory. What is typed lives in the state while its screen is shown; the password is gone with each try.
import type { PanelSession } from '@platen/shared/api/panel';
import { makeTimer } from './clock.ts';
import type { TypingKeys } from './document-password.ts';
import type { PanelCore } from './panel-core.ts';
import type { PanelState, UserEntry } from './panel-state.ts';

/** RFC 5321 section 4.5.3.1.3: an email address may be typed as well. */
const MAX_USER = 254;
/** Active Directory takes 256 characters; nobody types more at a printer. */
const MAX_PASSWORD = 256;
/** A name that somebody began and left is nobody else's to see. The idle time of a session, before the server has told it. */
const FORGET_MS = 60_000;

const EMPTY: UserEntry = {
  field: 'user',
  user: '',
  password: '',
  domain: undefined,
  sending: false,
  refusal: undefined,
};

export const userEntry = (state: PanelState): UserEntry => state.user ?? EMPTY;

export interface UserKeys extends TypingKeys {
  readonly focus: (field: UserEntry['field']) => void;
  /** A domain of the first screen's facts; undefined: whichever knows the name. */
  readonly choose: (domain: string | undefined) => void;
  readonly stop: () => void;
}

export function takeUser(core: PanelCore, signedIn: (session: PanelSession) => void): UserKeys {
  const { store } = core;
  const forget = makeTimer(core.clock);
  /** Nothing changes while the server tries it. */
  const change = (to: (entry: UserEntry) => Partial<UserEntry>): void => {
    const entry = userEntry(store.get());
    if (entry.sending) return;
    store.set({ user: { ...entry, refusal: undefined, ...to(entry) }, signedOut: false });
    forget.set((store.get().start?.idleSeconds ?? 0) * 1000 || FORGET_MS, close);
  };
  const close = (): void => {
    forget.clear();
    store.set({ screen: 'code', user: undefined });
  };

  const send = async (entry: UserEntry): Promise<void> => {
    const tried = { ...entry, sending: true, refusal: undefined };
    store.set({ user: tried });
    const { user, password, domain } = entry;
    const { enrol } = store.get().entry.with;
    const typed = {
      user,
      password,
      ...(domain === undefined ? {} : { domain }),
      ...(enrol === undefined ? {} : { enrol }),
    };
    const result = await core.api.signIn(typed, core.signal());
    // Left meanwhile: whoever comes next is not signed in by it.
    if (store.get().user !== tried) {
      if (result.ok) void core.api.signOut();
      return;
    }
    if (result.ok) {
      forget.clear();
      store.set({ away: false });
      signedIn(result.value);
      return;
    }
    if (result.why === 'away') store.set({ away: true });
    const refusal = result.why === 'refused' ? result.error.message : undefined;
    store.set({ user: { ...entry, password: '', sending: false, refusal } });
  };

  return {
    type: (character) =>
      change(({ field, user, password }) =>
        field === 'user'
          ? { user: (user + character).slice(0, MAX_USER) }
          : { password: [...(password + character)].slice(0, MAX_PASSWORD).join('') },
      ),
    backspace: () =>
      change(({ field, user, password }) =>
        field === 'user'
          ? { user: [...user].slice(0, -1).join('') }
          : { password: [...password].slice(0, -1).join('') },
      ),
    submit: () => {
      const entry = userEntry(store.get());
      if (entry.sending || entry[entry.field].trim() === '') return;
      if (entry.field === 'user') change(() => ({ field: 'password' }));
      else void send(entry);
    },
    // From the password back to the name; from there to the first screen.
    close: () => {
      if (userEntry(store.get()).field === 'password') change(() => ({ field: 'user', password: '' }));
      else close();
    },
    focus: (field) => change(() => ({ field })),
    choose: (domain) => {
      change(() => ({ domain }));
      store.set({ screen: 'user' });
    },
    stop: () => forget.clear(),
  };
}
