// The page that stands in for a panel over plain HTTP, in the language of whoever reads it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainHttpPage } from '@platen/edge-server/api/plain-http-page';
import { LANGUAGE_FACTS, LANGUAGES } from '@platen/shared/say/languages';
import { sayingOf } from '@platen/shared/say/saying';

const PAGE = { siteName: 'Platen <Nord>', secureUrl: 'https://print.example/panel/?a=1&b="2"' };

test('it is said in every language, in its direction', () => {
  const english = plainHttpPage(PAGE, sayingOf('en'));
  assert.match(english, /<h1>This connection is not encrypted<\/h1>/);
  for (const language of LANGUAGES) {
    const { tag, rtl } = LANGUAGE_FACTS[language];
    const page = plainHttpPage(PAGE, sayingOf(language));
    assert.ok(page.includes(`<html lang="${tag}" dir="${rtl ? 'rtl' : 'ltr'}">`));
    assert.doesNotMatch(page, /wire\.|\{\w+\}/);
    if (language !== 'en') assert.doesNotMatch(page, /not encrypted|Open it/);
  }
});

test('names and addresses stay text, and there is no way to HTTPS where it is off', () => {
  const page = plainHttpPage(PAGE, sayingOf('de'));
  assert.match(page, /<title>Platen &#60;Nord&#62;<\/title>/);
  assert.match(page, /href="https:\/\/print\.example\/panel\/\?a=1&#38;b=&#34;2&#34;"/);
  assert.doesNotMatch(page, /<script/);
  assert.doesNotMatch(plainHttpPage({ ...PAGE, secureUrl: undefined }, sayingOf('de')), /<a /);
});
