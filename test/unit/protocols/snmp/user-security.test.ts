// The time window of RFC 3414 section 3.2: genuine answers that are too old, and clocks that only go forward.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMessage, type UserMessage } from '@platen/edge-server/protocols/snmp/message';
import type { Pdu } from '@platen/edge-server/protocols/snmp/pdu';
import { makeUserSecurity } from '@platen/edge-server/protocols/snmp/user-security';
import type { SnmpUserAccess } from '@platen/shared/device-credentials';
import { answerUser } from '../../../servers/snmp-agent-users.ts';

const user: SnmpUserAccess = { version: '3', user: 'ro', auth: { protocol: 'sha1', key: 'authpass99' } };
const question: Pdu = { kind: 'get', requestId: 9, status: 0, index: 0, bindings: [] };

const userMessage = (octets: Buffer): UserMessage => {
  const message = readMessage(octets);
  assert.equal(message.version, 3);
  if (message.version !== 3) throw new Error('no user message');
  return message;
};

const setUp = () => {
  const engine = { id: Buffer.from('800000000102', 'hex'), boots: 4, time: 1_000 };
  let now = 0;
  const security = makeUserSecurity(user, () => now);
  const answer = (octets: Buffer): Buffer => {
    const answered = answerUser(userMessage(octets), octets, engine, [user], (pdu) => ({
      ...pdu,
      kind: 'response',
    }));
    if (answered === undefined) throw new Error('no answer');
    return answered;
  };
  security.learn(userMessage(answer(security.discovery(question))));
  const isTaken = (octets: Buffer): boolean => security.open(userMessage(octets), octets) !== undefined;
  return { engine, security, answer, isTaken, pass: (seconds: number) => (now += seconds * 1000) };
};

test('an answer of now is taken, the same answer 151 seconds later is not', () => {
  const { security, answer, isTaken, pass } = setUp();
  const octets = answer(security.wrap(question));
  assert.ok(isTaken(octets));
  pass(150);
  assert.ok(isTaken(octets));
  pass(1);
  assert.ok(!isTaken(octets));
});

test('an answer from before a restart is not taken any more', () => {
  const { engine, security, answer, isTaken } = setUp();
  const before = answer(security.wrap(question));
  engine.boots += 1;
  const report = answer(security.wrap(question));
  const opened = security.open(userMessage(report), report);
  assert.deepEqual([opened?.report, opened?.authentic], ['time', true]);
  security.learn(userMessage(report));
  assert.ok(isTaken(answer(security.wrap(question))));
  assert.ok(!isTaken(before));
});

test('a device whose clock runs faster is followed, and cannot be turned back', () => {
  const { engine, security, answer, isTaken } = setUp();
  const before = answer(security.wrap(question));
  engine.time += 140;
  assert.ok(isTaken(answer(security.wrap(question))));
  engine.time += 140;
  assert.ok(isTaken(answer(security.wrap(question))));
  assert.ok(!isTaken(before));
});

test('without the engine nothing can be asked, and what claims to be protected is not believed', () => {
  const { security, answer, isTaken } = setUp();
  const octets = answer(security.wrap(question));
  security.forget();
  assert.equal(security.isReady(), false);
  assert.ok(!isTaken(octets));
  assert.throws(() => security.wrap(question));
});
