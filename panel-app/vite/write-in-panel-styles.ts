// Writes the panel's stylesheet into panel.html, so that the keypad is painted before any script or second request.
// The server's content security policy allows styles in the page; scripts it allows from files only.
import type { Plugin } from 'vite';
import { panelStyles } from '../src/panel/panel-styles.ts';

export const writeInPanelStyles: Plugin = {
  name: 'write-in-panel-styles',
  transformIndexHtml: {
    order: 'pre',
    handler: (_html, { filename }) =>
      filename.endsWith('panel.html')
        ? [{ tag: 'style', children: panelStyles.replace(/\s*\n\s*/g, ''), injectTo: 'head' }]
        : [],
  },
};
