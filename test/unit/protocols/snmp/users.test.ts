// SNMPv3 against the stand-in agent: finding the engine, clocks, restarts, wrong keys, and answers that are not genuine.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type SnmpMessage,
  type UserMessage,
  writeScopedPdu,
  writeUserMessage,
} from '@platen/edge-server/protocols/snmp/message';
import { isTrouble } from '@platen/edge-server/protocols/snmp/outcome';
import { openSnmp } from '@platen/edge-server/protocols/snmp/session';
import type { SnmpUserAccess } from '@platen/shared/device-credentials';
import { type SnmpAgent, type SnmpAgentOptions, startSnmpAgent } from '../../../servers/snmp-agent.ts';

const NAME = '1.3.6.1.2.1.1.5.0';
const auth = { protocol: 'sha256', key: 'authpass99' } as const;
const priv = { protocol: 'aes128', key: 'privpass99' } as const;
const user: SnmpUserAccess = { version: '3', user: 'ro', auth, priv };

const startAgent = async (t: TestContext, options: Partial<SnmpAgentOptions> = {}): Promise<SnmpAgent> => {
  const records = [{ oid: NAME, value: { type: 'octets', value: Buffer.from('printer') } }] as const;
  const agent = await startSnmpAgent({ records, users: [user], ...options });
  t.after(() => agent.stop());
  return agent;
};

const open = (t: TestContext, agent: SnmpAgent, access: SnmpUserAccess = user) => {
  const session = openSnmp({ host: '127.0.0.1', port: agent.port, access, timeoutMs: 150 });
  t.after(() => session.close());
  /** What the device is called, or the code of the trouble. */
  return async (): Promise<string> => {
    const outcome = await session.get([NAME]);
    if (isTrouble(outcome)) return outcome.code;
    const value = outcome.values.get(NAME);
    return value?.type === 'octets' ? value.value.toString() : 'nothing';
  };
};

test('the engine is found once, and known for every further question', async (t) => {
  const agent = await startAgent(t);
  const ask = open(t, agent);
  assert.equal(await ask(), 'printer');
  assert.equal(agent.asked(), 2);
  assert.equal(await ask(), 'printer');
  assert.equal(agent.asked(), 3);
});

test('users without privacy and without any protection are answered where the device has them', async (t) => {
  const plain: SnmpUserAccess = { version: '3', user: 'plain' };
  const signed: SnmpUserAccess = { version: '3', user: 'signed', auth };
  const agent = await startAgent(t, { users: [plain, signed] });
  assert.equal(await open(t, agent, plain)(), 'printer');
  assert.equal(await open(t, agent, signed)(), 'printer');
});

test('a device that was restarted, or whose clock was set, is asked again with its new time', async (t) => {
  const agent = await startAgent(t);
  const ask = open(t, agent);
  assert.equal(await ask(), 'printer');
  agent.engine.boots += 1;
  agent.engine.time = 3;
  assert.equal(await ask(), 'printer');
  agent.engine.time = 90_000;
  assert.equal(await ask(), 'printer');
});

test('a device that was exchanged has another engine, and is found again', async (t) => {
  const agent = await startAgent(t);
  const ask = open(t, agent);
  assert.equal(await ask(), 'printer');
  agent.engine.id = Buffer.from('80000000ff0405', 'hex');
  assert.equal(await ask(), 'printer');
});

test('an unknown user, wrong keys and a wrong level are told apart from silence', async (t) => {
  const agent = await startAgent(t);
  const cases: readonly SnmpUserAccess[] = [
    { ...user, user: 'other' },
    { ...user, auth: { ...auth, key: 'wrongwrong' } },
    { ...user, priv: { ...priv, key: 'wrongwrong' } },
    { version: '3', user: 'ro', auth },
  ];
  for (const access of cases) assert.equal(await open(t, agent, access)(), 'snmp-denied');
});

const isQuestion = (message: SnmpMessage): message is UserMessage =>
  message.version === 3 && message.engineId.length > 0;

test('an answer with one bit changed, or to an earlier question, is as if it had not come', async (t) => {
  let first: Buffer | undefined;
  let replay = false;
  const agent = await startAgent(t, {
    misbehave: ({ message, honest }) => {
      if (!isQuestion(message) || honest === undefined) return undefined;
      first ??= honest;
      if (replay) return { octets: [first] };
      const forged = Buffer.from(honest);
      forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1;
      return { octets: [forged] };
    },
  });
  const ask = open(t, agent);
  assert.equal(await ask(), 'snmp-bad-answer');
  replay = true;
  assert.equal(await ask(), 'snmp-no-answer');
});

test('an answer less protected than the question is not taken', async (t) => {
  const agent = await startAgent(t, {
    misbehave: ({ message }) => {
      if (!isQuestion(message)) return undefined;
      const { messageId, engineId, boots, time, user: name } = message;
      const nothing = Buffer.alloc(0);
      const header = { messageId, flags: 0, engineId, boots, time, user: name };
      const bindings = [{ oid: NAME, value: { type: 'octets', value: Buffer.from('forged') } }] as const;
      const pdu = { kind: 'response', requestId: messageId, status: 0, index: 0, bindings } as const;
      const data = writeScopedPdu(engineId, '', pdu);
      return { octets: [writeUserMessage({ ...header, authentication: nothing, privacy: nothing }, data)] };
    },
  });
  assert.equal(await open(t, agent)(), 'snmp-bad-answer');
});

test('a device that reports another time again and again is given up', async (t) => {
  const agent = await startAgent(t, {
    misbehave: () => {
      agent.engine.boots += 1;
      return undefined;
    },
  });
  assert.equal(await open(t, agent)(), 'snmp-denied');
  assert.ok(agent.asked() < 10);
});

test('a device that does not know SNMPv3 is silent', async (t) => {
  const agent = await startAgent(t, { versions: ['1', '2c'] });
  assert.equal(await open(t, agent)(), 'snmp-no-answer');
});
