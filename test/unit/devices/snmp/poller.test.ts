// The poller: every device in turn, a changing list, dead devices asked less and less and never in the way of others.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { DeviceSheet } from '@platen/edge-server/devices/device-sheet';
import { makeSnmpPoller, type SnmpPollerOptions } from '@platen/edge-server/devices/snmp-poller';
import { systemClock } from '@platen/edge-server/platform/clock';
import type { SnmpGot, SnmpTrouble } from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp, type SnmpSession } from '@platen/edge-server/protocols/snmp/session';
import { startSnmpAgent } from '../../../servers/snmp-agent.ts';
import { printerRecords } from '../../../servers/snmp-agent-records.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const access = { version: '2c', community: 'public' } as const;
const device = (id: string, host = '127.0.0.1') => ({ id, host, access });

type Heard = {
  readonly sheets: { id: string; sheet: DeviceSheet }[];
  readonly troubles: { id: string; trouble: SnmpTrouble; failures: number }[];
  readonly warnings: string[];
};

const start = (t: TestContext, options: Partial<SnmpPollerOptions> = {}) => {
  const heard: Heard = { sheets: [], troubles: [], warnings: [] };
  const poller = makeSnmpPoller({
    clock: systemClock,
    log: { warn: (message) => heard.warnings.push(message) },
    onSheet: (id, sheet) => heard.sheets.push({ id, sheet }),
    onTrouble: (id, trouble, failures) => heard.troubles.push({ id, trouble, failures }),
    roundMs: 3_600_000,
    spreadMs: 0,
    ...options,
  });
  t.after(() => poller.close());
  return { poller, heard };
};

const NOTHING: SnmpTrouble = { code: 'snmp-no-answer', detail: 'no answer over SNMP' };

/** A session whose every get ends as told; the walk finds nothing. */
const fakeSession = (host: string, get: () => ReturnType<SnmpSession['get']>): SnmpSession => ({
  host,
  get,
  walk: async () => ({ rows: [] }),
  walkColumns: async () => ({ rows: [] }),
  close: () => undefined,
});

test('every device of the list is read, and its last sheet is known', async (t) => {
  const addresses = ['127.0.0.1', '127.41.0.2', '127.41.0.3'];
  const agent = await startSnmpAgent({ records: printerRecords(), addresses });
  t.after(() => agent.stop());
  const { poller, heard } = start(t);
  poller.setDevices(addresses.map((host) => ({ id: host, host, access: { ...access, port: agent.port } })));
  await waitUntil(() => heard.sheets.length === 3, { what: 'three sheets' });
  assert.deepEqual(heard.sheets.map(({ id }) => id).sort(), addresses);
  assert.equal(poller.known('127.41.0.2')?.identity.serial, 'SERIAL-1');
  assert.equal(poller.known('another'), undefined);
});

test('each device is read again in every round', async (t) => {
  let asked = 0;
  const { poller } = start(t, {
    roundMs: 20,
    open: ({ host }) =>
      fakeSession(host, async () => {
        asked += 1;
        return { values: new Map() };
      }),
  });
  poller.setDevices([device('a')]);
  await waitUntil(() => asked >= 4, { what: 'four rounds' });
});

test('a dead device is asked less and less often, and soon again after it has answered', async (t) => {
  let now = 0;
  const due: number[] = [];
  let alive = false;
  const timers: (() => void)[] = [];
  const { poller, heard } = start(t, {
    roundMs: 60_000,
    clock: {
      now: () => now,
      monotonic: () => now,
      after(ms, act) {
        // Places are given up by another timer, which is none of a round's length.
        if (ms > 1_000) {
          due.push(ms);
          timers.push(act);
        }
        return () => undefined;
      },
    },
    open: ({ host }) => fakeSession(host, async () => (alive ? { values: new Map() } : NOTHING)),
  });
  poller.setDevices([device('a')]);
  for (const failures of [1, 2, 3, 4, 5, 6]) {
    await waitUntil(() => heard.troubles.length === failures && due.length >= failures, {
      what: 'a failure',
      everyMs: 1,
    });
    now += due[failures - 1] ?? 0;
    if (failures === 6) alive = true;
    timers[failures - 1]?.();
  }
  assert.deepEqual(due.slice(0, 6), [60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  assert.equal(heard.troubles[5]?.failures, 6);
  await waitUntil(() => due.length === 7, { what: 'the next turn', everyMs: 1 });
  assert.equal(heard.sheets.length, 1);
  assert.equal(due[6], 60_000);
});

test('devices that hang do not keep the others waiting, however many they are', async (t) => {
  const hanging = Array.from({ length: 40 }, (_, at) => device(`dead ${at}`, 'dead'));
  const { poller, heard } = start(t, {
    concurrency: 4,
    open: ({ host }) =>
      fakeSession(host, () =>
        host === 'dead' ? new Promise(() => undefined) : Promise.resolve({ values: new Map() }),
      ),
  });
  poller.setDevices([...hanging, device('live', 'live')]);
  await waitUntil(() => heard.sheets.length === 1, { what: 'the live one' });
  assert.equal(heard.troubles.length, 0);
});

test('a device that is taken from the list is not heard of any more, a changed one starts afresh', async (t) => {
  const opened: string[] = [];
  const closed: string[] = [];
  const { poller, heard } = start(t, {
    open: ({ host }) => {
      opened.push(host);
      const session = fakeSession(host, async () => ({ values: new Map() }));
      return { ...session, close: () => closed.push(host) };
    },
  });
  poller.setDevices([device('a', 'one'), device('b', 'two')]);
  await waitUntil(() => heard.sheets.length === 2, { what: 'both' });
  poller.setDevices([device('a', 'one'), device('b', 'three')]);
  assert.equal(poller.known('b'), undefined);
  assert.notEqual(poller.known('a'), undefined);
  await waitUntil(() => heard.sheets.length === 3, { what: 'the changed one' });
  poller.setDevices([{ ...device('a', 'one'), access: { version: '1', community: 'public' } }]);
  await waitUntil(() => heard.sheets.length === 4, { what: 'the one with another access' });
  assert.deepEqual(opened, ['one', 'two', 'three', 'one']);
  assert.deepEqual(closed, ['two', 'one', 'three']);
  assert.equal(await poller.readNow('b'), undefined);
});

test('a reading on demand joins one that is under way and can be given up', async (t) => {
  let asked = 0;
  let answer: (outcome: SnmpGot) => void = () => undefined;
  const { poller } = start(t, {
    spreadMs: 3_600_000,
    open: ({ host }) =>
      fakeSession(host, () => {
        asked += 1;
        return new Promise((resolve) => {
          answer = resolve;
        });
      }),
  });
  poller.setDevices([device('x'), device('a')]);
  const stop = new AbortController();
  const first = poller.readNow('a', stop.signal);
  const second = poller.readNow('a');
  const given = asked;
  stop.abort();
  assert.deepEqual(await first, { code: 'snmp-aborted', detail: 'the question was given up' });
  answer({ values: new Map() });
  const sheet = await second;
  assert.ok(sheet !== undefined && !('code' in sheet));
  assert.equal(asked, given);
  const aborted = await poller.readNow('a', AbortSignal.abort());
  assert.ok(aborted !== undefined && 'code' in aborted);
});

test('what fails while a sheet is taken in, or read, is logged and harms no other device', async (t) => {
  const { poller, heard } = start(t, {
    onSheet: (id) => {
      heard.sheets.push({ id, sheet: {} as DeviceSheet });
      if (id === 'a') throw new Error('full');
    },
    open: ({ id, host }) =>
      fakeSession(host, async () => {
        if (id === 'c') throw new Error('broken');
        return { values: new Map() };
      }),
  });
  poller.setDevices([device('a'), device('b'), device('c')]);
  await waitUntil(() => heard.sheets.length === 2 && heard.troubles.length === 1, { what: 'all three' });
  assert.deepEqual(heard.warnings.length, 2);
});

test('a closed poller asks nobody', async (t) => {
  const { poller, heard } = start(t, { open: ({ host, access: how }) => openSnmp({ host, access: how }) });
  poller.setDevices([device('a')]);
  poller.close();
  poller.setDevices([device('b')]);
  assert.equal(await poller.readNow('a'), undefined);
  assert.deepEqual(heard.sheets, []);
  assert.deepEqual(heard.troubles, []);
});
