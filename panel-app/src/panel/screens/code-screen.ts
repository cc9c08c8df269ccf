// The first screen: type the code. With the site's guess budget used up it asks for the email address as well.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { DELETE } from '../../components/icons.ts';
import { type NoticeOptions, notice } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import { activeField, mayBeWhole, needsOkKey } from '../../state/code-entry.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { codeDisplay } from '../parts/code-display.ts';
import { key } from '../parts/key.ts';
import { keypad } from '../parts/keypad.ts';
import '../parts/letter-keys.ts';

/** What went wrong with the last try, or that the last person was signed out. */
function urgent({ state, now }: PanelView): NoticeOptions | undefined {
  const { refusal, waitUntil } = state.entry;
  if (waitUntil !== undefined) {
    const count = Math.max(1, Math.ceil((waitUntil - now) / 1000));
    return { tone: 'warn', text: say('code.wait', { count }), announce: 'status' };
  }
  if (refusal !== undefined) return { tone: 'warn', text: refusal, announce: 'alert' };
  if (state.signedOut) return { tone: 'quiet', text: say('code.signed-out'), announce: 'status' };
  return undefined;
}

/** One line under the code. */
function line(view: PanelView): TemplateResult | typeof nothing {
  const { state, room } = view;
  const pressing = urgent(view);
  if (pressing !== undefined && !room.short) return notice(pressing);
  // With an OK key or an email address beside it there is no room on a short display.
  if (room.short && needsOkKey(state)) return nothing;
  return html`<p class="hint" role="status">${state.entry.sending ? say('code.checking') : say('code.where')}</p>`;
}

function okKey({ state, panel }: PanelView): TemplateResult | typeof nothing {
  if (!needsOkKey(state)) return nothing;
  return button({
    label: say('code.ok'),
    kind: 'accent',
    place: 'code-ok',
    disabled: state.entry.sending || state.entry.waitUntil !== undefined || !mayBeWhole(state),
    press: panel.code.submit,
  });
}

function emailField({ state, panel }: PanelView): TemplateResult {
  const active = activeField(state) === 'email';
  return html`<button
    type="button"
    class="button code-email"
    aria-pressed=${active ? 'true' : 'false'}
    @click=${() => panel.code.focus('email')}
  >
    <span class="field-label">${say('code.email')}</span>
    <span class="one-line code-email-text">${state.entry.email}${active ? html`<i class="caret"></i>` : nothing}</span>
  </button>`;
}

/** Letters need the whole width, so the fields move above them; the code shows only how far it is typed. */
function withLetters(view: PanelView): TemplateResult {
  const { panel, room } = view;
  return html`<h1 class="out-of-sight" tabindex="-1">${say('code.title-email')}</h1>
    <div class="code-fields">
      ${emailField(view)}
      ${
        room.short
          ? key({
              face: '',
              label: say('code.delete-letter'),
              icon: DELETE,
              press: panel.code.backspace,
            })
          : nothing
      }
      ${button({ label: room.short ? say('code.next') : say('code.title'), press: () => panel.code.focus('code') })}
    </div>
    <platen-letter-keys .panel=${panel} ?short=${room.short}></platen-letter-keys>`;
}

export const codeScreen: PanelScreen = {
  name: 'code',
  title: ({ state }) => state.start?.printer.name ?? '',
  urgent,
  body: (view) => {
    const { state, panel } = view;
    if (activeField(state) === 'email') {
      return html`<div class="code-letters">${withLetters(view)}</div>`;
    }
    return html`<div class="code">
      <div class="code-side">
        <h1 tabindex="-1">${say('code.title')}</h1>
        ${state.start?.needsEmail === true ? emailField(view) : nothing}
        ${codeDisplay(view)}
        <div class="code-line">${line(view)}</div>
        ${okKey(view)}
      </div>
      ${keypad(panel, state.entry.waitUntil !== undefined)}
    </div>`;
  },
};
