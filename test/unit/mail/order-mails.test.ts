// What an administrator orders for single messages: each order works from the right state only, and once.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import {
  discardMail,
  dropFromOutbox,
  retryMail,
  sendAgain,
} from '@platen/edge-server/flow/store/order-mails';
import { countOpenMails, countOutbox, searchMails } from '@platen/edge-server/flow/store/read-mails';
import type { MailState, OutboxState } from '@platen/shared/mail';
import { MAIL_STATES, OUTBOX_STATES } from '@platen/shared/mail';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.close());

const order = (id: string) => ({ id, now: 5_000, stepId: deps.ids.id() });
const steps = () =>
  deps.db.read((tx) => tx.q.select({ kind: tx.t.steps.kind, subject: tx.t.steps.subject }).from(tx.t.steps));

async function aMail(id: string, state: MailState, blobId: string | null = null): Promise<void> {
  await deps.db.write(async (tx) => {
    await tx.q.insert(tx.t.mails).values({
      ...{ id, state, blobId, accountId: 'acc', folder: 'INBOX', epoch: '1', uid: id },
      ...{ attempts: 3, sender: `${id}@example.org`, subject: 'A plan', reason: 'mail-broken', note: 'x' },
      ...{ receivedAt: 1_000, changedAt: 1_000 },
    });
  });
}
async function anOutbox(id: string, state: OutboxState): Promise<void> {
  await deps.db.write(async (tx) => {
    await tx.q.insert(tx.t.outbox).values({
      ...{ id, state, kind: 'code', recipient: 'anna@example.org', values: {}, messageId: `<${id}@x>` },
      ...{ attempts: 4, note: 'no', createdAt: 1_000, changedAt: 1_000 },
    });
  });
}
const mail = (id: string) =>
  deps.db.read(async (tx) => (await searchMails(tx, { limit: 100 })).mails.find((row) => row.id === id));

test('only a message that was set aside is tried again: from its server, or from what is stored', async () => {
  for (const state of MAIL_STATES) await aMail(state, state);
  for (const state of MAIL_STATES) {
    const found = await deps.db.write((tx) => retryMail(tx, order(state)));
    assert.deepEqual(found, state === 'quarantined' ? { accountId: 'acc', stored: false } : undefined, state);
  }
  const again = await mail('quarantined');
  assert.deepEqual(
    [again?.state, again?.attempts, again?.reason, again?.note, again?.changedAt],
    ['seen', 0, null, null, 5_000],
  );
  await aMail('stored-one', 'quarantined', 'blob');
  const stored = await deps.db.write((tx) => retryMail(tx, order('stored-one')));
  assert.deepEqual([stored?.stored, (await mail('stored-one'))?.state], [true, 'stored']);
  assert.deepEqual(await steps(), [{ kind: 'mail', subject: 'stored-one' }]);
  assert.equal(await deps.db.write((tx) => retryMail(tx, order('stored-one'))), undefined);
});

test('a message that is given up leaves nothing behind here and is refused on its server', async () => {
  for (const state of MAIL_STATES) await aMail(state, state, `blob-${state}`);
  for (const state of MAIL_STATES) {
    const found = await deps.db.write((tx) => discardMail(tx, order(state)));
    assert.equal(found?.blobId, state === 'quarantined' ? 'blob-quarantined' : undefined, state);
  }
  const gone = await mail('quarantined');
  assert.deepEqual([gone?.state, gone?.blobId, gone?.reason], ['refused', null, 'mail-broken']);
});

test('only what could not be sent, or what nobody knows of, is sent again, with one step', async () => {
  for (const state of OUTBOX_STATES) await anOutbox(state, state);
  for (const state of OUTBOX_STATES) {
    const done = await deps.db.write((tx) => sendAgain(tx, order(state)));
    assert.equal(done, state === 'failed' || state === 'unknown', state);
  }
  assert.deepEqual((await steps()).map(({ kind, subject }) => `${kind} ${subject}`).sort(), [
    'send failed',
    'send unknown',
  ]);
});

test('what was sent, or is being sent, cannot be dropped; what waits goes with its step', async () => {
  for (const state of OUTBOX_STATES) await anOutbox(state, state);
  await deps.db.write((tx) => sendAgain(tx, order('failed')));
  for (const state of OUTBOX_STATES) {
    const done = await deps.db.write((tx) => dropFromOutbox(tx, order(state)));
    assert.equal(done, ['waiting', 'failed', 'unknown'].includes(state), state);
  }
  assert.deepEqual(await steps(), []);
});

test('messages are counted by account, searched by sender and subject, and what is sent by how it stands', async () => {
  for (const state of MAIL_STATES) await aMail(state, state);
  for (const state of OUTBOX_STATES) await anOutbox(state, state);
  const open = await deps.db.read(countOpenMails);
  assert.deepEqual([...open], [['acc', { waiting: 1, quarantined: 1 }]]);
  assert.deepEqual(await deps.db.read(countOutbox), { waiting: 2, failed: 2 });
  const search = (ask: object) => deps.db.read((tx) => searchMails(tx, { limit: 2, ...ask }));
  assert.deepEqual(
    (await search({ search: 'GONE@exam' })).mails.map(({ id }) => id),
    ['gone'],
  );
  const all = await search({ search: 'plan' });
  assert.deepEqual([all.mails.length, all.total], [2, MAIL_STATES.length]);
  assert.equal((await search({ state: 'waiting' })).total, 1);
});
