// The accounting data that this printer asks for: one field at a time on the keyboard of the password screen, filled in with what is remembered.
import { accountingFields } from '@platen/shared/preflight-accounting';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import type { AccountingEntry } from '../../state/panel-state.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import '../parts/password-keys.ts';

/** What the last key does. */
function act({ state }: PanelView, { field, sending, jobIds }: AccountingEntry): string {
  if (sending) return say('password.unlocking');
  const fields = accountingFields(state.session?.accounting?.need ?? 'none');
  if (fields[fields.length - 1] !== field) return say('accounting.next');
  return say(jobIds.length > 0 ? 'accounting.print' : 'accounting.keep');
}

function top(view: PanelView, entry: AccountingEntry): TemplateResult {
  const { field, sending, refusal } = entry;
  const text = entry[field];
  return html`<div class="password-top">
    ${
      view.room.short && refusal !== undefined
        ? notice({ tone: 'warn', text: refusal, announce: 'alert' })
        : html`<div class="password-field" role="img" aria-label="${say(`accounting.field-${field}`)}: ${text}">
            <span>${text}<i class="caret"></i>${text === '' ? html`<span class="hint"> ${say(`accounting.field-${field}`)}</span>` : nothing}</span>
          </div>`
    }
    ${button({
      label: act(view, entry),
      kind: 'accent',
      disabled: text.trim() === '' || sending,
      press: view.panel.accounting.submit,
    })}
  </div>`;
}

export const accountingScreen: PanelScreen = {
  name: 'accounting',
  place: 'password',
  title: ({ state }) => say(`accounting.${state.accounting?.field ?? 'user'}`),
  back: ({ panel }) => ({ label: say('password.cancel'), press: panel.back }),
  body: (view) => {
    const { accounting } = view.state;
    if (accounting === undefined) return html`${nothing}`;
    const { refusal } = accounting;
    return html`<div class="password">
      ${top(view, accounting)}
      ${
        view.room.short
          ? nothing
          : html`<div class="password-line">
              ${
                refusal === undefined
                  ? html`<p class="hint">${say('accounting.hint')}</p>`
                  : notice({ tone: 'warn', text: refusal, announce: 'alert' })
              }
            </div>`
      }
      <platen-password-keys .keys=${view.panel.accounting} ?short=${view.room.short}></platen-password-keys>
    </div>`;
  },
};
