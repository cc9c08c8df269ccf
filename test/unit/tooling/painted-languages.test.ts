// The panel's page in other languages, as the build writes it: every painted word changed, and nothing else.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PAINTED, paintIn } from '../../../panel-app/vite/paint-in-languages.ts';
import { languagesOf } from '../../../panel-app/vite/words-by-language.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../panel-app/${path}`, import.meta.url));
const page = await readFile(at('panel.html'), 'utf8');
const read = async (file: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(at(`src/locales/${file}`), 'utf8')) as Record<string, unknown>;

test('the page is painted in every language that has the words of the first screen', async () => {
  const english = await read('en.json');
  const languages = languagesOf(at('src/locales/panel'));
  let painted = 0;
  for (const language of languages) {
    const words = await read(`panel.${language}.json`);
    const own = paintIn(page, language);
    assert.equal(
      own !== undefined,
      PAINTED.every((key) => key in words),
      language,
    );
    if (own === undefined) continue;
    painted += 1;
    assert.match(own, language === 'ar' ? /<html lang="ar" dir="rtl"/ : /<html lang="[\w-]+" dir="ltr"/);
    for (const key of PAINTED) {
      assert.ok(own.includes(`>${String(words[key])}<`), `${language} ${key}`);
      if (words[key] !== english[key])
        assert.ok(!own.includes(`>${String(english[key])}<`), `${language} ${key}`);
    }
    // Back in English it is the page again: nothing but words has changed.
    let back = own.replace(/<html lang="[\w-]+" dir="\w+"/, '<html lang="en"');
    for (const key of PAINTED) back = back.replaceAll(`>${String(words[key])}<`, `>${String(english[key])}<`);
    assert.equal(back, page);
  }
  assert.ok(painted >= 2);
});

test('a page that paints other words than those of the first screen is refused', () => {
  assert.throws(() => paintIn(page.replace('Enter your code', 'Your code'), 'de'), /code\.title/);
});
