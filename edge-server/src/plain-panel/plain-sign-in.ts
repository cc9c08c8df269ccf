// Signing in by a form: what was typed, in the words of the API's own sign-in. A second tap of the same form, whose first answer the browser threw
// away, is given what the first one was.
import type { PanelSignIn } from '@platen/shared/api/panel';
import type { PlainForm } from './read-form.ts';
import { PLAIN_WAYS, type PlainWay } from './sign-in-page.ts';

/** Nobody taps again after this, ms; whoever has the page's form could have sent it first. */
const SECOND_TAP_MS = 10_000;
/** Of a whole site within that time. */
const MOST_TAPS = 200;

export const wayOf = (text: string | undefined): PlainWay | undefined =>
  PLAIN_WAYS.find((way) => way === text);

/** As much as the API's own schema takes (shared/src/api/panel.ts). */
const LONGEST = { code: 64, email: 254, user: 254, domain: 255, password: 1000 } as const;

/** undefined: something is not filled in, which is no try. */
export function readSignIn(form: PlainForm): PanelSignIn | undefined {
  const typed = (name: keyof typeof LONGEST): string => form.text(name).trim().slice(0, LONGEST[name]);
  if (wayOf(form.text('way')) === 'directory') {
    const [user, domain] = [typed('user'), typed('domain')];
    // Spaces may be part of a password.
    const password = form.text('password').slice(0, LONGEST.password);
    if (user === '' || password === '') return undefined;
    return { user, password, ...(domain === '' ? {} : { domain }) };
  }
  const [code, email] = [typed('code'), typed('email')];
  if (code === '' || (form.all('email').length > 0 && email === '')) return undefined;
  return { code, ...(email === '' ? {} : { email }) };
}

export interface SecondTaps {
  readonly keep: (form: string, token: string) => void;
  /** The session's token that this form was answered with just now. */
  readonly recall: (form: string) => string | undefined;
}

export function makeSecondTaps(clock: { readonly now: () => number }): SecondTaps {
  const answered = new Map<string, { readonly token: string; readonly at: number }>();
  const clean = (): void => {
    for (const [form, { at }] of answered) {
      if (clock.now() - at < SECOND_TAP_MS && answered.size <= MOST_TAPS) break;
      answered.delete(form);
    }
  };
  return {
    keep: (form, token) => {
      answered.set(form, { token, at: clock.now() });
      clean();
    },
    recall: (form) => {
      clean();
      return answered.get(form)?.token;
    },
  };
}
