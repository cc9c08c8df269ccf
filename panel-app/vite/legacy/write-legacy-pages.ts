// Writes panel-legacy.html: panel.html with the styles made old and the classic script at the end of the body.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { legacyStyles } from './styles/legacy-styles.ts';

const panelPage = join(import.meta.dirname, '..', '..', 'panel.html');

/** @param script address of the bundle. Old engines run it when it comes, so it is asked for last. */
function makeLegacyPage(page: string, script: string): string {
  return (
    page
      .replace(/<!--[\s\S]*?-->/g, '')
      // The way for browsers without modules leads here.
      .replace(/<script[^>]* nomodule[^>]*><\/script>/, '')
      .replace(/<script type="module"[^>]*><\/script>/, `<style>${legacyStyles()}</style>`)
      .replace(/<html([^>]*)>/, (whole, facts: string) =>
        /\bdir=/.test(facts) ? whole : `<html${facts} dir="ltr">`,
      )
      .replace('</body>', `<script src="${script}"></script></body>`)
      .replace(/(^|>)\s*\n\s*(?=<)/g, '$1')
  );
}

export const writeLegacyPages: Plugin = {
  name: 'legacy-write-pages',
  generateBundle(_options, bundle) {
    const script = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
    if (script === undefined) this.error('there is no legacy bundle');
    const source = makeLegacyPage(readFileSync(panelPage, 'utf8'), `/${script.fileName}`);
    this.emitFile({ type: 'asset', fileName: 'panel-legacy.html', source });
  },
};
