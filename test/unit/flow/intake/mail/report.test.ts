// The record an answer is made of: complete, bounded, and without keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport, type ReportLines, refusedLines } from '@platen/edge-server/flow/intake/mail/report';
import { packReport, ReportRecord, unpackReport } from '@platen/shared/mail-report';
import * as v from 'valibot';

const lines = (more: Partial<ReportLines> = {}): ReportLines => ({
  subject: 'Minutes',
  taken: 1,
  refused: [],
  left: [],
  words: { unknown: [] },
  confirm: false,
  ...more,
});

void test('a record goes into an outbox row and comes back the same', () => {
  const record = makeReport(
    lines({
      refused: [{ title: 'plan.dwg', error: { code: 'document-type', values: { found: 'image/vnd.dwg' } } }],
      left: [{ name: 'invite.ics', reason: 'calendar' }],
      words: { unknown: ['dupelx'], ticket: { copies: 2 } },
      printer: { name: 'Lobby', errorCode: 'mail-printer-not-allowed' },
      confirm: true,
    }),
  );
  assert.deepEqual(unpackReport(packReport(record)), record);
});

void test('nothing taken and nothing refused is said in so many words', () => {
  const record = makeReport(lines({ taken: 0 }));
  assert.deepEqual(refusedLines(record), [
    {
      title: 'Minutes',
      errorCode: 'mail-nothing-to-print',
      values: {},
      sentence: 'There was nothing to print in this message. Attach a document and send it again.',
    },
  ]);
  assert.deepEqual(makeReport(lines()).refused, []);
});

void test('sentences are filled with their values; a code of another day is told as a general one', () => {
  const [tooLarge, unknown] = refusedLines({
    refused: [
      { title: 'a.pdf', errorCode: 'document-too-large', values: { limit: '1 GB' } },
      { title: 'b.pdf', errorCode: 'no-such-code', values: {} },
    ],
  });
  assert.equal(tooLarge?.sentence, 'The file is too large. 1 GB is the most that can be sent.');
  assert.equal(unknown?.errorCode, 'mail-part-not-a-document');
});

void test('no key stands in a record', () => {
  const record = makeReport(lines({ subject: 'Re: [#7H3K-9QZT-0M4X-VB2D] Lobby', taken: 0 }));
  assert.doesNotMatch(JSON.stringify(record), /7H3K/);
});

void test('decoration that nobody misses is not told, what somebody may miss comes first', () => {
  const record = makeReport(
    lines({
      left: [
        { name: 'smime.p7s', reason: 'signature' },
        { name: 'image001.png', reason: 'signature-picture' },
        { name: 'anna.vcf', reason: 'contact-card' },
        { name: 'Minutes', reason: 'text' },
      ],
    }),
  );
  assert.deepEqual(
    record.left.map(({ reason }) => reason),
    ['text', 'contact-card'],
  );
});

void test('long lists and long names are cut to what a record holds', () => {
  const record = makeReport(
    lines({
      subject: 'x'.repeat(5_000),
      refused: Array.from({ length: 500 }, () => ({
        title: `${'y'.repeat(999)}\u202e`,
        error: { code: 'document-empty', values: {} },
      })),
      words: { unknown: ['z'.repeat(500)] },
      printer: { name: 'p'.repeat(900) },
    }),
  );
  assert.ok(v.safeParse(ReportRecord, record).success);
  assert.equal(record.refused.length, 50);
});

void test('values that are no record are none', () => {
  for (const values of [{}, { record: 1 }, { record: '{' }, { record: '{"subject":1}' }])
    assert.equal(unpackReport(values), undefined);
});
