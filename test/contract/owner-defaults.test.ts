// The store's contract for people's default options, the same for both engines: read at intake, laid anew under what waits.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { ownerDefaults, retakeDefaults } from '@platen/edge-server/flow/store/owner-defaults';
import { markForRelease, takeMark } from '@platen/edge-server/flow/store/release-to';
import { insertRelease } from '@platen/edge-server/flow/store/releases';
import { setPreferences } from '@platen/edge-server/people/preferences';
import { findUser, makeUsers } from '@platen/edge-server/people/users';
import { systemClock } from '@platen/edge-server/platform/clock';
import { systemIds } from '@platen/edge-server/platform/ids';
import { openLog } from '@platen/edge-server/platform/log';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { openSettings } from '@platen/edge-server/settings/settings-store';
import { withDefaults } from '@platen/shared/default-options';
import { onBothEngines } from '../support/engines.ts';
import { aJob, anId, aRelease } from '../support/rows.ts';

onBothEngines('default options', (database) => {
  let db: Database;
  let users: ReturnType<typeof makeUsers>;
  before(async () => {
    db = database();
    const log = openLog({ level: 'error', write: () => undefined });
    const settings = await openSettings(db, systemClock, log);
    settings.stop();
    const sealing = makeSealing(randomBytes(32));
    users = makeUsers({ db, clock: systemClock, ids: systemIds, sealing, settings: settings.now });
  });

  let count = 0;
  const someone = async () => (await users.add(`defaults${++count}@example.com`)).user.id;
  const put = async (set: Partial<JobRow>): Promise<string> => {
    const job = aJob(set);
    await db.write((tx) => insertJob(tx, job));
    return job.id;
  };
  const ticketOf = async (id: string) => (await db.read((tx) => findJob(tx, id)))?.ticket;
  const retake = (ownerId: string) =>
    db.write((tx) =>
      retakeDefaults(tx, ownerId, (asked) =>
        withDefaults({ sides: 'one-sided' }, { printColorMode: 'auto' }, asked),
      ),
    );
  const NEW = { sides: 'one-sided', printColorMode: 'auto' } as const;

  test('a new account has none, and what is set is read again', async () => {
    const id = await someone();
    assert.deepEqual(await db.read((tx) => ownerDefaults(tx, id)), {});
    const preferences = { defaults: { sides: 'one-sided', printColorMode: 'auto' }, language: 'de' } as const;
    assert.equal(await db.write((tx) => setPreferences(tx, id, preferences)), true);
    assert.deepEqual(await db.read((tx) => ownerDefaults(tx, id)), preferences.defaults);
    const user = await db.read((tx) => findUser(tx, id));
    assert.deepEqual([user?.defaults, user?.language], [preferences.defaults, 'de']);
  });

  test('somebody who is not there has none', async () => {
    assert.deepEqual(await db.read((tx) => ownerDefaults(tx, 'nobody')), {});
  });

  test('nothing is set for somebody who is gone, and what they had set is forgotten', async () => {
    const id = await someone();
    await db.write((tx) => setPreferences(tx, id, { defaults: { sides: 'one-sided' }, language: 'fr' }));
    const gone = await users.remove(id);
    assert.deepEqual([gone.defaults, gone.language], [{}, null]);
    assert.equal(await db.write((tx) => setPreferences(tx, id, { defaults: {}, language: null })), false);
  });

  test('what waits takes new defaults, and what came with it still wins', async () => {
    const ownerId = await someone();
    const plain = await put({ ownerId });
    const locked = await put({ ownerId, state: 'locked' });
    const coming = await put({ ownerId, state: 'received' });
    // The same words as the old defaults, but they came with the document.
    const sent = await put({
      ownerId,
      ticket: { sides: 'two-sided-long-edge', copies: 2 },
      asked: { sides: 'two-sided-long-edge', copies: 2 },
    });
    const already = await put({ ownerId, ticket: { printColorMode: 'auto', sides: 'one-sided' } });
    assert.equal(await retake(ownerId), 4);
    for (const id of [plain, locked, coming, already]) assert.deepEqual(await ticketOf(id), NEW);
    assert.deepEqual(await ticketOf(sent), {
      sides: 'two-sided-long-edge',
      copies: 2,
      printColorMode: 'auto',
    });
    assert.equal(await retake(ownerId), 0, 'the second time nothing is left to change');
  });

  test('jobs that were changed by hand, are being printed, or are of others stay as they are', async () => {
    const ownerId = await someone();
    const ticket = { copies: 7 };
    const cameBack = await put({ ownerId, ticket });
    await db.write((tx) =>
      insertRelease(tx, aRelease({ id: anId(), jobId: cameBack, state: 'returned', endedAt: 2000 })),
    );
    const marked = await put({ ownerId, state: 'received' });
    await db.write((tx) => markForRelease(tx, marked, 'printer', ticket));
    const unmarked = await put({ ownerId, state: 'received' });
    await db.write(async (tx) => {
      await markForRelease(tx, unmarked, 'printer', ticket);
      await takeMark(tx, unmarked);
    });
    const releasing = await put({ ownerId, ticket, state: 'releasing' });
    const foreign = await put({ ownerId: await someone(), ticket });
    await retake(ownerId);
    for (const id of [cameBack, marked, releasing, foreign]) assert.deepEqual(await ticketOf(id), ticket, id);
    assert.deepEqual(await ticketOf(unmarked), { ...NEW, ...ticket });
  });

  test('hundreds of waiting jobs are changed too', async () => {
    const ownerId = await someone();
    await db.write(async (tx) => {
      for (let i = 0; i < 1100; i++) await insertJob(tx, aJob({ ownerId }));
    });
    assert.equal(await retake(ownerId), 1100);
  });
});
