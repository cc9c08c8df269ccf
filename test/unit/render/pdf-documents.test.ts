// What the engine finds out about PDFs and how it shows them, with documents of our own making and a real worker.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hugePagePdf, lyingCountPdf, rawPdf, samplePdf } from '../../documents/make-documents.ts';
import { writeLargePdf } from '../../documents/write-large-pdf.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { isNear, readPicture } from './pixels.ts';

const host = hostForTests();
const PDF = 'application/pdf';

async function show(
  pdf: Uint8Array,
  page: number,
  options: Partial<Parameters<typeof host.renderPage>[2]> = {},
) {
  const rendered = await host.renderPage(bytesOf(pdf), page, { widthPx: 800, heightPx: 480, ...options });
  assert.ok(rendered.ok, JSON.stringify(rendered));
  assert.ok(rendered.complete);
  const picture = await readPicture(rendered.jpeg);
  assert.deepEqual([picture.width, picture.height], [rendered.width, rendered.height]);
  return picture;
}

void test('pages, their sizes in runs, and the colour of each page are found', async () => {
  const found = await host.inspect(bytesOf(await samplePdf({ pages: 4, colour: [2, 3] })), PDF);
  assert.deepEqual(found, {
    ok: true,
    pages: 4,
    pageSizes: [{ count: 4, width: 210, height: 297 }],
    color: ['monochrome', 'color', 'color', 'monochrome'],
    encrypted: false,
    printable: true,
    xfa: false,
  });
});

void test('a rotated page has the size in which it is seen', async () => {
  const found = await host.inspect(bytesOf(await samplePdf({ size: 'letter', rotate: 90 })), PDF);
  assert.ok(found.ok);
  assert.deepEqual(found.pageSizes, [{ count: 1, width: 279.4, height: 215.9 }]);
});

void test('pages of several sizes are told apart in their order', async () => {
  const page = (width: number, height: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] >>`;
  const pdf = rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R] /Count 4 >>',
    page(720, 720),
    page(720, 720),
    page(1440, 720),
    page(720, 720),
  ]);
  const found = await host.inspect(bytesOf(pdf), PDF);
  assert.ok(found.ok);
  assert.deepEqual(found.pageSizes, [
    { count: 2, width: 254, height: 254 },
    { count: 1, width: 508, height: 254 },
    { count: 1, width: 254, height: 254 },
  ]);
});

void test('with no time for colour every page is unknown, and everything else is still found', async () => {
  const found = await host.inspect(bytesOf(await samplePdf({ pages: 2, colour: true })), PDF, {
    colourBudgetMs: 0,
  });
  assert.ok(found.ok);
  assert.deepEqual(found.color, ['unknown', 'unknown']);
  assert.equal(found.pages, 2);
});

void test('a user password is asked for by refusing; an owner password alone opens, with its permissions told', async () => {
  const locked = await host.inspect(
    bytesOf(await samplePdf({ lock: { user: 'secret', owner: 'other', printing: true } })),
    PDF,
  );
  assert.ok(!locked.ok);
  assert.equal(locked.code, 'document-password');
  for (const printing of [true, false]) {
    const found = await host.inspect(bytesOf(await samplePdf({ lock: { owner: 'other', printing } })), PDF);
    assert.ok(found.ok);
    assert.equal(found.encrypted, true);
    assert.equal(found.printable, printing);
  }
});

void test('more pages than allowed are refused, and the limit is the caller’s', async () => {
  const pdf = bytesOf(await samplePdf({ pages: 3 }));
  const refused = await host.inspect(pdf, PDF, { maxPages: 2 });
  assert.ok(!refused.ok);
  assert.equal(refused.code, 'document-too-many-pages');
  const taken = await host.inspect(pdf, PDF, { maxPages: 3 });
  assert.ok(taken.ok);
});

void test('pages that are promised but not there are not counted', async () => {
  const found = await host.inspect(bytesOf(lyingCountPdf(400)), PDF);
  assert.ok(found.ok);
  assert.equal(found.pages, 1);
});

void test('a page fits its box in one direction and keeps its shape', async () => {
  const upright = await show(await samplePdf(), 1);
  assert.deepEqual([upright.width, upright.height], [339, 480]);
  const across = await show(await samplePdf({ size: 'a3', landscape: true }), 1, { widthPx: 400 });
  assert.deepEqual([across.width, across.height], [400, 283]);
});

void test('colour is shown as colour, and grey when it will print grey', async () => {
  const pdf = await samplePdf({ colour: true });
  const [x, y] = [130 / 595, 1 - 90 / 842];
  const colour = await show(pdf, 1);
  assert.ok(isNear(colour.at(x, y), [230, 51, 26]), String(colour.at(x, y)));
  assert.equal(colour.channels, 3);
  const grey = await show(pdf, 1, { grey: true });
  assert.equal(grey.channels, 1);
  assert.ok(isNear(grey.at(x, y), [98, 98, 98]), String(grey.at(x, y)));
});

void test('form fields and their values are drawn, without colour fringes', async () => {
  const bare = await show(await samplePdf(), 1, { widthPx: 1200, heightPx: 1600 });
  const pdf = await samplePdf({ field: 'A value that somebody filled in' });
  const filled = await show(pdf, 1, { widthPx: 1200, heightPx: 1600 });
  assert.ok(filled.dark() > bare.dark());
  const found = await host.inspect(bytesOf(pdf), PDF);
  assert.ok(found.ok);
  assert.deepEqual(found.color, ['monochrome']);
});

void test('annotations are drawn when they are meant for paper', async () => {
  const square = (flags: number) =>
    rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>',
      `<< /Type /Annot /Subtype /Square /Rect [20 20 180 180] /F ${flags} /AP << /N 5 0 R >> >>`,
      '<< /Type /XObject /Subtype /Form /BBox [0 0 160 160] /Length 18 >>\nstream\n0 0 160 160 re f  \nendstream',
    ]);
  // Annotation flag 3, value 4: print (ISO 32000-2 table 167).
  assert.ok((await show(square(4), 1)).dark() > 0.5);
  assert.equal((await show(square(0), 1)).dark(), 0);
});

void test('two pages on a sheet lie side by side across it, four two by two', async () => {
  const pdf = await samplePdf({ pages: 5, colour: [1, 3] });
  const two = await show(pdf, 1, { impose: { numberUp: 2 }, widthPx: 1000, heightPx: 1000 });
  assert.ok(two.width > two.height);
  // The coloured bar of page 1 at the left, the grey one of page 2 at the right.
  const bar = (column: number, row: number, columns: number, rows: number) =>
    [(column + 130 / 595) / columns, (row + 1 - 90 / 842) / rows] as const;
  assert.ok(isNear(two.at(...bar(0, 0, 2, 1)), [230, 51, 26], 40));
  assert.ok(isNear(two.at(...bar(1, 0, 2, 1)), [102, 102, 102], 40));
  const four = await show(pdf, 1, { impose: { numberUp: 4 }, widthPx: 1000, heightPx: 1000 });
  assert.ok(four.height > four.width);
  assert.ok(isNear(four.at(...bar(0, 0, 2, 2)), [230, 51, 26], 40));
  assert.ok(isNear(four.at(...bar(1, 0, 2, 2)), [102, 102, 102], 40));
  assert.ok(isNear(four.at(...bar(0, 1, 2, 2)), [230, 51, 26], 40));
});

void test('the last sheet shows white where no page is left', async () => {
  const pdf = await samplePdf({ pages: 5, colour: true });
  const sheet = await show(pdf, 2, { impose: { numberUp: 4 }, widthPx: 1000, heightPx: 1000 });
  assert.ok(isNear(sheet.at(0.25, 0.45), [255, 255, 255]));
  assert.ok(isNear(sheet.at(0.75, 0.75), [255, 255, 255], 2));
  assert.ok(sheet.dark() < 0.05);
});

void test('a page that does not exist is not found, and a box of no or endless size is refused', async () => {
  const pdf = bytesOf(await samplePdf({ pages: 2 }));
  for (const page of [0, 3, -1, 1.5]) {
    const outcome = await host.renderPage(pdf, page, { widthPx: 100, heightPx: 100 });
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'not-found');
  }
  for (const [widthPx, heightPx] of [
    [0, 100],
    [100_000, 100_000],
    [Number.NaN, 10],
    [10.5, 10],
  ] as const) {
    const outcome = await host.renderPage(pdf, 1, { widthPx, heightPx });
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'preview-failed');
  }
});

void test('a page of 200 inches is drawn in the box it was asked for', async () => {
  const picture = await show(hugePagePdf(200), 1);
  assert.deepEqual([picture.width, picture.height], [480, 480]);
  assert.ok(picture.dark() > 0.99);
});

void test('a PDF of a gigabyte is looked over and shown without being loaded', async (t) => {
  const folder = await tempDir('large');
  t.after(() => folder.remove());
  const path = join(folder.path, 'large.pdf');
  writeLargePdf(path, 2 ** 30);
  const found = await host.inspect({ kind: 'file', path }, PDF);
  assert.ok(found.ok, JSON.stringify(found));
  assert.deepEqual(found.color, ['color']);
  const shown = await host.renderPage({ kind: 'file', path }, 1, { widthPx: 400, heightPx: 400 });
  assert.ok(shown.ok);
  for (const { pid } of host.workers()) {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    assert.ok(Number(peak) < 400 * 1024, `peak of ${peak} kB`);
  }
});

void test('a document whose file is gone is the storage’s trouble, not broken', async () => {
  const outcome = await host.inspect({ kind: 'file', path: '/no/such/document' }, PDF);
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'storage-failed');
});

void test('a media type nobody reads is refused as such', async () => {
  const outcome = await host.inspect(bytesOf(Buffer.from('hello')), 'text/plain');
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'document-type');
});
