// Typing the password of a locked document. What is typed lives in the state while its screen is shown, and nowhere else.
import type { PanelSession } from '@platen/shared/api/panel';
import type { PanelCore } from './panel-core.ts';
import type { PasswordEntry } from './panel-state.ts';

/** More is never asked for: PDF looks at 127 bytes (ISO 32000-2 section 7.6.4.3.2). */
const MAX_CHARACTERS = 127;

/** The keys of every screen that is typed into. */
export interface TypingKeys {
  readonly type: (character: string) => void;
  readonly backspace: () => void;
  readonly submit: () => void;
  /** One step back; what was typed is gone. */
  readonly close: () => void;
}

export interface PasswordKeys extends TypingKeys {
  /** Shows the screen, with nothing typed. */
  readonly open: (jobId: string) => void;
  /** Readable or dots, in turn. */
  readonly show: () => void;
}

const EMPTY = { text: '', shown: false, sending: false, refusal: undefined } as const;

/** @param unlocked takes the list that the server answers with. */
export function takePassword(core: PanelCore, unlocked: (session: PanelSession) => void): PasswordKeys {
  const { store } = core;
  /** Nothing changes while the server tries it, or once the screen is left. */
  const change = (to: (entry: PasswordEntry) => Partial<PasswordEntry>): void => {
    const { password } = store.get();
    if (password !== undefined && !password.sending)
      store.set({ password: { ...password, ...to(password) } });
  };
  const close = (): void => store.set({ screen: 'jobs', password: undefined });

  const submit = async (): Promise<void> => {
    const { password } = store.get();
    if (password === undefined || password.sending || password.text === '') return;
    const tried = { ...password, sending: true, refusal: undefined };
    store.set({ password: tried });
    const result = await core.api.unlock(password.jobId, password.text, core.signal());
    const session = core.settle(result);
    // Left, or left and opened again meanwhile: the answer is still news for the list, but not for this screen.
    const here = store.get().password === tried;
    if (session !== undefined && store.get().session !== undefined) {
      if (here) close();
      unlocked(session);
    } else if (here) {
      const refusal = !result.ok && result.why === 'refused' ? result.error.message : undefined;
      store.set({ password: { ...tried, sending: false, refusal } });
    }
  };

  return {
    open: (jobId) => store.set({ screen: 'password', password: { jobId, ...EMPTY }, message: undefined }),
    type: (character) =>
      change(({ text }) => ({
        text: [...text].length < MAX_CHARACTERS ? text + character : text,
        refusal: undefined,
      })),
    backspace: () => change(({ text }) => ({ text: [...text].slice(0, -1).join(''), refusal: undefined })),
    show: () => change(({ shown }) => ({ shown: !shown })),
    submit: () => void submit(),
    close,
  };
}
