// The small pure parts of a delivery: format, job name, what a job's answer means, the line at a printer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeDownTimes } from '@platen/edge-server/flow/deliver/down-times';
import {
  judgeJob,
  readFacts,
  readRemoteJob,
  refusalOf,
  sentOf,
} from '@platen/edge-server/flow/deliver/ipp-answers';
import { hasToken, jobName } from '@platen/edge-server/flow/deliver/job-name';
import { makeLaneQueues } from '@platen/edge-server/flow/deliver/lane-queue';
import { readAhead } from '@platen/edge-server/flow/deliver/read-ahead';
import { systemClock } from '@platen/edge-server/platform/clock';
import {
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  name,
  text,
  uri,
} from '@platen/edge-server/protocols/ipp/message';

const TOKEN = '8f14e45f-ceea-4670-8c2a-1d7b1c3f0a11';

test('the job name is a short title and the token, which survives any title', () => {
  assert.equal(jobName('Letter.pdf', TOKEN), 'Letter.pdf #8f14e45f');
  assert.equal(jobName('  ', TOKEN), 'Document #8f14e45f');
  assert.equal(jobName('a\r\nb\u001b[2J', TOKEN), 'a b [2J #8f14e45f');
  const long = jobName('🖨'.repeat(500), TOKEN);
  assert.ok(hasToken(long, TOKEN));
  assert.ok(Buffer.byteLength(long) < 255);
  assert.doesNotMatch(long, /\p{Surrogate}/u);
  assert.ok(!hasToken('Letter.pdf #00000000', TOKEN));
});

const job = (...more: IppAttributes): IppAttributes => [
  integer('job-id', 7),
  uri('job-uuid', 'urn:uuid:AAAA'),
  name('job-name', 'Letter.pdf #8f14e45f'),
  enumValue('job-state', 5),
  ...more,
];

test('a job is ours by uuid and name token, whatever its id', () => {
  const ours = { uuid: 'urn:uuid:aaaa', token: TOKEN };
  assert.equal(judgeJob(job(), ours)?.kind, 'found');
  assert.equal(judgeJob(job(), { token: TOKEN })?.kind, 'found');
  assert.equal(judgeJob(job(), { ...ours, uuid: 'urn:uuid:bbbb' })?.kind, 'another');
  assert.equal(judgeJob(job(), { ...ours, token: 'ffffffff-0000' })?.kind, 'another');
  // Neither uuid nor name: the id alone is nothing.
  assert.equal(judgeJob([integer('job-id', 7), enumValue('job-state', 9)], ours)?.kind, 'another');
  assert.equal(judgeJob([uri('job-uuid', 'urn:uuid:aaaa'), enumValue('job-state', 9)], ours)?.kind, 'found');
});

test('a job of ours with a state that does not exist makes no sense, which is no answer', () => {
  for (const state of [-2_147_483_648, 0, 2, 10]) {
    const attributes = job().map((attribute) =>
      attribute.name === 'job-state' ? enumValue('job-state', state) : attribute,
    );
    assert.equal(judgeJob(attributes, { token: TOKEN }), undefined);
  }
});

test('counters below zero are none, and sheets count where impressions do not', () => {
  const found = judgeJob(
    job(integer('job-impressions-completed', 0), integer('job-media-sheets-completed', 2)),
    { token: TOKEN },
  );
  assert.equal(found?.kind === 'found' ? found.impressions : undefined, 2);
  const lying = judgeJob(job(integer('job-impressions-completed', -5)), { token: TOKEN });
  assert.equal(lying?.kind === 'found' ? lying.impressions : 0, undefined);
  assert.equal(readFacts([integer('printer-impressions-completed', -1)], 1).markerCount, undefined);
  assert.equal(readRemoteJob([integer('job-id', -1)]), undefined);
});

test('job-state-reasons lose "none"', () => {
  const found = judgeJob(job(keyword('job-state-reasons', 'none', 'job-printing')), { token: TOKEN });
  assert.deepEqual(found?.kind === 'found' ? found.reasons : [], ['job-printing']);
});

test('a status says whether the printer may have acted all the same', () => {
  const kindOf = (code: number) =>
    refusalOf({
      version: { major: 2, minor: 0 },
      code,
      requestId: 1,
      groups: [{ group: 'operation', attributes: [text('status-message', 'no\u001b[2J')] }],
    });
  assert.equal(kindOf(0x0507).kind, 'not-now');
  assert.equal(kindOf(0x0506).code, 'printer-not-accepting');
  assert.equal(kindOf(0x040a).code, 'printer-format');
  assert.equal(kindOf(0x0403).kind, 'refused');
  for (const code of [0x0500, 0x0504, 0x0505, 0x0508, 0x9999]) assert.equal(kindOf(code).kind, 'unsure');
  assert.equal(kindOf(0x0403).detail, 'client-error-not-authorized: no [2J');
});

test('how much of the document left is told from octets and phase, on the careful side', () => {
  const outcome = (bytesSent: number, phase: 'connect' | 'send' | 'answer') =>
    ({ kind: 'reset', code: 'ECONNRESET', detail: '', bytesSent, phase, reusedConnection: false }) as const;
  assert.equal(sentOf(outcome(0, 'send'), 10), 'none');
  assert.equal(sentOf(outcome(10, 'send'), 10), 'some');
  assert.equal(sentOf(outcome(10, 'answer'), 10), 'all');
});

test('a line is served in the order of coming, and the next starts when the turn is given back', async () => {
  const queues = makeLaneQueues();
  const signal = new AbortController().signal;
  const order: string[] = [];
  const giveBack = await queues.take('a', signal);
  const waiting = ['one', 'two', 'three'].map(async (who) => {
    const back = await queues.take('a', signal);
    order.push(who);
    back();
    back();
  });
  const other = await queues.take('b', signal);
  other();
  assert.deepEqual(order, []);
  giveBack();
  await Promise.all(waiting);
  assert.deepEqual(order, ['one', 'two', 'three']);
  (await queues.take('a', signal))();
});

test('who leaves the line does not hold it up', async () => {
  const queues = makeLaneQueues();
  const stay = new AbortController();
  const leave = new AbortController();
  const giveBack = await queues.take('a', stay.signal);
  const leaving = queues.take('a', leave.signal);
  const staying = queues.take('a', stay.signal);
  leave.abort();
  await assert.rejects(leaving);
  giveBack();
  (await staying)();
  await assert.rejects(queues.take('a', AbortSignal.abort()));
});

test('a document that is read ahead comes whole, and its source is let go when nobody wants it', async () => {
  let closed = 0;
  async function* source() {
    try {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    } finally {
      closed += 1;
    }
  }
  const wanted = readAhead(source());
  const chunks: Uint8Array[] = [];
  for await (const chunk of wanted.octets) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), 'one two');
  await wanted.close();
  await readAhead(source()).close();
  assert.equal(closed, 2);
});

test('a printer’s time down is counted once for all who wait', () => {
  let time = 0;
  const times = makeDownTimes({ ...systemClock, monotonic: () => time });
  const down = times.of('a');
  assert.equal(down.longerThan(0, 10), false);
  down.failed('printer-busy');
  time = 10;
  assert.equal(down.longerThan(0, 10), true);
  // Who came later has not waited that long.
  assert.equal(down.longerThan(5, 10), false);
  assert.equal(times.of('a').sinceOthers(0, 10), 'printer-busy');
  time = 10_000;
  assert.equal(down.sinceOthers(0, 10), undefined);
  down.up();
  assert.equal(down.longerThan(0, 10), false);
});
