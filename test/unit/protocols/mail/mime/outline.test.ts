// What messages are made of: trees, ranges, names, and the limits of all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '@platen/edge-server/protocols/mail/mime/draft';
import { mailLimits } from '@platen/edge-server/protocols/mail/mime/limits';
import type { MailDefect } from '@platen/edge-server/protocols/mail/mime/outline';
import { readOutline } from '@platen/edge-server/protocols/mail/mime/read-outline';
import { makeScan } from '@platen/edge-server/protocols/mail/mime/scan';
import { messages } from './messages.ts';
import { inChunks, type ReadMail, readMail } from './read-mail.ts';

const fixture = (name: string, chunkBytes?: number): Promise<ReadMail> => {
  const raw = messages[name];
  assert.ok(raw !== undefined);
  return readMail(raw, chunkBytes);
};

test('a message without MIME is one part of plain text', async () => {
  const mail = await readMail('From: a@example.org\r\nSubject: x\r\n\r\nHello\r\n');
  assert.deepEqual(mail.lines, ['text/plain']);
  const { root, size } = mail.outline;
  assert.equal(root.path, '');
  assert.deepEqual([root.start, root.end, size], [35, 42, 42]);
  assert.equal(await mail.text(''), 'Hello\n');
  assert.equal(root.container, false);
});

test('alternatives, an inline picture and an attachment with a continued name', async () => {
  const mail = await fixture('attachment');
  assert.deepEqual(mail.lines, [
    'multipart/mixed',
    '1 multipart/alternative',
    '1.1 text/plain',
    '1.2 text/html',
    '2 image/png logo.png',
    '3 application/pdf Jahresübersicht 2026.pdf',
  ]);
  assert.deepEqual(mail.outline.defects, []);
  assert.equal(await mail.text('1.1'), 'Please print. ☕');
  assert.match(await mail.text('1.2'), /print<\/b>\. ☕ <img src="cid:logo@example\.org">/);
  assert.equal(mail.part('2').contentId, 'logo@example.org');
  assert.equal(mail.part('2').disposition, 'inline');
  assert.equal(mail.part('3').disposition, 'attachment');
  const pdf = await mail.octets('3');
  assert.match(pdf.toString('latin1'), /^%PDF-1\.7[^]*%%EOF$/);
  assert.ok(
    Math.abs(mail.part('3').size / pdf.length - 1) < 0.02,
    `${mail.part('3').size} for ${pdf.length}`,
  );
  assert.deepEqual(
    mail.outline.root.children.map(({ path }) => path),
    ['1', '2', '3'],
  );
  assert.equal(mail.part('1.1').parent, mail.part('1'));
});

test('a forwarded message is descended into, its own header with it', async () => {
  const mail = await fixture('forwarded');
  assert.deepEqual(mail.lines, [
    'multipart/mixed',
    '1 text/plain',
    '2 message/rfc822 minutes.eml',
    '2.1 multipart/mixed',
    '2.1.1 text/plain',
    '2.1.2 application/msword Protokoll März.doc',
  ]);
  assert.equal(mail.part('2.1').header.first('Subject'), 'minutes');
  assert.equal(mail.outline.header.first('SUBJECT'), 'Fwd: minutes');
  assert.equal(mail.part('2').container, true);
  assert.match((await mail.octets('2')).toString(), /^From: bob@example\.com\r\n/);
});

test('the second part of signed mail is marked as a signature', async () => {
  const mail = await fixture('signed');
  assert.deepEqual(
    mail.outline.parts.map(({ path, signature }) => [path, signature]),
    [
      ['', false],
      ['1', false],
      ['2', true],
    ],
  );
});

test('encrypted mail is a defect and stays closed', async () => {
  const smime = await fixture('encrypted');
  assert.deepEqual(smime.outline.defects, ['mail-encrypted']);
  assert.equal(smime.outline.root.encrypted, true);
  const pgp = await readMail(
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=p\n\n--p\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--p\nContent-Type: application/octet-stream; name=encrypted.asc\n\nxyz\n--p--\n',
  );
  assert.deepEqual(pgp.outline.defects, ['mail-encrypted']);
  assert.equal(pgp.part('2').encrypted, true);
});

test('a damaged message gives what is there', async () => {
  const mail = await fixture('broken');
  assert.equal(mail.outline.header.first('subject'), 'Brücke');
  assert.deepEqual(mail.lines, [
    'multipart/mixed',
    '1 text/plain',
    '2 application/octet-stream Plan der Brücke (2).pdf',
  ]);
  assert.equal((await mail.octets('2')).toString(), '%PDF-1.4');
  assert.deepEqual(mail.outline.defects, ['mail-unclosed']);
});

test('a boundary that begins with another one is told from it', async () => {
  const mail = await readMail(
    'Content-Type: multipart/mixed; boundary="a--"\n\n--a--\nContent-Type: multipart/mixed; boundary="a----"\n\n--a----\n\nbody\n--a------\nnot a part\n--a----',
  );
  assert.deepEqual(mail.lines, ['multipart/mixed', '1 multipart/mixed', '1.1 text/plain']);
  assert.equal(await mail.text('1.1'), 'body');
  assert.deepEqual(mail.outline.defects, []);
});

test('an outer boundary ends inner multiparts that were never closed', async () => {
  const mail = await readMail(
    'Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/related; boundary=i\r\n\r\n--i\r\n\r\none\r\n--o\r\nContent-Type: text/html\r\n\r\ntwo\r\n--o--\r\n',
  );
  assert.deepEqual(mail.lines, ['multipart/mixed', '1 multipart/related', '1.1 text/plain', '2 text/html']);
  assert.equal(await mail.text('1.1'), 'one');
  assert.equal(await mail.text('2'), 'two');
});

test('only a line that is a boundary and nothing else divides', async () => {
  const mail = await readMail(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx--b\n--bc\n --b\n-- b\n--b \t \nX-Y: z\n\ny\n--b--  \nafter --b\n',
  );
  assert.equal(mail.outline.parts.length, 3);
  assert.equal(await mail.text('1'), 'x--b\n--bc\n --b\n-- b');
  assert.equal(await mail.text('2'), 'y');
  assert.equal(mail.part('2').header.first('x-y'), 'z');
});

test('parts without header, without body, and a boundary inside a header', async () => {
  const mail = await readMail(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nno header here\n--b\nContent-Type: text/html\n--b\n\n--b\nContent-Type: text/css\n\n--b--\n',
  );
  assert.deepEqual(mail.lines, [
    'multipart/mixed',
    '1 text/plain',
    '2 text/html',
    '3 text/plain',
    '4 text/css',
  ]);
  assert.equal(await mail.text('1'), 'no header here');
  for (const path of ['2', '3', '4']) assert.equal((await mail.octets(path)).length, 0);
});

test('a multipart without a boundary is one opaque part', async () => {
  const mail = await readMail('Content-Type: multipart/mixed\n\n--b\n\nx\n--b--\n');
  assert.deepEqual(mail.lines, ['multipart/mixed']);
  assert.deepEqual(mail.outline.defects, ['mail-broken']);
  assert.equal(mail.outline.root.container, false);
});

test('a message that is encoded is descended into all the same', async () => {
  const inner = Buffer.from('Subject: inner\n\nHello inside').toString('base64');
  const mail = await readMail(
    `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${inner}\n--b--\n`,
  );
  assert.deepEqual(mail.lines, ['multipart/mixed', '1 message/rfc822', '1.1 text/plain']);
  assert.equal(mail.part('1.1').header.first('subject'), 'inner');
  assert.equal(mail.part('1.1').within, mail.part('1'));
  assert.equal(await mail.text('1.1'), 'Hello inside');
});

test('parts of a digest are messages unless they say otherwise', async () => {
  const mail = await readMail(
    'Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\n1\n--b\nContent-Type: text/plain\n\n2\n--b--\n',
  );
  assert.deepEqual(mail.lines, ['multipart/digest', '1 message/rfc822', '1.1 text/plain', '2 text/plain']);
  assert.equal(mail.part('1.1').header.first('subject'), 'one');
});

test('wherever a message is cut into chunks, the outline is the same', async () => {
  const facts = ({ outline }: ReadMail): unknown => [
    outline.defects,
    outline.parts.map(({ path, mediaType, name, start, end, size, container, signature }) => [
      path,
      mediaType,
      name,
      start,
      end,
      size,
      container,
      signature,
    ]),
  ];
  for (const name of Object.keys(messages)) {
    const whole = await fixture(name);
    for (const bytes of [257, 300, 511, 1000]) {
      const cut = await fixture(name, bytes);
      assert.deepEqual(facts(cut), facts(whole), `${name} by ${bytes}`);
      for (const { path, container } of whole.outline.parts)
        if (!container) assert.deepEqual(await cut.octets(path), await whole.octets(path), `${name} ${path}`);
    }
  }
});

test('a message may even come octet by octet', () => {
  const scanned = (raw: Buffer, bytes: number): unknown => {
    const shared = {
      limits: mailLimits,
      parts: [],
      defects: new Set<MailDefect>(),
      headerLeft: 1e6,
      full: false,
    };
    const scan = makeScan(shared, undefined);
    for (let at = 0; at < raw.length; at += bytes) scan.write(raw.subarray(at, at + bytes));
    scan.end();
    return shared.parts.map(({ path, mediaType, name, start, end }: Draft) => [
      path,
      mediaType,
      name,
      start,
      end,
    ]);
  };
  for (const [name, raw] of Object.entries(messages)) {
    const whole = scanned(raw, raw.length);
    for (const bytes of [1, 2, 3, 7]) assert.deepEqual(scanned(raw, bytes), whole, `${name} by ${bytes}`);
    // A boundary line that never ends, and one that ends the message.
    const cut = raw.subarray(0, raw.lastIndexOf('--'));
    assert.deepEqual(scanned(cut, 1), scanned(cut, cut.length), name);
  }
});

test('nothing at all is one empty part of text', async () => {
  const mail = await readMail('');
  assert.deepEqual(mail.lines, ['text/plain']);
  assert.equal(mail.outline.size, 0);
  assert.equal(await mail.text(''), '');
});

test('more parts than the limit are left out with a defect, and the end comes at once', async () => {
  const mail = await readMail(
    `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(1_000_000)}`,
  );
  assert.equal(mail.outline.parts.length, mailLimits.parts);
  assert.deepEqual(mail.outline.defects, ['mail-too-many-parts']);
  assert.equal(mail.outline.size, 7_000_043);
});

test('a thousand levels end at the limit with a defect', async () => {
  let nested = '';
  for (let level = 0; level < 1_000; level += 1)
    nested += `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`;
  const mail = await readMail(nested);
  assert.equal(mail.outline.parts.length, mailLimits.depth + 1);
  assert.deepEqual([...mail.outline.defects].sort(), ['mail-too-deep', 'mail-unclosed']);
  const last = mail.outline.parts.at(-1);
  assert.equal(last?.container, false);
  const messages = await readMail('Content-Type: message/rfc822\n\n'.repeat(1_000));
  assert.equal(messages.outline.parts.length, mailLimits.depth + 1);
  assert.deepEqual(messages.outline.defects, ['mail-too-deep']);
});

test('encoded messages in encoded messages are opened to the limit only', async () => {
  let nested = 'Subject: innermost\n\nx';
  for (let level = 0; level < 10; level += 1)
    nested = `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${Buffer.from(nested).toString('base64')}`;
  const mail = await readMail(nested);
  assert.equal(mail.outline.parts.length, mailLimits.openedDepth + 1);
  assert.deepEqual(mail.outline.defects, ['mail-too-deep']);
  assert.equal(mail.outline.parts.at(-1)?.container, false);
});

test('a header of ten megabytes is cut with a defect, whatever it is made of', async () => {
  for (const piece of ['x', 'x\n ', 'a:\n', '=?utf-8?q?', ': ', '\r', 'Subject: y\r\n']) {
    const mail = await readMail(`Subject: ${piece.repeat(10_000_000 / piece.length)}\n\nbody`);
    assert.ok(mail.outline.defects.includes('mail-header-too-long'), JSON.stringify(piece));
    assert.ok(mail.outline.header.fields.length <= mailLimits.headerFields);
    assert.ok((mail.outline.header.first('subject') ?? '').length <= mailLimits.headerBytes);
    assert.match(await mail.text(''), /^\n?body$/, JSON.stringify(piece));
  }
});

test('headers of all parts together are limited', async () => {
  const part = `--b\n${'X-Filler: y\n'.repeat(4_000)}\nx\n`;
  const mail = await readMail(`Content-Type: multipart/mixed; boundary=b\n\n${part.repeat(100)}--b--\n`);
  assert.deepEqual(mail.outline.defects, ['mail-header-too-long']);
  assert.equal(mail.outline.parts.length, 101);
});

test('parts inside encoded data are left out where opening them all would decode too much', async () => {
  const inner = Buffer.from(
    `Content-Type: multipart/mixed; boundary=i\n\n${'--i\n\nx\n'.repeat(100)}--i--\n`,
  ).toString('base64');
  const raw = `Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${inner}\n--o\n\nlast\n--o--\n`;
  const outline = await readOutline(inChunks(Buffer.from(raw), 4096), {
    ...mailLimits,
    reopenedBytes: 20_000,
  });
  assert.ok(outline.defects.includes('mail-too-many-parts'));
  const inside = outline.parts.filter(({ within }) => within !== undefined);
  assert.ok(inside.length > 10 && inside.length < 40, `${inside.length}`);
  assert.equal(outline.parts.at(-1)?.path, '2');
  assert.equal(outline.parts.find(({ path }) => path === '1.1')?.children.length, inside.length - 1);
});

test('a source that fails and a signal that aborts are thrown on', async () => {
  const failing = async function* (): AsyncIterable<Uint8Array> {
    yield Buffer.from('From: a@example.org\n');
    throw new Error('disk gone');
  };
  await assert.rejects(readOutline(failing()), /disk gone/);
  const stop = AbortSignal.abort(new Error('enough'));
  const long = Buffer.from(`\n\n${'--x\n'.repeat(10_000_000)}`);
  await assert.rejects(readOutline(inChunks(long, 65_536), mailLimits, stop), /enough/);
});
