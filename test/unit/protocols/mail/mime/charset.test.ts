// Charsets by their many names, lies about them, and texts that are cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCharset } from '@platen/edge-server/protocols/mail/mime/charset';
import iconv from 'iconv-lite';
import { readMail } from './read-mail.ts';

test('names in practice stand for more than their register entry', () => {
  assert.equal(decodeCharset(Buffer.from([0x93, 0x80, 0x94]), 'iso-8859-1'), '“€”');
  assert.equal(decodeCharset(Buffer.from([0x93, 0x80, 0x94]), 'ANSI_X3.4-1968'), '“€”');
  assert.equal(decodeCharset(iconv.encode('镕基', 'gb18030'), 'GB2312'), '镕基');
  assert.equal(decodeCharset(iconv.encode('똠방각하', 'cp949'), 'ks_c_5601-1987'), '똠방각하');
  assert.equal(decodeCharset(iconv.encode('～①', 'cp932'), ' X-SJIS '), '～①');
  assert.equal(decodeCharset(Buffer.from('hi', 'utf16le'), 'UTF-16LE'), 'hi');
});

test('UTF-8 is found under any Western name, and a few lost octets do not spoil it', () => {
  const text = 'Grüße aus Köln, schöne Füße';
  for (const name of ['utf-8', 'us-ascii', 'iso-8859-1', 'windows-1252', 'unknown-8bit', undefined])
    assert.equal(decodeCharset(Buffer.from(text), name), text, name);
  const damaged = Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from(text)]);
  assert.equal(decodeCharset(damaged, 'utf-8'), `${text}\ufffd${text}`);
});

test('a text that is said to be UTF-8 and is not is read as the other charset, else as Western', () => {
  const western = Buffer.from('Die Fr\xf6sche und die B\xe4ren', 'latin1');
  assert.equal(decodeCharset(western, 'utf-8'), 'Die Frösche und die Bären');
  const russian = iconv.encode('Привет, мир', 'koi8-r');
  assert.equal(decodeCharset(russian, undefined, 'koi8-r'), 'Привет, мир');
  assert.equal(decodeCharset(russian, 'koi8-r'), 'Привет, мир');
});

test('a character that the end cuts is left out', () => {
  const octets = Buffer.from('schön ☕');
  assert.equal(decodeCharset(octets.subarray(0, -1), 'utf-8'), 'schön ');
  assert.equal(decodeCharset(octets.subarray(0, -2), undefined), 'schön ');
  // One letter alone at the end is Latin.
  assert.equal(decodeCharset(Buffer.from([0x4a, 0xf6]), undefined), 'Jö');
});

test('nothing is no text, and no name is too odd', () => {
  assert.equal(decodeCharset(new Uint8Array(), 'utf-8'), '');
  for (const name of ['', 'hex', 'base64', '__proto__', 'constructor', 'x'.repeat(1_000), 'utf-8\0', '!!'])
    assert.equal(decodeCharset(Buffer.from('abc'), name), 'abc', name);
});

test('Japanese of seven bits, also when eight were used', () => {
  assert.equal(decodeCharset(Buffer.from('\x1b$BF|K\\\x1b(B!', 'latin1'), 'iso-2022-jp'), '日本!');
  assert.equal(decodeCharset(iconv.encode('日本', 'shift_jis'), 'iso-2022-jp'), '日本');
});

test('a page without a charset in its header says it itself, a text may take it from its neighbour', async () => {
  const page = iconv.encode('<html><head><META content="text/html; charset=koi8-r"></head>Привет', 'koi8-r');
  const html = await readMail(Buffer.concat([Buffer.from('Content-Type: text/html\n\n'), page]));
  assert.match(await html.text(''), /Привет$/);
  const both = await readMail(
    Buffer.concat([
      Buffer.from('Content-Type: multipart/alternative; boundary=b\n\n--b\n\n'),
      iconv.encode('Привет', 'windows-1251'),
      Buffer.from('\n--b\nContent-Type: text/html; charset=windows-1251\n\nx\n--b--\n'),
    ]),
  );
  assert.equal(await both.text('1'), 'Привет');
});

test('a text is cut at the limit and says so, without control characters and with plain line ends', async () => {
  const mail = await readMail('Subject: x\r\n\r\none\r\ntwo\rthree\0\x07\tfour');
  assert.equal(await mail.text(''), 'one\ntwo\nthree\tfour');
  assert.equal(await mail.text('', 6), 'one\nt');
});
