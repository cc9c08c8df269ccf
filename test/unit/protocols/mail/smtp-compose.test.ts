import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeMail, msgId, wireAddress } from '@platen/edge-server/protocols/mail/compose-mail';
import type { OutgoingMail } from '@platen/edge-server/protocols/mail/sending';
import fc from 'fast-check';

const mail = (set: Partial<OutgoingMail> = {}): OutgoingMail => ({
  envelopeFrom: '',
  from: { address: 'print@example.org', name: 'Platen' },
  to: 'anna@example.org',
  subject: 'Ready to print: Report.pdf',
  text: 'Your document is ready.\n',
  html: '<p>Your document is ready.</p>',
  messageId: '<report.1@platen.example>',
  headers: { 'Auto-Submitted': 'auto-replied' },
  date: Date.parse('2026-11-22T12:00:00Z'),
  ...set,
});

/** Unfolded fields above the first empty line. */
async function header(of: OutgoingMail): Promise<string[]> {
  const raw = (await composeMail(of)).toString('latin1');
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

const named = (fields: readonly string[], name: string): string[] =>
  fields.filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));

test('a message is text and HTML as multipart/alternative in UTF-8, with CRLF line ends and short lines', async () => {
  const raw = (
    await composeMail(mail({ text: 'Größe\n.\nzwei', html: `<p>${'ä'.repeat(2000)}</p>` }))
  ).toString('latin1');
  assert.match(raw, /Content-Type: multipart\/alternative/);
  assert.match(raw, /Content-Type: text\/plain; charset=utf-8/);
  assert.match(raw, /Content-Type: text\/html; charset=utf-8/);
  assert.ok(raw.indexOf('text/plain') < raw.indexOf('text/html'));
  assert.match(raw, /Gr=C3=B6=C3=9Fe\r\n\.\r\nzwei/);
  assert.doesNotMatch(raw.replaceAll('\r\n', ''), /[\r\n]/);
  assert.ok(raw.split('\r\n').every((line) => line.length <= 78));
});

test('what stands in the header is what was given', async () => {
  const fields = await header(mail({ inReplyTo: '<a@b>', references: ['<a@b>', '<c@d>'] }));
  assert.deepEqual(named(fields, 'from'), ['From: Platen <print@example.org>']);
  assert.deepEqual(named(fields, 'to'), ['To: anna@example.org']);
  assert.deepEqual(named(fields, 'message-id'), ['Message-ID: <report.1@platen.example>']);
  assert.deepEqual(named(fields, 'in-reply-to'), ['In-Reply-To: <a@b>']);
  assert.deepEqual(named(fields, 'references'), ['References: <a@b> <c@d>']);
  assert.deepEqual(named(fields, 'auto-submitted'), ['Auto-Submitted: auto-replied']);
  assert.deepEqual(named(fields, 'date'), ['Date: Sun, 22 Nov 2026 12:00:00 +0000']);
});

test('line breaks, addresses and comments in names and subjects add no recipient and no field (T21)', async () => {
  const hostile = [
    'Hi\r\nBcc: evil@example.net',
    'Hi\nTo: evil@example.net',
    'Hi\rCc: evil@example.net',
    '\u2028Bcc: evil@example.net',
    '"evil@example.net"@example.org',
    'a, evil@example.net',
    'evil@example.net (comment) <x@example.net>',
    'group: evil@example.net;',
    '=?utf-8?q?Hi=0D=0ABcc:_evil=40example.net?=',
    '\u0000\u0001\u007f',
    '\u202eevil',
  ];
  for (const text of hostile) {
    const fields = await header(mail({ subject: text, from: { address: 'print@example.org', name: text } }));
    assert.deepEqual(
      fields
        .map((field) => field.split(':')[0])
        .toSorted()
        .filter((name) => name !== 'Subject'),
      ['Auto-Submitted', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'To'],
      JSON.stringify(text),
    );
    assert.deepEqual(named(fields, 'to'), ['To: anna@example.org']);
    assert.match(named(fields, 'from')[0] ?? '', /[ <]print@example\.org>?$/);
    assert.ok(((named(fields, 'from')[0] ?? '').match(/</g) ?? []).length <= 1);
  }
});

test('whatever a subject or a name holds, the fields stay the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      const fields = await header(
        mail({ subject: text, from: { address: 'print@example.org', name: text } }),
      );
      assert.ok(fields.length === 7 || fields.length === 8, fields.join('|'));
      assert.deepEqual(named(fields, 'to'), ['To: anna@example.org']);
      assert.equal(named(fields, 'bcc').length, 0);
    }),
    { numRuns: 150 },
  );
});

test('an address is exactly one plain addr-spec', () => {
  for (const [given, wanted] of [
    ['anna@example.org', 'anna@example.org'],
    ['a.b+c@EXAMPLE.org', 'a.b+c@EXAMPLE.org'],
    ["o'neil@example.org", "o'neil@example.org"],
    ['docomo..x@example.org', 'docomo..x@example.org'],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['änna@example.org', 'änna@example.org'],
    ['a@localhost', 'a@localhost'],
  ] as const)
    assert.equal(wireAddress(given), wanted);
  for (const given of [
    '',
    'anna',
    '@example.org',
    'anna@',
    'a@b@example.org',
    '"a@b"@example.org',
    '"a b"@example.org',
    'a b@example.org',
    'a@example.org ',
    'a@example.org,b@example.org',
    'a@example.org\r\nRCPT TO:<b@example.org>',
    'a(x)@example.org',
    'a@example.org(x)',
    '<a@example.org>',
    'a@[127.0.0.1]',
    'a@-example.org',
    'a@example..org',
    'a@exam ple.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(64)}.org`,
    'a;b@example.org',
    'a\\b@example.org',
    'a@ex\u0000ample.org',
  ])
    assert.equal(wireAddress(given), undefined, JSON.stringify(given));
});

test('a message with an unfit address, id or further field is refused before it exists', async () => {
  await assert.rejects(composeMail(mail({ to: 'a@b.org, c@d.org' })), /recipient/);
  await assert.rejects(composeMail(mail({ from: { address: 'a b@c.org', name: '' } })), /sender/);
  await assert.rejects(composeMail(mail({ messageId: 'x@y' })), /Message-ID/);
  await assert.rejects(composeMail(mail({ inReplyTo: '<a@b>\r\nBcc: c@d' })), /In-Reply-To/);
  await assert.rejects(composeMail(mail({ references: ['<a@b>, <c@d'] })), /References/);
  await assert.rejects(composeMail(mail({ headers: { 'X-A': 'b\r\nBcc: c@d' } })), /field/);
  await assert.rejects(composeMail(mail({ headers: { Bcc: 'c@d.org' } })), /field/);
  await assert.rejects(composeMail(mail({ headers: { 'X-A: b\r\nBcc': 'c' } })), /field/);
  assert.equal(msgId('<a@b>'), '<a@b>');
  assert.equal(msgId('<a b@c>'), undefined);
});
