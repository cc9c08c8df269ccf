// The same document sent twice, as it is found at the end of conversion and shown in a list; on both engines.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { duplicatesAmong, noteContent } from '@platen/edge-server/flow/store/duplicates';
import { findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { onBothEngines } from '../../../support/engines.ts';
import { aJob, anId } from '../../../support/rows.ts';

let time = 1_000;
const at = (set: Partial<JobRow> = {}): JobRow => {
  time += 1;
  return aJob({ receivedAt: time, ...set });
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
  const note = (job: JobRow, hash: string | undefined) => db.write((tx) => noteContent(tx, job, hash));

  test('one that waits already is named; another owner’s, a printed and a deleted one are not', async () => {
    const [owner, hash] = [anId(), anId()];
    for (const state of ['printed', 'releasing', 'deleted', 'expired', 'refused'] as const) {
      await put({ ownerId: owner, contentHash: hash, state });
    }
    await put({ ownerId: anId(), contentHash: hash });
    const job = await put({ ownerId: owner, state: 'received' });
    assert.deepEqual(await note(job, hash), { contentHash: hash, duplicateOf: null });
    const first = await put({ ownerId: owner, contentHash: hash });
    const second = await put({ ownerId: owner, state: 'received' });
    assert.deepEqual(await note(second, hash), { contentHash: hash, duplicateOf: first.id });
  });

  test('the later one is marked, also where it was converted first', async () => {
    const [owner, hash] = [anId(), anId()];
    const first = await put({ ownerId: owner, state: 'received' });
    const second = await put({ ownerId: owner, contentHash: hash });
    assert.deepEqual(await note(first, hash), { contentHash: hash, duplicateOf: null });
    assert.equal((await db.read((tx) => findJob(tx, second.id)))?.duplicateOf, first.id);
  });

  test('a document that could not be compared is like no other', async () => {
    assert.deepEqual(await note(await put({}), undefined), { contentHash: null, duplicateOf: null });
  });
});

test('in a list each later one names the first that still waits', () => {
  const first = at({ contentHash: 'a' });
  const other = at({ contentHash: 'b' });
  const second = at({ contentHash: 'a', state: 'locked' });
  const third = at({ contentHash: 'a' });
  const unknown = [at(), at()];
  const found = duplicatesAmong([third, ...unknown, second, other, first]);
  assert.deepEqual(
    [...found].sort(),
    [
      [second.id, first.id],
      [third.id, first.id],
    ].sort(),
  );
  const printed = duplicatesAmong([{ ...first, state: 'printed' }, second, third]);
  assert.deepEqual([...printed], [[third.id, second.id]], 'what was printed asks nobody');
});
