// Transfer encodings, honest and broken, whole and cut anywhere.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { TransferEncoding } from '@platen/edge-server/protocols/mail/mime/outline';
import { makeTransferDecoder } from '@platen/edge-server/protocols/mail/mime/transfer-decoder';

function decode(encoding: TransferEncoding, text: string | Buffer, bytes = Number.POSITIVE_INFINITY): Buffer {
  const decoder = makeTransferDecoder(encoding);
  const raw = Buffer.from(text);
  const out: Buffer[] = [];
  for (let at = 0; at < raw.length; at += bytes) {
    out.push(Buffer.from(decoder.write(raw.subarray(at, Math.min(at + bytes, raw.length)))));
    if (bytes === Number.POSITIVE_INFINITY) break;
  }
  return Buffer.concat([...out, decoder.end()]);
}

const text = (encoding: TransferEncoding, input: string): string =>
  decode(encoding, input).toString('latin1');

test('base64 with line breaks, blanks, foreign characters, the other alphabet and missing padding', () => {
  const content = randomBytes(1_000);
  const lines = content.toString('base64').replace(/.{76}/g, '$&\r\n');
  assert.deepEqual(decode('base64', lines), content);
  assert.deepEqual(decode('base64', lines.replace(/\r\n/g, ' !\0>\r\n')), content);
  assert.deepEqual(decode('base64', content.toString('base64url')), content);
  assert.equal(text('base64', 'YQ'), 'a');
  assert.equal(text('base64', 'YWI'), 'ab');
  assert.equal(text('base64', 'Y'), '');
  assert.equal(text('base64', ''), '');
});

test('base64 that was joined of encoded pieces is decoded to the end', () => {
  assert.equal(text('base64', 'YQ==\r\nYmM=\r\nZGVm'), 'abcdef');
});

test('quoted-printable with soft breaks, blanks at line ends and escapes that are none', () => {
  assert.equal(text('quoted-printable', 'a=3Db=C3=bc\r\n'), 'a=b\xc3\xbc\r\n');
  assert.equal(text('quoted-printable', 'one=\r\ntwo= \t\r\nthree=\nfour'), 'onetwothreefour');
  assert.equal(text('quoted-printable', 'a \t\r\nb  \nc '), 'a\r\nb\nc');
  assert.equal(text('quoted-printable', 'a b\tc=20\r\n'), 'a b\tc \r\n');
  assert.equal(text('quoted-printable', '100=% =ZZ =4 =4G ='), '100=% =ZZ =4 =4G ');
  assert.equal(text('quoted-printable', 'end='), 'end');
  assert.equal(text('quoted-printable', `${' '.repeat(5_000)}x`), `${' '.repeat(5_000)}x`);
});

test('uuencode with its begin and end, lost blanks at line ends and graves', () => {
  const lines = 'begin 644 cat.txt\n#0V%T\n#0V%T\n`\nend\nnot this\n';
  assert.equal(text('uuencode', lines), 'CatCat');
  assert.equal(text('uuencode', '#0V%T'), 'Cat');
  // Two octets, the second of them a zero whose blanks got lost.
  assert.deepEqual(decode('uuencode', '"00\nend'), Buffer.from([0x41, 0]));
  assert.equal(text('uuencode', ''), '');
  assert.equal(text('uuencode', `${'M'.repeat(300)}\n#0V%T\n`), 'Cat');
});

test('wherever the octets are cut, the result is the same', () => {
  const inputs: [TransferEncoding, string][] = [
    ['base64', 'TWFu\r\nIGlz IGRp==c3Rpbmd1\n!aXNoZWQ='],
    ['quoted-printable', 'a=3D =\r\nb \t \r\nc=\nd  =  \r\ne=C3=\r\n=BC \r x=Zz =\r'],
    ['uuencode', 'begin 644 x\r\n#0V%T\r\n#0V%T  \r\n`\r\nend\r\n'],
    ['none', 'anything\0at all'],
  ];
  for (const [encoding, input] of inputs)
    for (const bytes of [1, 2, 3, 5, 8])
      assert.deepEqual(decode(encoding, input, bytes), decode(encoding, input));
});

test('megabytes of what looks like the beginning of something are one pass', () => {
  for (const piece of ['=', '= ', '=\r', ' ', '=3', ' \r', '\t='])
    for (const encoding of ['quoted-printable', 'base64', 'uuencode'] as const)
      assert.ok(decode(encoding, piece.repeat(2_000_000 / piece.length), 65_536).length <= 2_000_000);
});
