// The same document sent twice, as it is found at the end of conversion, marked when one is printed, and shown in a list; on both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import {
  duplicatesAmong,
  findDuplicates,
  markTwins,
  noteContent,
  wasPrintedSince,
} from '@platen/edge-server/flow/store/duplicates';
import { changeJob, findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { eq } from 'drizzle-orm';
import { onBothEngines } from '../../../support/engines.ts';
import { aJob, anId } from '../../../support/rows.ts';

const WINDOW = 60_000;
let time = 1_000_000;
const at = (set: Partial<JobRow> = {}): JobRow => {
  time += 1;
  return aJob({ receivedAt: time, changedAt: time, ...set });
};

onBothEngines('the same document twice', (database) => {
  let db: Database;
  before(() => {
    db = database();
  });

  const put = async (set: Partial<JobRow>): Promise<JobRow> => {
    const job = at(set);
    await db.write((tx) => insertJob(tx, job));
    return job;
  };
  const note = (job: JobRow, hash: string | undefined, windowMs = WINDOW) =>
    db.write((tx) => noteContent(tx, job, hash, windowMs));
  const row = async ({ id }: JobRow): Promise<JobRow> => {
    const found = await db.read((tx) => findJob(tx, id));
    assert.ok(found);
    return found;
  };
  const shown = async (jobs: readonly JobRow[], windowMs = WINDOW) => {
    const rows = await Promise.all(jobs.map(row));
    return [...(await db.read((tx) => findDuplicates(tx, rows, windowMs)))].sort();
  };

  test('one that waits already is named; another owner’s, a deleted and a refused one are not', async () => {
    const [owner, hash] = [anId(), anId()];
    for (const state of ['deleted', 'expired', 'refused'] as const)
      await put({ ownerId: owner, contentHash: hash, state });
    await put({ ownerId: anId(), contentHash: hash });
    const job = await put({ ownerId: owner, state: 'received' });
    assert.deepEqual(await note(job, hash), { contentHash: hash, duplicateOf: null });
    const first = await put({ ownerId: owner, contentHash: hash });
    const second = await put({ ownerId: owner, state: 'received' });
    assert.deepEqual(await note(second, hash), { contentHash: hash, duplicateOf: first.id });
  });

  test('the later ones are marked, also where they were converted first', async () => {
    const [owner, hash] = [anId(), anId()];
    const first = await put({ ownerId: owner, state: 'received' });
    const second = await put({ ownerId: owner, contentHash: hash });
    const third = await put({ ownerId: owner, contentHash: hash, duplicateOf: second.id });
    assert.deepEqual(await note(first, hash), { contentHash: hash, duplicateOf: null });
    assert.equal((await row(second)).duplicateOf, first.id);
    assert.equal((await row(third)).duplicateOf, first.id);
  });

  test('a document that could not be compared is like no other, and outside the window none is', async () => {
    assert.deepEqual(await note(await put({}), undefined), { contentHash: null, duplicateOf: null });
    const [owner, hash] = [anId(), anId()];
    await put({ ownerId: owner, contentHash: hash });
    time += WINDOW + 1;
    assert.equal((await note(await put({ ownerId: owner }), hash)).duplicateOf, null);
    await put({ ownerId: owner, contentHash: hash });
    assert.equal((await note(await put({ ownerId: owner }), hash, 0)).duplicateOf, null, 'switched off');
  });

  test('other pages of the same document are another print; other options are not', async () => {
    const [owner, hash] = [anId(), anId()];
    const first = await put({
      ownerId: owner,
      contentHash: hash,
      ticket: { pageRanges: [{ from: 1, to: 2 }] },
    });
    const others = await put({ ownerId: owner, ticket: { pageRanges: [{ from: 5, to: 6 }] } });
    assert.equal((await note(others, hash)).duplicateOf, null);
    const twoSided = await put({
      ownerId: owner,
      ticket: { pageRanges: [{ from: 1, to: 2 }], sides: 'two-sided-long-edge' },
    });
    assert.equal((await note(twoSided, hash)).duplicateOf, first.id);
  });

  test('whatever way they came, while one prints and after it is out the others are still marked, and nothing is deleted', async () => {
    const [owner, hash] = [anId(), anId()];
    const first = await put({ ownerId: owner, contentHash: hash, channel: 'mail' });
    const second = await put({ ownerId: owner, contentHash: hash, channel: 'ipp', duplicateOf: first.id });
    const third = await put({ ownerId: owner, contentHash: hash, duplicateOf: first.id });
    assert.deepEqual(await shown([third, second, first]), [
      [second.id, { of: first.id, printed: false }],
      [third.id, { of: first.id, printed: false }],
    ]);
    // The second was chosen.
    await db.write((tx) =>
      tx.q.update(tx.t.jobs).set({ state: 'releasing' }).where(eq(tx.t.jobs.id, second.id)),
    );
    assert.deepEqual(await shown([third, second, first]), [
      [first.id, { of: second.id, printed: false }],
      [third.id, { of: second.id, printed: false }],
    ]);
    await db.write(async (tx) => {
      await tx.q.update(tx.t.jobs).set({ state: 'printed' }).where(eq(tx.t.jobs.id, second.id));
      await markTwins(tx, second, WINDOW);
    });
    // A panel's list has no printed ones.
    assert.deepEqual(
      (await shown([third, first])).sort(),
      [
        [first.id, { of: second.id, printed: true }],
        [third.id, { of: second.id, printed: true }],
      ].sort(),
    );
    assert.deepEqual(await shown([third, first], 0), []);
    for (const job of [first, third]) assert.equal((await row(job)).state, 'held');
  });

  test('one that comes after the other is out is marked too; when that one is deleted it is a document like any', async () => {
    const [owner, hash] = [anId(), anId()];
    const printed = await put({ ownerId: owner, contentHash: hash, state: 'printed' });
    const late = await put({ ownerId: owner, state: 'received' });
    const noted = await note(late, hash);
    assert.equal(noted.duplicateOf, printed.id);
    await db.write((tx) => changeJob(tx, late.id, noted));
    assert.deepEqual(await shown([late]), [], 'nothing is asked while it is made ready');
    await db.write((tx) => tx.q.update(tx.t.jobs).set({ state: 'held' }).where(eq(tx.t.jobs.id, late.id)));
    assert.deepEqual(await shown([late]), [[late.id, { of: printed.id, printed: true }]]);
    await db.write((tx) =>
      tx.q.update(tx.t.jobs).set({ state: 'deleted' }).where(eq(tx.t.jobs.id, printed.id)),
    );
    assert.deepEqual(await shown([late]), []);
  });

  test('a client that sends again what it has no answer for is told from somebody who wants another copy', async () => {
    const [owner, hash] = [anId(), anId()];
    const again = await put({ ownerId: owner, contentHash: hash, ticket: { copies: 1, sides: 'one-sided' } });
    const sent = (since: number) => db.read((tx) => wasPrintedSince(tx, again, since));
    assert.equal(await sent(0), false);
    const first = await put({
      ownerId: owner,
      contentHash: hash,
      state: 'releasing',
      ticket: { sides: 'one-sided', copies: 1 },
    });
    assert.equal(await sent(first.changedAt + 1), true, 'it is being printed, since whenever');
    await db.write((tx) =>
      tx.q.update(tx.t.jobs).set({ state: 'printed' }).where(eq(tx.t.jobs.id, first.id)),
    );
    assert.equal(await sent(first.changedAt), true);
    assert.equal(await sent(first.changedAt + 1), false, 'long ago');
    await db.write((tx) => changeJob(tx, first.id, { ticket: { copies: 2, sides: 'one-sided' } }));
    assert.equal(await sent(0), false, 'other options are another wish');
  });
});

test('in a list each later one names the one that is offered', () => {
  const first = at({ contentHash: 'a' });
  const other = at({ contentHash: 'b' });
  const second = at({ contentHash: 'a' });
  const third = at({ contentHash: 'a' });
  const unknown = [at(), at()];
  const found = duplicatesAmong([third, ...unknown, second, other, first], WINDOW);
  assert.deepEqual(
    [...found].sort(),
    [
      [second.id, first.id],
      [third.id, first.id],
    ].sort(),
  );
  assert.deepEqual([...duplicatesAmong([first, second], 0)], [], 'switched off');
});

test('whoever sends it again with other options has corrected them: the latest is offered', () => {
  const first = at({ contentHash: 'a', ticket: { copies: 1 } });
  const corrected = at({ contentHash: 'a', ticket: { sides: 'two-sided-long-edge', copies: 1 } });
  const again = at({ contentHash: 'a', ticket: { copies: 1, sides: 'two-sided-long-edge' } });
  assert.deepEqual(
    [...duplicatesAmong([first, corrected, again], WINDOW)].sort(),
    [
      [first.id, corrected.id],
      [again.id, corrected.id],
    ].sort(),
  );
});
