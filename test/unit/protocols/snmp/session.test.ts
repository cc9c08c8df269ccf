// Gets and walks against the stand-in agent: what is found, where a walk ends, what small and old agents need.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  isTrouble,
  type SnmpGot,
  type SnmpTrouble,
  type SnmpWalked,
} from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp, type SnmpSession } from '@platen/edge-server/protocols/snmp/session';
import { openSnmpSocket } from '@platen/edge-server/protocols/snmp/socket';
import type { SnmpBinding } from '@platen/edge-server/protocols/snmp/value';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import { type SnmpAgent, type SnmpAgentOptions, startSnmpAgent } from '../../../servers/snmp-agent.ts';

const ROOT = '1.3.6.1.4.1.99999';
const table = (columns: number, rows: number): readonly SnmpBinding[] =>
  Array.from({ length: columns * rows }, (_, at) => ({
    oid: `${ROOT}.${Math.floor(at / rows) + 1}.${(at % rows) + 1}`,
    value: { type: 'integer', value: at },
  }));

const start = async (
  t: TestContext,
  options: SnmpAgentOptions,
  access: SnmpAccess = { version: '2c', community: 'public' },
): Promise<{ agent: SnmpAgent; session: SnmpSession }> => {
  const agent = await startSnmpAgent(options);
  t.after(() => agent.stop());
  const session = openSnmp({ host: '127.0.0.1', port: agent.port, access, timeoutMs: 300 });
  t.after(() => session.close());
  return { agent, session };
};

const valuesOf = (outcome: SnmpGot | SnmpTrouble): Readonly<Record<string, unknown>> => {
  assert.ok(!isTrouble(outcome), JSON.stringify(outcome));
  return Object.fromEntries(
    [...outcome.values].map(([oid, value]) => [oid, 'value' in value ? value.value : value.type]),
  );
};
const rowsOf = (outcome: SnmpWalked | SnmpTrouble): SnmpWalked => {
  assert.ok(!isTrouble(outcome), JSON.stringify(outcome));
  return outcome;
};

for (const version of ['1', '2c'] as const) {
  const access: SnmpAccess = { version, community: 'public' };

  test(`v${version}: a get gives what the device has and leaves out what it lacks`, async (t) => {
    const { session } = await start(t, { records: table(2, 2) }, access);
    const oids = [`${ROOT}.1.1`, `${ROOT}.7.7`, `${ROOT}.2.2`, '1.3.9.9'];
    assert.deepEqual(valuesOf(await session.get(oids)), { [`${ROOT}.1.1`]: 0, [`${ROOT}.2.2`]: 3 });
    assert.deepEqual(valuesOf(await session.get(['1.3.9.9'])), {});
    assert.deepEqual(valuesOf(await session.get([])), {});
  });

  test(`v${version}: a walk gives everything under its root and stops at its end`, async (t) => {
    const { session } = await start(
      t,
      { records: [...table(3, 40), { oid: '1.3.6.1.5', value: { type: 'null' } }] },
      access,
    );
    const middle = rowsOf(await session.walk(`${ROOT}.2`));
    assert.equal(middle.stopped, undefined);
    assert.deepEqual(
      middle.rows.map(({ oid }) => oid),
      Array.from({ length: 40 }, (_, at) => `${ROOT}.2.${at + 1}`),
    );
    assert.equal(rowsOf(await session.walk(ROOT)).rows.length, 120);
    assert.deepEqual(rowsOf(await session.walk('1.3.9')), { rows: [] });
  });

  test(`v${version}: several columns are read by few questions, also from an agent with short answers`, async (t) => {
    const { agent, session } = await start(t, { records: table(30, 7), mostBindings: 11 }, access);
    const roots = Array.from({ length: 31 }, (_, at) => `${ROOT}.${at + 1}`);
    const { rows, stopped } = rowsOf(await session.walkColumns(roots));
    assert.equal(stopped, undefined);
    assert.equal(new Set(rows.map(({ oid }) => oid)).size, 210);
    assert.ok(agent.asked() < 120, `${agent.asked()} questions`);
  });
}

test('a walk ends at its limits and says at which', async (t) => {
  const { session } = await start(t, { records: table(1, 500) });
  const byRows = rowsOf(await session.walk(ROOT, { maxRows: 30 }));
  assert.deepEqual([byRows.rows.length, byRows.stopped], [30, 'rows']);
  assert.equal(rowsOf(await session.walk(ROOT, { maxBytes: 100 })).stopped, 'bytes');
  assert.equal(rowsOf(await session.walk(ROOT, { maxMs: 0 })).stopped, 'time');
});

test('an agent that finds an answer too big is asked for less', async (t) => {
  const { session } = await start(t, {
    records: table(4, 10),
    misbehave: ({ pdu, answer }) => {
      if (pdu === undefined) return undefined;
      const size = pdu.kind === 'get-bulk' ? pdu.index * pdu.bindings.length : pdu.bindings.length;
      return size > 2 ? { octets: [answer({ ...pdu, kind: 'response', status: 1, index: 0 })] } : undefined;
    },
  });
  const roots = [1, 2, 3, 4].map((column) => `${ROOT}.${column}`);
  assert.equal(rowsOf(await session.walkColumns(roots)).rows.length, 40);
  const all = table(4, 10).map(({ oid }) => oid);
  assert.equal(Object.keys(valuesOf(await session.get(all))).length, 40);
});

test('an agent that fails at one object still tells the others', async (t) => {
  const broken = `${ROOT}.1.2`;
  const { session } = await start(t, {
    records: table(1, 3),
    misbehave: ({ pdu, answer }) => {
      const index = pdu?.bindings.findIndex(({ oid }) => oid === broken) ?? -1;
      if (pdu === undefined || index === -1) return undefined;
      return { octets: [answer({ ...pdu, kind: 'response', status: 5, index: index + 1 })] };
    },
  });
  const oids = table(1, 3).map(({ oid }) => oid);
  assert.deepEqual(valuesOf(await session.get(oids)), { [`${ROOT}.1.1`]: 0, [`${ROOT}.1.3`]: 2 });
});

test('an agent that always fails is not asked for ever', async (t) => {
  const { agent, session } = await start(t, {
    records: table(1, 3),
    misbehave: ({ pdu, answer }) =>
      pdu === undefined
        ? undefined
        : { octets: [answer({ ...pdu, kind: 'response', status: 5, index: 99 })] },
  });
  assert.deepEqual(valuesOf(await session.get(['1.3.1', '1.3.2', '1.3.3'])), {});
  assert.deepEqual(rowsOf(await session.walkColumns(['1.3.1', '1.3.2', '1.3.3'])).rows, []);
  assert.ok(agent.asked() < 30);
});

test('an agent that does not allow the question is a trouble of its own', async (t) => {
  const { session } = await start(t, {
    records: table(1, 3),
    misbehave: ({ pdu, answer }) =>
      pdu === undefined
        ? undefined
        : { octets: [answer({ ...pdu, kind: 'response', status: 16, index: 1 })] },
  });
  for (const outcome of [await session.get(['1.3.1']), await session.walk('1.3')])
    assert.equal(isTrouble(outcome) && outcome.code, 'snmp-denied');
});

test('a lost datagram is asked for again', async (t) => {
  let seen = 0;
  const { session } = await start(t, {
    records: table(1, 1),
    misbehave: () => {
      seen += 1;
      return seen === 1 ? { octets: [] } : undefined;
    },
  });
  assert.deepEqual(valuesOf(await session.get([`${ROOT}.1.1`])), { [`${ROOT}.1.1`]: 0 });
});

test('silence, a wrong community, an unknown name and no way there are values', async (t) => {
  const { agent } = await start(t, { records: table(1, 1) });
  const ask = async (host: string, community: string): Promise<unknown> => {
    const session = openSnmp({
      host,
      port: agent.port,
      access: { version: '2c', community },
      timeoutMs: 50,
      resolve: async (name) => (name === 'nowhere.example' ? undefined : name),
    });
    const outcome = await session.get(['1.3']);
    session.close();
    return isTrouble(outcome) ? outcome.code : outcome;
  };
  assert.equal(await ask('127.0.0.1', 'wrong'), 'snmp-no-answer');
  assert.equal(await ask('nowhere.example', 'public'), 'snmp-address');
  // Broadcasts are not allowed on our socket, whatever somebody registers as a printer.
  assert.equal(await ask('255.255.255.255', 'public'), 'snmp-address');
});

test('a walk whose device falls silent keeps what it has', async (t) => {
  let seen = 0;
  const { session } = await start(t, {
    records: table(1, 100),
    misbehave: () => {
      seen += 1;
      return seen > 2 ? { octets: [] } : undefined;
    },
  });
  const { rows, stopped } = rowsOf(await session.walk(ROOT));
  assert.deepEqual([rows.length, stopped], [50, 'no-answer']);
});

test('a signal ends a question at once, closing ends all, and a closed session asks nothing', async (t) => {
  const { agent, session } = await start(t, { records: table(1, 1), misbehave: () => ({ octets: [] }) });
  const stop = new AbortController();
  const first = session.get(['1.3'], stop.signal);
  stop.abort();
  const second = session.walk('1.3');
  session.close();
  for (const outcome of [
    await first,
    await second,
    await session.get(['1.3']),
    await session.get(['1.3'], stop.signal),
  ])
    assert.equal(isTrouble(outcome) && outcome.code, 'snmp-aborted');
  assert.ok(agent.asked() <= 2);
});

test('a name that cannot be looked up in time holds nobody up', async () => {
  const stop = new AbortController();
  const session = openSnmp({
    host: 'slow.example',
    access: { version: '2c', community: 'public' },
    resolve: () => new Promise(() => undefined),
  });
  const asked = session.get(['1.3'], stop.signal);
  stop.abort();
  const outcome = await asked;
  assert.equal(isTrouble(outcome) && outcome.code, 'snmp-aborted');
  session.close();
});

test('one socket serves many devices, and closing it ends their questions', async (t) => {
  const addresses = ['127.0.0.1', '127.40.0.2', '127.40.0.3'];
  const agent = await startSnmpAgent({ records: table(1, 1), addresses });
  t.after(() => agent.stop());
  const socket = openSnmpSocket();
  const sessions = addresses.map((host) =>
    openSnmp({ host, port: agent.port, access: { version: '2c', community: 'public' }, socket }),
  );
  for (const outcome of await Promise.all(sessions.map((session) => session.get([`${ROOT}.1.1`]))))
    assert.deepEqual(valuesOf(outcome), { [`${ROOT}.1.1`]: 0 });
  socket.close();
  const late = await sessions[0]?.get(['1.3']);
  assert.ok(late !== undefined && isTrouble(late) && late.code === 'snmp-aborted');
});

test('localhost is looked up, an IPv6 address is taken with its brackets, and a bad question is a value', async (t) => {
  const { agent } = await start(t, { records: table(1, 1) });
  const ask = async (host: string, oid: string) => {
    const session = openSnmp({
      host,
      port: agent.port,
      access: { version: '2c', community: 'public' },
      timeoutMs: 50,
    });
    const outcome = await session.get([oid]);
    session.close();
    return isTrouble(outcome) ? outcome.code : outcome.values.size;
  };
  // Where localhost is ::1 first, nobody listens.
  assert.ok([1, 'snmp-no-answer', 'snmp-address'].includes(await ask('localhost', `${ROOT}.1.1`)));
  assert.ok(['snmp-no-answer', 'snmp-address'].includes(String(await ask('[::1]', `${ROOT}.1.1`))));
  assert.equal(await ask('127.0.0.1', 'sysDescr.0'), 'snmp-bad-answer');
});
