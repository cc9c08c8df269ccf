// What a subscriber is told is what differs from what they knew: found when they ask, and numbered once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEvents, type PrinterNow, seeNow } from '@platen/edge-server/flow/intake/ipp/find-events';
import { conditionOf } from '@platen/edge-server/flow/intake/ipp/queue-condition';
import type { IppJob } from '@platen/edge-server/flow/store/ipp-jobs';
import type { IppSubscription } from '@platen/edge-server/flow/store/ipp-subscriptions';
import type { JobRow } from '@platen/edge-server/flow/store/jobs';
import { aJob, anId } from '../../../../support/rows.ts';

const print: Parameters<typeof conditionOf>[1] = {
  accepting: true,
  paused: false,
  holdNew: false,
  location: '',
  geoLocation: '',
  operatorMessage: '',
};
const printer = (set: Partial<typeof print> = {}, config = 'a'): PrinterNow => ({
  name: 'Site',
  condition: conditionOf({ name: 'Site' }, { ...print, ...set }),
  stateSince: 500,
  configSince: 600,
  config,
});

const job = (number: number, ...documents: Partial<JobRow>[]): IppJob => ({
  row: {
    number,
    uuid: anId(),
    ownerId: 'anna',
    printerId: null,
    name: 'Minutes',
    userName: 'anna',
    ticket: {},
    overrides: null,
    state: documents.length === 0 ? 'open' : 'closed',
    createdAt: 1000,
    changedAt: 1000,
    endedAt: null,
  },
  documents: documents.map((set, index) => {
    const row = aJob(set);
    return {
      row: { ippJob: number, place: index + 1, jobId: row.id, name: null, format: null },
      job: row,
    };
  }),
});

type Told = Pick<IppSubscription, 'events' | 'ippJob' | 'seen' | 'sequence' | 'kept'>;
const knowing = (jobs: readonly IppJob[], set: Partial<Told> = {}): Told => ({
  events: ['job-state-changed', 'job-completed', 'printer-state-changed', 'printer-stopped'],
  ippJob: null,
  seen: seeNow(jobs, printer(), 0),
  sequence: 0,
  kept: [],
  ...set,
});
const words = ({ kept }: Pick<Told, 'kept'>) =>
  kept.map(({ sequence, event, job: number }) => [sequence, event, number]);

test('nothing has happened where everything is as it was', () => {
  const held = job(7, { state: 'held' });
  const found = findEvents(knowing([held]), [held], printer(), 9000);
  assert.deepEqual(found, { sequence: 0, seen: knowing([held]).seen, kept: [] });
});

test('a job is told of by the most exact word that was subscribed to', () => {
  const before = job(7, { state: 'held' }, { state: 'held' });
  const known = knowing([before]);
  const printing = job(7, { state: 'releasing' }, { state: 'held' });
  const first = findEvents(known, [printing], printer(), 9000);
  assert.deepEqual(words(first), [[1, 'job-state-changed', 7]]);
  const done = job(7, { state: 'printed' }, { state: 'printed' });
  const second = findEvents({ ...known, ...first }, [done], printer(), 9000);
  assert.deepEqual(words(second), [
    [1, 'job-state-changed', 7],
    [2, 'job-completed', 7],
  ]);
  assert.deepEqual(second.seen.jobs, {});
});

test('a job that came and went between two questions was made and has ended', () => {
  const gone = job(8, { state: 'deleted', changedAt: 2000 });
  const found = findEvents(knowing([]), [gone], printer(), 9000);
  assert.deepEqual(words(found), [
    [1, 'job-state-changed', 8],
    [2, 'job-completed', 8],
  ]);
  assert.equal(found.seen.newest, 8);
  // And is not told of again.
  assert.deepEqual(findEvents({ ...knowing([]), ...found }, [], printer(), 9000).sequence, 2);
});

test('a subscription of one job hears of that job only, and nothing of the printer', () => {
  const known = knowing([job(7, { state: 'held' })], { ippJob: 7 });
  const jobs = [job(7, { state: 'deleted' }), job(9, { state: 'held' })];
  assert.deepEqual(words(findEvents(known, jobs, printer({ paused: true }), 9000)), [
    [1, 'job-completed', 7],
  ]);
});

test('the printer stops, goes on, takes nothing, and is changed', () => {
  const known = knowing([], {
    events: ['printer-stopped', 'printer-state-changed', 'printer-config-changed'],
  });
  const stopped = findEvents(known, [], printer({ paused: true }), 9000);
  assert.deepEqual(words(stopped), [[1, 'printer-stopped', undefined]]);
  assert.deepEqual(stopped.kept[0]?.reasons, ['paused']);
  const on = findEvents({ ...known, ...stopped }, [], printer({ accepting: false }), 9000);
  assert.deepEqual(words(on).at(-1), [2, 'printer-state-changed', undefined]);
  assert.equal(on.kept.at(-1)?.accepting, false);
  const changed = findEvents({ ...known, ...on }, [], printer({ accepting: false }, 'b'), 9000);
  assert.deepEqual(words(changed).at(-1), [3, 'printer-config-changed', undefined]);
});

test('events are kept for a while, and only so many', () => {
  let known = knowing([], { events: ['job-created'] });
  for (let number = 1; number <= 150; number++)
    known = { ...known, ...findEvents(known, [job(number, { state: 'held' })], printer(), 9000) };
  assert.equal(known.sequence, 150);
  assert.deepEqual([known.kept.length, known.kept[0]?.sequence], [100, 51]);
  assert.deepEqual(findEvents(known, [], printer(), 9000 + 301_000).kept, []);
});
