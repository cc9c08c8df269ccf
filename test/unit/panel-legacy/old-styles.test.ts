// The stylesheet of the legacy panel: nothing in it that WebKit before 2013 does not understand, nothing of the panel's own left without a layout.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLooks } from '../../../panel-app/vite/legacy/styles/custom-properties.ts';
import { legacyLayout, legacyStyles } from '../../../panel-app/vite/legacy/styles/legacy-styles.ts';
import { makeOld } from '../../../panel-app/vite/legacy/styles/make-old.ts';
import { parseStyles } from '../../../panel-app/vite/legacy/styles/parse-styles.ts';
import { repository } from '../../support/repository.ts';

const LOOKS = readLooks(
  ':root{--ink:#111;--control:64px}:root[data-theme=dark]{--ink:#eee}@media(max-height:320px){[data-large]{--control:80px}}',
);
const old = (sheet: string): string => makeOld(sheet, LOOKS);

test('custom properties are written in, and other looks get only what differs', () => {
  assert.equal(
    old('.a{color:var(--ink);margin:0}'),
    '[dir] .a{color:#111;margin:0}:root[data-theme=dark][dir] .a{color:#eee}',
  );
  assert.match(
    old('.a{height:calc(var(--control) - 2px)}'),
    /^\[dir\] \.a\{height:62px\}@media \(max-height:320px\)\{\[data-large\]\[dir\] \.a\{height:78px\}\}$/,
  );
  assert.throws(() => old('.a{color:var(--none)}'), /no value/);
});

test('start and end become left and right, each in its direction, and weigh no more than the rest', () => {
  assert.equal(
    old('.a{margin:0;margin-inline-start:4px}'),
    '[dir] .a{margin:0}[dir=ltr] .a{margin-left:4px}[dir=rtl] .a{margin-right:4px}',
  );
  assert.equal(
    old('.a{padding-inline:1px 2px;text-align:end}'),
    '[dir=ltr] .a{padding-left:1px;padding-right:2px;text-align:right}[dir=rtl] .a{padding-right:1px;padding-left:2px;text-align:left}',
  );
  assert.equal(old('.a{inset:0 1px}'), '[dir] .a{top:0;right:1px;bottom:0;left:1px}');
});

test('flexible boxes have their older forms first; one that wraps is a block there', () => {
  assert.equal(
    old('.a{display:flex;flex:1}'),
    '[dir] .a{display:-webkit-box;display:-webkit-flex;display:flex;-webkit-box-flex:1;-webkit-flex:1;flex:1}',
  );
  assert.match(
    old('.a{display:flex;flex-wrap:wrap}'),
    /^\[dir\] \.a\{display:block;display:-webkit-flex;display:flex;/,
  );
});

test('the ring of the focus is drawn for keys only, and questions of new engines are left out', () => {
  assert.equal(old(':focus:not(:focus-visible){outline:none}'), '[data-pointed][dir] :focus{outline:none}');
  assert.equal(old('@media(hover:hover){.a:hover{margin:0}}'), '');
  assert.throws(() => old('.a:has(.b){margin:0}'), /no old form/);
});

test('the whole sheet has no word that an old engine would stumble over', () => {
  const sheet = legacyStyles();
  const tooNew =
    /var\(|--[a-z]|[;{:]grid|-inline-(start|end):|inset|[;{]gap|\b(min|max|clamp)\(|focus-visible|prefers-|:is\(|:where\(/;
  assert.equal(tooNew.exec(sheet)?.[0], undefined);
  assert.equal(sheet.split('{').length, sheet.split('}').length);
});

test('every grid of the panel has a layout of its own in the legacy panel', () => {
  const folder = join(repository, 'panel-app', 'src');
  const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(panel|components)\/.*\.ts$/.test(name) && !name.includes('sign-in'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\/\* css \*\/ `([^`]*)`/g)])
    .map(([, sheet = '']) => sheet);
  const rulesOf = (sheet: string) =>
    parseStyles(sheet).flatMap((block) =>
      block.kind === 'rule' ? [block] : block.kind === 'media' ? block.rules : [],
    );
  const drawn = new Set(rulesOf(legacyLayout).flatMap(({ selectors }) => selectors));
  const missing = sheets
    .flatMap(rulesOf)
    .filter(({ declarations }) =>
      declarations.some(([name, value]) => name === 'display' && value === 'grid'),
    )
    .flatMap(({ selectors }) => selectors)
    .filter((selector) => !drawn.has(selector));
  assert.deepEqual(missing, []);
});
