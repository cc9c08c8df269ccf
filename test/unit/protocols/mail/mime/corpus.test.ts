// Other people's odd mail: every message is read without an error, and what is in the ones below is what a person or another program
// (Python's email package) sees in them. Not shipped; skipped where absent.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromAddress } from '@platen/edge-server/protocols/mail/addresses';
import { tnefFiles } from '@platen/edge-server/protocols/mail/tnef/content';
import { openTnefAttachment } from '@platen/edge-server/protocols/mail/tnef/open-attachment';
import { readTnef } from '@platen/edge-server/protocols/mail/tnef/read-tnef';
import { gather, inChunks, readMail } from './read-mail.ts';

const corpus = process.env['PLATEN_CORPUS'] ?? '/work/shared/corpus';
const missing = (folder: string): false | string =>
  existsSync(join(corpus, folder)) ? false : `no corpus of ${folder} on this machine`;

interface Facts {
  readonly subject?: string;
  /** Address, or the defect. */
  readonly from?: string;
  /** As readMail tells them. */
  readonly parts: readonly string[];
  /** Octets of decoded parts, by path. */
  readonly octets?: Readonly<Record<string, number>>;
  /** The text of the part of that path begins so. */
  readonly text?: readonly [path: string, beginning: string];
}

const RABBITS = 'Die Hasen und die Frösche';
const HARE = 'Test message from Netscape Communicator 4.7';
const OLD = ['text/plain'];

const facts: Readonly<Record<string, Facts>> = {
  '002.eml': { subject: RABBITS, from: 'dwsauder@example.com', parts: ['text/html'], octets: { '': 953 } },
  '003.eml': {
    subject: 'Formatted text mail',
    parts: ['multipart/alternative', '1 text/plain', '2 text/enriched', '3 application/x-whatever'],
    octets: { '1': 48, '2': 69, '3': 51 },
  },
  '004.eml': {
    subject: 'Internet Digest, volume 42',
    from: 'none',
    parts: [
      'multipart/mixed',
      '1 text/plain',
      '2 multipart/digest',
      '2.1 message/rfc822',
      '2.1.1 text/plain',
      '2.2 message/rfc822',
      '2.2.1 text/plain',
    ],
    text: ['2.2.1', '... another body goes here'],
  },
  '005.eml': { parts: ['multipart/mixed', '1 multipart/mixed', '1.1 text/plain'], text: ['1.1', 'body'] },
  '008.eml': {
    from: 'doug@example.com',
    parts: [
      'multipart/mixed',
      '1 text/plain',
      '2 image/png blueball.png',
      '3 image/png greenball.png',
      '4 image/png redball.png',
    ],
    octets: { '1': 762, '2': 1325, '3': 1298, '4': 1453 },
  },
  '010.eml': { subject: RABBITS, parts: OLD, text: ['', RABBITS] },
  '014.eml': {
    subject: '[Shapelib] need some help',
    from: 'calpas2007@yahoo.fr',
    parts: ['multipart/alternative', '1 text/plain', '2 text/html'],
    octets: { '1': 474, '2': 733 },
  },
  '017.eml': {
    subject: '27 plaintext + (HTML + embedded image)',
    parts: [
      'multipart/alternative',
      '1 text/plain',
      '2 multipart/related',
      '2.1 text/html',
      '2.2 image/png kigaaldcbanejcbi.png',
    ],
    octets: { '2.1': 267, '2.2': 242 },
    text: ['1', 'Search for hähä'],
  },
  '018.eml': { parts: OLD, text: ['', 'Best\nEnviado desde mi BlackBerry® de Vodafone'] },
  '022.eml': {
    subject: 'broken rfc822 attachment',
    parts: ['multipart/mixed', '1 text/plain', '2 message/rfc822 broken.eml', '2.1 text/plain'],
    text: ['2.1', 'this attachment is not a valid eml, sorry!'],
  },
  '025.eml': {
    subject: RABBITS,
    parts: [
      'multipart/mixed',
      '1 multipart/related',
      '1.1 text/html',
      '1.2 image/png 2aa51367.png',
      '1.3 image/png 2aa51371.png',
      '2 image/png blueball.png',
      '3 image/png greenball.png',
    ],
    octets: { '1.1': 1159, '3': 1298 },
  },
  '033.eml': { subject: HARE, parts: OLD, text: ['', RABBITS] },
  '035.eml': {
    subject: `${RABBITS} (Netscape Messenger 4.7)`,
    parts: [
      'multipart/mixed',
      '1 multipart/alternative',
      '1.1 text/plain',
      '1.2 multipart/related',
      '1.2.1 text/html',
      '1.2.2 image/png nsmailEG.png',
      '1.2.3 image/png nsmail39.png',
      '2 image/png redball.png',
      '3 image/png greenball.png',
    ],
    text: ['1.1', `[blue ball]\n\n${RABBITS}`],
  },
  '041.eml': {
    subject: 'PNG graphic',
    from: 'doug@penguin.example.com',
    parts: ['multipart/mixed', '1 text/plain', '2 application/octet-stream redball.png'],
    octets: { '2': 1453 },
  },
  '045.eml': {
    subject: RABBITS,
    parts: ['multipart/mixed', '1 text/plain', '2 text/plain HasenundFrösche.txt'],
    octets: { '2': 755 },
    text: ['2', RABBITS],
  },
  '049.eml': {
    subject: 'Test message from Microsoft Outlook 00',
    parts: [
      'text/plain',
      '1 application/octet-stream blueball.png',
      '2 application/octet-stream greenball.png',
      '3 application/octet-stream redball.png',
    ],
    // The same pictures as in 008.eml.
    octets: { '1': 1325, '2': 1298, '3': 1453 },
    text: ['', '\nThe Hare and the Tortoise'],
  },
  '052.eml': {
    subject: `${RABBITS} (Microsoft Outlook 00)`,
    from: 'doug@example.com',
    parts: OLD,
    text: ['', RABBITS],
  },
  '053.eml': { subject: `${RABBITS} (Microsoft Outlook 00)`, parts: OLD, text: ['', RABBITS] },
  'attachment_pdf.eml': {
    subject: 'Another PDF with 🎉 Unicode chars in it 🍿',
    from: 'xxxx@xxxx.com',
    parts: ['multipart/mixed', '1 text/plain', '2 application/pdf broken.pdf'],
    octets: { '2': 1026 },
    text: ['1', 'Just attaching another PDF'],
  },
  'attachment_pdf_lf.eml': {
    parts: ['multipart/mixed', '1 text/plain', '2 application/pdf broken.pdf'],
    octets: { '2': 1026 },
  },
  'basic_email.eml': { subject: 'Testing 123', from: 'test@lindsaar.net', parts: OLD, octets: { '': 46 } },
  'content_transfer_encoding_with_8bits.eml': {
    subject: 'The Original Advantage #e13011',
    from: 'announcements@provantage.com',
    parts: ['text/html'],
    octets: { '': 34_758 },
  },
  'example01.eml': { subject: 'Saying Hello', from: 'jdoe@machine.example', parts: OLD, octets: { '': 52 } },
  'example11.eml': { from: 'john.q.public@example.com', parts: OLD },
  'example13.eml': { subject: 'Saying Hello', from: 'jdoe@machine.example', parts: OLD },
  'multiple_invalid_content_dispositions.eml': {
    subject: 'Redacted',
    from: 'redacted@flashmail.net',
    parts: ['text/html'],
    octets: { '': 11 },
  },
  'raw_email7.eml': {
    subject: 'testing',
    parts: [
      'multipart/mixed',
      '1 multipart/mixed',
      '1.1 text/plain',
      '1.2 text/x-ruby-script test.rb',
      '1.3 application/pdf test.pdf',
      '1.4 text/plain',
      '2 application/pkcs7-signature smime.p7s',
    ],
    octets: { '1.2': 25, '1.3': 14, '2': 227 },
  },
  'raw_email11.eml': {
    subject: 'worse when you use them.',
    from: 'xxxxx@xxxxx',
    parts: ['multipart/alternative', '1 text/plain', '2 text/enriched'],
  },
  'raw_email_bad_time.eml': {
    from: 'yusuf75thu@auracom.net',
    parts: ['multipart/alternative', '1 text/plain', '2 text/html'],
    octets: { '1': 125, '2': 447 },
  },
  'raw_email_double_at_in_header.eml': {
    subject: 'NOTE: 한국말로 하는 것',
    from: 'jamis@37signals.com',
    parts: OLD,
    text: ['', '대부분의 마찬가지로, 우리는 하나님을 믿습니다.'],
  },
  'raw_email_multiple_from.eml': { from: 'several-addresses', parts: OLD },
  'raw_email_quoted_with_0d0a.eml': {
    parts: OLD,
    octets: { '': 300 },
    text: ['', "A fax has arrived from remote ID ''.\n-----"],
  },
  'raw_email_trailing_dot.eml': {
    from: 'noreply@rubyforge.org',
    parts: OLD,
    text: ['', 'Testing, testing, 123.'],
  },
  'raw_email_with_at_display_name.eml': { from: 'several-addresses', parts: OLD },
  'utf8_headers.eml': { subject: 'Säying Hello', from: 'jdöe@xn--mchine-bua.example', parts: OLD },
  'weird_to_header.eml': { subject: '', from: 'anonymous@i.tp.host', parts: OLD },
};

test('every message of the corpus is read, and what is known of them is found', {
  skip: missing('mail'),
  timeout: 60_000,
}, async () => {
  let checked = 0;
  for (const file of readdirSync(join(corpus, 'mail')).sort()) {
    const mail = await readMail(readFileSync(join(corpus, 'mail', file)));
    for (const { path } of mail.outline.parts) {
      await mail.octets(path);
      await mail.text(path);
    }
    const sender = fromAddress(mail.outline.header);
    const known = facts[file];
    if (known === undefined) continue;
    checked += 1;
    assert.deepEqual(mail.lines, known.parts, file);
    if (known.subject !== undefined) assert.equal(mail.outline.header.first('subject'), known.subject, file);
    if (known.from !== undefined)
      assert.equal(sender.kind === 'one' ? sender.address : sender.defect, known.from, file);
    for (const [path, length] of Object.entries(known.octets ?? {}))
      assert.equal((await mail.octets(path)).length, length, `${file} ${path}`);
    if (known.text !== undefined)
      assert.equal((await mail.text(known.text[0])).slice(0, known.text[1].length), known.text[1], file);
  }
  assert.ok(checked >= 25, `${checked}`);
});

test('the TNEF streams of the corpus give their files, or a defect', {
  skip: missing('mail-tnef'),
}, async () => {
  const read = async (file: string) => {
    const octets = readFileSync(join(corpus, 'mail-tnef', file));
    const content = await readTnef(inChunks(octets, 4096));
    const files = await Promise.all(
      tnefFiles(content).map(async (one) => [
        one.name,
        (await gather(openTnefAttachment(one, inChunks(octets, 4096)))).toString('latin1'),
      ]),
    );
    return { content, files: new Map(files as [string, string][]) };
  };
  const office = await read('bug52400-winmail-with-attachments.dat');
  assert.equal(office.content.subject, 'TNEF test message with attachments');
  assert.match(office.content.bodyHtml ?? '', /^<html>[^]*<\/html>/);
  assert.deepEqual([...office.files.keys()], ['scion_tc_2007_maintenanceguide.pdf', 'Duke_Wave.png']);
  assert.match(office.files.get('scion_tc_2007_maintenanceguide.pdf') ?? '', /^%PDF-1\.5[^]*%%EOF\s*$/);
  assert.match(office.files.get('Duke_Wave.png') ?? '', /^\x89PNG[^]*IEND....$/s);
  const quick = await read('quick-winmail.dat');
  assert.deepEqual(
    [...quick.files.keys()],
    ['quick.doc', 'quick.html', 'quick.pdf', 'quick.txt', 'quick.xml'],
  );
  assert.match(quick.files.get('quick.txt') ?? '', /^The quick brown fox/);
  assert.match(quick.files.get('quick.pdf') ?? '', /^%PDF-1\.3[^]*%%EOF\s*$/);
  assert.match(Buffer.from(quick.content.bodyRtf ?? '').toString('latin1'), /^\{\\rtf1[^]*\}\s*\0?$/);
  const bomb = await read('oom.tnef');
  assert.deepEqual(bomb.content.defects, ['mail-broken']);
  assert.equal(bomb.files.size, 0);
});
