// The recovery table by example: what is known of an attempt, what the printer says, and what has to be decided.
import { HISTORY_MS, LAST_SHEET_MS, SETTLE_MS } from '@platen/edge-server/flow/deliver/decide-recovery';
import type { AttemptFacts, PrinterAnswer } from '@platen/edge-server/flow/deliver/recovery-facts';
import {
  ANOTHER,
  BEFORE,
  CANNOT_TELL,
  EMPTY,
  facts,
  found,
  IN_NO_LIST,
  NEW,
  NOT_FOUND,
  SILENT,
  STILL,
  says,
  UNCERTAIN,
  WAIT,
  WATCH,
} from './recovery-kit.ts';

export type Example = readonly [what: string, facts: AttemptFacts, answer: PrinterAnswer, decision: object];

export const EXAMPLES: readonly Example[] = [
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
