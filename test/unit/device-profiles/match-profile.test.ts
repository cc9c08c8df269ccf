import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DeviceProfile } from '@platen/device-profiles/device-profile';
import { matchProfile } from '@platen/device-profiles/match-profile';
import { MODELS } from '@platen/device-profiles/models';
import type { DeviceIdentity } from '@platen/shared/device';

const idOf = (identity: DeviceIdentity, models: readonly DeviceProfile[] = MODELS): string =>
  matchProfile(models, identity).id;

test('a device gets the most particular family, an unknown one the generic', () => {
  const families: readonly (readonly [DeviceIdentity, string])[] = [
    [{ makeAndModel: 'Platen Virtual MFD' }, 'platen-virtual-mfd'],
    [{ makeAndModel: 'Somebody LaserThing 9' }, 'generic-ipp-everywhere'],
    [{ makeAndModel: '' }, 'generic-ipp-everywhere'],
    [{}, 'generic-ipp-everywhere'],
    [{ makeAndModel: 'Xerox AltaLink C8135' }, 'xerox-altalink'],
    [{ makeAndModel: 'Xerox VersaLink C405' }, 'xerox-versalink'],
    [{ makeAndModel: 'Xerox® VersaLink B7125 MFP' }, 'xerox-versalink'],
    [{ makeAndModel: 'Xerox PrimeLink C9070' }, 'xerox-primelink'],
    [{ makeAndModel: 'Xerox WorkCentre 7845' }, 'xerox-connectkey'],
    [{ makeAndModel: 'Xerox Phaser 6600DN' }, 'xerox'],
    [{ sysObjectId: '1.3.6.1.4.1.253.8.62.1.35.2.3.1.1' }, 'xerox'],
    [{ sysDescr: 'FUJI XEROX ApeosPort-VI C4471;ESS1.0.217,IOT 1.2' }, 'fuji-xerox-apeosport'],
    [{ sysObjectId: '1.3.6.1.4.1.297.1.11.93.2.1.2.3.5' }, 'fujifilm-apeos'],
    [{ makeAndModel: 'HP LaserJet Enterprise M506' }, 'hp-futuresmart'],
    [{ makeAndModel: 'HP LaserJet MFP M130nw', sysObjectId: '1.3.6.1.4.1.11.2.3.9.1' }, 'hp'],
    [{ sysDescr: 'Canon iR-ADV C5235 /P', sysObjectId: '1.3.6.1.4.1.1602.4.7' }, 'canon-ir-adv'],
    [{ sysDescr: 'Canon LBP7660C /P', sysObjectId: '1.3.6.1.4.1.1602.4.2' }, 'canon'],
    [{ makeAndModel: 'TASKalfa 3252ci' }, 'kyocera-taskalfa'],
    [{ makeAndModel: 'Lexmark CX920' }, 'lexmark'],
    [{ sysDescr: 'TOSHIBA e-STUDIO2505AC' }, 'toshiba-e-studio'],
    [{ sysDescr: 'Brother NC-8300h, Firmware Ver.1.14' }, 'brother'],
    [{ sysDescr: 'EPSON Built-in', sysObjectId: '1.3.6.1.4.1.1248.1.1.2.1.3.5.69.69.80.83.50' }, 'epson'],
    [{ deviceId: 'MFG:Somebody;CMD:PJL,PCL,POSTSCRIPT;MDL:Thing;' }, 'generic-pcl-ps'],
    [{ deviceId: 'MFG:Xerox; CMD:PCL, PJL, PostScript, XPS; MDL:AltaLink C8045;' }, 'xerox-altalink'],
  ];
  for (const [identity, family] of families) assert.equal(idOf(identity), family, JSON.stringify(identity));
});

test('an object id fits at a dot only, with or without a dot in front', () => {
  assert.equal(idOf({ sysObjectId: '1.3.6.1.4.1.2530.1' }), 'generic-ipp-everywhere');
  assert.equal(idOf({ sysObjectId: '.1.3.6.1.4.1.253' }), 'xerox');
});

const made = (id: string, match: Partial<DeviceProfile['match']>): DeviceProfile => ({
  id,
  name: id,
  source: 'made for this test',
  sources: {},
  match: { makeAndModel: [], sysObjectId: [], sysDescr: [], deviceId: [], ...match },
  protocols: [{ name: 'ipp', port: 631 }],
  panel: { platform: 'none', screens: [] },
  accounting: { style: 'none' },
  quirks: [],
});

test('an object id beyond the maker’s number counts more than a name, a longer one more than a shorter', () => {
  const models = [
    made('series', { sysObjectId: ['1.3.6.1.4.1.253.8'] }),
    made('model', { sysObjectId: ['1.3.6.1.4.1.253.8.62.1.35'] }),
    ...MODELS,
  ];
  const identity = { makeAndModel: 'Xerox AltaLink C8045', sysObjectId: '1.3.6.1.4.1.253.8.62.1.35.2' };
  assert.equal(idOf(identity, models), 'model');
  assert.equal(idOf({ ...identity, sysObjectId: '1.3.6.1.4.1.253.8.62.2' }, models), 'series');
});

test('of two equals the first in the list counts, so an administrator’s wins', () => {
  const models = [made('ours', { makeAndModel: ['^Xerox AltaLink'] }), ...MODELS];
  assert.equal(idOf({ makeAndModel: 'Xerox AltaLink C8045' }, models), 'ours');
  assert.equal(idOf({ makeAndModel: 'Xerox AltaLink C8045' }, [...MODELS, ...models]), 'xerox-altalink');
});

test('a family that names more of the model counts more, whatever the order', () => {
  const models = [...MODELS, made('ours', { makeAndModel: ['^Xerox AltaLink C80\\d+'] })];
  assert.equal(idOf({ makeAndModel: 'Xerox AltaLink C8045' }, models), 'ours');
  assert.equal(idOf({ makeAndModel: 'Xerox AltaLink B8145' }, models), 'xerox-altalink');
});

test('a list without a family that fits everything is a mistake of the program', () => {
  assert.throws(() => matchProfile([], {}), /fits everything/);
});

test('what a device says is looked at up to its 256th character', () => {
  const models = [made('late', { sysDescr: ['late'] }), ...MODELS];
  assert.equal(idOf({ sysDescr: `${'x'.repeat(252)}late` }, models), 'late');
  assert.equal(idOf({ sysDescr: `${'x'.repeat(253)}late` }, models), 'generic-ipp-everywhere');
});

// Recordings of real devices; not part of the checkout because of their licence.
const recordings = '/work/shared/corpus/snmp';
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['fujifilmprinter_c7580', 'fujifilm-apeos'],
  ['jetdirect_m880', 'hp-futuresmart'],
  ['konica_c250i', 'konica-minolta-bizhub'],
  ['ricoh_mpc2503', 'ricoh'],
  ['sharp_mxm266nv', 'sharp-mx'],
  ['xerox', 'xerox-altalink'],
]);

test('each recorded device gets its own family', {
  skip: existsSync(recordings) ? false : `there are no SNMP recordings in ${recordings}`,
}, () => {
  const names = readdirSync(recordings).filter((name) => name.endsWith('.snmprec'));
  assert.ok(names.length >= FAMILIES.size);
  for (const name of names) {
    const identity = identityOf(readFileSync(join(recordings, name), 'latin1'));
    const wanted = FAMILIES.get(name.replace('.snmprec', ''));
    // A recording that came later has to be in no family of another maker: at least it is not the generic one.
    if (wanted === undefined) assert.notEqual(idOf(identity), 'generic-ipp-everywhere', name);
    else assert.equal(idOf(identity), wanted, name);
  }
});

/** The rows that make an identity: OID|type|value, type with x for hexadecimal. */
function identityOf(recording: string): DeviceIdentity {
  const read = (oid: string): string | undefined =>
    recording
      .split(/\r?\n/)
      .map((row) => row.split('|'))
      .find(([at]) => at === oid)
      ?.slice(2)
      .join('|');
  const told = {
    makeAndModel: read('1.3.6.1.2.1.25.3.2.1.3.1'),
    sysDescr: read('1.3.6.1.2.1.1.1.0'),
    sysObjectId: read('1.3.6.1.2.1.1.2.0'),
    deviceId: read('1.3.6.1.4.1.253.8.51.1.2.1.20.1') ?? read('1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1'),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
