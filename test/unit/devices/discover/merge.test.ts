// One finding for each device: what belongs together, what only claims to, and which printer is known already.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence } from '@platen/edge-server/devices/discover/evidence';
import { makeRecognise, type RegisteredPrinter } from '@platen/edge-server/devices/discover/known-printers';
import { discoveryLimits } from '@platen/edge-server/devices/discover/limits';
import { type MergedFinding, mergeEvidence } from '@platen/edge-server/devices/discover/merge-evidence';
import { readService } from '@platen/edge-server/devices/discover/read-service';
import type { DeviceIdentity } from '@platen/shared/device';

const UUID = '12345678-9abc-4def-8123-456789abcdef';
const OTHER = '00000000-9abc-4def-8123-456789abcdef';
const piece = (
  kind: Evidence['kind'],
  address: string,
  identity: DeviceIdentity = {},
  more: Partial<Evidence> = {},
): Evidence => ({ kind, address, names: [], identity, ...more });

test('what answered at one address is one device, the best way first', () => {
  const found = mergeEvidence([
    piece('raw', '10.0.0.9', {}, { uri: 'socket://10.0.0.9' }),
    piece('lpr', '10.0.0.9', {}, { uri: 'lpd://10.0.0.9/lp' }),
    piece('snmp', '10.0.0.9', { makeAndModel: 'SNMP name', serial: 'X1Y2Z3' }, { names: ['host'] }),
    piece('ipp', '10.0.0.9', { makeAndModel: 'IPP name', uuid: UUID }, { uri: 'ipp://10.0.0.9/ipp/print' }),
    piece(
      'ipps',
      '10.0.0.9',
      { makeAndModel: 'IPP name' },
      { uri: 'ipps://10.0.0.9/ipp/print', names: ['Room'], location: '2nd' },
    ),
    piece(
      'mdns',
      '10.0.0.9',
      { hostName: 'p.local' },
      { uri: 'ipp://10.0.0.9/ipp/print', names: ['Room', 'Old'] },
    ),
  ]);
  assert.deepEqual(found, [
    {
      address: '10.0.0.9',
      otherAddresses: [],
      names: ['Room', 'host', 'Old'],
      location: '2nd',
      identity: { makeAndModel: 'IPP name', uuid: UUID, serial: 'X1Y2Z3', hostName: 'p.local' },
      uris: [
        'ipps://10.0.0.9/ipp/print',
        'ipp://10.0.0.9/ipp/print',
        'socket://10.0.0.9',
        'lpd://10.0.0.9/lp',
      ],
      evidence: ['ipps', 'ipp', 'snmp', 'mdns', 'raw', 'lpr'],
    },
  ]);
});

test('one device on two addresses is one finding, but only the better address gets documents', () => {
  const [found, ...more] = mergeEvidence([
    piece(
      'mdns',
      '10.0.0.66',
      { uuid: UUID, makeAndModel: 'Liar' },
      { uri: 'ipp://10.0.0.66/', names: ['Liar'] },
    ),
    piece('ipp', '10.0.0.9', { uuid: UUID }, { uri: 'ipp://10.0.0.9/', names: ['Real'] }),
  ]);
  assert.deepEqual(more, []);
  assert.deepEqual(found?.uris, ['ipp://10.0.0.9/']);
  assert.deepEqual(found?.otherAddresses, ['10.0.0.66']);
  assert.deepEqual(found?.names, ['Real']);
  assert.equal(found?.identity.makeAndModel, undefined);
});

test('two queues of a print server stay two; what has no uuid joins the one that answered', () => {
  const found = mergeEvidence([
    piece('raw', '10.0.0.9', {}, { uri: 'socket://10.0.0.9' }),
    piece('mdns', '10.0.0.9', { uuid: UUID }, { uri: 'ipp://10.0.0.9/a' }),
    piece('ipp', '10.0.0.9', { uuid: OTHER }, { uri: 'ipp://10.0.0.9/b' }),
  ]);
  assert.deepEqual(
    found.map(({ identity, uris }) => [identity.uuid, uris]),
    [
      [OTHER, ['ipp://10.0.0.9/b', 'socket://10.0.0.9']],
      [UUID, ['ipp://10.0.0.9/a']],
    ],
  );
});

test('serial numbers join devices, unless they are worn-out ones, of two makers, or of two uuids', () => {
  const count = (...identities: DeviceIdentity[]): number =>
    mergeEvidence(identities.map((identity, i) => piece('snmp', `10.0.0.${i + 1}`, identity))).length;
  assert.equal(count({ serial: 'ABC123' }, { serial: 'ABC123' }), 1);
  assert.equal(count({ serial: '000000' }, { serial: '000000' }), 2);
  assert.equal(count({ serial: 'unknown' }, { serial: 'unknown' }), 2);
  assert.equal(
    count({ serial: 'ABC123', sysObjectId: '1.3.1' }, { serial: 'ABC123', sysObjectId: '1.3.2' }),
    2,
  );
  assert.equal(count({ serial: 'ABC123', uuid: UUID }, { serial: 'ABC123', uuid: OTHER }), 2);
});

test('a device that says very much is cut short', () => {
  const many = Array.from({ length: 500 }, (_, i) =>
    piece('mdns', '10.0.0.9', {}, { uri: `ipp://10.0.0.9:${2000 + i}/`, names: [`n${i}`] }),
  );
  const [found] = mergeEvidence(many);
  assert.equal(found?.uris.length, discoveryLimits.perFinding);
  assert.equal(found?.names.length, discoveryLimits.perFinding);
  const devices = Array.from({ length: 6_000 }, (_, i) => piece('raw', `10.${i >> 8}.0.${i & 255}`));
  assert.equal(mergeEvidence(devices).length, discoveryLimits.findings);
});

const finding = (more: Partial<MergedFinding>): MergedFinding => ({
  address: '10.0.0.9',
  otherAddresses: [],
  names: [],
  identity: {},
  uris: [],
  evidence: [],
  ...more,
});
const printer = (id: string, uri: string, more: Partial<RegisteredPrinter> = {}): RegisteredPrinter => ({
  id,
  uri,
  otherUris: [],
  identity: null,
  ...more,
});

test('a registered printer is known by uuid, serial, address, or a name that resolves to it', async () => {
  const known = await makeRecognise(
    [
      printer('uuid', 'ipp://192.0.2.1/', { identity: { uuid: UUID } }),
      printer('serial', 'ipp://192.0.2.2/', { identity: { serial: 'S-123' } }),
      printer('address', 'ipps://10.0.0.9/ipp/print'),
      printer('other uri', 'ipp://192.0.2.3/', { otherUris: ['socket://10.0.0.10'] }),
      printer('name', 'ipp://printer.corp:631/ipp/print'),
      printer('local name', 'ipp://Unknown.local/'),
      printer('odd port', 'ipp://10.0.0.12:8631/'),
    ],
    async (host) => {
      if (host === 'printer.corp') return ['10.0.0.11'];
      throw new Error('unknown');
    },
    new AbortController().signal,
  );
  assert.equal(known(finding({ address: '10.9.9.9', identity: { uuid: UUID } })), 'uuid');
  assert.equal(known(finding({ address: '10.9.9.9', identity: { serial: 'S-123' } })), 'serial');
  assert.equal(known(finding({ uris: ['socket://10.0.0.9'] })), 'address');
  assert.equal(known(finding({})), 'address');
  assert.equal(known(finding({ address: '10.0.0.10', uris: ['ipp://10.0.0.10:443/'] })), 'other uri');
  assert.equal(known(finding({ address: '10.0.0.11', uris: ['ipp://10.0.0.11/'] })), 'name');
  assert.equal(
    known(
      finding({ address: '10.0.0.14', identity: { hostName: 'unknown.local' }, uris: ['ipp://10.0.0.14/'] }),
    ),
    'local name',
  );
  assert.equal(known(finding({ address: '10.0.0.12', uris: ['ipp://10.0.0.12:8631/'] })), 'odd port');
  assert.equal(known(finding({ address: '10.0.0.12', uris: ['ipp://10.0.0.12/'] })), undefined);
  assert.equal(known(finding({ address: '10.0.0.13' })), undefined);
});

test('another uuid at the address of a registered printer is another printer', async () => {
  const registered = [printer('a', 'ipp://10.0.0.9/', { identity: { uuid: UUID } })];
  const known = await makeRecognise(registered, async () => [], new AbortController().signal);
  assert.equal(known(finding({ identity: { uuid: OTHER } })), undefined);
});

test('looking up names ends with its signal', async () => {
  const stop = new AbortController();
  const never = new Promise<string[]>(() => undefined);
  const looking = makeRecognise([printer('a', 'ipp://slow.example/')], () => never, stop.signal);
  stop.abort();
  assert.equal((await looking)(finding({})), undefined);
});

const service = (type: string, port: number, txt: Record<string, string> = {}) => ({
  type,
  instance: 'Room \u001b[2J1',
  host: 'p.local',
  port,
  addresses: ['10.0.0.9'],
  txt: new Map(Object.entries(txt)),
});

test('an announcement names what to ask, cleaned', () => {
  const [ipp] = readService(
    service('_ipps._tcp', 631, {
      rp: '/ipp/print',
      ty: 'Model',
      note: '2nd floor',
      uuid: UUID.toUpperCase(),
      usb_mfg: 'ACME',
      usb_mdl: 'P1',
    }),
  );
  assert.deepEqual(ipp, {
    kind: 'mdns',
    address: '10.0.0.9',
    uri: 'ipps://10.0.0.9/ipp/print',
    names: ['Room [2J1'],
    location: '2nd floor',
    identity: { makeAndModel: 'Model', deviceId: 'MFG:ACME;MDL:P1;', uuid: UUID, hostName: 'p.local' },
  });
  assert.equal(readService(service('_printer._tcp', 515, { rp: 'lp' }))[0]?.uri, 'lpd://10.0.0.9/lp');
  assert.equal(readService(service('_pdl-datastream._tcp', 9100))[0]?.uri, 'socket://10.0.0.9');
  assert.equal(
    readService(service('_ipp._tcp', 8631, { product: '(P 1)' }))[0]?.identity.makeAndModel,
    'P 1',
  );
});

test('an announcement cannot send us to mail servers, up the path, or into another host', () => {
  for (const [port, rp] of [
    [25, 'ipp/print'],
    [445, ''],
    [631, '../../etc'],
    [631, 'x y'],
    [631, '@evil.example/'],
    [631, 'a?b=c'],
    [631, 'x'.repeat(200)],
  ] as const) {
    assert.equal(readService(service('_ipp._tcp', port, { rp }))[0]?.uri, undefined, `${port} ${rp}`);
  }
  const [evil] = readService(
    service('_ipp._tcp', 631, { usb_mfg: 'A;CMD:PJL', usb_mdl: 'B', uuid: 'nonsense' }),
  );
  assert.deepEqual(evil?.identity, { hostName: 'p.local' });
});
