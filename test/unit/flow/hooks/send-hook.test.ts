// Messages to webhooks: written down with what they tell of, sent at least once with one id, tried for a day, and never in each other's way.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { withNews } from '@platen/edge-server/db/with-news';
import { makeNewsNote, type NewsNote } from '@platen/edge-server/flow/hooks/note-news';
import { LIFETIME_MS, retryAfter } from '@platen/edge-server/flow/hooks/retry-times';
import { makeSendHook, type SendHook } from '@platen/edge-server/flow/hooks/send-hook';
import { makeWebhooks } from '@platen/edge-server/flow/hooks/webhooks';
import { makeRunner } from '@platen/edge-server/flow/runner';
import type { Step } from '@platen/edge-server/flow/step';
import { listDeliveries } from '@platen/edge-server/flow/store/webhooks';
import type { News, Posted } from '@platen/shared/webhook';
import { type TestDeps, testDeps } from '../../../support/deps.ts';
import { waitUntil } from '../../../support/wait-until.ts';

let deps: TestDeps;
let note: NewsNote;
let send: SendHook;
/** What was sent, and what the next ones are answered. */
let sent: { url: string; id: string; body: string }[];
let answers: Posted[];
const abort = new AbortController();

beforeEach(async () => {
  const plain = await testDeps();
  note = makeNewsNote(plain);
  const { monotonic } = plain.clock;
  deps = { ...plain, db: withNews(plain.db, { record: note.record, wrote: () => undefined, monotonic }) };
  sent = [];
  answers = [];
  send = makeSendHook({
    ...deps,
    post: async (url, { body, headers }) => {
      sent.push({ url, body, id: headers['platen-id'] ?? '' });
      return answers.shift() ?? { kind: 'taken', status: 200 };
    },
  });
});
afterEach(() => deps.close());

const webhooks = () =>
  makeWebhooks({
    ...deps,
    send,
    news: note,
    refusal: async () => undefined,
    audit: async () => undefined,
    knock: () => undefined,
  });
const add = async (url: string, events: readonly News['event'][] = ['job.received'], titles = false) =>
  (await webhooks().add({ name: url, url, events, titles, enabled: true }, 'test')).row.id;
const happen = (facts: News['facts'] = { jobId: 'j1' }, event: News['event'] = 'job.received') =>
  deps.db.write(
    async (tx) => void tx.news?.push({ event, at: deps.clock.now(), facts, title: 'Secret plans' }),
  );
const waiting = async (id: string) => deps.db.read((tx) => listDeliveries(tx, id, 100));
const stepOf = (subject: string, attempts = 1): Step => ({
  id: `hook-${subject}`,
  kind: 'hook',
  subject,
  attempts,
});

/** What the runner does with an outcome. */
async function work(subject: string) {
  const outcome = await send.work(stepOf(subject), abort.signal);
  await deps.db.write(async (tx) => outcome.record?.(tx));
  return outcome;
}

test('news become a message for each webhook that listens to them, and for no other', async () => {
  const [both, one, none] = [
    await add('https://a.example/', ['job.received', 'attack']),
    await add('https://b.example/', ['job.received'], true),
    await add('https://c.example/', ['attack']),
  ];
  await happen();
  const [a, b, c] = await Promise.all([waiting(both), waiting(one), waiting(none)]);
  assert.deepEqual([a.length, b.length, c.length], [1, 1, 0]);
  assert.deepEqual(a[0]?.data, { jobId: 'j1' }, 'no title for who may not have it');
  assert.deepEqual(b[0]?.data, { jobId: 'j1', title: 'Secret plans' });
});

test('news of a transaction that failed are told to nobody', async () => {
  const id = await add('https://a.example/');
  await assert.rejects(
    deps.db.write(async (tx) => {
      tx.news?.push({ event: 'job.received', at: deps.clock.now(), facts: { jobId: 'j1' } });
      throw new Error('no');
    }),
  );
  assert.deepEqual(await waiting(id), []);
});

test('a message that is not taken is tried again, later each time, and given up after a day', async () => {
  const id = await add('https://a.example/');
  await happen();
  const subject = (await waiting(id))[0]?.id ?? '';
  for (let attempt = 1; attempt <= 4; attempt++) {
    answers.push({ kind: 'refused', status: 500, detail: 'Status 500.' });
    const outcome = await work(subject);
    assert.deepEqual([outcome.kind, 'afterMs' in outcome && outcome.afterMs], ['retry', retryAfter(attempt)]);
  }
  deps.pass(LIFETIME_MS);
  assert.equal((await work(subject)).kind, 'done');
  const row = (await waiting(id))[0];
  assert.deepEqual([row?.state, row?.attempts, sent.length], ['failed', 4, 4]);
  const hook = (await webhooks().list())[0];
  assert.equal(typeof hook?.state?.gaveUpAt, 'number');
  assert.ok(
    deps.logged.some((line) => line.includes('given up')),
    'the operator is told',
  );
});

test('a receiver asks for more time and gets it', async () => {
  const id = await add('https://a.example/');
  await happen();
  answers.push({ kind: 'refused', status: 429, detail: 'Status 429.', retryAfterMs: 900_000 });
  const outcome = await work((await waiting(id))[0]?.id ?? '');
  assert.equal('afterMs' in outcome && outcome.afterMs, 900_000);
});

test('one that does not answer rests, and its other messages wait without using up tries', async () => {
  const id = await add('https://a.example/');
  await happen({ jobId: 'j1' });
  await happen({ jobId: 'j2' });
  const [first, second] = await waiting(id);
  answers.push({ kind: 'unreachable', detail: 'No answer.' });
  await work(first?.id ?? '');
  const outcome = await work(second?.id ?? '');
  assert.deepEqual([outcome.kind, sent.length], ['retry', 1]);
  deps.pass(60_000);
  assert.equal((await work(second?.id ?? '')).kind, 'done');
  assert.equal(sent.length, 2);
});

test('a server killed while a message is under way sends it again with the same id', async () => {
  const id = await add('https://a.example/');
  await happen();
  const subject = (await waiting(id))[0]?.id;
  const got: string[] = [];
  const post = (hang: boolean) =>
    makeSendHook({
      ...deps,
      post: async (_url, { headers }) => {
        got.push(headers['platen-id'] ?? '');
        if (hang) await new Promise(() => undefined);
        return { kind: 'taken', status: 200 };
      },
    });
  const runner = (hang: boolean) =>
    makeRunner(deps, { holder: 'this-server', workers: { hook: { work: post(hang).work, parallel: 1 } } });
  // This one has sent it and hears no answer any more: as far as the database knows it was killed.
  await runner(true).start();
  await waitUntil(() => got.length === 1, { what: 'the first message' });
  const next = runner(false);
  await next.start();
  await waitUntil(async () => (await waiting(id))[0]?.state === 'delivered', {
    what: 'the second one to arrive',
  });
  assert.deepEqual(got, [subject, subject]);
  await next.stop();
});

test('a removed webhook is told nothing more', async () => {
  const id = await add('https://a.example/');
  await happen();
  const subject = (await waiting(id))[0]?.id ?? '';
  await webhooks().remove(id, 'test');
  assert.equal((await work(subject)).kind, 'done');
  await happen({ jobId: 'j2' });
  assert.deepEqual([sent, await waiting(id)], [[], []]);
});
