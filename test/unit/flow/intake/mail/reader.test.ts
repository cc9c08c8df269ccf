// Reading a mailbox: what is fetched, what is stored, what is removed, and what each kind of message leads to, on both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { onBothEngines } from '../../../../support/engines.ts';
import { waitUntil } from '../../../../support/wait-until.ts';
import { makeScene, states } from './reader-scene.ts';
import { addAccount, everything, judgeByName, message, said, titles } from './reader-stack.ts';

onBothEngines('reading a mailbox', (database) => {
  const scene = makeScene(database);
  let db: Database;
  before(() => {
    db = database();
  });

  test('takes every message once, answers it and removes it from its server', async () => {
    await addAccount(db);
    for (let i = 0; i < 130; i++) scene.mailbox().deliver(message(`m${i}`, { documents: (i % 3) + 1 }));
    await scene.begin();
    const all = await scene.until(
      'all to be removed',
      ({ mails }) => mails.filter((m) => m.state === 'removed').length === 130,
    );
    const expected = Array.from({ length: 130 }, (_, i) =>
      Array.from({ length: (i % 3) + 1 }, (_, d) => `m${i}.${d}`),
    );
    assert.deepEqual(titles(all), expected.flat().sort());
    assert.equal(new Set(said(all, 'report')).size, 130);
    assert.equal(all.outbox.length, 130);
    assert.deepEqual(scene.mailbox().uids(), []);
    assert.equal(all.blobs.length, all.jobs.length, 'only documents are left in the store');
    assert.equal(all.steps.filter(({ kind }) => kind === 'mail').length, 0);
    assert.equal(scene.mailbox().count.bodies, 130);
    assert.ok(
      all.mails.every(
        ({ sender, subject, blobId }) => sender !== null && subject !== null && blobId === null,
      ),
    );
  });

  test('sees mail that arrives while it waits', async () => {
    await addAccount(db, { pollSeconds: 3600 });
    await scene.begin();
    await waitUntil(() => scene.mailbox().count.lists > 0, { what: 'the first look' });
    scene.mailbox().deliver(message('late'));
    const all = await scene.until('it to be removed', ({ mails }) => mails[0]?.state === 'removed');
    assert.deepEqual(titles(all), ['late.0']);
    assert.equal(scene.mailbox().count.sessions, 1);
  });

  test('stores nothing of a sender who may not print, and fetches no body', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('secret', { from: 'refuse@example.org' }));
    scene.mailbox().deliver(message('loop', { from: 'ignore@example.org' }));
    await scene.begin();
    await waitUntil(() => scene.mailbox().uids().length === 0, { what: 'both to go' });
    const all = await everything(db);
    assert.equal(states(all), 'ignored,refused');
    assert.equal(scene.mailbox().count.bodies, 0);
    assert.ok(
      all.mails.every((mail) => mail.subject === null && mail.blobId === null && mail.contentHash === null),
    );
    assert.deepEqual(said(all, 'not-allowed'), ['mail-sender-not-allowed refuse@example.org']);
    assert.equal(all.outbox.length, 1);
    assert.deepEqual([...scene.mailbox().moved.keys()], []);
  });

  test('moves what was taken and what was refused where the account says', async () => {
    await addAccount(db, { processedFolder: 'Done', refusedFolder: 'No' });
    scene.mailbox().deliver(message('good'));
    scene.mailbox().deliver(message('bad', { from: 'refuse@example.org' }));
    await scene.begin();
    await scene.until(
      'both to go',
      ({ mails }) => scene.mailbox().uids().length === 0 && mails.some((m) => m.state === 'removed'),
    );
    const moved = Object.fromEntries(
      [...scene.mailbox().moved].map(([name, raws]) => [name, raws.map(String)]),
    );
    assert.deepEqual(moved, {
      Done: [message('good')],
      No: [message('bad', { from: 'refuse@example.org' })],
    });
  });

  test('leaves mail of a sender who waits on its server, counts it once, and takes it when the lists have changed', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('one', { from: 'wait@example.org' }));
    scene.mailbox().deliver(message('two', { from: 'wait@example.org' }));
    let allowed = false;
    const judge: typeof judgeByName = (header, account) =>
      judgeByName(
        allowed ? Buffer.from(String(Buffer.from(header)).replace('wait@', 'anna@')) : header,
        account,
      );
    const { readers } = await scene.begin({ judge });
    await scene.until('both to wait', ({ mails }) => mails.filter((m) => m.state === 'waiting').length === 2);
    const looks = scene.mailbox().count.lists;
    await waitUntil(() => scene.mailbox().count.lists > looks + 2, { what: 'more looks' });
    readers.reconsider();
    const waiting = await scene.until('another judgement', () => scene.mailbox().count.headers >= 4);
    assert.deepEqual(
      waiting.requests.map(({ address, mails }) => [address, mails]),
      [['wait@example.org', 2]],
    );
    assert.ok(waiting.mails.every(({ subject, blobId }) => subject === null && blobId === null));
    assert.equal(scene.mailbox().uids().length, 2);
    assert.equal(scene.mailbox().count.bodies, 0);
    allowed = true;
    readers.reconsider();
    const all = await scene.until('both to be taken', ({ mails }) =>
      mails.every((m) => m.state === 'removed'),
    );
    assert.deepEqual(titles(all), ['one.0', 'two.0']);
    assert.deepEqual(scene.mailbox().uids(), []);
  });

  test('does not take a message twice when its server numbers all of them anew', async () => {
    await addAccount(db);
    for (let i = 0; i < 5; i++) scene.mailbox().deliver(message(`m${i}`));
    scene.mailbox().setAt((moment) => {
      if (moment === 'remove') throw new MailError('unreachable', 'cut');
    });
    await scene.begin();
    await scene.until(
      'all to be applied',
      ({ mails }) => mails.length === 5 && mails.every((m) => m.state === 'applied'),
    );
    scene.mailbox().renumber();
    scene.mailbox().setAt(undefined);
    const all = await scene.until(
      'all to be gone',
      ({ mails }) => mails.length === 10 && mails.every((m) => m.state === 'removed'),
    );
    assert.deepEqual(titles(all), ['m0.0', 'm1.0', 'm2.0', 'm3.0', 'm4.0']);
    assert.equal(said(all, 'report').length, 5);
    assert.deepEqual(scene.mailbox().uids(), []);
  });

  test('takes two copies that lie side by side, and messages with one Message-ID', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('copy'));
    scene.mailbox().deliver(message('copy'));
    scene.mailbox().deliver(message('other'));
    await scene.begin();
    const all = await scene.until(
      'all to be removed',
      ({ mails }) => mails.length === 3 && mails.every((m) => m.state === 'removed'),
    );
    assert.deepEqual(titles(all), ['copy.0', 'copy.0', 'other.0']);
  });

  test('does not take a message again that somebody moves back', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('once'));
    await scene.begin();
    await scene.until('it to be removed', ({ mails }) => mails[0]?.state === 'removed');
    scene.mailbox().deliver(message('once'));
    const all = await scene.until(
      'the other to be removed',
      ({ mails }) => mails.length === 2 && mails.every((m) => m.state === 'removed'),
    );
    assert.deepEqual(titles(all), ['once.0']);
    assert.match(all.mails.map(({ note }) => note ?? '').join(''), /same message/);
  });

  test('takes another message under a uid that was used before', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('first'), 'same');
    await scene.begin();
    await scene.until('it to be removed', ({ mails }) => mails[0]?.state === 'removed');
    scene.mailbox().deliver(message('second'), 'same');
    const all = await scene.until(
      'the other to be removed',
      ({ mails }) => mails.length === 2 && mails.every((m) => m.state === 'removed'),
    );
    assert.deepEqual(titles(all), ['first.0', 'second.0']);
  });

  test('deletes again over POP3 when the answer to QUIT was lost', async () => {
    scene.useMailbox({ kind: 'pop3' });
    await addAccount(db);
    for (let i = 0; i < 3; i++) scene.mailbox().deliver(message(`p${i}`));
    let lost = 0;
    scene.mailbox().setAt((moment) => {
      if ((moment === 'quit' || moment === 'removed') && lost++ < 4)
        throw new MailError('unreachable', 'cut');
    });
    await scene.begin();
    const all = await scene.until(
      'all to be removed',
      ({ mails }) => mails.length === 3 && mails.every((m) => m.state === 'removed'),
    );
    assert.deepEqual(titles(all), ['p0.0', 'p1.0', 'p2.0']);
    assert.deepEqual(scene.mailbox().uids(), []);
    assert.equal(all.outbox.length, 3);
  });

  test('refuses a message that is too large without fetching it, and tells its sender', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('huge', { size: 1_500_000 }));
    scene.mailbox().deliver(message('fine', { size: 900_000 }));
    await scene.begin({ maxMegabytes: 1 });
    const all = await scene.until(
      'both to go',
      ({ mails }) => scene.mailbox().uids().length === 0 && mails.some((m) => m.state === 'removed'),
    );
    assert.equal(states(all), 'refused,removed');
    assert.deepEqual(titles(all), ['fine.0']);
    assert.deepEqual(said(all, 'not-allowed'), ['document-too-large anna@example.org']);
    assert.equal(scene.mailbox().count.bodies, 1);
  });

  test('judges by the header of the message itself when the server showed another one', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('forged', { from: 'refuse@example.org' }));
    scene.mailbox().lies.set('1', 'From: anna@example.org\r\nSubject: forged\r\n\r\n');
    await scene.begin();
    const all = await scene.until('the quarantine', ({ mails }) => mails[0]?.state === 'quarantined');
    assert.deepEqual(titles(all), []);
    assert.equal(all.blobs.length, 0);
    assert.equal(all.mails[0]?.reason, 'mail-broken');
  });

  test('notes what vanished before it was taken', async () => {
    await addAccount(db);
    scene.mailbox().deliver(message('away'));
    scene.mailbox().deliver(message('waits', { from: 'wait@example.org' }));
    scene.mailbox().setAt((moment, uid) => {
      if (moment === 'body' && uid === '1') scene.mailbox().delete('1');
    });
    await scene.begin();
    await scene.until('one to wait', ({ mails }) => states({ mails }) === 'gone,waiting');
    scene.mailbox().delete('2');
    const all = await scene.until('both to be gone', ({ mails }) => mails.every((m) => m.state === 'gone'));
    assert.deepEqual(titles(all), []);
    assert.deepEqual(said(all, 'alert'), []);
  });
});
