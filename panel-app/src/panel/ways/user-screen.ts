// User name and password of a directory, one after the other on the keyboard of the password screen. The password is always hidden.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { type UserKeys, userEntry } from '../../state/user-entry.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import '../parts/password-keys.ts';
import { say } from './speech.ts';

/** What is typed, with the field's name where nothing is yet. */
function field({ state }: PanelView): TemplateResult {
  const { field: now, user, password } = userEntry(state);
  const count = [...password].length;
  const text = now === 'user' ? user : '•'.repeat(count);
  const read = now === 'user' ? user : say('password-typed', { count });
  return html`<div class="password-field" role="img" aria-label="${say(now)}: ${read}">
    <span>${text}<i class="caret"></i>${text === '' ? html`<span class="hint"> ${say(now)}</span>` : nothing}</span>
  </div>`;
}

/** What went wrong: with this try, or with the card before it. */
const told = ({ state }: PanelView): string | undefined => userEntry(state).refusal ?? state.entry.refusal;

function domainKey(view: PanelView): TemplateResult | typeof nothing {
  const { state, panel, room } = view;
  const domains = state.start?.domains ?? [];
  const { field: now, domain } = userEntry(state);
  if (now !== 'user' || domains.length < 2) return nothing;
  const label = domains.find(({ id }) => id === domain)?.label;
  return button({
    label: label === undefined ? say('domain-any') : room.short ? label : say('domain', { domain: label }),
    place: 'user-domain',
    press: () => panel.store.set({ screen: 'domains' }),
  });
}

function top(view: PanelView, user: UserKeys): TemplateResult {
  const entry = userEntry(view.state);
  const problem = told(view);
  return html`<div class="password-top">
    ${
      view.room.short && problem !== undefined
        ? notice({ tone: 'warn', text: problem, announce: 'alert' })
        : html`${field(view)} ${domainKey(view)}`
    }
    ${button({
      label: say(entry.sending ? 'checking' : entry.field === 'user' ? 'next' : 'sign-in'),
      kind: 'accent',
      disabled: entry.sending || entry[entry.field].trim() === '',
      press: user.submit,
    })}
  </div>`;
}

/** Always as high, so that the keys stay where they are. */
function line(view: PanelView): TemplateResult {
  const problem = told(view);
  return html`<div class="password-line">
    ${
      problem === undefined
        ? html`<p class="hint">${say(`${userEntry(view.state).field}-hint`)}</p>`
        : notice({ tone: 'warn', text: problem, announce: 'alert' })
    }
  </div>`;
}

/** @param isFirst no code is taken here: there is no way back from the name. */
export function userScreen(user: UserKeys, isFirst: (view: PanelView) => boolean): PanelScreen {
  return {
    name: 'user',
    place: 'password',
    title: ({ state }) => say(userEntry(state).field),
    back: (view) =>
      isFirst(view) && userEntry(view.state).field === 'user'
        ? undefined
        : { label: say('back'), press: user.close },
    body: (view) => html`<div class="password">
      ${top(view, user)} ${view.room.short ? nothing : line(view)}
      <platen-password-keys .keys=${user} ?short=${view.room.short}></platen-password-keys>
    </div>`,
  };
}
