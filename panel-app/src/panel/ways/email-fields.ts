// The email address that goes with the code, where one is asked for: its field beside the code, and the keyboard it is typed on.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { DELETE } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { activeField } from '../../state/code-entry.ts';
import type { PanelView } from '../panel-view.ts';
import { key } from '../parts/key.ts';
import './letter-keys.ts';
import { say as sayWays } from './speech.ts';

export function emailField({ state, panel, room }: PanelView): TemplateResult {
  const active = activeField(state) === 'email';
  const { email } = state.entry;
  return html`<button
    type="button"
    class="button code-email"
    aria-pressed=${active ? 'true' : 'false'}
    @click=${() => panel.code.focus('email')}
  >
    <span class="field-label">${sayWays('email')}</span>
    <span class="one-line code-email-text">${room.short && !active && email === '' ? sayWays('email') : email}${active ? html`<i class="caret"></i>` : nothing}</span>
  </button>`;
}

/** Letters need the whole width, so the fields move above them; the code shows only how far it is typed. */
export function emailLetters(view: PanelView): TemplateResult {
  const { panel, room } = view;
  return html`<div class="code-letters">
    <h1 class="out-of-sight" tabindex="-1">${sayWays('email-title')}</h1>
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
      ${button({ label: room.short ? sayWays('next') : say('code.title'), press: () => panel.code.focus('code') })}
    </div>
    <platen-letter-keys .panel=${panel} ?short=${room.short}></platen-letter-keys>
  </div>`;
}
