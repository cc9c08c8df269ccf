// The store's contract for messages, the same for both engines: every move has one winner, and no row is made twice.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import {
  countAttempts,
  countSenderRequest,
  findMail,
  giveBackAttempts,
  insertSeen,
  knownMails,
  moveMail,
  moveMails,
  openMails,
  removeOldMails,
  stepAside,
  takenBefore,
} from '@platen/edge-server/flow/store/mails';
import { onBothEngines } from '../support/engines.ts';
import { anId } from '../support/rows.ts';

onBothEngines('messages', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });
  const box = (accountId: string, epoch = '1') => ({ accountId, folder: 'INBOX', epoch });
  const seen = async (accountId: string, uids: readonly string[], epoch?: string) =>
    db.write((tx) =>
      insertSeen(
        tx,
        box(accountId, epoch),
        uids.map((uid) => ({ id: anId(), uid, size: 10 })),
        5,
      ),
    );
  const stored = { contentHash: 'hash', changedAt: 6 };

  test('a uid is noted by one reader only, with its first attempt', async () => {
    const rounds = await Promise.all([seen('a', ['1', '2']), seen('a', ['2', '3']), seen('a', ['1', '3'])]);
    const rows = rounds.flat();
    assert.deepEqual(rows.map(({ uid }) => uid).sort(), ['1', '2', '3']);
    assert.ok(rows.every(({ attempts, state }) => attempts === 1 && state === 'seen'));
    // The same uid elsewhere is another message.
    assert.equal((await seen('a', ['1'], '2')).length, 1);
    assert.equal((await seen('b', ['1'])).length, 1);
    const known = await db.read((tx) => knownMails(tx, box('a'), ['1', '2', '9']));
    assert.deepEqual(known.map(({ uid }) => uid).sort(), ['1', '2']);
  });

  test('of many who move a message, one wins', async () => {
    const [row] = await seen('c', ['1']);
    const id = row?.id ?? '';
    const moves = await Promise.all(
      Array.from({ length: 8 }, () =>
        db.write((tx) => moveMail(tx, id, ['seen', 'waiting'], 'stored', stored)),
      ),
    );
    assert.equal(moves.filter((moved) => moved !== undefined).length, 1);
    assert.equal((await db.read((tx) => findMail(tx, id)))?.contentHash, 'hash');
    await assert.rejects(
      db.write((tx) => moveMail(tx, id, ['removed'], 'seen', stored)),
      /does not go from removed to seen/,
    );
  });

  test('attempts go up and down, never below none, and only where there is something to try', async () => {
    const [row] = await seen('d', ['1']);
    const id = row?.id ?? '';
    assert.equal((await db.write((tx) => countAttempts(tx, [id])))[0]?.attempts, 2);
    for (let i = 0; i < 4; i++) await db.write((tx) => giveBackAttempts(tx, [id]));
    assert.equal((await db.read((tx) => findMail(tx, id)))?.attempts, 0);
    await db.write((tx) => moveMail(tx, id, ['seen'], 'refused', { changedAt: 6 }));
    assert.deepEqual(await db.write((tx) => countAttempts(tx, [id])), []);
  });

  test('knows what is expected on the server, in any epoch', async () => {
    await seen('e', ['1', '2', '3']);
    await seen('e', ['1'], '2');
    const open = () => db.read((tx) => openMails(tx, 'e'));
    assert.equal((await open()).length, 4);
    const ids = (await open()).map(({ id }) => id);
    assert.equal((await db.write((tx) => moveMails(tx, ids.slice(0, 3), ['seen'], 'gone', 7))).length, 3);
    assert.deepEqual(await db.write((tx) => moveMails(tx, ids.slice(0, 3), ['seen'], 'gone', 7)), []);
    assert.equal((await open()).length, 1);
  });

  test('finds the same content of the same account only where it was taken', async () => {
    const [one, other] = await seen('f', ['1', '2']);
    const [stranger] = await seen('g', ['1']);
    const content = { contentHash: 'same', changedAt: 6 };
    for (const row of [one, stranger]) {
      await db.write((tx) => moveMail(tx, row?.id ?? '', ['seen'], 'stored', content));
    }
    const before = () =>
      db.read((tx) => takenBefore(tx, { id: other?.id ?? '', accountId: 'f', contentHash: 'same' }));
    assert.deepEqual(
      (await before()).map(({ id }) => id),
      [one?.id],
    );
    await db.write((tx) => moveMail(tx, one?.id ?? '', ['stored'], 'quarantined', { changedAt: 7 }));
    assert.deepEqual(await before(), []);
  });

  test('a row steps aside for another message under its uid; records that ended long ago go', async () => {
    const [row] = await seen('h', ['1']);
    const id = row?.id ?? '';
    await db.write((tx) => moveMail(tx, id, ['seen'], 'gone', { changedAt: 6 }));
    await db.write((tx) => stepAside(tx, { id, epoch: '1' }));
    assert.equal((await seen('h', ['1'])).length, 1);
    assert.ok((await db.write((tx) => removeOldMails(tx, 6))) >= 1);
    assert.equal(await db.read((tx) => findMail(tx, id)), undefined);
    assert.equal((await db.read((tx) => openMails(tx, 'h'))).length, 1);
  });

  test('counts the messages of a sender who waits', async () => {
    for (const now of [1, 2, 3]) await db.write((tx) => countSenderRequest(tx, 'x@example.org', now));
    const rows = await db.read((tx) => tx.q.select().from(tx.t.senderRequests));
    assert.deepEqual(rows, [{ address: 'x@example.org', mails: 3, firstAt: 1, lastAt: 3 }]);
  });
});
