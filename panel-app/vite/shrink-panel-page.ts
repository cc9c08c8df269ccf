// Takes comments and indentation out of the built panel.html: they are for whoever reads its source, and every panel would load them.
import type { Plugin } from 'vite';

export const shrinkPanelPage: Plugin = {
  name: 'shrink-panel-page',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { filename }) =>
      filename.endsWith('panel.html')
        ? html.replace(/<!--[\s\S]*?-->/g, '').replace(/(^|>)\s*\n\s*(?=<)/g, '$1')
        : html,
  },
};
