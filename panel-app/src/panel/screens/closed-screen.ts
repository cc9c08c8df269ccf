// The panel cannot be used: not set up, switched off, or only allowed over HTTPS. It says why and tries again by itself.
import { html } from 'lit';
import { icon } from '../../components/icon.ts';
import { PRINTER } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import type { PanelScreen } from '../panel-view.ts';

export const closedScreen: PanelScreen = {
  name: 'closed',
  title: () => say('closed.title'),
  body: ({ state }) => html`<div class="centred" role="status">
    ${icon(PRINTER)}
    <h2>${state.closed ?? ''}</h2>
  </div>`,
};
