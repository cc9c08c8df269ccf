// Parts that hide in bodies: opaque signed data, signed files, files in old texts.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { makeSignedReader } from '@platen/edge-server/protocols/mail/mime/signed-content';
import { skipUnless } from '../../../../support/skip-unless.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { messages } from './messages.ts';
import { readMail } from './read-mail.ts';
import { ENVELOPED_DATA, type SignedOptions, signedMessage } from './signed-message.ts';

const CONTENT = 'Content-Type: text/plain\r\n\r\nsigned words';

function opened(octets: Buffer, bytes = octets.length): { kind: string; content: string } {
  const reader = makeSignedReader();
  const out: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += bytes)
    out.push(...reader.write(octets.subarray(at, at + bytes)));
  return { kind: reader.kind, content: Buffer.concat(out).toString('latin1') };
}

test('signed data gives its content, in one piece or many, however it is cut', () => {
  const forms: SignedOptions[] = [{}, { pieces: 1 }, { pieces: 7 }, { pieces: 1_000 }];
  for (const form of forms)
    for (const bytes of [1, 2, 3, 50, 10_000])
      assert.deepEqual(opened(signedMessage(CONTENT, form), bytes), { kind: 'signed', content: CONTENT });
});

test('large content, detached signatures, encrypted data and nonsense', () => {
  const large = 'x'.repeat(200_000);
  assert.equal(opened(signedMessage(large), 4096).content, large);
  assert.deepEqual(opened(signedMessage(CONTENT, { detached: true })), { kind: 'signed', content: '' });
  assert.deepEqual(opened(signedMessage(CONTENT, { type: ENVELOPED_DATA })), {
    kind: 'encrypted',
    content: '',
  });
  assert.equal(opened(Buffer.from('hello')).content, '');
  assert.equal(opened(Buffer.alloc(100_000, 0x30)).content, '');
  assert.equal(opened(Buffer.alloc(100_000, 0x24)).content, '');
  assert.equal(opened(Buffer.from('3080'.repeat(50_000), 'hex')).kind, 'broken');
});

test('the message inside opaque signed mail is part of the outline', async () => {
  const raw = messages['opaque'];
  assert.ok(raw !== undefined);
  const mail = await readMail(raw);
  assert.deepEqual(mail.lines, [
    'application/pkcs7-mime smime.p7m',
    '1 multipart/mixed',
    '1.1 text/plain',
    '1.2 application/pdf inside.pdf',
  ]);
  assert.deepEqual(mail.outline.defects, []);
  assert.equal(await mail.text('1.1'), 'Opaque words.');
  assert.equal((await mail.octets('1.2')).toString(), '%PDF-1.4 inside');
  assert.equal(mail.outline.root.container, true);
});

test('a signed file holds the file itself', async () => {
  const p7m = signedMessage('%PDF-1.4 signed', { pieces: 4 }).toString('base64');
  const mail = await readMail(
    `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream; name="fattura.pdf.p7m"\nContent-Transfer-Encoding: base64\n\n${p7m}\n--b--\n`,
  );
  assert.deepEqual(mail.lines, [
    'multipart/mixed',
    '1 application/octet-stream fattura.pdf.p7m',
    '1.1 application/octet-stream fattura.pdf',
  ]);
  assert.equal((await mail.octets('1.1')).toString(), '%PDF-1.4 signed');
  assert.equal(mail.part('1.1').disposition, 'attachment');
});

test('data that is encrypted without saying so is a defect, and broken data too', async () => {
  const body = (octets: Buffer): string =>
    `Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n${octets.toString('base64')}\n`;
  const hidden = await readMail(body(signedMessage('x', { type: ENVELOPED_DATA })));
  assert.deepEqual(hidden.outline.defects, ['mail-encrypted']);
  assert.equal(hidden.outline.root.encrypted, true);
  const broken = await readMail(body(Buffer.from('3080'.repeat(50), 'hex')));
  assert.deepEqual(broken.outline.defects, ['mail-broken']);
});

test('files in a text of old are parts, and the text is without them', async () => {
  const raw = messages['uuencoded'];
  assert.ok(raw !== undefined);
  const mail = await readMail(raw);
  assert.deepEqual(mail.lines, ['text/plain', '1 application/octet-stream hello.txt']);
  assert.equal((await mail.octets('1')).toString(), 'Hello world');
  assert.match(await mail.text(''), /^Here it is\. I will\nbegin 10 minutes later\.\n\n\n+Bye\.\n$/);
  assert.equal(mail.outline.root.container, false);
});

test('what only looks like a file in a text stays text', async () => {
  for (const body of [
    'begin 644 x\nThis is prose that goes on.\nend\n',
    'begin 644 x\n#0V%T\nno end of it\n',
    'begin 9 x\n#0V%T\nend\n',
    ' begin 644 x\n#0V%T\nend\n',
  ])
    assert.equal((await readMail(`Subject: x\n\n${body}`)).outline.parts.length, 1, body);
});

test('two files right after each other, the second at the end of the message', async () => {
  const mail = await readMail(
    'Subject: x\n\nbegin 644 a.txt\n#0V%T\n`\nend\nbegin 600 b c.txt\n#0V%T\n`\nend',
  );
  assert.deepEqual(mail.lines, [
    'text/plain',
    '1 application/octet-stream a.txt',
    '2 application/octet-stream b c.txt',
  ]);
  assert.equal((await mail.octets('2')).toString(), 'Cat');
});

test('a text of beginnings without end is one pass', async () => {
  const mail = await readMail(`\n\n${'\nbegin 644 a\n#0V%T'.repeat(300_000)}`);
  assert.equal(mail.outline.parts.length, 1);
});

test('what OpenSSL has signed is opened, streamed or not', { skip: skipUnless('openssl') }, async (t) => {
  const folder = await tempDir('cms');
  t.after(() => folder.remove());
  const file = (name: string): string => join(folder.path, name);
  const openssl = (...args: readonly string[]) => promisify(execFile)('openssl', args);
  await writeFile(file('in'), CONTENT.repeat(500));
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=Anna',
    '-keyout',
    file('key'),
    '-out',
    file('cert'),
  );
  for (const stream of [[], ['-stream', '-indef']]) {
    const signer = ['-signer', file('cert'), '-inkey', file('key')];
    await openssl(
      'cms',
      '-sign',
      '-nodetach',
      '-binary',
      ...stream,
      ...signer,
      '-in',
      file('in'),
      '-outform',
      'SMIME',
      '-out',
      file('out'),
    );
    const mail = await readMail(await readFile(file('out')));
    assert.deepEqual(mail.lines, ['application/pkcs7-mime smime.p7m', '1 text/plain']);
    assert.deepEqual(mail.outline.defects, []);
    assert.equal((await mail.octets('1')).length, CONTENT.length * 500 - CONTENT.indexOf('signed'));
  }
});
