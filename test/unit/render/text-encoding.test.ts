// Which encoding a text is in, found from its bytes alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sniff } from '@platen/edge-server/flow/convert/sniff';
import { decodeText } from '@platen/edge-server/render/text-encoding';
import iconv from 'iconv-lite';
import { ENCODED, SAMPLE_TEXTS } from '../../documents/sample-texts.ts';

void test('every encoding is found without help, with a byte order mark and without', () => {
  let checked = 0;
  for (const [language, encoding] of ENCODED) {
    for (const addBOM of encoding.startsWith('utf') ? [false, true] : [false]) {
      const bytes = iconv.encode(SAMPLE_TEXTS[language], encoding, { addBOM });
      const found = decodeText(bytes);
      assert.equal(
        found.text,
        iconv.decode(bytes, encoding),
        `${language} in ${encoding}, found ${found.encoding}`,
      );
      assert.equal(sniff(bytes)?.mediaType, 'text/plain', `${language} in ${encoding} at the door`);
      checked += 1;
    }
  }
  assert.equal(checked, 93);
});

void test('a few umlauts or one euro sign are not taken for another script', () => {
  for (const text of ['Grüße', 'café\n', 'Preis: 5 €', '100 £', '© 2026 Müller & Söhne', 'naïve']) {
    assert.equal(decodeText(iconv.encode(text, 'windows-1252')).text, text);
  }
});

void test('Japanese mail in ISO-2022-JP is read', () => {
  const bytes = Buffer.from('\x1b$B$3$s$K$A$O\x1b(B, Tanaka\n', 'latin1');
  assert.deepEqual(decodeText(bytes), { text: 'こんにちは, Tanaka\n', encoding: 'iso-2022-jp' });
  assert.equal(sniff(bytes)?.mediaType, 'text/plain');
});

void test('an encoding that the document names is used unless its bytes speak against it', () => {
  const bytes = iconv.encode('Съешь', 'koi8-r');
  assert.equal(decodeText(bytes, 'KOI8-R').text, 'Съешь');
  assert.equal(decodeText(Buffer.from('Größe', 'utf8'), 'iso-8859-1').text, 'Größe');
  assert.equal(decodeText(Buffer.from('plain'), 'no-such-thing').text, 'plain');
});

void test('no bytes at all make it throw', () => {
  let seed = 7;
  for (let round = 0; round < 300; round++) {
    const bytes = Buffer.alloc(round);
    for (let at = 0; at < round; at++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      bytes[at] = seed >> 16;
    }
    assert.equal(typeof decodeText(bytes).text, 'string');
  }
});
