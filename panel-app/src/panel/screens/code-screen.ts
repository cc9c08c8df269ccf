// The first screen: type the code. With the site's guess budget used up it asks for the email address as well.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { type NoticeOptions, notice } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import { activeField, asksEmail, mayBeWhole, needsOkKey } from '../../state/code-entry.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { codeDisplay } from '../parts/code-display.ts';
import { keypad } from '../parts/keypad.ts';

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
  return html`<p class="hint" role="status">${view.device?.hint() ?? (state.entry.sending ? say('code.checking') : (view.ways?.hint(view) ?? say('code.where')))}</p>`;
}

function okKey({ state, panel }: PanelView, place: string): TemplateResult | typeof nothing {
  if (!needsOkKey(state)) return nothing;
  return button({
    label: say('code.ok'),
    kind: 'accent',
    place,
    disabled: state.entry.sending || state.entry.waitUntil !== undefined || !mayBeWhole(state),
    press: panel.code.submit,
  });
}

export const codeScreen: PanelScreen = {
  name: 'code',
  title: ({ state }) => state.start?.printer.name ?? '',
  urgent,
  body: (view) => {
    const { state, panel } = view;
    if (activeField(state) === 'email' && view.ways !== undefined) return view.ways.letters(view);
    const below = view.device?.below(view) ?? nothing;
    const phones = state.start?.presence && !view.room.short;
    return html`<div class="code">
      <div class="code-side">
        <h1 tabindex="-1">${say('code.title')}</h1>
        ${asksEmail(state) ? view.ways?.email(view) : nothing}
        ${codeDisplay(view)}
        <div class="code-line">${line(view)}</div>
        ${okKey(view, phones && below === nothing ? 'code-ok beside' : 'code-ok')}${below}${
          phones ? html`<platen-presence></platen-presence>` : nothing
        }
      </div>
      ${keypad(panel, state.entry.waitUntil !== undefined)}
    </div>`;
  },
};
