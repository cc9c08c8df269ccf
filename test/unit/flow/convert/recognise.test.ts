// What comes in and what is refused at the door: content against claim (threat T31).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareClaims, readClaims } from '@platen/edge-server/flow/convert/claim';
import { makeDoor } from '@platen/edge-server/flow/convert/door';
import { recognise } from '@platen/edge-server/flow/convert/recognise';
import { sniff } from '@platen/edge-server/flow/convert/sniff';
import { sampleJpeg, samplePdf, samplePng } from '../../../documents/make-documents.ts';
import { richText } from '../../../documents/office/rich-text.ts';
import { wordDocument } from '../../../documents/office/word-document.ts';

const pdf = await samplePdf();
const jpeg = await sampleJpeg();
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

function verdict(head: Uint8Array, name: string, mediaType = ''): string {
  const result = recognise(head, { name, mediaType });
  return result.ok ? result.mediaType : result.error.code;
}

void test('PDF, JPEG and PNG come in by their content, with or without a claim', async () => {
  assert.equal(verdict(pdf, 'Report.pdf', 'application/pdf'), 'application/pdf');
  assert.equal(verdict(pdf, 'Report', ''), 'application/pdf');
  assert.equal(verdict(pdf, 'Version 1.2', 'application/octet-stream'), 'application/pdf');
  assert.equal(verdict(jpeg, 'photo.JPG', 'image/pjpeg'), 'image/jpeg');
  assert.equal(verdict(await samplePng(), 'x.png', 'image/png; charset=binary'), 'image/png');
});

void test('an honest mistake inside one family comes in under its true type', () => {
  assert.equal(verdict(jpeg, 'photo.png', 'image/png'), 'image/jpeg');
});

void test('finished pages under a document’s name come in, as print systems title their jobs', () => {
  assert.equal(verdict(pdf, 'Microsoft Word - letter.docx', 'application/pdf'), 'application/pdf');
  assert.equal(verdict(pdf, 'letter.docx', 'application/octet-stream'), 'application/pdf');
  assert.equal(verdict(jpeg, 'scan.pdf'), 'image/jpeg');
});

void test('what hides under the name of a PDF or an image is refused as a mismatch', () => {
  const hiding = [
    '%!PS-Adobe-3.0\n',
    '\x1b%-12345X@PJL\r\n',
    '@PJL RESET\r\n',
    '<html><script>',
    'PK\x03\x04'.padEnd(40, '\0'),
    '#!/bin/sh\n',
  ];
  for (const text of hiding) {
    for (const [name, mediaType] of [
      ['a.pdf', ''],
      ['a.jpg', 'image/jpeg'],
      ['a', 'application/pdf'],
    ] as const) {
      assert.equal(
        verdict(latin1(text), name, mediaType),
        'document-mismatch',
        `${text} as ${name} ${mediaType}`,
      );
    }
  }
});

void test('the refusal names what was claimed and what was found', () => {
  const result = recognise(latin1('%!PS\n'), { name: 'a.pdf', mediaType: '' });
  assert.ok(!result.ok);
  assert.deepEqual(result.error.values, { claimed: 'application/pdf', found: 'application/postscript' });
});

void test('a kind without a converter is refused by its kind, honestly named or not named at all', () => {
  assert.equal(verdict(latin1('@PJL\n'), 'a.prn'), 'document-type');
  assert.equal(verdict(latin1('\x1bE'), 'a'), 'document-type');
  assert.equal(verdict(new Uint8Array(100), 'a.bin'), 'document-type');
  // Nothing is recognised, so there is nothing to compare with the claim either.
  assert.equal(verdict(new Uint8Array(100), 'a.pdf'), 'document-type');
});

void test('a name settles the kind only where the content leaves the choice inside one family', () => {
  const compound = Buffer.alloc(512);
  compound.write('d0cf11e0a1b11ae1', 'hex');
  compound.writeUInt32LE(1000, 48);
  const settle = (name: string) => compareClaims(sniff(compound), readClaims(name, ''));
  assert.equal(settle('a.doc').found?.mediaType, 'application/msword');
  assert.equal(settle('a.doc').agreement, 'agrees');
  assert.equal(settle('a.pdf').found?.mediaType, 'application/x-cfb');
  assert.equal(settle('a.pdf').agreement, 'differs');
  assert.equal(settle('a').agreement, 'none');
});

void test('names and types from outside cannot reach into the table’s prototype', () => {
  for (const name of ['a.constructor', 'a.__proto__', 'a.toString', '__proto__']) {
    assert.deepEqual(readClaims(name, name), []);
  }
});

void test('the first bytes of an Office file have the office start, and those of nothing else', () => {
  let warmed = 0;
  const door = makeDoor(() => {
    warmed += 1;
  });
  const letter = wordDocument();
  assert.deepEqual(door(letter.subarray(0, 4096), { name: 'letter.docx', mediaType: '' }), {
    ok: true,
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  });
  assert.equal(warmed, 1);
  assert.equal(door(richText(), { name: '', mediaType: '' }).ok, true);
  assert.equal(warmed, 2);
  assert.equal(
    door(pdf, { name: 'letter.docx', mediaType: '' }).ok,
    true,
    'a PDF under the name of a letter',
  );
  assert.equal(door(jpeg, { name: 'a.jpg', mediaType: '' }).ok, true);
  assert.equal(door(letter, { name: 'letter.pdf', mediaType: 'application/pdf' }).ok, false);
  assert.equal(warmed, 2);
});
