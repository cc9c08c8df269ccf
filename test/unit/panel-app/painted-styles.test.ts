// Which rules of the panel's stylesheet are read before its first frame.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paintedStyles } from '../../../panel-app/vite/painted-styles.ts';

const PAGE =
  '<html lang="en"><body><div class="panel at-code" data-painted><button type="button" class="button key"><span>1</span></button></div></body></html>';

const kept = (styles: string): string => paintedStyles(styles, PAGE);

test('rules that can apply to the painted page stay, in their order', () => {
  for (const rule of [
    ':root{--ink:#000}',
    '*,:before{box-sizing:border-box}',
    'html,body{height:100%}',
    '.panel .button{color:red}',
    '.key>span{color:red}',
    '.button:active{color:red}',
    '.button:hover:not([disabled]){color:red}',
    '[dir=rtl] .key{color:red}',
    '[data-painted] .key{color:red}',
  ])
    assert.equal(kept(rule), rule);
  assert.equal(
    kept('.key{color:red}.job{color:blue}.button{color:green}'),
    '.key{color:red}.button{color:green}',
  );
});

test('rules for what is not painted go, whatever else they name', () => {
  for (const rule of [
    '.job{color:red}',
    '.panel .job .button{color:red}',
    '.key.next{color:red}',
    'svg{color:red}',
    '.key>svg{color:red}',
    'html[data-contrast] .key{color:red}',
    '.button[aria-pressed=true]{color:red}',
  ])
    assert.equal(kept(rule), '', rule);
});

test('a list of selectors stays whole where one of them applies, also with commas in brackets', () => {
  assert.equal(kept('.job,.key{color:red}'), '.job,.key{color:red}');
  assert.equal(kept('.job:not(.a,.b),.list{color:red}'), '');
});

test('conditions stay around what they hold, animations with the rules that name them', () => {
  assert.equal(
    kept('@media (min-width:1px){.key{color:red}.job{color:red}}@media print{.job{color:red}}'),
    '@media (min-width:1px){.key{color:red}}',
  );
  const turn = '@keyframes turn{0%{opacity:0}to{opacity:1}}';
  assert.equal(kept(`.key{animation:turn 1s}${turn}`), `.key{animation:turn 1s}${turn}`);
  assert.equal(kept(`.job{animation:turn 1s}${turn}`), '');
});
