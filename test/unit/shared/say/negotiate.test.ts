// Accept-Language (RFC 9110 section 12.5.4) against the server's languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { negotiateLanguage } from '@platen/shared/say/negotiate';

const CASES: readonly (readonly [string | undefined, string | undefined])[] = [
  ['de', 'de'],
  ['DE-at', 'de'],
  ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', 'fr'],
  ['en;q=0.2, it;q=0.9', 'it'],
  ['pl, de', 'pl'],
  ['sv, nl;q=0.5', 'nl'],
  ['zh-Hans-CN', 'zh'],
  ['zh-a-foo', 'zh'],
  ['ar-EG', 'ar'],
  ['de;q=0, en;q=0.1', 'en'],
  ['de-AT, de;q=0', undefined],
  ['de ; q=0.5 ,, it;q=0.4', 'de'],
  ['*', undefined],
  ['sv', undefined],
  ['', undefined],
  [undefined, undefined],
  ['de;q=2', undefined],
  ['de;q=0.1234', undefined],
  ['de_DE', undefined],
  ['de, <script>', undefined],
  [`de, ${'x-a, '.repeat(400)}`, undefined],
];

test('the best language that is asked for and spoken is chosen; what cannot be read chooses none', () => {
  for (const [header, language] of CASES) assert.equal(negotiateLanguage(header), language, header);
});
