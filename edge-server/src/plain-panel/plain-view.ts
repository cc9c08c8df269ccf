// What a page of the plain forms is drawn from, and the pieces that every page is made of: the frame, buttons, notes.
import type { SayPlain } from '@platen/shared/plain-panel/plain-words';
import { LANGUAGE_FACTS, type Language } from '@platen/shared/say/languages';
import { PLAIN_PANEL } from '../api/panel-page.ts';
import { type Html, html } from './html.ts';
import type { PlainMessage } from './plain-state.ts';

/** Where all forms go, and all pages are. */
export const HOME = PLAIN_PANEL;

export interface PlainFrame {
  readonly say: SayPlain;
  readonly language: Language;
  readonly siteName: string;
  readonly printerName: string;
  /** Of who is signed in. */
  readonly userName?: string | undefined;
  readonly insecure: boolean;
  /** Proves that a form is one of ours, and this very one. */
  readonly token: string;
  readonly form: string;
}

export interface PlainScreenPage {
  readonly title: string;
  readonly body: Html;
  /** Loads `to` after so many seconds. */
  readonly refresh?: { readonly seconds: number; readonly to: string } | undefined;
}

/** A button that does something: `act` is what readForm hands on. The first one of a form is pressed by the Enter key. */
export function press(
  act: string,
  label: string,
  kind: 'plain' | 'accent' | 'danger' | 'quiet' = 'plain',
): Html {
  return html`<input type="submit" class="button ${kind}" name="do.${act}" value="${label}" /> `;
}

/** Leads to another page without doing anything. */
export const lead = (to: string, label: string): Html =>
  html`<a class="button quiet" href="${to}">${label}</a> `;

export function formOf({ token, form }: Pick<PlainFrame, 'token' | 'form'>, body: Html): Html {
  return html`<form method="post" action="${HOME}" autocomplete="off"><div><input type="hidden" name="token" value="${token}" /><input type="hidden" name="form" value="${form}" />${body}</div></form>`;
}

export function note(tone: PlainMessage['tone'] | 'busy' | 'quiet', text: string): Html {
  return html`<p class="note ${tone}" role="${tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}">${text}</p>`;
}

export const messageNote = (message: PlainMessage | undefined): Html | undefined =>
  message === undefined ? undefined : note(message.tone, message.text);

export function textField(
  name: string,
  label: string,
  {
    most,
    value = '',
    hidden = false,
    digits = false,
    short = false,
  }: {
    readonly most: number;
    readonly value?: string | undefined;
    readonly hidden?: boolean | undefined;
    readonly digits?: boolean | undefined;
    readonly short?: boolean | undefined;
  },
): Html {
  // Attributes that an old browser does not know it passes over.
  return html`<div class="field"><label for="f-${name}">${label}</label><input class="text${short && ' short'}" id="f-${name}" name="${name}" type="${hidden ? 'password' : 'text'}" value="${value}" maxlength="${most}" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"${digits && html` inputmode="numeric"`} /></div>`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function selectField(name: string, label: string, choices: readonly Choice[], value: string): Html {
  return html`<div class="field"><label for="f-${name}">${label}</label><select class="text" id="f-${name}" name="${name}">${choices.map(
    (one) =>
      html`<option value="${one.value}"${one.value === value && html` selected="selected"`}>${one.label}</option>`,
  )}</select></div>`;
}

/** The whole page. XHTML 1.0 Transitional sent as text/html: what HTML 4.01 browsers, XHTML ones and those of today all draw by the standard. */
export function framed(frame: PlainFrame, { title, body, refresh }: PlainScreenPage): Html {
  const { say, language, siteName, printerName, userName } = frame;
  const { tag, rtl } = LANGUAGE_FACTS[language];
  const out =
    userName === undefined ? undefined : formOf(frame, press('sign-out', say('bar.sign-out'), 'quiet'));
  return html`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="${tag}" dir="${rtl ? 'rtl' : 'ltr'}"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
${refresh !== undefined && html`<meta http-equiv="refresh" content="${refresh.seconds};url=${refresh.to}" />`}
<title>${title} - ${siteName}</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" type="text/css" href="/panel/plain.css" />
</head><body>
<div class="bar"><table cellspacing="0" cellpadding="0"><tr><td><span class="place" dir="auto">${printerName}</span>${
    userName !== undefined && html`<br /><span class="who" dir="auto">${userName}</span>`
  }${frame.insecure && html`<br /><span class="who tone-warn">${say('bar.insecure')}</span>`}</td><td class="acts">${
    out ?? lead(`${HOME}?help=1`, say('bar.help'))
  }</td></tr></table></div>
<div class="main"><h1 class="title" dir="auto">${title}</h1>
${body}</div>
</body></html>
`;
}
