// The last word on what an Office file is: by its insides, for every kind, and with a reason for each that is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inMemory } from '@platen/edge-server/flow/convert/archive-bytes';
import { OFFICE_KINDS } from '@platen/edge-server/flow/convert/office-kinds';
import { settleOffice } from '@platen/edge-server/flow/convert/office-settle';
import { recognise } from '@platen/edge-server/flow/convert/recognise';
import { compoundFile } from '../../../documents/office/compound-file.ts';
import { OFFICE_DOCUMENTS } from '../../../documents/office/office-documents.ts';
import { openDocument } from '../../../documents/office/open-document.ts';
import { wordDocument } from '../../../documents/office/word-document.ts';
import { writeZip } from '../../../documents/office/write-zip.ts';

const never = new AbortController().signal;

async function settle(bytes: Uint8Array): Promise<string> {
  const settled = await settleOffice(inMemory(bytes), never);
  return settled.ok ? settled.kind.extension : settled.code;
}
const atTheDoor = (bytes: Uint8Array, name = '', mediaType = '') =>
  recognise(bytes.subarray(0, 4096), { name, mediaType });

void test('every kind that can be written here is settled by its insides, whatever it is called', async () => {
  for (const { extension, make } of OFFICE_DOCUMENTS) {
    const bytes = make();
    assert.equal(await settle(bytes), extension, extension);
    const named = atTheDoor(bytes, `a.${extension}`);
    assert.ok(named.ok, extension);
    assert.equal(OFFICE_KINDS[named.mediaType]?.extension, extension);
    assert.ok(atTheDoor(bytes).ok, `${extension} without a name`);
    assert.ok(!atTheDoor(bytes, 'a.pdf').ok, `${extension} called .pdf`);
  }
  assert.equal(OFFICE_DOCUMENTS.length, 21);
});

void test('a package whose first parts tell nothing is let in by its name and settled later', async () => {
  const whole = wordDocument();
  const odd = writeZip([
    { name: 'aaa.txt', data: 'x'.repeat(5000) },
    { name: 'rest', data: whole },
  ]);
  assert.ok(atTheDoor(odd, 'letter.docx').ok);
  assert.equal(await settle(odd), 'document-mismatch');
  const plain = writeZip([{ name: 'holiday.jpg', data: 'x' }]);
  assert.ok(!atTheDoor(plain, 'holiday.zip').ok);
  assert.ok(!atTheDoor(plain, '').ok);
});

void test('compound files are told apart by the streams of their root', async () => {
  const word = Buffer.alloc(64);
  assert.equal(await settle(compoundFile([{ name: 'WordDocument', data: word }])), 'doc');
  assert.equal(await settle(compoundFile([{ name: 'Workbook', data: word }], 40)), 'xls');
  assert.equal(await settle(compoundFile([{ name: 'PowerPoint Document', data: word }])), 'ppt');
  assert.equal(
    await settle(compoundFile([{ name: '__properties_version1.0', data: word }])),
    'document-type',
  );
  assert.equal(await settle(compoundFile([])), 'document-type');
  const late = compoundFile([{ name: 'Workbook', data: word }], 40);
  assert.deepEqual(atTheDoor(late), { ok: true, mediaType: 'application/x-cfb' });
  assert.deepEqual(atTheDoor(late, 'old.xls'), { ok: true, mediaType: 'application/vnd.ms-excel' });
});

void test('what is locked with a password is refused by name, at the door where that can be seen there', async () => {
  const locked = compoundFile([
    { name: 'EncryptionInfo', data: Buffer.alloc(8) },
    { name: 'EncryptedPackage', data: Buffer.alloc(8) },
  ]);
  assert.equal(await settle(locked), 'document-password');
  const asPpt = Buffer.alloc(16);
  asPpt.writeUInt32LE(0xf3d1c4df, 12);
  assert.equal(
    await settle(
      compoundFile([
        { name: 'PowerPoint Document', data: asPpt },
        { name: 'Current User', data: asPpt },
      ]),
    ),
    'document-password',
  );
  const asDoc = Buffer.alloc(16);
  asDoc.writeUInt16LE(0x0100, 10);
  assert.equal(await settle(compoundFile([{ name: 'WordDocument', data: asDoc }])), 'document-password');
  const entry = '<manifest:encryption-data manifest:checksum="x"/>';
  assert.equal(await settle(openDocument({ contentEntry: entry })), 'document-password');
  const seen = atTheDoor(compoundFile([{ name: 'EncryptedPackage' }]), 'a.docx');
  assert.ok(!seen.ok && seen.error.code === 'document-password');
});

void test('databases, formulas, flat XML, saved web pages and mail are no Office documents here', async () => {
  const base = writeZip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.base' }]);
  assert.ok(!atTheDoor(base, 'a.odb').ok);
  assert.ok(!atTheDoor(base, 'a.odt').ok);
  assert.equal(await settle(base), 'document-type');
  for (const text of [
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"/>',
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x',
  ]) {
    for (const name of ['', 'a.fodt', 'a.mht', 'a.doc']) {
      assert.ok(!atTheDoor(Buffer.from(text), name).ok, `${text.slice(0, 60)} as ${name}`);
    }
  }
});

void test('two places that name different kinds are refused, and a main part that is missing, too', async () => {
  const sheet = openDocument({ kind: 'spreadsheet' });
  const lying = Buffer.from(
    sheet.toString('latin1').replace('opendocument.spreadsheet', 'opendocument.text-master'),
    'latin1',
  );
  assert.notEqual(await settle(lying), 'ods');
  const types =
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  assert.equal(await settle(writeZip([{ name: '[Content_Types].xml', data: types }])), 'document-broken');
  assert.equal(await settle(Buffer.from('%PDF-1.4')), 'document-broken');
  assert.equal(await settle(Buffer.alloc(0)), 'document-broken');
});
