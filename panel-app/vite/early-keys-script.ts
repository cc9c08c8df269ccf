// Puts the script of the first keys in place of the app's in the built panel.html. The app is fetched beside it (modulepreload), and run when that
// script calls for it; browsers without modulepreload fetch it then.
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const EARLY_KEYS = join(import.meta.dirname, '..', 'src', 'entries', 'panel-early.ts');

export const earlyKeysScript: Plugin = {
  name: 'early-keys-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { filename, bundle }) => {
      if (bundle === undefined || !filename.endsWith('panel.html')) return html;
      const script = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.facadeModuleId === EARLY_KEYS,
      );
      if (script === undefined) throw new Error('the script of the first keys was not built');
      const app = /<script type="module"[^>]* src="([^"]+)"><\/script>/;
      const [tag, src] = app.exec(html) ?? [];
      if (tag === undefined || src === undefined) throw new Error('panel.html has no script');
      return html.replace(
        tag,
        `<script type="module" src="/${script.fileName}"></script><link rel="modulepreload" href="${src}">`,
      );
    },
  },
};
