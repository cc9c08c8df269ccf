// Every row of the recovery table, and the never-rules that go across them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AttemptFacts,
  type Decision,
  decideRecovery,
  HISTORY_MS,
  isSameUpTime,
  type JobFinding,
  LAST_SHEET_MS,
  type PrinterAnswer,
  type PrinterFacts,
  RECOVERY_TABLE,
  recoveryRow,
  SETTLE_MS,
} from '@platen/edge-server/flow/deliver/decide-recovery';

const AT = 1_000_000;
const BEFORE: PrinterFacts = { uuid: 'urn:uuid:a', upTime: 500, markerCount: 1_000, at: AT };
/** Ten seconds later, nothing printed. */
const STILL: PrinterFacts = { uuid: 'urn:uuid:a', upTime: 510, markerCount: 1_000, at: AT + 10_000 };

const facts = (set: Partial<AttemptFacts> = {}): AttemptFacts => ({
  state: 'sending',
  usesPrintJob: false,
  sent: 'unknown',
  pagesTold: 0,
  before: BEFORE,
  othersBetween: false,
  reports: true,
  cancelAsked: false,
  cancelledByUs: 'no',
  attemptsLeft: 2,
  troubleMs: 10_000,
  blindMs: 10_000,
  unreachableLimitMs: 600_000,
  ...set,
});

const found = (state: number, reasons: readonly string[] = [], impressions?: number): JobFinding => ({
  kind: 'found',
  state,
  reasons,
  impressions,
});
const NOT_FOUND: JobFinding = { kind: 'not-found', history: false };
const IN_NO_LIST: JobFinding = { kind: 'not-found', history: true };
const ANOTHER: JobFinding = { kind: 'another' };
const CANNOT_TELL: JobFinding = { kind: 'cannot-tell' };
const SILENT: PrinterAnswer = { kind: 'unreachable' };
const says = (job: JobFinding, printer?: PrinterFacts): PrinterAnswer => ({ kind: 'answered', job, printer });

const EMPTY = ['job-incoming', 'job-data-insufficient'];
const NEW = (because: string) => ({ kind: 'new-attempt', because });
const UNCERTAIN = (reason: string) => ({ kind: 'uncertain', reason });
const WAIT = { kind: 'wait' };
const WATCH = { kind: 'watch' };

type Example = readonly [what: string, facts: AttemptFacts, answer: PrinterAnswer, decision: object];

const EXAMPLES: readonly Example[] = [
  // CLAIMED, PREFLIGHT
  ['claimed goes on', facts({ state: 'claimed' }), { kind: 'not-asked' }, { kind: 'go-on' }],
  ['preflight goes on', facts({ state: 'preflight' }), { kind: 'not-asked' }, { kind: 'go-on' }],
  [
    'claimed and cancelled',
    facts({ state: 'claimed', cancelAsked: true }),
    { kind: 'not-asked' },
    { kind: 'cancelled' },
  ],

  // Unreachable
  ['silence is waited for', facts(), SILENT, WAIT],
  ['silence past the limit', facts({ troubleMs: 600_000 }), SILENT, UNCERTAIN('printer-unreachable')],
  [
    'silence past the limit while printing',
    facts({ state: 'printing', troubleMs: 600_000 }),
    SILENT,
    UNCERTAIN('printer-unreachable'),
  ],
  [
    'silence past the limit with an empty job',
    facts({ state: 'creating', troubleMs: 600_000 }),
    SILENT,
    { kind: 'returned', reason: 'printer-unreachable' },
  ],
  [
    'silence past the limit after a send of nothing, cancelled',
    facts({ sent: 'none', troubleMs: 600_000, cancelAsked: true }),
    SILENT,
    { kind: 'cancelled' },
  ],

  // CREATING
  [
    'creating: found and empty',
    facts({ state: 'creating' }),
    says(found(4, EMPTY)),
    { kind: 'cancel-and-new-attempt', while: 'incomplete' },
  ],
  ['creating: not found', facts({ state: 'creating' }), says(NOT_FOUND, STILL), NEW('printer-lost')],
  [
    'creating: the printer has no list',
    facts({ state: 'creating' }),
    says(CANNOT_TELL, STILL),
    NEW('printer-lost'),
  ],
  [
    'creating: aborted by its time-out',
    facts({ state: 'creating' }),
    says(found(8), STILL),
    NEW('printer-aborted'),
  ],
  [
    'creating: cancelled by a person at the device',
    facts({ state: 'creating' }),
    says(found(7, ['job-canceled-at-device']), STILL),
    { kind: 'cancelled' },
  ],
  [
    'creating: cancelled by our own clearing up',
    facts({ state: 'creating', cancelledByUs: 'incomplete' }),
    says(found(7, ['job-canceled-by-user']), STILL),
    NEW('printer-lost'),
  ],
  [
    'creating: cancel asked, empty job there',
    facts({ state: 'creating', cancelAsked: true }),
    says(found(4, EMPTY)),
    WATCH,
  ],
  [
    'creating: cancel asked, nothing there',
    facts({ state: 'creating', cancelAsked: true }),
    says(NOT_FOUND, STILL),
    { kind: 'cancelled' },
  ],
  [
    'creating: no attempt left',
    facts({ state: 'creating', attemptsLeft: 0 }),
    says(NOT_FOUND, STILL),
    { kind: 'returned', reason: 'printer-lost' },
  ],

  // CREATED
  ['created: still empty', facts({ state: 'created' }), says(found(4, EMPTY)), { kind: 'send-to-existing' }],
  ['created: gone', facts({ state: 'created' }), says(NOT_FOUND, STILL), NEW('printer-lost')],
  [
    'created: the id is somebody else’s job now',
    facts({ state: 'created' }),
    says(ANOTHER, STILL),
    NEW('printer-lost'),
  ],
  ['created: cancel asked', facts({ state: 'created', cancelAsked: true }), says(found(4, EMPTY)), WATCH],

  // SENDING
  ['sending: completed', facts(), says(found(9)), { kind: 'done', confidence: 'confirmed' }],
  ['sending: pending', facts(), says(found(3)), WATCH],
  ['sending: processing', facts(), says(found(5, ['job-printing'])), WATCH],
  ['sending: stopped', facts(), says(found(6, ['printer-stopped'])), WATCH],
  ['sending: held with all its data', facts(), says(found(4)), WATCH],
  [
    'sending: waits for data',
    facts(),
    says(found(4, EMPTY)),
    { kind: 'cancel-and-new-attempt', while: 'incomplete' },
  ],
  [
    'sending: processes a part of the data',
    facts(),
    says(found(5, ['job-incoming'])),
    { kind: 'cancel-and-new-attempt', while: 'running' },
  ],
  [
    'sending: all sent, the printer is still reading',
    facts({ sent: 'all', troubleMs: 100 }),
    says(found(4, EMPTY)),
    WAIT,
  ],
  [
    'sending: after a crash it may still be reading',
    facts({ troubleMs: SETTLE_MS - 1 }),
    says(found(4, EMPTY)),
    WAIT,
  ],
  [
    'sending: broken in the middle, nothing to wait for',
    facts({ sent: 'some', troubleMs: 0 }),
    says(found(4, EMPTY)),
    { kind: 'cancel-and-new-attempt', while: 'incomplete' },
  ],
  [
    'sending: cancel asked while it waits for data',
    facts({ cancelAsked: true }),
    says(found(4, EMPTY)),
    WATCH,
  ],
  ['sending: aborted, counters stand still', facts(), says(found(8), STILL), NEW('printer-aborted')],
  [
    'sending: aborted, the last sheet may be on its way',
    facts(),
    says(found(8), { ...STILL, processing: true }),
    WAIT,
  ],
  ['sending: aborted a moment ago', facts({ troubleMs: 0 }), says(found(8), STILL), WAIT],
  [
    'sending: aborted, and still processing after long',
    facts({ troubleMs: LAST_SHEET_MS }),
    says(found(8), { ...STILL, processing: true }),
    UNCERTAIN('printer-aborted'),
  ],
  [
    'sending: aborted, a page came out',
    facts(),
    says(found(8), { ...STILL, markerCount: 1_001 }),
    UNCERTAIN('printer-aborted'),
  ],
  [
    'sending: aborted, the job counted a page',
    facts(),
    says(found(8, [], 1), STILL),
    UNCERTAIN('printer-aborted'),
  ],
  [
    'sending: aborted, a page was told before',
    facts({ pagesTold: 1 }),
    says(found(8), STILL),
    UNCERTAIN('printer-aborted'),
  ],
  [
    'sending: aborted, no counter',
    facts({ before: { ...BEFORE, markerCount: undefined } }),
    says(found(8), STILL),
    UNCERTAIN('printer-aborted'),
  ],
  ['sending: aborted, nothing known of the printer', facts(), says(found(8)), UNCERTAIN('printer-aborted')],
  [
    'sending: aborted, others came after it, the counter stands',
    facts({ othersBetween: true }),
    says(found(8), STILL),
    NEW('printer-aborted'),
  ],
  [
    'sending: aborted, no attempt left',
    facts({ attemptsLeft: 0 }),
    says(found(8), STILL),
    { kind: 'returned', reason: 'printer-aborted' },
  ],
  [
    'sending: aborted after a cancel was asked',
    facts({ cancelAsked: true, cancelledByUs: 'running' }),
    says(found(8), STILL),
    { kind: 'cancelled' },
  ],
  [
    'sending: cancelled at the device',
    facts(),
    says(found(7, ['job-canceled-at-device']), STILL),
    { kind: 'cancelled' },
  ],
  [
    'printing: cancelled as asked',
    facts({ state: 'printing', cancelAsked: true, cancelledByUs: 'running' }),
    says(found(7), STILL),
    { kind: 'cancelled' },
  ],
  [
    'sending: cleared up before it began',
    facts({ cancelledByUs: 'incomplete' }),
    says(found(7), STILL),
    NEW('printer-aborted'),
  ],
  [
    'sending: cleared up, and gone with it',
    facts({ cancelledByUs: 'incomplete' }),
    says(NOT_FOUND, STILL),
    NEW('printer-aborted'),
  ],
  [
    'sending: cleared up before it began, but a page came out',
    facts({ cancelledByUs: 'incomplete' }),
    says(found(7), { ...STILL, markerCount: 1_002 }),
    UNCERTAIN('printer-aborted'),
  ],
  [
    'sending: cleared up while running, counters stand still',
    facts({ cancelledByUs: 'running' }),
    says(found(7), STILL),
    NEW('printer-aborted'),
  ],
  [
    'sending: cleared up while running, no proof',
    facts({ cancelledByUs: 'running' }),
    says(found(7)),
    UNCERTAIN('printer-aborted'),
  ],
  [
    'sending: cleared up too late',
    facts({ cancelledByUs: 'incomplete' }),
    says(found(9)),
    { kind: 'done', confidence: 'confirmed' },
  ],
  [
    'gone after the cancel that was asked',
    facts({ cancelAsked: true, cancelledByUs: 'running' }),
    says(NOT_FOUND, STILL),
    { kind: 'cancelled' },
  ],

  // 0x0406, another uuid, up-time gone back
  ['lost, not one octet sent', facts({ sent: 'none' }), says(NOT_FOUND, STILL), NEW('printer-lost')],
  ['lost, counter as before', facts(), says(NOT_FOUND, STILL), NEW('printer-lost')],
  ['lost a moment ago', facts({ troubleMs: 0 }), says(NOT_FOUND, STILL), WAIT],
  [
    'lost by a restart, counter as before',
    facts(),
    says(NOT_FOUND, { ...STILL, upTime: 3 }),
    NEW('printer-lost'),
  ],
  [
    'lost, counter higher',
    facts(),
    says(NOT_FOUND, { ...STILL, markerCount: 1_003 }),
    UNCERTAIN('printer-lost'),
  ],
  ['lost, others between', facts({ othersBetween: true }), says(NOT_FOUND, STILL), UNCERTAIN('printer-lost')],
  [
    'lost, another person’s job under the id',
    facts({ state: 'accepted' }),
    says(ANOTHER, { ...STILL, upTime: 3, markerCount: 1_001 }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'lost, another person’s job under the id, counter as before',
    facts({ state: 'accepted' }),
    says(ANOTHER, { ...STILL, upTime: 3 }),
    NEW('printer-lost'),
  ],
  [
    'lost, and it is another printer',
    facts(),
    says(NOT_FOUND, { ...STILL, uuid: 'urn:uuid:b' }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'lost, a counter at 0 proves nothing',
    facts({ before: { ...BEFORE, markerCount: 0 } }),
    says(NOT_FOUND, { ...STILL, markerCount: 0 }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'lost, cancel asked, counter as before',
    facts({ cancelAsked: true }),
    says(NOT_FOUND, STILL),
    { kind: 'cancelled' },
  ],
  [
    'accepted, and the printer cannot be asked',
    facts({ state: 'accepted', reports: false }),
    says(CANNOT_TELL, STILL),
    { kind: 'done', confidence: 'accepted' },
  ],
  [
    'sending, and the printer cannot be asked',
    facts({ reports: false }),
    says(CANNOT_TELL),
    UNCERTAIN('printer-lost'),
  ],

  // 4.2 Print-Job
  ['Print-Job: found', facts({ usesPrintJob: true }), says(found(5)), WATCH],
  [
    'Print-Job: found, from its creating',
    facts({ state: 'creating', usesPrintJob: true }),
    says(found(9)),
    { kind: 'done', confidence: 'confirmed' },
  ],
  [
    'Print-Job: not there yet',
    facts({ usesPrintJob: true, troubleMs: 0, before: { ...BEFORE, markerCount: undefined } }),
    says(IN_NO_LIST, STILL),
    WAIT,
  ],
  [
    'Print-Job: in no list',
    facts({ usesPrintJob: true, before: { ...BEFORE, markerCount: undefined } }),
    says(IN_NO_LIST, { ...STILL, markerCount: undefined }),
    NEW('printer-lost'),
  ],
  [
    'Print-Job: in no list of a printer that was restarted',
    facts({ usesPrintJob: true, before: { ...BEFORE, markerCount: undefined } }),
    says(IN_NO_LIST, { ...STILL, upTime: 5, markerCount: undefined }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'Print-Job: in no list, but the printer keeps none of ended jobs',
    facts({ usesPrintJob: true, before: { ...BEFORE, markerCount: undefined } }),
    says(NOT_FOUND, { ...STILL, markerCount: undefined }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'Print-Job: in no list, but it was long ago',
    facts({ usesPrintJob: true, blindMs: HISTORY_MS, before: { ...BEFORE, markerCount: undefined } }),
    says(IN_NO_LIST, { ...STILL, markerCount: undefined }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'Print-Job: in no list, but pages came out',
    facts({ usesPrintJob: true }),
    says(IN_NO_LIST, { ...STILL, markerCount: 1_001 }),
    UNCERTAIN('printer-lost'),
  ],
  [
    'Print-Job: silence',
    facts({ usesPrintJob: true, state: 'creating', troubleMs: 600_000 }),
    SILENT,
    UNCERTAIN('printer-unreachable'),
  ],
];

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
