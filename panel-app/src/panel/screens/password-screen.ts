// The password of a locked document. It is tried by the server; a wrong one stays in the field, so that a slip can be mended.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { EYE, EYE_OFF } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import { findJob, type PasswordEntry } from '../../state/panel-state.ts';
import { jobTitle } from '../job-words.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import '../parts/password-keys.ts';

function field({ text, shown }: PasswordEntry): TemplateResult {
  const count = [...text].length;
  return html`<div
    class="password-field"
    role="img"
    aria-label="${say('password.label')}: ${say('password.typed', { count })}"
  >
    <span>${shown ? text : '•'.repeat(count)}<i class="caret"></i></span>
  </div>`;
}

function top({ panel, room }: PanelView, entry: PasswordEntry): TemplateResult {
  const { text, shown, sending, refusal } = entry;
  // A short display has one place for the field and for what is wrong with it.
  const told =
    room.short && refusal !== undefined
      ? notice({ tone: 'warn', text: refusal, announce: 'alert' })
      : undefined;
  return html`<div class="password-top">
    ${
      told ??
      html`${field(entry)}
      ${button({
        label: say(shown ? 'password.hide' : 'password.show'),
        icon: shown ? EYE_OFF : EYE,
        press: panel.password.show,
      })}`
    }
    ${button({
      label: say(sending ? 'password.unlocking' : 'password.unlock'),
      kind: 'accent',
      disabled: text === '' || sending,
      press: panel.password.submit,
    })}
  </div>`;
}

/** Always as high, so that the keys stay where they are. */
function line({ refusal }: PasswordEntry): TemplateResult {
  return html`<div class="password-line">
    ${
      refusal === undefined
        ? html`<p class="hint">${say('password.hint')}</p>`
        : notice({ tone: 'warn', text: refusal, announce: 'alert' })
    }
  </div>`;
}

/** In words from right to left the bar would cut off the beginning of a name that runs the other way: its end goes first. */
const MOST_BESIDE = 24;
const beside = (title: string): string =>
  document.documentElement.dir === 'rtl' && title.length > MOST_BESIDE
    ? `${[...title].slice(0, MOST_BESIDE).join('')}…`
    : title;

export const passwordScreen: PanelScreen = {
  name: 'password',
  title: ({ state, now }) => {
    const job = findJob(state, state.password?.jobId ?? '');
    return job === undefined
      ? say('preview.gone')
      : say('password.title', { title: beside(jobTitle(job, now)) });
  },
  back: ({ panel }) => ({ label: say('password.cancel'), press: panel.back }),
  body: (view) => {
    const { password } = view.state;
    if (password === undefined) return html`${nothing}`;
    return html`<div class="password">
      ${top(view, password)} ${view.room.short ? nothing : line(password)}
      <platen-password-keys .keys=${view.panel.password} ?short=${view.room.short}></platen-password-keys>
    </div>`;
  },
};
