import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type InsertOutbox,
  makeInsertOutbox,
  messageIdOf,
  type NewMail,
  type Queued,
} from '@platen/edge-server/flow/outbox/insert-outbox';
import { removeTallies } from '@platen/edge-server/flow/store/mail-tallies';
import { readOutbox } from '@platen/edge-server/flow/store/outbox';
import { claimSteps } from '@platen/edge-server/flow/store/steps';
import { onBothEngines } from '../../../support/engines.ts';
import { anId } from '../../../support/rows.ts';

const DAY = 86_400_000;

onBothEngines('putting mail into the outbox', (database) => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let knocks = 0;
  const insertOf = (): InsertOutbox =>
    makeInsertOutbox({
      clock: { now: () => now },
      ids: { id: anId },
      settings: () => ({ mail: { answersPerDay: 3, codesPerDay: 2 } }),
      messageIdDomain: 'id.platen.example',
      knock: () => knocks++,
    });
  const put = (mail: Partial<NewMail>): Promise<Queued> => {
    const insert = insertOf();
    return database().write((tx) =>
      insert(tx, { kind: 'report', recipient: 'anna@example.org', mailId: anId(), values: {}, ...mail }),
    );
  };
  const rowsOf = (mailId: string) =>
    database().read((tx) =>
      tx.q
        .select()
        .from(tx.t.outbox)
        .then((rows) => rows.filter((row) => row.mailId === mailId)),
    );

  test('the row and its step are written together, and the runner is knocked at after the commit', async () => {
    knocks = 0;
    assert.equal(
      await put({ mailId: 'm1', userId: 'u1', inReplyTo: '<x@y>', values: { a: 1, b: 'two', c: true } }),
      'queued',
    );
    assert.equal(knocks, 1);
    const [row] = await rowsOf('m1');
    assert.ok(row !== undefined);
    assert.deepEqual(
      { ...row, id: '', messageId: '' },
      {
        id: '',
        kind: 'report',
        recipient: 'anna@example.org',
        userId: 'u1',
        mailId: 'm1',
        values: { a: 1, b: 'two', c: true },
        messageId: '',
        inReplyTo: '<x@y>',
        state: 'waiting',
        attempts: 0,
        note: null,
        createdAt: now,
        changedAt: now,
      },
    );
    const steps = await database().write((tx) =>
      claimSteps(tx, 'send', { holder: 'h', now, leaseMs: 1000, limit: 10 }),
    );
    assert.deepEqual(
      steps.map((step) => step.subject),
      [row.id],
    );
    const read = await database().read((tx) => readOutbox(tx, row.id, steps[0]?.id ?? ''));
    assert.equal(read?.since, now);
  });

  test('a transaction that fails leaves neither row nor step nor count', async () => {
    const insert = insertOf();
    await assert.rejects(
      database().write(async (tx) => {
        await insert(tx, { kind: 'report', recipient: 'rolled@example.org', mailId: 'm2', values: {} });
        throw new Error('no');
      }),
    );
    assert.deepEqual(await rowsOf('m2'), []);
    for (const i of [1, 2, 3])
      assert.equal(await put({ recipient: 'rolled@example.org', about: String(i) }), 'queued');
  });

  test('the same mail twice is one', async () => {
    const same = { recipient: 'twice@example.org', mailId: 'm3' };
    assert.equal(await put(same), 'queued');
    assert.equal(await put(same), 'known');
    assert.equal(await put({ ...same, kind: 'release' }), 'queued');
    assert.equal((await rowsOf('m3')).length, 2);
    // "known" was not counted: one more fits under the cap of three.
    assert.equal(await put({ ...same, kind: 'trouble' }), 'queued');
  });

  test('the Message-ID says the kind, is the same for the same mail and tells nothing', () => {
    const mail = { kind: 'report', mailId: 'm', recipient: 'a@b.org' } as const;
    const id = messageIdOf(mail, 'id.platen.example');
    assert.match(id, /^<report\.[0-9a-f]{40}@id\.platen\.example>$/);
    assert.equal(messageIdOf({ ...mail }, 'id.platen.example'), id);
    assert.notEqual(messageIdOf({ ...mail, recipient: 'c@b.org' }, 'id.platen.example'), id);
    assert.notEqual(messageIdOf({ ...mail, about: 'x' }, 'id.platen.example'), id);
  });

  test('answers to one address are capped per day, in any spelling, and the console can see why', async () => {
    const to = { recipient: 'Loop@example.org' };
    for (const i of [1, 2, 3]) assert.equal(await put({ ...to, about: String(i) }), 'queued');
    assert.equal(await put({ recipient: 'loop@example.org', mailId: 'm4' }), 'dropped');
    const [row] = await rowsOf('m4');
    assert.equal(row?.state, 'dropped');
    assert.match(row?.note ?? '', /more than 3 answers/);
    now += DAY;
    assert.equal(await put({ ...to, about: 'next day' }), 'queued');
    await database().write((tx) => removeTallies(tx, Math.floor(now / DAY)));
    for (const i of [5, 6]) assert.equal(await put({ ...to, about: String(i) }), 'queued');
    assert.equal(await put({ ...to, about: '7' }), 'dropped');
  });

  test('codes are capped per person, not per address', async () => {
    for (const i of [1, 2])
      assert.equal(
        await put({ kind: 'code', userId: 'u5', recipient: `a${i}@example.org`, about: `${i}` }),
        'queued',
      );
    assert.equal(
      await put({ kind: 'code', userId: 'u5', recipient: 'a3@example.org', about: '3' }),
      'dropped',
    );
    assert.equal(
      await put({ kind: 'code', userId: 'u6', recipient: 'a3@example.org', about: '4' }),
      'queued',
    );
  });

  test('somebody who may not print is told once a day, and nothing is kept of the next time', async () => {
    const refused = { kind: 'not-allowed', recipient: 'stranger@example.net' } as const;
    assert.equal(await put({ ...refused, mailId: 'm6' }), 'queued');
    assert.equal(await put({ ...refused, mailId: 'm7' }), 'dropped');
    assert.deepEqual(await rowsOf('m7'), []);
  });
});
