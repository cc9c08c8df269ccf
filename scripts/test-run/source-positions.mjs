// Says where in the sources a line of a bundle came from. Only failures need it, so the tests themselves run without source maps, which
// are slow to load.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** For the bundles of `folder`: `of(file, line, column)` gives `{ file, line }` of the source; `inText(text)` puts sources in for bundles. */
export const sourcePositions = (folder) => {
  const maps = new Map();
  const mapOf = (file) => {
    if (!maps.has(file)) {
      let map;
      try {
        map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
      } catch (error) {
        // Not a bundle: a program of the test's own, say.
        if (error.code !== 'ENOENT') throw error;
      }
      maps.set(file, map);
    }
    return maps.get(file);
  };
  const of = (file, line, column = 1) => {
    // The map counts from 0.
    const entry = mapOf(file)?.findEntry(line - 1, column - 1);
    if (entry?.originalSource === undefined) return { file, line };
    return { file: resolve(dirname(file), entry.originalSource), line: entry.originalLine + 1 };
  };
  const place = new RegExp(`(?:file://)?(${escaped(folder)}/[^\\s:()]+\\.mjs):(\\d+)(?::(\\d+))?`, 'g');
  const inText = (text) =>
    text.replace(place, (_, file, line, column) => {
      const found = of(file, Number(line), Number(column ?? 1));
      return `${found.file}:${found.line}`;
    });
  return { of, inText };
};
