// Hostile SNMP agents (threat T40): spoofed, endless, circular, oversized and mutated answers end as values, in bounded steps, and
// no credential is told to anybody.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { describeCondition } from '@platen/edge-server/devices/condition-sentence';
import { readDeviceSheet } from '@platen/edge-server/devices/device-sheet';
import { conditionOfSheet, traysOfSheet } from '@platen/edge-server/devices/device-sheet-condition';
import { mediaReadyOfSheet } from '@platen/edge-server/devices/device-sheet-media';
import { SnmpFormatError } from '@platen/edge-server/protocols/snmp/format-error';
import {
  idOf,
  readMessage,
  type SnmpMessage,
  writeCommunityMessage,
} from '@platen/edge-server/protocols/snmp/message';
import { isTrouble } from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp, type SnmpSession } from '@platen/edge-server/protocols/snmp/session';
import type { SnmpSocket } from '@platen/edge-server/protocols/snmp/socket';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import {
  type AgentReply,
  type Asked,
  answerPdu,
  type SnmpAgent,
  startSnmpAgent,
} from '../servers/snmp-agent.ts';
import { makeRecords, printerRecords } from '../servers/snmp-agent-records.ts';

const ROOT = '1.3.6.1.4.1.99999';
const NAME = '1.3.6.1.2.1.1.5.0';
const signal = new AbortController().signal;

const start = async (
  t: TestContext,
  misbehave: (asked: Asked) => AgentReply | undefined,
  access: SnmpAccess = { version: '2c', community: 'public' },
): Promise<{ agent: SnmpAgent; session: SnmpSession }> => {
  const agent = await startSnmpAgent({ records: printerRecords(), misbehave });
  t.after(() => agent.stop());
  const session = openSnmp({ host: '127.0.0.1', port: agent.port, access, timeoutMs: 60 });
  t.after(() => session.close());
  return { agent, session };
};

/** Rows without end under ROOT: whatever is asked for, there is a next one. */
const endless = ({ pdu, answer }: Asked): AgentReply | undefined => {
  if (pdu === undefined || pdu.kind === 'get') return undefined;
  let count = Number(pdu.bindings[0]?.oid.split('.').pop());
  const bindings = Array.from({ length: 40 }, () => {
    count += 1;
    return { oid: `${ROOT}.${count}`, value: { type: 'octets', value: Buffer.alloc(200, 65) } } as const;
  });
  return { octets: [answer({ ...pdu, kind: 'response', status: 0, index: 0, bindings })] };
};

test('a walk without end stops at its limits', async (t) => {
  const { session, agent } = await start(t, endless);
  const byRows = await session.walk(ROOT, { maxRows: 500 });
  assert.deepEqual(!isTrouble(byRows) && [byRows.rows.length, byRows.stopped], [500, 'rows']);
  const byBytes = await session.walk(ROOT, { maxBytes: 50_000 });
  assert.equal(!isTrouble(byBytes) && byBytes.stopped, 'bytes');
  assert.ok(agent.asked() < 40);
  // With no limit of the caller's: the module's own.
  const byDefault = await session.walk(ROOT);
  assert.equal(!isTrouble(byDefault) && byDefault.rows.length, 2_000);
});

test('a walk in a circle, backwards or on the spot stops at once', async (t) => {
  for (const next of ['1.3.6.1.4.1.99999.5', '1.3.6.1.4.1.99999.4', '1.3.6.1.4.1.99999.1']) {
    let first = true;
    const { session, agent } = await start(t, ({ pdu, answer }) => {
      if (pdu === undefined) return undefined;
      const oid = first ? `${ROOT}.5` : next;
      first = false;
      const bindings = [{ oid, value: { type: 'integer', value: 1 } }] as const;
      return { octets: [answer({ ...pdu, kind: 'response', status: 0, index: 0, bindings })] };
    });
    const walked = await session.walk(ROOT);
    assert.deepEqual(!isTrouble(walked) && [walked.rows.length, walked.stopped], [1, 'order'], next);
    assert.equal(agent.asked(), 2);
  }
});

test('an answer without anything in it ends a walk', async (t) => {
  const { session, agent } = await start(
    t,
    ({ pdu, answer }) =>
      pdu && { octets: [answer({ ...pdu, kind: 'response', status: 0, index: 0, bindings: [] })] },
  );
  const walked = await session.walk(ROOT);
  assert.deepEqual(walked, { rows: [], stopped: 'order' });
  assert.equal(agent.asked(), 1);
});

test('an answer from another port, with another id, version, community or kind is not taken', async (t) => {
  const forged =
    (change: (message: SnmpMessage & { version: 0 | 1 }) => SnmpMessage & { version: 0 | 1 }) =>
    ({ honest }: Asked): AgentReply | undefined => {
      const message = honest === undefined ? undefined : readMessage(honest);
      if (message === undefined || message.version === 3) return undefined;
      return { octets: [writeCommunityMessage(change(message))] };
    };
  const lies: readonly ((asked: Asked) => AgentReply | undefined)[] = [
    ({ honest }) => honest && { octets: [honest], fromElsewhere: true },
    forged((message) => ({ ...message, pdu: { ...message.pdu, requestId: message.pdu.requestId + 1 } })),
    forged((message) => ({ ...message, version: 0 })),
    forged((message) => ({ ...message, community: Buffer.from('private') })),
    forged((message) => ({ ...message, pdu: { ...message.pdu, kind: 'get' } })),
    () => ({ octets: [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')] }),
    () => ({ octets: [Buffer.alloc(0)] }),
  ];
  for (const lie of lies) {
    const { session } = await start(t, lie);
    const outcome = await session.get([NAME]);
    assert.ok(isTrouble(outcome));
    assert.ok(['snmp-no-answer', 'snmp-bad-answer'].includes(outcome.code), outcome.code);
  }
});

test('a forged answer before the honest one does not win', async (t) => {
  const { session } = await start(t, ({ pdu, honest, answer }) => {
    if (pdu === undefined || honest === undefined) return undefined;
    const bindings = [{ oid: NAME, value: { type: 'octets', value: Buffer.from('forged') } }] as const;
    const lie = answer({
      ...pdu,
      kind: 'response',
      requestId: pdu.requestId ^ 1,
      status: 0,
      index: 0,
      bindings,
    });
    return { octets: [lie, Buffer.alloc(60_000), honest] };
  });
  const got = await session.get([NAME]);
  const value = isTrouble(got) ? undefined : got.values.get(NAME);
  assert.equal(value?.type === 'octets' && value.value.toString(), 'standin');
});

test('objects nobody asked for are not taken into a get', async (t) => {
  const { session } = await start(t, ({ pdu, answer }) => {
    if (pdu === undefined) return undefined;
    const bindings = Array.from({ length: 2_000 }, (_, at) => ({
      oid: `${ROOT}.${at}`,
      value: { type: 'integer', value: at } as const,
    }));
    return { octets: [answer({ ...pdu, kind: 'response', status: 0, index: 0, bindings })] };
  });
  const got = await session.get([NAME]);
  assert.equal(!isTrouble(got) && got.values.size, 0);
});

test('the largest datagrams there are, one after the other, are only so many octets', async (t) => {
  const huge = { type: 'octets', value: Buffer.alloc(60_000, 0x41) } as const;
  const { session } = await start(t, ({ pdu, answer }) => {
    if (pdu === undefined) return undefined;
    const oid = pdu.kind === 'get' ? NAME : `${pdu.bindings[0]?.oid ?? ROOT}.1`;
    return {
      octets: [answer({ ...pdu, kind: 'response', status: 0, index: 0, bindings: [{ oid, value: huge }] })],
    };
  });
  const walked = await session.walk(ROOT);
  assert.equal(!isTrouble(walked) && walked.stopped, 'bytes');
  const sheet = await readDeviceSheet(session, signal, () => 0);
  assert.ok(!isTrouble(sheet));
  assert.ok((sheet.identity.hostName?.length ?? 0) <= 255);
});

test('texts of a device cannot break a line, a terminal or a page direction', async (t) => {
  const evil = Buffer.from('x\r\nInjected: yes\u001b[2J\u0007\u202e');
  const { session } = await start(t, ({ pdu, honest, answer }) => {
    if (pdu === undefined || honest === undefined) return undefined;
    const message = readMessage(honest);
    if (message.version === 3) return undefined;
    const bindings = message.pdu.bindings.map(({ oid, value }) => ({
      oid,
      value: value.type === 'octets' ? ({ type: 'octets', value: evil } as const) : value,
    }));
    return { octets: [answer({ ...message.pdu, bindings })] };
  });
  const sheet = await readDeviceSheet(session, signal, () => 0);
  assert.doesNotMatch(JSON.stringify(sheet), /\\r|\\n|\\u00(0|1)|\u202e/);
});

test('no trouble tells a community, a user or a key', async (t) => {
  const secrets: readonly SnmpAccess[] = [
    { version: '2c', community: 'sesame-open' },
    { version: '1', community: 'sesame-open' },
    {
      version: '3',
      user: 'sesame-user',
      auth: { protocol: 'sha1', key: 'sesame-auth' },
      priv: { protocol: 'des', key: 'sesame-priv' },
    },
    { version: '3', user: 'sesame-user', priv: { protocol: 'aes128', key: 'sesame-priv' } },
  ];
  for (const access of secrets) {
    for (const lie of [() => undefined, () => ({ octets: [Buffer.from('3000', 'hex')] })]) {
      const { session } = await start(t, lie, access);
      const outcome = await session.get([NAME]);
      assert.ok(isTrouble(outcome));
      assert.doesNotMatch(JSON.stringify([outcome, session]), /sesame/);
    }
  }
});

/** Whole numbers from a seed, the same on every machine. */
const makeRandom = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** A bit turned, octets overwritten, cut out, or repeated: up to four times. */
const mutate = (octets: Buffer, random: (below: number) => number): Buffer => {
  let result = Buffer.from(octets);
  for (let times = random(4); times >= 0; times -= 1) {
    const at = random(result.length);
    const kind = random(4);
    if (kind === 0) result[at] = (result[at] ?? 0) ^ (1 << random(8));
    else if (kind === 1) result[at] = random(256);
    else if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + random(8))]);
    else result = Buffer.concat([result.subarray(0, at), result.subarray(Math.max(0, at - 12))]);
  }
  return result;
};

test('mutated answers end as values in bounded steps, and every sheet made of them can be shown', async () => {
  // Each commit 10,000; the nightly run more.
  const most = Number(process.env['PLATEN_FUZZ_COUNT'] ?? 10_000);
  const random = makeRandom(4_040);
  const records = makeRecords(printerRecords({ trays: 4, supplies: 4 }));
  let replies = 0;
  const socket: SnmpSocket = {
    async ask({ octets, id, accept }) {
      replies += 1;
      const asked = readMessage(octets);
      if (asked.version === 3) return { kind: 'aborted' };
      const pdu = answerPdu(records, asked.pdu, 1_000, asked.version);
      const reply = mutate(writeCommunityMessage({ ...asked, pdu }), random);
      try {
        const message = readMessage(reply);
        const answer = idOf(message) === id ? accept(message, reply) : undefined;
        if (answer !== undefined) return { kind: 'answer', answer, bytes: reply.length };
      } catch (error) {
        assert.ok(error instanceof SnmpFormatError, String(error));
      }
      return { kind: 'no-answer', unreadable: 1 };
    },
    close: () => undefined,
  };
  let sheets = 0;
  for (let round = 0; replies < most; round += 1) {
    const version = round % 5 === 0 ? '1' : '2c';
    const session = openSnmp({ host: '127.0.0.1', access: { version, community: 'public' }, socket });
    const before = replies;
    const sheet = await readDeviceSheet(session, signal, () => 0);
    assert.ok(replies - before < 500, `${replies - before} questions for one sheet`);
    session.close();
    if (isTrouble(sheet)) continue;
    sheets += 1;
    assert.match(describeCondition(conditionOfSheet(sheet), traysOfSheet(sheet)).sentence, /\.$/);
    mediaReadyOfSheet(sheet);
  }
  assert.ok(sheets > 50, `${sheets} sheets`);
});
