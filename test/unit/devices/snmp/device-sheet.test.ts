// The parts of a device sheet out of rows of values: sizes, levels, supplies, finishers, alerts, and values of the wrong type.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type DeviceSheet, readDeviceSheet } from '@platen/edge-server/devices/device-sheet';
import { askIdentity } from '@platen/edge-server/devices/snmp-identity';
import { lifeSigns } from '@platen/edge-server/devices/snmp-life-signs';
import { isTrouble } from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp } from '@platen/edge-server/protocols/snmp/session';
import type { SnmpBinding, SnmpValue } from '@platen/edge-server/protocols/snmp/value';
import { type SnmpAgent, type SnmpAgentOptions, startSnmpAgent } from '../../../servers/snmp-agent.ts';
import { printerRecords } from '../../../servers/snmp-agent-records.ts';

const access = { version: '2c', community: 'public' } as const;
const P = '1.3.6.1.2.1.43';
const integer = (value: number): SnmpValue => ({ type: 'integer', value });
const octets = (value: string | Buffer): SnmpValue => ({ type: 'octets', value: Buffer.from(value) });
const objects = (values: Readonly<Record<string, SnmpValue>>): readonly SnmpBinding[] =>
  Object.entries(values).map(([oid, value]) => ({ oid, value }));

const startAgent = async (t: TestContext, options: SnmpAgentOptions): Promise<SnmpAgent> => {
  const agent = await startSnmpAgent(options);
  t.after(() => agent.stop());
  return agent;
};

const sheetOf = async (t: TestContext, records: readonly SnmpBinding[]): Promise<DeviceSheet> => {
  const agent = await startAgent(t, { records });
  const session = openSnmp({ host: '127.0.0.1', port: agent.port, access });
  const sheet = await readDeviceSheet(session, new AbortController().signal, () => 7);
  session.close();
  assert.ok(!isTrouble(sheet), JSON.stringify(sheet));
  return sheet;
};

test('a printer that tells everything has a whole sheet', async (t) => {
  assert.deepEqual(await sheetOf(t, printerRecords()), {
    identity: {
      makeAndModel: 'Stand-in 100',
      sysDescr: 'Stand-in printer, version 1',
      sysObjectId: '1.3.6.1.4.1.99999.1',
      deviceId: 'MFG:Stand-in;MDL:100;CMD:PDF;',
      serial: 'SERIAL-1',
      hostName: 'standin',
    },
    state: { device: 'running', printer: 'idle' },
    errors: [],
    trays: [
      {
        index: 1,
        name: 'Tray 1',
        kind: 'removable',
        paper: 'A4, Plain',
        mediaName: 'Plain',
        mediaType: 'stationery',
        size: { width: 21_000, height: 29_700 },
        capacity: 500,
        level: 250,
        status: { availability: 'idle', offline: false, changing: false },
      },
    ],
    supplies: [{ name: 'black toner', type: 'toner', color: 'black', isReceptacle: false, left: 42 }],
    outputs: [],
    finishers: [],
    alerts: [],
    lifeCount: 1234,
    at: 7,
  });
});

test('a device that answers and tells nothing of a printer has an empty sheet', async (t) => {
  const sheet = await sheetOf(t, objects({ '1.3.6.1.2.1.1.1.0': octets('a switch') }));
  assert.deepEqual(
    [sheet.identity, sheet.state, sheet.trays, sheet.supplies, sheet.alerts, sheet.lifeCount],
    [{ sysDescr: 'a switch' }, {}, [], [], [], undefined],
  );
});

test('-1, -2 and -3 keep their meanings, and a size needs both edges and a unit', async (t) => {
  const input = `${P}.8.2.1`;
  const { trays } = await sheetOf(
    t,
    objects({
      [`${input}.9.1.1`]: integer(-1),
      [`${input}.10.1.1`]: integer(-3),
      [`${input}.9.1.2`]: integer(-2),
      [`${input}.10.1.2`]: integer(-7),
      [`${input}.3.1.2`]: integer(3),
      [`${input}.6.1.2`]: integer(85_000),
      [`${input}.7.1.2`]: integer(-2),
      // Nothing chosen, but declared: it tells A4, lying with its long edge across.
      [`${input}.3.1.3`]: integer(4),
      [`${input}.4.1.3`]: integer(210_000),
      [`${input}.5.1.3`]: integer(297_000),
      [`${input}.6.1.3`]: integer(-2),
      [`${input}.7.1.3`]: integer(-2),
      // A unit that is none.
      [`${input}.3.1.4`]: integer(9),
      [`${input}.6.1.4`]: integer(210),
      [`${input}.7.1.4`]: integer(297),
      [`${input}.11.1.4`]: integer(8 + 16 + 32 + 64 + 3),
      [`${input}.13.1.10`]: octets('  Cassette \u0007 10\nsecond line'),
      [`${input}.18.1.11`]: octets('Large tray'),
    }),
  );
  assert.deepEqual(
    trays.map(({ index, name, paper, capacity, level }) => [index, name, paper, capacity, level]),
    [
      [1, 'Tray 1', 'unknown paper', 'unlimited', 'some'],
      [2, 'Tray 2', 'unknown paper', 'unknown', 'unknown'],
      [3, 'Tray 3', 'A4', 'unknown', 'unknown'],
      [4, 'Tray 4', 'unknown paper', 'unknown', 'unknown'],
      [10, 'Cassette 10', 'unknown paper', 'unknown', 'unknown'],
      [11, 'Large tray', 'unknown paper', 'unknown', 'unknown'],
    ],
  );
  assert.deepEqual(trays[3]?.status, {
    availability: 'broken',
    alert: 'critical',
    offline: true,
    changing: true,
  });
});

test('supplies are shares where the device tells of what, and words elsewhere', async (t) => {
  const supply = `${P}.11.1.1`;
  const row = (n: number, cells: Readonly<Record<number, SnmpValue>>): Readonly<Record<string, SnmpValue>> =>
    Object.fromEntries(Object.entries(cells).map(([column, value]) => [`${supply}.${column}.1.${n}`, value]));
  const { supplies } = await sheetOf(
    t,
    objects({
      ...row(1, { 5: integer(3), 8: integer(3_000), 9: integer(1_000) }),
      ...row(2, { 5: integer(3), 7: integer(19), 8: integer(-2), 9: integer(33) }),
      ...row(3, { 5: integer(4), 4: integer(4), 8: integer(-2), 9: integer(50), 6: octets('Waste') }),
      ...row(4, { 9: integer(0) }),
      ...row(5, { 8: integer(100), 9: integer(250), 6: octets(Buffer.from([0xfc, 0x62, 0x65, 0x72])) }),
      ...row(6, { 8: integer(100), 9: integer(-1) }),
      [`${P}.31.1.1.4.1.1`]: integer(32),
      [`${P}.31.1.1.5.1.1`]: octets('Staples'),
      [`${P}.31.1.1.8.1.1`]: integer(-3),
    }),
  );
  assert.deepEqual(
    supplies.map(({ name, type, isReceptacle, left }) => [name, type, isReceptacle, left]),
    [
      ['toner 1', 'toner', false, 33],
      ['toner 2', 'toner', false, 33],
      ['Waste', 'waste-toner', true, 'some'],
      ['Supply 4', undefined, false, 0],
      ['über', undefined, false, 100],
      ['Supply 6', undefined, false, 'unlimited'],
      ['Staples', 'staples', false, 'some'],
    ],
  );
});

test('outputs, finishers and alerts are read where a device has them', async (t) => {
  const { outputs, finishers, alerts } = await sheetOf(
    t,
    objects({
      [`${P}.9.2.1.4.1.1`]: integer(500),
      [`${P}.9.2.1.5.1.1`]: integer(-3),
      [`${P}.9.2.1.7.1.2`]: octets('Stacker'),
      [`${P}.30.1.1.2.1.1`]: integer(3),
      [`${P}.30.1.1.3.1.1`]: integer(4),
      [`${P}.30.1.1.10.1.1`]: octets('Office Finisher'),
      [`${P}.30.1.1.2.1.2`]: integer(8),
      [`${P}.30.1.1.3.1.2`]: integer(5),
      [`${P}.18.1.1.2.1.1`]: integer(3),
      [`${P}.18.1.1.4.1.1`]: integer(8),
      [`${P}.18.1.1.5.1.1`]: integer(2),
      [`${P}.18.1.1.7.1.1`]: integer(13),
      [`${P}.18.1.1.8.1.1`]: octets('Tray 2 is empty'),
      [`${P}.18.1.1.2.1.2`]: integer(4),
      [`${P}.18.1.1.7.1.2`]: integer(1104),
      [`${P}.18.1.1.2.1.3`]: integer(1),
      [`${P}.18.1.1.7.1.3`]: integer(23),
      // A row without a code says nothing.
      [`${P}.18.1.1.2.1.4`]: integer(3),
    }),
  );
  assert.deepEqual(
    outputs.map(({ name, capacity, remaining }) => [name, capacity, remaining]),
    [
      ['Output 1', 500, 'some'],
      ['Stacker', 'unknown', 'unknown'],
    ],
  );
  assert.deepEqual(
    finishers.map(({ kind, name, present }) => [kind, name, present]),
    [
      ['stitcher', 'Office Finisher', true],
      ['puncher', 'Finisher 2', false],
    ],
  );
  assert.deepEqual(alerts, [
    {
      severity: 'critical',
      code: 13,
      group: 8,
      groupIndex: 2,
      text: 'Tray 2 is empty',
      reason: 'media-empty',
    },
    { severity: 'warning', code: 1104, reason: 'toner-low' },
    { severity: 'other', code: 23 },
  ]);
});

test('values of the wrong type are as if they were not there', async (t) => {
  const wrong = printerRecords({ trays: 2, supplies: 2 }).map(
    ({ oid, value }): SnmpBinding => ({
      oid,
      value: value.type === 'octets' ? integer(-5) : octets(Buffer.alloc(200, 0xff)),
    }),
  );
  const sheet = await sheetOf(t, wrong);
  assert.deepEqual(sheet.identity, {});
  assert.deepEqual(sheet.state, {});
  assert.equal(sheet.lifeCount, undefined);
  assert.deepEqual(
    sheet.trays.map(({ name, paper, level }) => [name, paper, level]),
    [
      ['Tray 1', 'unknown paper', 'unknown'],
      ['Tray 2', 'unknown paper', 'unknown'],
    ],
  );
});

test('error bits are read whether the string has no, one, two or more octets', async (t) => {
  const errors = async (bytes: readonly number[]): Promise<readonly string[]> =>
    (await sheetOf(t, objects({ '1.3.6.1.2.1.25.3.5.1.2.1': octets(Buffer.from(bytes)) }))).errors;
  assert.deepEqual(await errors([]), []);
  assert.deepEqual(await errors([0]), []);
  assert.deepEqual(await errors([0x80]), ['low-paper']);
  assert.deepEqual(await errors([0x20, 0]), ['low-toner']);
  assert.deepEqual(await errors([0x01, 0]), ['service-requested']);
  assert.deepEqual(await errors([0x0c, 0x02]), ['door-open', 'jammed', 'overdue-maintenance']);
  assert.deepEqual(await errors([0, 0x01, 0xff]), []);
});

test('the printer is found where it is not the first device', async (t) => {
  const moved = printerRecords().map(({ oid, value }) => ({
    oid: oid
      .replace(/^(1\.3\.6\.1\.2\.1\.(?:25\.3\.[25]\.1|43\.5\.1\.1)\.\d+)\.1$/, '$1.21')
      .replace('43.10.2.1.4.1.1', '43.10.2.1.4.21.1'),
    value,
  }));
  const processor: SnmpBinding = {
    oid: '1.3.6.1.2.1.25.3.2.1.2.1',
    value: { type: 'oid', value: '1.3.6.1.2.1.25.3.1.3' },
  };
  const description: SnmpBinding = { oid: '1.3.6.1.2.1.25.3.2.1.3.1', value: octets('a processor') };
  const sheet = await sheetOf(t, [...moved, processor, description]);
  assert.equal(sheet.identity.makeAndModel, 'Stand-in 100');
  assert.equal(sheet.state.printer, 'idle');
  assert.equal(sheet.lifeCount, 1234);
  const agent = await startAgent(t, { records: [processor, description] });
  assert.equal(await askIdentity('127.0.0.1', access, { port: agent.port }), undefined);
});

test('who a device is takes one question, and silence is undefined', async (t) => {
  const agent = await startAgent(t, { records: printerRecords() });
  const identity = await askIdentity('127.0.0.1', access, { port: agent.port });
  assert.equal(identity?.makeAndModel, 'Stand-in 100');
  assert.equal(agent.asked(), 1);
  const wrong = { ...access, community: 'wrong' };
  assert.equal(await askIdentity('127.0.0.1', wrong, { port: agent.port, timeoutMs: 20 }), undefined);
  const signal = AbortSignal.abort();
  assert.equal(await askIdentity('127.0.0.1', access, { port: agent.port, signal }), undefined);
});

test('life signs are status and page count, or what of them there is', async (t) => {
  const agent = await startAgent(t, { records: printerRecords() });
  const { signal } = new AbortController();
  const ask = (timeoutMs?: number) =>
    lifeSigns({ host: '127.0.0.1', access }, signal, { port: agent.port, timeoutMs });
  assert.deepEqual(await ask(), { status: 'idle', lifeCount: 1234 });
  agent.records.set('1.3.6.1.2.1.25.3.5.1.1.1', integer(4));
  assert.deepEqual(await ask(), { status: 'printing', lifeCount: 1234 });
  agent.records.remove('1.3.6.1.2.1.43.10');
  assert.deepEqual(await ask(), { status: 'printing' });
  agent.records.remove('1.3.6.1.2.1.25.3.5');
  assert.equal(await ask(), undefined);
});
