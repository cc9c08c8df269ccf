// The last screen: how many documents to take. It goes by itself, to the list or to the keypad.
import { html } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CIRCLE_CHECK, LOG_OUT } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { batchReleases, somethingIsLeft } from '../../state/panel-state.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';

/** A printer that does not report the end has the document, but the tray may still be empty. */
function isConfirmed({ state }: PanelView): boolean {
  return batchReleases(state).every(
    ({ confidence }) => confidence === undefined || confidence === 'confirmed',
  );
}

export const doneScreen: PanelScreen = {
  name: 'done',
  title: ({ state }) => state.session?.printer.name ?? '',
  body: (view) => {
    const { doneCount } = view.state;
    const sure = isConfirmed(view);
    const words =
      doneCount === 0
        ? say('done.nothing')
        : say(sure ? 'done.take' : 'done.take-soon', { count: doneCount });
    return html`<div class="centred done" role="status">
      <span class="tone-ok">${icon(CIRCLE_CHECK)}</span>
      <h2>${sure ? say('done.title') : say('done.sent')}</h2>
      <p>${words}</p>
    </div>`;
  },
  foot: ({ state, panel }) => html`<div class="acts acts-progress">
    ${
      somethingIsLeft(state)
        ? button({ label: say('done.back'), kind: 'accent', press: panel.leave })
        : button({ label: say('bar.sign-out'), icon: LOG_OUT, kind: 'accent', press: panel.signOut })
    }
  </div>`,
};
