// The preflight without anybody at the screen: what is done about a finding, and what prints nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookOver } from '@platen/edge-server/flow/release/by-mail/look-over';
import type { ReleaseAsk } from '@platen/edge-server/flow/release/claim';
import type { PreflightFinding } from '@platen/shared/api/preflight';
import type { Ticket } from '@platen/shared/ticket';

const finding = (set: Partial<PreflightFinding>): PreflightFinding => ({
  key: set.kind ?? 'colour',
  kind: 'colour',
  severity: 'ask',
  sentence: 'In colour; this printer prints grey.',
  jobs: ['a', 'b'],
  choices: [],
  ...set,
});
const grey = { label: 'Print in grey', ticket: { printColorMode: 'monochrome' } } as const;
const asks: ReleaseAsk[] = [
  { jobId: 'a', ticket: {} },
  { jobId: 'b', ticket: {} },
];

/** A printer that finds these each time, as long as they are not accepted and their documents are still asked about. */
const finds =
  (...findings: PreflightFinding[]) =>
  async (left: readonly ReleaseAsk[], accepted: readonly string[]) => {
    const open = findings.filter(
      ({ key, jobs, severity }) =>
        severity !== 'tell' &&
        !accepted.includes(key) &&
        jobs.some((id) => left.some((ask) => ask.jobId === id)),
    );
    return open.length === 0
      ? undefined
      : { findings: findings.filter(({ key }) => !accepted.includes(key)) };
  };
const over = (said: Ticket, ...findings: PreflightFinding[]) => lookOver(asks, said, finds(...findings));

test('nothing found: all are printed as asked for', async () => {
  assert.deepEqual(await over({}), { asks, findings: [] });
});

test('a jam prints nothing and says so, with the printer to walk to', async () => {
  const sentence = 'Paper jam. Open door A.';
  const nearest = { id: 'p2', name: 'Second floor', place: 'East' };
  const looked = await over({}, finding({ kind: 'jam', severity: 'stop', sentence, nearest }));
  assert.deepEqual(looked, {
    asks: [],
    findings: [{ kind: 'jam', stops: true, sentence, nearest: { name: 'Second floor', place: 'East' } }],
  });
});

test('a question is answered with its first choice, and that is told', async () => {
  const looked = await over({}, finding({ jobs: ['b'], choices: [grey] }));
  assert.deepEqual(looked.asks, [
    { jobId: 'a', ticket: {} },
    { jobId: 'b', ticket: { printColorMode: 'monochrome' } },
  ]);
  assert.deepEqual(looked.findings, [
    { kind: 'colour', stops: false, sentence: 'In colour; this printer prints grey.', done: 'Print in grey' },
  ]);
});

test('what the subject itself asks for is not printed otherwise', async () => {
  const looked = await over({ printColorMode: 'color' }, finding({ jobs: ['b'], choices: [grey] }));
  assert.deepEqual(
    looked.asks.map(({ jobId }) => jobId),
    ['a'],
  );
  assert.equal(looked.findings[0]?.stops, true);
});

test('a question without a choice prints nothing', async () => {
  assert.deepEqual((await over({}, finding({ kind: 'media' }))).asks, []);
});

test('what is only told is passed on', async () => {
  const told = finding({ kind: 'warning', severity: 'tell', sentence: 'Toner is low.' });
  const looked = await over({}, told, finding({ choices: [grey] }));
  assert.equal(looked.asks.length, 2);
  assert.deepEqual(
    looked.findings.map(({ kind, stops }) => [kind, stops]),
    [
      ['warning', false],
      ['colour', false],
    ],
  );
});

test('a printer that finds something else each time is not printed to', async () => {
  let n = 0;
  const looked = await lookOver(asks, {}, async () => ({
    findings: [finding({ key: `media:${n++}`, kind: 'media', choices: [grey] })],
  }));
  assert.deepEqual(looked.asks, []);
  assert.ok(n < 20);
});
