// Which pages of one document: a few digits on the keypad, "2-5,8", or all of them with one press.

import { readRanges } from '@platen/shared/page-ranges';
import { html } from 'lit';
import { button } from '../../components/button.ts';
import { DELETE } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { findJob } from '../../state/panel-state.ts';
import { installStyles } from '../../theme/install-styles.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { key } from '../parts/key.ts';
import { pagesStyles } from '../styles/pages.ts';

/** The keypad of the code, with the two signs in the places of its other keys. */
const KEYS = [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((face) => ({
    face,
    place: 'digit',
    words: undefined,
  })),
  { face: '-', place: 'digit key-back', words: 'pages.to' },
  { face: '0', place: 'digit key-zero', words: undefined },
  { face: ',', place: 'digit key-clear', words: 'pages.and' },
] as const;

/** The text as it is typed and the pages there are; undefined when the document is gone. */
function entry({ state }: PanelView): { readonly text: string; readonly total: number } | undefined {
  const { pageEntry } = state;
  const total = pageEntry === undefined ? undefined : findJob(state, pageEntry.jobId)?.pages;
  return pageEntry === undefined || total === undefined ? undefined : { text: pageEntry.text, total };
}

export const pagesScreen: PanelScreen = {
  name: 'pages',
  title: () => say('pages.title'),
  back: ({ panel }) => ({ label: say('bar.back'), press: panel.pages.close }),
  body: (view) =>
    entry(view) === undefined
      ? html`<div class="centred"><h2>${say('preview.gone')}</h2></div>`
      : html`<div class="keypad" role="group" aria-label=${say('code.keypad')}>
          ${KEYS.map(({ face, place, words }) =>
            key({
              face: face === '-' ? '–' : face,
              place,
              label: words === undefined ? undefined : say(words),
              press: () => view.panel.pages.type(face),
            }),
          )}
        </div>`,
  foot: (view) => {
    const now = entry(view);
    if (now === undefined) return html``;
    const { text, total } = now;
    const { pages } = view.panel;
    const ranges = text === '' ? undefined : readRanges(text, total);
    const count = ranges?.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    return html`<div class="pages-side">
      <div class="password-field" role="img" aria-label="${say('option.pages')}: ${text}">
        <span>${text.replace(/,/g, ', ').replace(/-/g, '–')}<i class="caret"></i></span>
      </div>
      <p class="hint" role="status">
        ${
          count === undefined
            ? say('pages.hint', { count: total })
            : say('pages', { count: count === 0 ? total : count })
        }
      </p>
      <div class="pages-acts">
        ${button({ label: say('pages.all'), press: pages.all })}
        ${key({ face: '', label: say('code.delete-last'), icon: DELETE, disabled: text === '', press: pages.backspace })}
        ${button({ label: say('code.ok'), kind: 'accent', disabled: ranges === undefined, press: pages.submit })}
      </div>
    </div>`;
  },
};

installStyles(document, pagesStyles);
