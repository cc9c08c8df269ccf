// The screens with nothing but large buttons: which way to sign in, and which domain an account is in. And the one that waits for a card.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { notice } from '../../components/notice.ts';
import { EMPTY_ENTRY } from '../../state/panel-state.ts';
import type { UserKeys } from '../../state/user-entry.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import '../parts/scroll-pane.ts';
import { say } from './speech.ts';

/** lucide 1.62.0 "id-card" (licences in panel-app/NOTICE). */
const ID_CARD =
  'M16 10h2M16 14h2M6.17 15a3 3 0 0 1 5.66 0M7 11a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z';

/** Ways that are typed, as the person chooses among them. */
export type TypedWay = 'code' | 'email-and-code' | 'guest' | 'directory';

export function typedWays({ state }: Pick<PanelView, 'state'>): readonly TypedWay[] {
  const ways = state.start?.ways ?? [];
  const code = ways.includes('code') && state.start?.needsEmail !== true ? 'code' : 'email-and-code';
  return [
    ...(ways.includes('code') || ways.includes('email-and-code') ? [code] : []),
    ...(ways.includes('guest') ? ['guest'] : []),
    ...(ways.includes('directory') ? ['directory'] : []),
  ] as TypedWay[];
}

/** Shows the screen of a way. A card that waits to become somebody's stays. */
export function openWay({ panel, state }: PanelView, way: TypedWay): void {
  const { with: card, refusal } = state.entry;
  const entry = { ...EMPTY_ENTRY, with: card, refusal, alone: way === 'guest' };
  panel.store.set({ screen: way === 'directory' ? 'user' : 'code', user: undefined, entry });
}

const choices = (label: string, buttons: readonly TemplateResult[]): TemplateResult =>
  html`<platen-scroll-pane
    .label=${label}
    .content=${html`<div class="acts">${buttons}</div>`}
  ></platen-scroll-pane>`;

export const waysScreen: PanelScreen = {
  name: 'ways',
  title: () => say('title'),
  back: ({ panel }) => ({ label: say('back'), press: panel.back }),
  body: (view) => html`${choices(
    say('title'),
    typedWays(view).map((way) => button({ label: say(way), press: () => openWay(view, way) })),
  )}
  ${
    view.state.start?.ways.includes('card') === true && !view.room.short
      ? notice({ tone: 'quiet', text: say('card'), announce: undefined })
      : nothing
  }`,
};

export const domainScreen = (user: UserKeys): PanelScreen => ({
  name: 'domains',
  title: () => say('domain-title'),
  back: ({ panel }) => ({ label: say('back'), press: () => panel.store.set({ screen: 'user' }) }),
  body: ({ state }) =>
    choices(say('domain-title'), [
      ...(state.start?.domains ?? []).map(({ id, label }) =>
        button({ label, pressed: state.user?.domain === id, press: () => user.choose(id) }),
      ),
      button({ label: say('domain-unknown'), press: () => user.choose(undefined) }),
    ]),
});

/** Where cards are all there is. */
export const cardScreen: PanelScreen = {
  name: 'card',
  title: ({ state }) => state.start?.printer.name ?? '',
  body: ({ state }) => html`<div class="centred">
    ${icon(ID_CARD)}
    <h2>${say(state.entry.sending ? 'checking' : 'card')}</h2>
    ${
      state.entry.refusal === undefined
        ? html`<p class="hint">${say('card-hint')}</p>`
        : notice({ tone: 'warn', text: state.entry.refusal, announce: 'alert' })
    }
  </div>`,
};
