// Type by content: every kind is known by its first bytes, and nothing is known by what merely looks like them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { compareClaims, readClaims } from '@platen/edge-server/flow/convert/claim';
import { SNIFF_BYTES, sniff } from '@platen/edge-server/flow/convert/sniff';
import fc from 'fast-check';
import { noise, sampleJpeg, samplePdf, samplePng } from '../../../documents/make-documents.ts';
import { repository } from '../../../support/repository.ts';

const corpus = join(repository, '..', 'shared', 'corpus');
const skip = existsSync(corpus)
  ? false
  : 'the shared corpus of other people’s documents is not on this machine';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const typeOf = (bytes: Uint8Array): string | undefined => sniff(bytes)?.mediaType;

/** One local file header with its data (APPNOTE.TXT 4.3.7); a streamed entry tells its sizes only afterwards. */
function zipEntry(
  name: string,
  data: Uint8Array,
  options: { deflate?: boolean; streamed?: boolean } = {},
): Buffer {
  const packed = options.deflate === true ? deflateRawSync(data) : Buffer.from(data);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(options.streamed === true ? 8 : 0, 6);
  header.writeUInt16LE(options.deflate === true ? 8 : 0, 8);
  if (options.streamed !== true) {
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(data.length, 22);
  }
  header.writeUInt16LE(name.length, 26);
  const tail =
    options.streamed === true ? Buffer.concat([latin1('PK\x07\x08'), Buffer.alloc(12)]) : Buffer.alloc(0);
  return Buffer.concat([header, latin1(name), packed, tail]);
}

/** An OLE compound file whose directory stands in sector 0 and names `streams`. */
function compoundFile(streams: readonly string[], directorySector = 0): Buffer {
  const file = Buffer.alloc(512 * (2 + directorySector));
  file.write('d0cf11e0a1b11ae1', 0, 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(directorySector, 48);
  streams.forEach((name, index) => {
    const at = 512 * (1 + directorySector) + index * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
  });
  return file;
}

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const typesList = (part: string) =>
  latin1(`<?xml version="1.0"?><Types><Override PartName="/x" ContentType="${part}+xml"/></Types>`);

const KINDS: readonly (readonly [string, Uint8Array | string, string])[] = [
  ['PDF', '%PDF-1.7\n', 'application/pdf'],
  ['GIF', 'GIF89a\x01\0', 'image/gif'],
  ['TIFF, little endian', 'II*\0\x08\0\0\0', 'image/tiff'],
  ['TIFF, big endian', 'MM\0*\0\0\0\x08', 'image/tiff'],
  ['BMP', 'BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'image/bmp'],
  ['BMP of OS/2', 'BM\x36\x10\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0', 'image/bmp'],
  ['HEIF of no named coding', '\0\0\0\x14ftypmif1\0\0\0\0mif1', 'image/heic'],
  ['AVIF by a compatible brand', '\0\0\0\x1cftypmif1\0\0\0\0mif1miafavif', 'image/avif'],
  ['WebP', 'RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'image/heic'],
  ['HEIC by a compatible brand', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'image/heic'],
  ['AVIF', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'image/avif'],
  ['PostScript', '%!PS-Adobe-3.0\n', 'application/postscript'],
  ['PostScript after Ctrl-D', '\x04%!PS-Adobe-3.0\n', 'application/postscript'],
  ['EPS with a DOS header', '\xc5\xd0\xd3\xc6\x1e\0\0\0', 'application/postscript'],
  ['PJL behind the exit sequence', '\x1b%-12345X@PJL JOB\r\n', 'application/vnd.hp-pjl'],
  ['bare PJL', '@PJL ENTER LANGUAGE=PDF\r\n', 'application/vnd.hp-pjl'],
  ['PCL 5', '\x1bE\x1b&l26A', 'application/vnd.hp-pcl'],
  ['PCL 6', ') HP-PCL XL;3;0\n', 'application/vnd.hp-pclxl'],
  ['URF', 'UNIRAST\0\0\0\0\x01', 'image/urf'],
  ['PWG raster', `RaS2PwgRaster\0${'\0'.repeat(50)}`, 'image/pwg-raster'],
  ['CUPS raster', '3SaR\0\0\0\0', 'application/vnd.cups-raster'],
  ['RTF', '{\\rtf1\\ansi hello}', 'application/rtf'],
  ['HTML', '<!DOCTYPE html><html><p>x', 'text/html'],
  ['HTML after a mark, a comment and space', '\xef\xbb\xbf\n<!-- saved -->\n<HTML>', 'text/html'],
  ['XHTML', '<?xml version="1.0"?>\n<html xmlns="x">', 'text/html'],
  ['SVG', '<?xml version="1.0"?><!-- x --><svg xmlns="x">', 'image/svg+xml'],
  ['text', 'Dear Sir or Madam,\r\n\tplease print this.\f', 'text/plain'],
  ['text in UTF-16', Buffer.from('\ufeffGrüße', 'utf16le'), 'text/plain'],
  ['text in Windows-1252', latin1('Gr\xfc\xdfe aus Bremen'), 'text/plain'],
  ['gzip', '\x1f\x8b\x08\0', 'application/gzip'],
  ['a plain ZIP', zipEntry('holiday.jpg', noise(100)), 'application/zip'],
  [
    'docx',
    zipEntry('[Content_Types].xml', typesList(`${OOXML}wordprocessingml.document.main`), { deflate: true }),
    `${OOXML}wordprocessingml.document`,
  ],
  [
    'xlsx, streamed',
    zipEntry('[Content_Types].xml', typesList(`${OOXML}spreadsheetml.sheet.main`), {
      deflate: true,
      streamed: true,
    }),
    `${OOXML}spreadsheetml.sheet`,
  ],
  [
    'docm',
    zipEntry('[Content_Types].xml', typesList('application/vnd.ms-word.document.macroEnabled.main')),
    'application/vnd.ms-word.document.macroenabled.12',
  ],
  [
    'pptx by its folders',
    Buffer.concat([zipEntry('_rels/.rels', latin1('x')), zipEntry('ppt/presentation.xml', latin1('x'))]),
    `${OOXML}presentationml.presentation`,
  ],
  [
    'odt',
    zipEntry('mimetype', latin1('application/vnd.oasis.opendocument.text')),
    'application/vnd.oasis.opendocument.text',
  ],
  [
    'XPS',
    zipEntry('[Content_Types].xml', typesList('application/vnd.ms-package.xps-fixeddocument'), {
      deflate: true,
    }),
    'application/vnd.ms-xpsdocument',
  ],
  ['doc', compoundFile(['Root Entry', '1Table', 'WordDocument']), 'application/msword'],
  ['xls', compoundFile(['Root Entry', 'Workbook']), 'application/vnd.ms-excel'],
  ['ppt', compoundFile(['Root Entry', 'PowerPoint Document']), 'application/vnd.ms-powerpoint'],
  [
    'a locked Office file',
    compoundFile(['Root Entry', 'EncryptionInfo', 'EncryptedPackage']),
    'application/vnd.ms-office.encrypted',
  ],
  [
    'a compound file whose directory lies further on',
    compoundFile(['Root Entry', 'Workbook'], 20).subarray(0, SNIFF_BYTES),
    'application/x-cfb',
  ],
];

void test('every kind is known by its first bytes', () => {
  for (const [name, bytes, wanted] of KINDS) {
    assert.equal(typeOf(typeof bytes === 'string' ? latin1(bytes) : bytes), wanted, name);
  }
});

void test('our own documents are known', async () => {
  assert.equal(typeOf(await samplePdf()), 'application/pdf');
  assert.equal(typeOf(await sampleJpeg()), 'image/jpeg');
  assert.equal(typeOf(await samplePng()), 'image/png');
});

void test('noise, zeros, nothing and words that only begin like a signature are not taken for anything else', () => {
  assert.equal(sniff(noise(4096).map((byte) => byte | 0x80)), undefined);
  assert.equal(sniff(new Uint8Array(4096)), undefined);
  assert.equal(sniff(new Uint8Array(0)), undefined);
  assert.equal(typeOf(latin1('BMW is a maker of cars')), 'text/plain');
  assert.notEqual(typeOf(latin1('BMABCD\0\0\0\0ABCDEFGH')), 'image/bmp');
  assert.equal(typeOf(latin1('<invoice>1</invoice>')), 'text/plain');
});

void test('a PDF is found after junk, up to byte 1024 and no further', () => {
  assert.deepEqual(sniff(latin1('HTTP/1.1 200 OK\r\n\r\n%PDF-1.4')), {
    mediaType: 'application/pdf',
    family: 'pdf',
    headerOffset: 19,
  });
  const after = (bytes: number) => latin1(`${'j'.repeat(bytes)}%PDF-1.4`);
  assert.equal(typeOf(after(1024)), 'application/pdf');
  assert.equal(typeOf(after(1025)), 'text/plain');
});

void test('junk that is a language of its own is never passed over for a PDF behind it', () => {
  const hidden: readonly (readonly [string, string])[] = [
    ['%!PS-Adobe-3.0\n', 'application/postscript'],
    ['\n\n  text %!PS-Adobe-3.0\n', 'application/postscript'],
    ['\x1b%-12345X@PJL SET X=1\r\n', 'application/vnd.hp-pjl'],
    ['some text @PJL INFO ID\r\n', 'application/vnd.hp-pjl'],
    ['some text \x1bE\x1b&l0O', 'application/vnd.hp-pcl'],
    ['<html><script>', 'text/html'],
    ['words <script>alert(1)</script>', 'text/html'],
    ['GIF89a', 'image/gif'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ];
  for (const [junk, wanted] of hidden) assert.equal(typeOf(latin1(`${junk}%PDF-1.7\n`)), wanted, junk);
  assert.equal(typeOf(Buffer.concat([zipEntry('x', latin1('%PDF-1.7'))])), 'application/zip');
});

void test('a small entry that unpacks to gigabytes costs nothing', () => {
  const bomb = zipEntry('[Content_Types].xml', Buffer.alloc(3_000_000), { deflate: true });
  assert.equal(typeOf(bomb), 'application/x-office-package');
});

void test('no bytes whatever make it throw, and only the first 4096 count', () => {
  const starts = KINDS.map(([, bytes]) => (typeof bytes === 'string' ? latin1(bytes) : Buffer.from(bytes)));
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.nat(200),
      fc.uint8Array({ maxLength: 300 }),
      (start, cut, more) => {
        const bytes = Buffer.concat([start.subarray(0, cut), more]);
        const found = sniff(bytes);
        if (bytes.length < 200) assert.deepEqual(sniff(Buffer.concat([bytes])), found);
      },
    ),
  );
  const page = Buffer.concat([Buffer.alloc(SNIFF_BYTES, 'a'), Buffer.from([0, 1, 2])]);
  assert.equal(typeOf(page), 'text/plain');
});

void test('every file of the corpus is what its name says', { skip }, () => {
  let checked = 0;
  for (const folder of ['pdf', 'office', 'images']) {
    for (const name of readdirSync(join(corpus, folder))) {
      const head = readFileSync(join(corpus, folder, name)).subarray(0, SNIFF_BYTES);
      const { agreement } = compareClaims(sniff(head), readClaims(name, ''));
      assert.equal(agreement, 'agrees', `${folder}/${name}: ${typeOf(head)}`);
      checked += 1;
    }
  }
  assert.ok(checked > 100);
});
