// The first page of the plain forms: one way to sign in with its fields, the other ways below it, and the languages.
import type { PanelStart } from '@platen/shared/api/panel';
import { PLAIN_LANGUAGES } from '@platen/shared/plain-panel/plain-words';
import { LANGUAGE_FACTS } from '@platen/shared/say/languages';
import { type Html, html } from './html.ts';
import {
  formOf,
  HOME,
  lead,
  note,
  type PlainFrame,
  type PlainScreenPage,
  press,
  selectField,
  textField,
} from './plain-view.ts';

/** Ways that are typed; a card needs a script that hears its reader. */
export const PLAIN_WAYS = ['code', 'guest', 'directory'] as const;
export type PlainWay = (typeof PLAIN_WAYS)[number];

/** Longer than any code with the spaces that people put between its digits. */
const MOST_CODE = 40;
/** A code is shown for 30 s and taken for 30 more: half of that is left to whoever scans the last moment's. */
const PHONE_SECONDS = 15;

export interface SignInPage {
  readonly start: PanelStart;
  readonly way: PlainWay | undefined;
  /** What the server said to the last try, or why somebody is here again. */
  readonly told?: string | undefined;
  /** What was typed and is no secret. */
  readonly typed?: { readonly email: string; readonly user: string; readonly domain: string } | undefined;
  /** The code alone was not enough. */
  readonly emailToo?: boolean | undefined;
}

export function waysOf({ ways }: PanelStart): readonly PlainWay[] {
  return PLAIN_WAYS.filter(
    (way) => ways.includes(way) || (way === 'code' && ways.includes('email-and-code')),
  );
}

export function signInPage(frame: PlainFrame, page: SignInPage): PlainScreenPage {
  const { say } = frame;
  const ways = waysOf(page.start);
  const way = ways.find((one) => one === page.way) ?? ways[0];
  if (way === undefined) {
    return {
      title: page.start.printer.name,
      body: html`${note('warn', say('sign-in.none'))}${languages(frame)}`,
    };
  }
  const withEmail = way === 'code' && (page.start.needsEmail || page.emailToo === true);
  const hint = way === 'code' ? 'sign-in.where' : (`sign-in.where-${way}` as const);
  return {
    title: say(withEmail ? 'sign-in.title-email' : way === 'code' ? 'sign-in.title' : `sign-in.title-${way}`),
    body: html`${page.told !== undefined && note('warn', page.told)}${formOf(
      frame,
      html`<input type="hidden" name="way" value="${way}" /><div class="line">${fields(frame, page, way, withEmail)}${press('sign-in', say('sign-in.do'), 'accent')}</div><p class="hint clear">${say(hint)}</p>${ways
        .filter((other) => other !== way)
        .map((other) => lead(`${HOME}?way=${other}`, say(`sign-in.with-${other}`)))}`,
    )}${page.start.presence === true && html`<p class="again">${lead(`${HOME}?phone=1`, say('phone.title'))}</p>`}${languages(frame)}`,
  };
}

function fields({ say }: PlainFrame, { start, typed }: SignInPage, way: PlainWay, withEmail: boolean): Html {
  const code = textField('code', say('sign-in.code'), {
    most: MOST_CODE,
    hidden: start.hideCode,
    digits: true,
  });
  if (way === 'guest') return code;
  if (way === 'code') {
    return html`${withEmail && textField('email', say('sign-in.email'), { most: 254, value: typed?.email })}${code}`;
  }
  const domains = start.domains.map(({ id, label }) => ({ value: id, label }));
  return html`${textField('user', say('sign-in.user'), { most: 254, value: typed?.user })}${textField('password', say('sign-in.password'), { most: 1000, hidden: true })}${
    domains.length > 1 &&
    selectField(
      'domain',
      say('sign-in.domain'),
      [{ value: '', label: say('sign-in.domain-unknown') }, ...domains],
      typed?.domain ?? '',
    )
  }`;
}

function languages({ language }: PlainFrame): Html | undefined {
  const others = PLAIN_LANGUAGES.filter((one) => one !== language);
  if (others.length === 0) return undefined;
  return html`<p class="languages">${others.map((one) => {
    const { name, tag, rtl } = LANGUAGE_FACTS[one];
    return html`<a href="${HOME}?language=${one}" lang="${tag}" dir="${rtl ? 'rtl' : 'ltr'}">${name}</a> `;
  })}</p>`;
}

export function helpPage({ say }: PlainFrame): PlainScreenPage {
  return {
    title: say('help.title'),
    body: html`<ol><li>${say('help.1')}</li><li>${say('help.2')}</li><li>${say('help.3')}</li></ol><p class="again">${lead(HOME, say('bar.back'))}</p>`,
  };
}

/** The code that phones scan, on a page of its own: one that loads itself anew would take away what somebody types. */
export function phonePage({ say }: PlainFrame): PlainScreenPage {
  return {
    title: say('phone.title'),
    refresh: { seconds: PHONE_SECONDS, to: `${HOME}?phone=1` },
    body: html`<p>${say('phone.how')}</p><p><img src="/api/panel/presence.png?scale=3" alt="${say('phone.code')}" /></p><p class="again">${lead(HOME, say('bar.back'))}</p>`,
  };
}
