// A surface's sentences come from several files that are spread into one object: of a key that stands in two, one sentence is lost silently.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../../panel-app/src', import.meta.url));
const LOCALES = join(SOURCES, 'locales');

const surfaces = (await readdir(SOURCES, { recursive: true })).filter((path) => path.endsWith('speech.ts'));

describe('no sentence of a surface hides another', () => {
  for (const path of surfaces) {
    test(path, async () => {
      const text = await readFile(join(SOURCES, path), 'utf8');
      const files = [...text.matchAll(/from '[./]*locales\/([^']+\.json)'/g)].flatMap(
        ([, file]) => file ?? [],
      );
      const home = new Map<string, string>();
      for (const file of files) {
        const sentences: unknown = JSON.parse(await readFile(join(LOCALES, file), 'utf8'));
        assert.ok(typeof sentences === 'object' && sentences !== null);
        for (const key of Object.keys(sentences)) {
          assert.equal(home.get(key), undefined, `${key} stands in ${home.get(key) ?? ''} and in ${file}`);
          home.set(key, file);
        }
      }
      assert.ok(home.size > 0, 'found no sentences');
    });
  }
});
