// What came with a document wins, then its owner's defaults, then the organisation's.
import assert from 'node:assert/strict';
import test from 'node:test';
import { DefaultOptions, sameDefaults, withDefaults } from '@platen/shared/default-options';
import type { Setting } from '@platen/shared/define-settings';
import { optionSettings, siteDefaults } from '@platen/shared/option-settings';
import type { Ticket } from '@platen/shared/ticket';
import * as v from 'valibot';

const SITE: DefaultOptions = { sides: 'two-sided-long-edge', media: 'iso_a4_210x297mm' };
const USER: DefaultOptions = { sides: 'one-sided', printColorMode: 'monochrome' };

test('what came with the job wins over the user, and the user over the site', () => {
  assert.deepEqual(withDefaults(SITE, USER, { copies: 2 }), {
    copies: 2,
    sides: 'one-sided',
    printColorMode: 'monochrome',
    media: 'iso_a4_210x297mm',
  });
  const sent: Ticket = { sides: 'two-sided-short-edge', printColorMode: 'color', media: 'iso_a3_297x420mm' };
  assert.deepEqual(withDefaults(SITE, USER, sent), sent);
});

test('without defaults the ticket is as it came', () => {
  assert.deepEqual(withDefaults({}, {}, {}), {});
  assert.deepEqual(withDefaults({}, {}, { mediaSource: 'tray-2' }), { mediaSource: 'tray-2' });
});

test('a tray that was asked for is not given other paper by a default', () => {
  assert.deepEqual(withDefaults(SITE, {}, { mediaSource: 'tray-2' }), {
    mediaSource: 'tray-2',
    sides: 'two-sided-long-edge',
  });
  const both: Ticket = { mediaSource: 'tray-2', media: 'iso_a5_148x210mm' };
  assert.deepEqual(withDefaults({ media: 'iso_a4_210x297mm' }, {}, both), both);
});

test('nothing is changed in what is laid together', () => {
  const site = Object.freeze({ ...SITE });
  const user = Object.freeze({ ...USER });
  const ticket: Ticket = Object.freeze({ mediaSource: 'tray-1' });
  withDefaults(site, user, ticket);
  assert.deepEqual([site, user, ticket], [SITE, USER, { mediaSource: 'tray-1' }]);
});

test('only what makes sense for every document can be a default', () => {
  for (const wrong of [
    { copies: 2 },
    { pageRanges: [] },
    { printColorMode: 'color' },
    { sides: 'both' },
    { media: '../a4' },
  ])
    assert.equal(v.is(DefaultOptions, wrong), false, JSON.stringify(wrong));
  for (const right of [{}, SITE, USER]) assert.equal(v.is(DefaultOptions, right), true);
});

test('defaults are the same whatever the order of their words', () => {
  assert.equal(sameDefaults(USER, { printColorMode: 'monochrome', sides: 'one-sided' }), true);
  assert.equal(sameDefaults(USER, { sides: 'one-sided' }), false);
  assert.equal(sameDefaults({}, {}), true);
});

test('every choice of the site setting but "as sent" is a default', () => {
  const asSent = { sides: 'as-sent', printColorMode: 'as-sent', media: 'as-sent' };
  assert.deepEqual(siteDefaults(asSent), {});
  let tried = 0;
  for (const [name, setting] of Object.entries(
    optionSettings.settings as Readonly<Record<string, Setting>>,
  )) {
    assert.equal(setting.default, 'as-sent');
    for (const choice of Object.keys(setting.type === 'choice' ? setting.choices : {})) {
      if (choice === 'as-sent') continue;
      const made = siteDefaults({ ...asSent, [name]: choice });
      assert.deepEqual(made, { [name]: choice });
      assert.equal(v.is(DefaultOptions, made), true, choice);
      tried++;
    }
  }
  assert.equal(tried, 7);
});
