// JPEG and PNG to PDF: what is passed on untouched, what is decoded, how it lies on the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ImageMedia } from '@platen/edge-server/render/render-outcome';
import { sampleJpeg, samplePng } from '../../documents/make-documents.ts';
import { sampleTiff } from '../../documents/make-images.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { isNear, readPicture } from './pixels.ts';

const host = hostForTests();
const A4: ImageMedia = 'iso_a4_210x297mm';
const CORNER = [20, 35, 60];
const SKY = [156, 203, 238];

async function make(image: Uint8Array, mediaType: string, media: ImageMedia = A4) {
  const made = await host.toPdf(bytesOf(image), mediaType, { media });
  assert.ok(made.ok, JSON.stringify(made));
  return { ...made, pdf: Buffer.from(made.pdf) };
}

async function show(pdf: Uint8Array) {
  const shown = await host.renderPage(bytesOf(pdf), 1, { widthPx: 594, heightPx: 594 });
  assert.ok(shown.ok, JSON.stringify(shown));
  return readPicture(shown.jpeg);
}

void test('a JPEG stands in its PDF byte for byte', async () => {
  for (const options of [{}, { progressive: true }, { grey: true }, { cmyk: true }]) {
    const jpeg = await sampleJpeg(options);
    const { pdf, damaged } = await make(jpeg, 'image/jpeg');
    assert.ok(pdf.includes(jpeg));
    assert.equal(damaged, false);
  }
});

void test('a wide image turns the page to landscape, a tall one keeps it upright, on either paper', async () => {
  const wide = await sampleJpeg({ width: 800, height: 500 });
  const tall = await sampleJpeg({ width: 500, height: 800 });
  const sizes = async (image: Uint8Array, media: ImageMedia) =>
    (await make(image, 'image/jpeg', media)).pageSizes;
  assert.deepEqual(await sizes(wide, A4), [{ count: 1, width: 297, height: 210 }]);
  assert.deepEqual(await sizes(tall, A4), [{ count: 1, width: 210, height: 297 }]);
  assert.deepEqual(await sizes(wide, 'na_letter_8.5x11in'), [{ count: 1, width: 279.4, height: 215.9 }]);
});

void test('the image is fitted inside its margins and centred', async () => {
  const { pdf } = await make(await sampleJpeg({ width: 1600, height: 1200 }), 'image/jpeg');
  const picture = await show(pdf);
  assert.ok(isNear(picture.at(0.01, 0.5), [255, 255, 255], 3));
  assert.ok(isNear(picture.at(0.99, 0.5), [255, 255, 255], 3));
  assert.ok(isNear(picture.at(0.5, 0.01), [255, 255, 255], 3));
  assert.ok(isNear(picture.at(0.5, 0.9), SKY));
  assert.ok(isNear(picture.at(0.15, 0.12), CORNER));
});

void test('a small image is not blown up to a page of squares', async () => {
  const { pdf } = await make(await sampleJpeg({ width: 72, height: 72 }), 'image/jpeg');
  const picture = await show(pdf);
  // One inch in the middle of 210 mm.
  assert.ok(isNear(picture.at(0.5 - 0.1, 0.5), [255, 255, 255], 3));
  assert.ok(!isNear(picture.at(0.5, 0.5), [255, 255, 255], 40));
});

/** Where the dark corner, stored top left, has to be seen for each EXIF orientation: left or right, top or bottom. */
const CORNERS = { 1: 'lt', 2: 'rt', 3: 'rb', 4: 'lb', 5: 'lt', 6: 'rt', 7: 'rb', 8: 'lb' } as const;

void test('every EXIF orientation is honoured, for JPEG by turning the page’s picture, for PNG by its pixels', async () => {
  for (const [orientation, corner] of Object.entries(CORNERS)) {
    const jpeg = await sampleJpeg({ width: 1200, height: 900, orientation: Number(orientation) });
    const made = await make(jpeg, 'image/jpeg');
    assert.ok(made.pdf.includes(jpeg));
    assert.equal(made.originalPrintable, orientation === '1');
    const turned = Number(orientation) >= 5;
    assert.equal(made.pageSizes[0]?.width, turned ? 210 : 297);
    const picture = await show(made.pdf);
    for (const place of ['lt', 'rt', 'rb', 'lb']) {
      const colour = picture.at(place.startsWith('l') ? 0.12 : 0.88, place.endsWith('t') ? 0.12 : 0.88);
      assert.equal(
        isNear(colour, CORNER, 40),
        place === corner,
        `orientation ${orientation}, ${place}: ${colour}`,
      );
    }
  }
});

void test('CMYK from an Adobe encoder comes out in its own colours, not inverted', async () => {
  const picture = await show((await make(await sampleJpeg({ cmyk: true }), 'image/jpeg')).pdf);
  assert.ok(isNear(picture.at(0.5, 0.85), SKY, 40), String(picture.at(0.5, 0.85)));
});

void test('PNG keeps its pixels: alpha on white, 16 bit, palette and grey', async () => {
  for (const options of [
    {},
    { sixteenBit: true },
    { palette: true },
    { grey: true },
    { grey: true, sixteenBit: true },
  ]) {
    const made = await make(await samplePng(options), 'image/png');
    const wanted = 'grey' in options ? [200, 200, 200] : SKY;
    assert.ok(isNear((await show(made.pdf)).at(0.5, 0.85), wanted), JSON.stringify(options));
    assert.deepEqual(made.color, ['grey' in options ? 'monochrome' : 'color']);
    assert.equal(made.originalPrintable, false);
  }
  const faint = await show((await make(await samplePng({ alpha: true }), 'image/png')).pdf);
  // A quarter of the sky's colour over white.
  assert.ok(isNear(faint.at(0.5, 0.85), [230, 242, 251], 8), String(faint.at(0.5, 0.85)));
});

void test('a cut JPEG is printed as far as it goes, decoded afresh and marked as damaged', async () => {
  const whole = await sampleJpeg({ width: 1600, height: 1200 });
  const cut = whole.subarray(0, Math.floor(whole.length * 0.6));
  const made = await make(cut, 'image/jpeg');
  assert.equal(made.damaged, true);
  assert.equal(made.originalPrintable, false);
  assert.ok(!made.pdf.includes(cut.subarray(cut.length - 200)));
  assert.ok(isNear((await show(made.pdf)).at(0.12, 0.12), CORNER));
});

void test('what is left over behind a JPEG stays out of the PDF, and the original is not for printers', async () => {
  const jpeg = await sampleJpeg({ progressive: true });
  const made = await make(Buffer.concat([jpeg, Buffer.from('\x1b%-12345X@PJL RESET')]), 'image/jpeg');
  assert.equal(made.damaged, false);
  assert.equal(made.originalPrintable, false);
  assert.ok(made.pdf.includes(jpeg));
  assert.ok(!made.pdf.includes('@PJL'));
});

void test('what is called JPEG and is a PNG is refused', async () => {
  const outcome = await host.toPdf(bytesOf(await samplePng()), 'image/jpeg', { media: A4 });
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'document-type');
});

void test('inspecting an image tells its size as it is seen', async () => {
  const found = await host.inspect(bytesOf(await sampleJpeg({ orientation: 6 })), 'image/jpeg');
  assert.ok(found.ok);
  assert.deepEqual(found.image, { width: 480, height: 640 });
  assert.deepEqual([found.pages, found.color], [1, ['color']]);
});

void test('a PDF that would be larger than asked for is refused', async () => {
  const jpeg = await sampleJpeg();
  const options = { media: A4, maxBytes: jpeg.length } as const;
  const made = await host.toPdf(bytesOf(jpeg), 'image/jpeg', options);
  assert.ok(!made.ok);
  assert.equal(made.code, 'document-too-large');
  assert.equal(
    (await make(jpeg, 'image/jpeg')).pageSizes.length,
    1,
    'the next one is not disturbed by what was sent',
  );
});

void test('progress counts the pages of a picture that has several', async () => {
  const page = { width: 40, height: 40, bits: 8, samples: 3, photometric: 2 } as const;
  const words: (readonly [number, number])[] = [];
  const made = await host.toPdf(bytesOf(sampleTiff([page, page, page])), 'image/tiff', {
    media: A4,
    onProgress: (done, of) => words.push([done, of]),
  });
  assert.ok(made.ok, JSON.stringify(made));
  // Small pages are done before a second word would be of use.
  assert.deepEqual(words[0], [0, 3]);
});

void test('qpdf finds nothing wrong with the PDFs that are written', {
  skip: skipUnless('qpdf'),
}, async (t) => {
  const folder = await tempDir('qpdf');
  t.after(() => folder.remove());
  const images = [
    [await sampleJpeg(), 'image/jpeg'],
    [await sampleJpeg({ cmyk: true, orientation: 7 }), 'image/jpeg'],
    [await samplePng({ alpha: true }), 'image/png'],
    [await samplePng({ grey: true }), 'image/png'],
  ] as const;
  for (const [image, mediaType] of images) {
    const path = join(folder.path, 'checked.pdf');
    await writeFile(path, (await make(image, mediaType)).pdf);
    // Ends with 3 for warnings, which throws.
    execFileSync('qpdf', ['--check', path]);
  }
});
