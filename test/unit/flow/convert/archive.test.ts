// Packages are looked over before anything opens them: what they claim, whether it is true, and whether their XML bombs (T30).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inMemory, readAhead } from '@platen/edge-server/flow/convert/archive-bytes';
import { checkArchive } from '@platen/edge-server/flow/convert/archive-check';
import { listArchive } from '@platen/edge-server/flow/convert/archive-list';
import { readPart } from '@platen/edge-server/flow/convert/archive-unpack';
import { xmlProblem } from '@platen/edge-server/flow/convert/archive-xml';
import type { DocumentBytes } from '@platen/edge-server/flow/convert/converter';
import fc from 'fast-check';
import { noise } from '../../../documents/make-documents.ts';
import { packedZeros, writeZip, type ZipPart } from '../../../documents/office/write-zip.ts';

const never = new AbortController().signal;

/** The bytes as a document that counts what is read of it. */
function counted(bytes: Uint8Array): DocumentBytes & { readonly bytesRead: () => number } {
  let sum = 0;
  return {
    size: bytes.length,
    read: async (start, end) => {
      sum += Math.min(end, bytes.length) - start;
      return bytes.subarray(start, Math.min(end, bytes.length));
    },
    bytesRead: () => sum,
  };
}

const check = (parts: readonly ZipPart[]) => checkArchive(readAhead(inMemory(writeZip(parts))), never);

async function verdict(parts: readonly ZipPart[]): Promise<string> {
  const checked = await check(parts);
  return checked.ok ? 'ok' : `${checked.code}: ${checked.detail}`;
}

void test('an ordinary package is in order, and its parts read back as they were', async () => {
  const text = '<x>hello</x>'.repeat(1000);
  const parts = [
    { name: 'mimetype', data: 'stored' },
    { name: 'a.xml', data: text, deflate: true },
    { name: 'picture.png', data: noise(400_000), deflate: true },
    { name: 'folder/', data: '' },
  ];
  const document = readAhead(inMemory(writeZip(parts)));
  const checked = await checkArchive(document, never);
  assert.ok(checked.ok, JSON.stringify(checked));
  assert.equal(checked.entries.length, 4);
  const entry = checked.entries.find(({ name }) => name === 'a.xml');
  assert.equal((await readPart(document, entry))?.toString(), text);
});

void test('a bomb of ten gigabytes is refused by its own claims, without unpacking a byte of it', async () => {
  const packed = packedZeros(1024);
  const bomb = writeZip(
    Array.from({ length: 10 }, (_, index) => ({
      name: `word/media/image${index}.bmp`,
      data: '',
      packed,
      claims: 1024 ** 3,
    })),
  );
  const before = process.memoryUsage().rss;
  const document = counted(bomb);
  const checked = await checkArchive(readAhead(document), never);
  assert.ok(!checked.ok && checked.code === 'document-unsafe', JSON.stringify(checked));
  assert.ok(document.bytesRead() < 1024 * 1024, `${document.bytesRead()} bytes were read`);
  assert.ok(process.memoryUsage().rss - before < 64 * 1024 * 1024);
});

void test('a bomb that claims to be small is found out as soon as it is larger than it claims', async () => {
  const packed = packedZeros(1024);
  const document = counted(writeZip([{ name: 'word/document.xml', data: '', packed, claims: 70_000 }]));
  const checked = await checkArchive(readAhead(document), never);
  assert.ok(!checked.ok && /has more/.test(checked.detail), JSON.stringify(checked));
  const small = await check([{ name: 'a.xml', data: '', packed: packedZeros(8), claims: 100 }]);
  assert.ok(!small.ok && /has more/.test(small.detail), JSON.stringify(small));
});

void test('a bomb whose ratio gives it away is refused, and a small white picture is not', async () => {
  const large = [{ name: 'a.bmp', data: '', packed: packedZeros(100), claims: 100 * 1024 * 1024 }];
  assert.match(await verdict(large), /^document-unsafe: .* unpacked of/);
  const small = [{ name: 'a.bmp', data: '', packed: packedZeros(20), claims: 20 * 1024 * 1024 }];
  assert.equal(await verdict(small), 'ok');
});

void test('parts that share their packed bytes are refused', async () => {
  const parts = [
    { name: 'a.xml', data: '<a/>'.repeat(100), deflate: true },
    { name: 'b.xml', data: '<a/>'.repeat(100), deflate: true, sameAsBefore: true },
  ];
  assert.match(await verdict(parts), /^document-unsafe: .*overlaps/);
});

void test('a package inside a package counts with what it holds, and too deep a nest is refused', async () => {
  const inner = (level: number): Buffer =>
    writeZip([{ name: 'next.zip', data: level === 0 ? 'end' : inner(level - 1) }]);
  assert.equal(await verdict([{ name: 'embedded.xlsx', data: inner(1) }]), 'ok');
  assert.match(
    await verdict([{ name: 'embedded.xlsx', data: inner(6) }]),
    /^document-unsafe: packages more than/,
  );
  const bomb = writeZip([{ name: 'x.bin', data: '', packed: packedZeros(600), claims: 600 * 1024 * 1024 }]);
  assert.match(await verdict([{ name: 'embedded.xlsx', data: bomb }]), /^document-unsafe: inside a part/);
});

void test('more parts than any document has are refused', async () => {
  const parts = Array.from({ length: 20_001 }, (_, index) => ({ name: `p${index}`, data: '' }));
  assert.match(await verdict(parts), /^document-unsafe: 20001 entries/);
});

void test('names that leave the package, locked parts and parts named twice are refused', async () => {
  for (const [part, wanted] of [
    [{ name: '../../etc/passwd', data: '' }, /climbs/],
    [{ name: 'word\\..\\..\\x', data: '' }, /climbs/],
    [{ name: '/etc/passwd', data: '' }, /absolute/],
    [{ name: 'C:/x', data: '' }, /absolute/],
    [{ name: 'a\0b', data: '' }, /zero byte/],
    [{ name: 'a.xml', data: 'secret', locked: true }, /encrypted/],
  ] as const) {
    assert.match(await verdict([part]), wanted, part.name);
  }
  assert.match(
    await verdict([
      { name: 'a.xml', data: '1' },
      { name: 'a.xml', data: '2' },
    ]),
    /two parts named/,
  );
});

void test('a package cut anywhere, or with any byte turned, ends as a verdict and never as a crash', async () => {
  const whole = writeZip([
    { name: 'a.xml', data: '<a/>'.repeat(200), deflate: true },
    { name: 'b.bin', data: noise(2000) },
  ]);
  for (let end = 0; end < whole.length; end += 37) {
    const checked = await checkArchive(readAhead(inMemory(whole.subarray(0, end))), never);
    assert.ok(!checked.ok, `cut at ${end}`);
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const turned = Buffer.from(whole);
      turned[at] = value;
      const checked = await checkArchive(readAhead(inMemory(turned)), never);
      assert.equal(typeof checked.ok, 'boolean');
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      assert.ok(!(await listArchive(inMemory(bytes))).ok);
    }),
    { numRuns: 100 },
  );
});

void test('an archive that cannot be read from the store is an error of ours, not of the document', async () => {
  const bytes = writeZip([{ name: 'a.bin', data: noise(900_000), deflate: true }]);
  const failing: DocumentBytes = {
    size: 4 * 1024 * 1024,
    read: async (start, end) => {
      if (start > 500_000 && start < 800_000) throw new Error('the disk is gone');
      return bytes.subarray(start, Math.min(end, bytes.length));
    },
  };
  await assert.rejects(checkArchive({ ...failing, size: bytes.length }, never));
});

void test('a document type with entities is refused in every encoding it may come in; a plain one is not', () => {
  const bomb =
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><x>&lol2;</x>';
  const utf16 = Buffer.from(`\ufeff${bomb}`, 'utf16le');
  for (const bytes of [
    Buffer.from(bomb),
    Buffer.from(`\ufeff  ${bomb}`),
    Buffer.from(bomb.replace('?>', '?><!-- <a> -->')),
    Buffer.from('<!DOCTYPE x SYSTEM "a" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><x/>'),
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(bomb, 'utf16le'),
    Buffer.from('<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE'),
    Buffer.from(`<?xml version="1.0" encoding='IBM037'?><x/>`),
    Buffer.from(`<!-- ${'x'.repeat(20_000)} --><!DOCTYPE x [<!ENTITY a "b">]><x/>`),
    Buffer.from('3c000000', 'hex'),
    Buffer.from('<!DOCTYPE svg [<!ENTITY a "&b;">]><svg/>'),
  ]) {
    assert.notEqual(xmlProblem(bytes.subarray(0, 16 * 1024)), undefined, bytes.toString('latin1', 0, 60));
  }
  for (const text of [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document/>',
    '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m/>',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]><svg/>',
    'plain text with <!ENTITY in it',
    '<x>a first element <!DOCTYPE x [</x>',
    '',
  ]) {
    assert.equal(xmlProblem(Buffer.from(text)), undefined, text);
  }
});
