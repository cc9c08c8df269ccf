import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMistake } from '@platen/device-profiles/mistake';
import { readProfileFile } from '@platen/device-profiles/read-profile-file';

const GOOD = {
  id: 'our-press',
  name: 'Our press',
  source: 'Tried in March 2026',
  match: { makeAndModel: ['^Maker Press 9'] },
  protocols: [{ name: 'raw', port: 9100 }],
  panel: { platform: 'none' },
};

function mistakesOf(change: object, fileName = 'models/our-press.json'): readonly string[] {
  const read = readProfileFile(fileName, JSON.stringify({ ...GOOD, ...change }, null, 1));
  return read.ok ? [] : read.mistakes.map(describeMistake);
}

test('a short profile is enough; what it leaves out has its plain value', () => {
  const read = readProfileFile('our-press.json', JSON.stringify(GOOD));
  assert.ok(read.ok);
  assert.deepEqual(read.profile.match, { ...GOOD.match, sysObjectId: [], sysDescr: [], deviceId: [] });
  assert.deepEqual(read.profile.accounting, { style: 'none' });
  assert.deepEqual(read.profile.panel.screens, []);
  assert.deepEqual(read.profile.quirks, []);
});

test('the id is the name of the file', () => {
  assert.match(
    mistakesOf({}, 'other.json')[0] ?? '',
    /^other\.json:2:8 id: The id is not the name of the file\. Call the file our-press\.json/,
  );
  assert.deepEqual(mistakesOf({}, 'C:\\profiles\\our-press.json'), []);
  assert.match(mistakesOf({ id: 'Our Press' })[0] ?? '', /small letters, digits and single hyphens/);
});

test('a pattern that could hold up the server is told at its place', () => {
  assert.match(
    mistakesOf({ match: { sysDescr: ['^fine', '^(a+)+$'] } })[0] ?? '',
    /^models\/our-press\.json:8:4 match\.sysDescr\[1\]: The pattern repeats something/,
  );
  assert.match(
    mistakesOf({ match: { makeAndModel: ['x'.repeat(201)] } })[0] ?? '',
    /longer than 200 characters/,
  );
  assert.match(mistakesOf({ match: { makeAndModel: [''] } })[0] ?? '', /fits every device/);
  assert.match(mistakesOf({ match: {} })[0] ?? '', /would fit every device/);
  assert.match(
    mistakesOf({ match: { sysObjectId: ['.1.3.6.1.4.1.253'] } })[0] ?? '',
    /without a dot in front/,
  );
});

test('values that do not go together are told', () => {
  const first = (change: object): string => mistakesOf(change)[0] ?? '';
  assert.match(first({ protocols: [] }), /without a protocol/);
  assert.match(first({ protocols: [{ name: 'raw', port: 9100, path: '/x' }] }), /raw has no path/);
  assert.match(first({ protocols: [{ name: 'ipp', port: 631, queue: 'lp' }] }), /named by "path"/);
  assert.match(first({ protocols: [...GOOD.protocols, ...GOOD.protocols] }), /stands in the list already/);
  assert.match(first({ protocols: [{ name: 'lpr', port: 515, queue: 'a b' }] }), /cannot be asked for/);
  assert.match(first({ protocols: [{ name: 'ipp', port: 70_000 }] }), /above 65535/);
  assert.match(first({ protocols: [{ name: 'ipp', port: 1.5 }] }), /not a whole number/);
  assert.match(first({ panel: { platform: 'browser', generation: 2 } }), /Only the platform xerox-eip/);
  assert.match(first({ panel: { platform: 'xerox-eip', apeosVersion: 'v5' } }), /Only the platform apeos/);
  assert.match(first({ panel: { platform: 'browsr' } }), /Did you mean "browser"/);
  assert.match(first({ pdl: { language: { 'application/pdf': 'PDF' } } }), /Add "pjl"/);
  assert.match(first({ accounting: { style: 'xpiff' } }), /Did you mean "xpif"/);
});

test('no word of a profile can put a line of its own into PJL or LPD', () => {
  const pjl = { options: true, backChannel: false, style: 'generic' };
  for (const word of ['PDF\r\n@PJL RESET', 'PDF ', 'pdf', '"', '', 'A'.repeat(33)]) {
    assert.equal(mistakesOf({ pjl, pdl: { language: { 'application/pdf': word } } }).length, 1, word);
  }
  assert.equal(mistakesOf({ pjl, pdl: { language: { 'no media type': 'PDF' } } }).length, 1);
  assert.equal(mistakesOf({ protocols: [{ name: 'lpr', port: 515, queue: 'lp\n' }] }).length, 1);
  assert.equal(mistakesOf({ protocols: [{ name: 'ipp', port: 631, path: '/a b' }] }).length, 1);
});
