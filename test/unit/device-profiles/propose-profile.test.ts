import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceProfile } from '@platen/device-profiles/device-profile';
import { findProfile } from '@platen/device-profiles/find-profile';
import { matchProfile } from '@platen/device-profiles/match-profile';
import { MODELS } from '@platen/device-profiles/models';
import { type ProposeProfileInput, proposeProfile } from '@platen/device-profiles/propose-profile';
import { readProfileFile } from '@platen/device-profiles/read-profile-file';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';

/** The profile as an administrator would get it by saving the text under its id. */
function proposed(input: ProposeProfileInput): DeviceProfile {
  const text = proposeProfile(input);
  const id = /"id": "([^"]+)"/.exec(text)?.[1] ?? '';
  const read = readProfileFile(`${id}.json`, text);
  assert.deepEqual(read.ok ? [] : read.mistakes, [], text);
  assert.ok(read.ok);
  return read.profile;
}

const capabilities: PrinterCapabilities = {
  makeAndModel: 'Maker (Thing) C9+',
  formats: ['application/pdf', 'image/pwg-raster', 'not a type\u0000'],
  maxCopies: 99,
  sides: ['one-sided', 'two-sided-long-edge'],
  printColorModes: ['auto', 'monochrome'],
  finishings: [3, 20],
  numberUp: [1],
  pageRanges: true,
  mediaReady: [],
};

const input: ProposeProfileInput = {
  identity: {
    makeAndModel: 'Maker (Thing) C9+',
    sysObjectId: '.1.3.6.1.4.1.99999.1.2',
    sysDescr: 'Maker (Thing) C9+; software 1.2.3',
    deviceId: 'MFG:Maker;MDL:(Thing) C9+;CMD:PCL;',
  },
  capabilities,
};

test('what is proposed is read without a mistake and fits the device it came from, and no other', () => {
  const profile = proposed(input);
  assert.equal(profile.id, 'maker-thing-c9');
  assert.equal(matchProfile([profile, ...MODELS], input.identity).id, profile.id);
  assert.equal(
    matchProfile([profile, ...MODELS], { makeAndModel: 'Maker Thing C99' }).id,
    'generic-ipp-everywhere',
  );
  assert.deepEqual(profile.formats, ['application/pdf', 'image/pwg-raster']);
  assert.deepEqual(profile.options?.['finishings-supported']?.values, [3, 20]);
  assert.deepEqual(
    profile.protocols.map(({ name }) => name),
    ['ipps', 'ipp'],
  );
});

test('versions behind the model are left out of the rules, for they change', () => {
  const profile = proposed({ identity: { sysDescr: 'Maker Thing C9; software 1.2.3, NC 4' } });
  assert.deepEqual(profile.match.sysDescr, ['^Maker Thing C9']);
  assert.deepEqual(profile.protocols, [{ name: 'raw', port: 9100 }]);
});

test('panel, PJL and accounting are taken over from the family it was matched to, which is named', () => {
  const base = findProfile(MODELS, 'xerox-altalink');
  const profile = proposed({ identity: { makeAndModel: 'Xerox AltaLink C8145' }, base });
  assert.deepEqual(profile.panel, base?.panel);
  assert.deepEqual(profile.pjl, base?.pjl);
  assert.deepEqual(profile.accounting, base?.accounting);
  assert.match(profile.sources.panel ?? '', /xerox-altalink/);
});

test('whatever a device says of itself, the proposal is a profile', () => {
  const words = [
    '',
    ' ',
    '\\',
    '"',
    '\n@PJL',
    '(((',
    '[a',
    '💥',
    '$',
    'x'.repeat(500),
    '\\'.repeat(300),
    '-',
    '日本',
    ';;',
  ];
  for (const first of words) {
    for (const second of words) {
      const text = first + second;
      if (text.trim() === '' || /^[\s;,]*$/.test(text)) continue;
      proposed({
        identity: { makeAndModel: text, sysDescr: second, deviceId: `MDL:${text};`, sysObjectId: text },
      });
    }
  }
});
