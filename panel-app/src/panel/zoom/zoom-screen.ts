// One printed side, larger: loaded when somebody asks for it.
import { html } from 'lit';
import { say } from '../../locales/languages.ts';
import { installStyles } from '../../theme/install-styles.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { shownFrame, shownJob, sideWords, turnWords } from '../screens/preview-screen.ts';
import type { Turn } from './zoom-pane.ts';
import './zoom-pane.ts';
import { zoomStyles } from './zoom-styles.ts';

export function openZoom(): PanelScreen {
  installStyles(document, zoomStyles);
  return zoomScreen;
}

function turn(view: PanelView, by: 1 | -1): Turn | undefined {
  const shown = shownJob(view);
  const to = (shown?.at ?? 0) + by;
  if (shown === undefined || to < 0 || to >= shown.sides) return undefined;
  return { words: turnWords(shown, to), press: () => view.panel.turnTo(to) };
}

const zoomScreen: PanelScreen = {
  name: 'zoom',
  ...shownFrame,
  body: (view) => {
    const shown = shownJob(view);
    if (shown === undefined) return html`<div class="centred"><h2>${say('preview.gone')}</h2></div>`;
    return html`<platen-zoom-pane
      .picture=${view.panel.picture}
      job=${shown.job.id}
      side=${shown.at + 1}
      .ticket=${shown.ticket}
      label=${sideWords(shown)}
      .previous=${turn(view, -1)}
      .following=${turn(view, 1)}
    ></platen-zoom-pane>`;
  },
};
