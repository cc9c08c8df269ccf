// What a client's own queue is told of a document: each state of ours, and what of it depends on its printing and on its twin.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentStanding, impressionsOf } from '@platen/edge-server/flow/intake/ipp/document-standing';
import type { JobRow } from '@platen/edge-server/flow/store/jobs';
import type { ReleaseRow } from '@platen/edge-server/flow/store/releases';
import { JOB_STATES } from '@platen/shared/job-state';
import { aJob, aRelease } from '../../../../support/rows.ts';

const stands = (
  job: Partial<JobRow>,
  release?: Partial<ReleaseRow>,
  twin?: { readonly job: Partial<JobRow>; readonly release?: Partial<ReleaseRow> },
) => {
  const { state, reasons, message } = documentStanding({
    job: aJob(job),
    ...(release === undefined ? {} : { release: aRelease(release) }),
    ...(twin === undefined
      ? {}
      : {
          twin: {
            job: aJob(twin.job),
            release: twin.release === undefined ? undefined : aRelease(twin.release),
          },
        }),
  });
  return [state, reasons.join(' '), message];
};

test('what waits for a person is held, and says in plain words what to do', () => {
  assert.deepEqual(stands({ state: 'held' }), [
    4,
    'job-held-for-review job-release-wait job-hold-until-specified',
    'Held. Type your code at any printer.',
  ]);
  for (const state of ['received', 'locked', 'uncertain'] as const)
    assert.equal(stands({ state })[0], 4, state);
  assert.equal(stands({ state: 'locked' })[2], 'Locked. Type its password to print it.');
});

test('no state of ours is without one of theirs, and only what is over ends the client’s job', () => {
  for (const state of JOB_STATES) {
    const [told, reasons] = stands({ state });
    const over = ['printed', 'refused', 'expired', 'deleted'].includes(state);
    assert.equal(Number(told) >= 7, over, state);
    assert.notEqual(reasons, '', state);
  }
});

test('on its way, at the page it is at, stopped with the printer’s words, and out', () => {
  assert.deepEqual(stands({ state: 'releasing' }, { state: 'claimed' }), [
    5,
    'job-outgoing',
    'On its way to the printer.',
  ]);
  assert.deepEqual(stands({ state: 'releasing' }, { state: 'printing', pagesDone: 2, pages: 10 }), [
    5,
    'job-printing',
    'Printing page 3 of 10.',
  ]);
  assert.deepEqual(stands({ state: 'releasing' }, { state: 'printing', note: 'No paper in tray 1.' }), [
    6,
    'printer-stopped',
    'No paper in tray 1.',
  ]);
  assert.deepEqual(stands({ state: 'printed' }, { state: 'done', confidence: 'confirmed' }), [
    9,
    'job-completed-successfully',
    'Printed.',
  ]);
  assert.equal(
    stands({ state: 'printed' }, { state: 'done', confidence: 'unconfirmed' })[2],
    'Printed, as far as the printer tells.',
  );
});

test('the end says who ended it', () => {
  assert.equal(stands({ state: 'deleted' })[1], 'job-canceled-by-user');
  assert.equal(stands({ state: 'deleted', reason: 'by-operator' })[1], 'job-canceled-by-operator');
  assert.equal(stands({ state: 'expired' })[1], 'job-canceled-at-device job-canceled-after-timeout');
  assert.deepEqual(stands({ state: 'refused', reason: 'document-too-many-pages {"limit":500}' }), [
    8,
    'unsupported-document-format aborted-by-system',
    'The document has too many pages. 500 is the most.',
  ]);
});

test('a direct print waits for its printer, and when it cannot be printed there it is held with the reason', () => {
  assert.equal(stands({ state: 'received', releaseTo: 'p1' })[0], 3);
  assert.deepEqual(stands({ state: 'held', releaseTo: 'p1' }), [3, 'job-queued', 'Waiting for the printer.']);
  const [state, , message] = stands({
    state: 'held',
    reason: 'direct-held {"printer":"Hall","reason":"Paper jam. Open door A."}',
  });
  assert.equal(state, 4);
  assert.equal(message, 'Not printed at Hall: Paper jam. Open door A. Held. Type your code at any printer.');
});

test('sent twice, the second goes the way of the first and does not stay in the client’s queue', () => {
  const second = { state: 'held' as const, duplicateOf: 'first' };
  assert.equal(stands(second, undefined, { job: { state: 'held' } })[0], 4);
  assert.equal(
    stands(second, undefined, {
      job: { state: 'releasing' },
      release: { state: 'printing', pagesDone: 0, pages: 3 },
    })[2],
    'Printing page 1 of 3.',
  );
  assert.deepEqual(stands(second, undefined, { job: { state: 'printed' } }), [
    9,
    'job-completed-successfully',
    'Sent twice, printed once.',
  ]);
  assert.equal(stands(second, undefined, { job: { state: 'deleted' } })[0], 4, 'now it is the only one');
});

test('pages that are out are counted while it prints and when it is out', () => {
  const out = (job: Partial<JobRow>, release: Partial<ReleaseRow>) =>
    impressionsOf({ job: aJob(job), release: aRelease(release) });
  assert.equal(out({ state: 'held' }, { pagesDone: 2 }), 0);
  assert.equal(out({ state: 'releasing' }, { pagesDone: 2 }), 2);
  assert.equal(out({ state: 'releasing' }, { pagesDone: 2, impressions: 5 }), 5);
  assert.equal(out({ state: 'printed', pages: 3 }, { pagesDone: 0 }), 3);
});
