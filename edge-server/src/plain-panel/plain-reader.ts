// Who asks for a page of the plain forms, and in which language: what the browser wishes, unless somebody pressed a language on the first page.
import { LANGUAGE_FACTS, LANGUAGES, type Language } from '@platen/shared/say/languages';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Env, see } from '../api/see.ts';
import type { Seen } from '../api/who.ts';

const languageCookie = (secure: boolean): string =>
  secure ? '__Host-platen_plain_language' : 'platen_plain_language';

const isLanguage = (text: string | undefined): text is Language => LANGUAGES.some((one) => one === text);

/** The request, its Accept-Language taken from what was pressed. */
export function seeReader(c: Context<Env>): Seen {
  const seen = see(c);
  const pressed = getCookie(c, languageCookie(seen.secure));
  if (!isLanguage(pressed)) return seen;
  const { tag } = LANGUAGE_FACTS[pressed];
  return { ...seen, header: (name) => (name === 'accept-language' ? tag : seen.header(name)) };
}

/** Remembers the language of this visit; undefined forgets it: the next person may read another one. */
export function keepLanguage(c: Context<Env>, language: string | undefined): void {
  const { secure } = see(c);
  const known = isLanguage(language);
  setCookie(c, languageCookie(secure), known ? language : '', {
    httpOnly: true,
    secure,
    sameSite: 'Lax',
    path: '/',
    ...(known ? {} : { maxAge: 0 }),
  });
}
