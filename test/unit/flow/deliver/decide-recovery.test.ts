// Every row of the recovery table, and the never-rules that go across them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decideRecovery,
  isSameUpTime,
  RECOVERY_TABLE,
  recoveryRow,
} from '@platen/edge-server/flow/deliver/decide-recovery';
import type {
  AttemptFacts,
  Decision,
  PrinterAnswer,
  PrinterFacts,
} from '@platen/edge-server/flow/deliver/recovery-facts';
import { EXAMPLES as WITH_JOBS } from './recovery-examples.ts';
import { NO_JOBS_EXAMPLES } from './recovery-examples-no-jobs.ts';
import {
  ANOTHER,
  AT,
  BEFORE,
  CANNOT_TELL,
  EMPTY,
  facts,
  found,
  IN_NO_LIST,
  NOT_FOUND,
  STILL,
  says,
  WATCH,
} from './recovery-kit.ts';

const EXAMPLES = [...WITH_JOBS, ...NO_JOBS_EXAMPLES];

for (const [what, given, answer, expected] of EXAMPLES) {
  test(`decides: ${what}`, () => {
    assert.deepEqual(decideRecovery(given, answer), expected);
  });
}

test('the examples reach every row of the table', () => {
  const reached = new Set(EXAMPLES.map(([, given, answer]) => recoveryRow(given, answer).row));
  const rows = RECOVERY_TABLE.map(({ row }) => row);
  assert.deepEqual(
    rows.filter((row) => !reached.has(row)),
    [],
  );
  assert.equal(new Set(rows).size, rows.length);
});

test('a way without jobs: once an octet has left, nothing is ever sent again', () => {
  for (const state of ['sending', 'accepted', 'printing'] as const)
    for (const sent of ['some', 'all', 'unknown'] as const)
      for (const taken of ['accepted', 'unheard', 'broken'] as const)
        for (const printer of [undefined, STILL, { ...STILL, markerCount: 1_001 }])
          for (const troubleMs of [0, 10_000, 700_000]) {
            const given = facts({ state, sent, usesPrintJob: true, troubleMs });
            const { kind } = decideRecovery(given, says({ kind: 'no-jobs', taken }, printer));
            assert.ok(['done', 'wait', 'uncertain'].includes(kind), kind);
            if (state === 'sending') assert.equal(kind, 'uncertain');
          }
});

/** All combinations of what can be known; some thousand of them. */
function* everyCase(): Generator<readonly [AttemptFacts, PrinterAnswer]> {
  const states = ['creating', 'created', 'sending', 'accepted', 'printing'] as const;
  const jobs = [
    ...[3, 4, 5, 6, 7, 8, 9].flatMap((state) => [found(state), found(state, EMPTY, 0), found(state, [], 2)]),
    NOT_FOUND,
    IN_NO_LIST,
    ANOTHER,
    CANNOT_TELL,
  ];
  const printers = [
    undefined,
    STILL,
    { ...STILL, markerCount: 1_001 },
    { ...STILL, upTime: 1 },
    { ...STILL, uuid: 'x' },
  ];
  for (const state of states)
    for (const usesPrintJob of [false, true])
      for (const sent of ['some', 'all', 'unknown'] as const)
        for (const cancelledByUs of ['no', 'incomplete', 'running'] as const)
          for (const troubleMs of [0, 10_000, 700_000])
            for (const job of jobs)
              for (const printer of printers)
                yield [
                  facts({ state, usesPrintJob, sent, cancelledByUs, troubleMs, blindMs: troubleMs }),
                  says(job, printer),
                ];
}

test('a new attempt is only made on proof: nothing sent, counters still, or a job that never began', () => {
  let attempts = 0;
  for (const [given, answer] of everyCase()) {
    const { row, decision } = recoveryRow(given, answer);
    if (decision.kind !== 'new-attempt') continue;
    attempts += 1;
    const printer = answer.kind === 'answered' ? answer.printer : undefined;
    const job = answer.kind === 'answered' ? answer.job : undefined;
    const emptyJob = !given.usesPrintJob && (given.state === 'creating' || given.state === 'created');
    const still = printer?.markerCount === BEFORE.markerCount && printer?.uuid === BEFORE.uuid;
    const neverBegan = given.cancelledByUs === 'incomplete';
    const neverListed = given.usesPrintJob && job === IN_NO_LIST && isSameUpTime(BEFORE, printer);
    assert.ok(emptyJob || still || neverBegan || neverListed, `${row}: ${JSON.stringify([given, answer])}`);
    assert.ok(emptyJob || !(job?.kind === 'found' && (job.impressions ?? 0) > 0), row);
  }
  assert.ok(attempts > 100);
});

test('"not found" and "another" are never success', () => {
  for (const [given, answer] of everyCase()) {
    if (answer.kind !== 'answered' || answer.job.kind === 'found' || !given.reports) continue;
    assert.notEqual(decideRecovery(given, answer).kind, 'done');
  }
});

test('only a completed job is done, unless the printer cannot be asked about jobs', () => {
  for (const [given, answer] of everyCase()) {
    const decision: Decision = decideRecovery(given, answer);
    if (decision.kind !== 'done') continue;
    assert.ok(answer.kind === 'answered' && answer.job.kind === 'found' && answer.job.state === 9);
  }
});

test('a job under way at the printer is never given up, however long it takes', () => {
  const long = facts({ state: 'printing', troubleMs: 86_400_000, sent: 'all' });
  for (const state of [3, 4, 5, 6]) assert.deepEqual(decideRecovery(long, says(found(state))), WATCH);
});

test('impressions of 0 change nothing: with and without them the decision is the same', () => {
  for (const [given, answer] of everyCase()) {
    if (answer.kind !== 'answered' || answer.job.kind !== 'found' || answer.job.impressions !== 0) continue;
    const without = says({ ...answer.job, impressions: undefined }, answer.printer);
    assert.deepEqual(decideRecovery(given, answer), decideRecovery(given, without));
  }
});

test('up-time that went on is the same life of the printer; one that began anew is not', () => {
  const later = (seconds: number, upTime: number): PrinterFacts => ({ upTime, at: AT + seconds * 1000 });
  assert.equal(isSameUpTime(BEFORE, later(10, 510)), true);
  assert.equal(isSameUpTime(BEFORE, later(3_600, 4_080)), true);
  assert.equal(isSameUpTime(BEFORE, later(10, 3)), false);
  // Restarted ten minutes ago, which is longer than it had been up before.
  assert.equal(isSameUpTime(BEFORE, later(3_600, 600)), false);
  assert.equal(isSameUpTime(BEFORE, { at: AT }), false);
  assert.equal(isSameUpTime({ at: AT }, later(1, 501)), false);
});
