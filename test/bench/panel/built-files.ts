// The built files of the panel and what they weigh compressed, without a server or a browser.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { repository } from '../../support/repository.ts';

const DIST = join(repository, 'panel-app', 'dist');

/** @param path as in an address. The quality is the one that the server has ready for whoever comes after the first (api/pages.ts). */
export const brotliBytes = async (path: string): Promise<number> => {
  const bytes = await readFile(join(DIST, path));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
};

export const gzipBytes = async (path: string): Promise<number> =>
  gzipSync(await readFile(join(DIST, path))).length;

/** The panel's words of each other language: `[language, path]`. */
export const panelWords = async (): Promise<readonly (readonly [string, string])[]> =>
  (await readdir(join(DIST, 'assets'))).flatMap((name) => {
    const [, language] = /^panel\.([a-z]{2})-[\w-]{8}\.js$/.exec(name) ?? [];
    return language === undefined ? [] : [[language, `assets/${name}`] as const];
  });

/** The page of the panel for browsers from before modules, and its one script. */
export const legacyFiles = async (): Promise<readonly string[]> => {
  const page = await readFile(join(DIST, 'panel-legacy.html'), 'utf8');
  const [, script] = /<script src="\/(assets\/panel-legacy-[\w-]+\.js)">/.exec(page) ?? [];
  if (script === undefined) throw new Error('panel-legacy.html refers to no script');
  return ['panel-legacy.html', script];
};
