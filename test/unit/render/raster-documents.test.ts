// PWG raster and URF as PDF: pages, sizes, colours, back sides, what is refused, and that no input brings the decoder down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RandomRead } from '@platen/edge-server/render/random-read';
import { rasterToPdf } from '@platen/edge-server/render/raster-in/raster-document';
import sharp from 'sharp';
import { noise } from '../../documents/make-documents.ts';
import { pwgFile, pwgPage, type RasterKind, urfFile, urfPage } from '../../documents/make-raster.ts';
import { collectPdf } from './collect-pdf.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { isNear, readPicture } from './pixels.ts';

const host = hostForTests();
const A4 = 'iso_a4_210x297mm';

/** 4 x 6 inches at 50 dpi. */
const RGB: RasterKind = { width: 200, height: 300, dpi: 50, space: 1, components: 3, bits: 8 };
const PWG_RGB = { ...RGB, space: 19 };

/** White, with the top left quarter in `ink`. */
function quarter(
  { width, height, components }: RasterKind,
  ink: readonly number[],
  paper = 255,
): Uint8Array[] {
  return Array.from({ length: height }, (_, y) => {
    const row = new Uint8Array(width * components).fill(paper);
    if (y < height / 2) for (let x = 0; x < width / 2; x++) row.set(ink, x * components);
    return row;
  });
}

async function make(file: Uint8Array, mediaType: string) {
  const made = await host.toPdf(bytesOf(file), mediaType, { media: A4 });
  assert.ok(made.ok, JSON.stringify(made));
  return { ...made, pdf: Buffer.from(made.pdf) };
}

async function show(pdf: Uint8Array, page = 1) {
  const shown = await host.renderPage(bytesOf(pdf), page, { widthPx: 400, heightPx: 600 });
  assert.ok(shown.ok, JSON.stringify(shown));
  return readPicture(shown.jpeg);
}

/** Without a worker: thousands of broken files go faster this way, and one that crashes takes the test with it. */
function decode(bytes: Uint8Array, mediaType: string, maxPages = 500, maxBytes?: number) {
  const source: RandomRead = {
    size: bytes.length,
    readAt: (offset, length) => bytes.subarray(offset, offset + length),
  };
  const options = { media: A4, maxPages, maxBytes } as const;
  return collectPdf((tools) => rasterToPdf(() => Promise.resolve(sharp), source, mediaType, options, tools));
}

void test('each page has the size its dots make, its colours, and whether it is coloured', async () => {
  const grey: RasterKind = { ...RGB, width: 100, height: 100, space: 0, components: 1 };
  const red = urfPage(RGB, quarter(RGB, [200, 16, 16]));
  const black = urfPage(RGB, quarter(RGB, [20, 20, 20]));
  const made = await make(urfFile([red, red, black, urfPage(grey, quarter(grey, [0]))]), 'image/urf');
  assert.deepEqual(made.pageSizes, [
    { count: 3, width: 101.6, height: 152.4 },
    { count: 1, width: 50.8, height: 50.8 },
  ]);
  assert.deepEqual(made.color, ['color', 'color', 'monochrome', 'monochrome']);
  assert.deepEqual([made.damaged, made.originalPrintable], [false, false]);
  const first = await show(made.pdf);
  assert.ok(isNear(first.at(0.25, 0.25), [200, 16, 16]));
  assert.ok(isNear(first.at(0.75, 0.25), [255, 255, 255], 3));
  assert.ok(isNear(first.at(0.25, 0.75), [255, 255, 255], 3));
  assert.match(made.pdf.toString('latin1'), /\/DeviceGray/);
});

void test('every colour space shows its own colours: black is ink at 1, CMYK is ink, Adobe RGB is wider than sRGB', async () => {
  const pages: readonly (readonly [RasterKind, readonly number[], number, readonly number[]])[] = [
    [{ ...PWG_RGB, space: 3, components: 1 }, [255], 0, [0, 0, 0]],
    [{ ...PWG_RGB, space: 18, components: 1 }, [90], 255, [90, 90, 90]],
    [{ ...PWG_RGB, space: 6, components: 4 }, [0, 255, 255, 0], 0, [237, 28, 36]],
    // Adobe RGB's (200, 60, 60) lies outside of what the same numbers mean in sRGB: more red.
    [{ ...PWG_RGB, space: 20 }, [200, 60, 60], 255, [235, 57, 57]],
  ];
  for (const [kind, ink, paper, wanted] of pages) {
    const made = await make(pwgFile([pwgPage(kind, quarter(kind, ink, paper))]), 'image/pwg-raster');
    const shown = await show(made.pdf);
    assert.ok(isNear(shown.at(0.25, 0.25), wanted, 26), `space ${kind.space}: ${shown.at(0.25, 0.25)}`);
    assert.ok(isNear(shown.at(0.75, 0.75), [255, 255, 255], 3), `space ${kind.space}`);
  }
});

void test('one bit stays one bit, black at 1', async () => {
  const kind: RasterKind = { width: 400, height: 600, dpi: 100, space: 3, components: 1, bits: 1 };
  const rows = Array.from({ length: 600 }, (_, y) => new Uint8Array(50).fill(y < 300 ? 255 : 0));
  const made = await make(pwgFile([pwgPage(kind, rows)]), 'image/pwg-raster');
  assert.match(made.pdf.toString('latin1'), /\/BitsPerComponent 1 \/Decode \[1 0\]/);
  const shown = await show(made.pdf);
  assert.ok(isNear(shown.at(0.5, 0.25), [0, 0, 0]));
  assert.ok(isNear(shown.at(0.5, 0.75), [255, 255, 255]));
});

void test('a back side that was turned for another printer stands upright again', async () => {
  const page = (cross: number, feed: number): Buffer => {
    const rows = quarter(PWG_RGB, [200, 16, 16]).map((row) => (cross === 1 ? row : reverse(row)));
    return pwgPage(PWG_RGB, feed === 1 ? rows : rows.toReversed(), { cross, feed });
  };
  const made = await make(pwgFile([page(1, 1), page(-1, 1), page(1, -1), page(-1, -1)]), 'image/pwg-raster');
  for (let number = 1; number <= 4; number++) {
    const shown = await show(made.pdf, number);
    assert.ok(isNear(shown.at(0.25, 0.25), [200, 16, 16]), `page ${number}`);
    assert.ok(isNear(shown.at(0.75, 0.75), [255, 255, 255], 3), `page ${number}`);
  }
});

function reverse(row: Uint8Array): Uint8Array {
  const pixels = Array.from({ length: row.length / 3 }, (_, x) => row.subarray(x * 3, x * 3 + 3));
  return Buffer.concat(pixels.toReversed());
}

void test('the number of pages comes from the pages; where fewer are there than promised, the document is damaged', async () => {
  const page = urfPage(RGB, quarter(RGB, [0, 0, 0]));
  for (const [stated, damaged] of [
    [2, false],
    [0, false],
    [0xffff_ffff, false],
    [1, false],
    [3, true],
  ] as const) {
    const made = await make(urfFile([page, page], stated), 'image/urf');
    assert.deepEqual([made.color.length, made.damaged], [2, damaged], String(stated));
  }
  const short = pwgPage(PWG_RGB, quarter(PWG_RGB, [0, 0, 0]), { total: 3 });
  assert.equal((await make(pwgFile([short]), 'image/pwg-raster')).damaged, true);
});

void test('too many pages are refused: at once where the file says so, else as soon as they are there', async () => {
  const page = urfPage(RGB, quarter(RGB, [0, 0, 0]));
  for (const file of [
    urfFile([page], 501),
    urfFile(
      Array.from({ length: 4 }, () => page),
      0,
    ),
  ]) {
    const outcome = await decode(file, 'image/urf', 3);
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'document-too-many-pages');
  }
});

void test('sizes beyond any paper are refused before anything is made room for', async () => {
  const header = (width: number, height: number, dpi = 300): Buffer => {
    const file = urfFile([urfPage({ ...RGB, width: 1, height: 1, dpi }, [])]);
    file.writeUInt32BE(width, 12 + 12);
    file.writeUInt32BE(height, 12 + 16);
    return file;
  };
  for (const [width, height, code] of [
    [0xffff_ffff, 0xffff_ffff, 'document-too-large'],
    [65_535, 65_535, 'document-too-large'],
    [65_000, 65_000, 'document-too-large'],
    [1, 2 ** 31, 'document-too-large'],
    [0, 100, 'document-broken'],
    [100, 0, 'document-broken'],
  ] as const) {
    const outcome = await decode(Buffer.concat([header(width, height), noise(500)]), 'image/urf');
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, code, `${width} x ${height}`);
  }
  for (const dpi of [0, 1, 100_000]) {
    const outcome = await decode(Buffer.concat([header(100, 100, dpi), noise(500)]), 'image/urf');
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'document-broken', `${dpi} dpi`);
  }
});

void test('cut anywhere, whole pages stay and the document is called damaged', async () => {
  const files = {
    'image/urf': urfFile([urfPage(RGB, quarter(RGB, [9, 9, 99])), urfPage(RGB, quarter(RGB, [200, 9, 9]))]),
    'image/pwg-raster': pwgFile([
      pwgPage(PWG_RGB, quarter(PWG_RGB, [9, 9, 99])),
      pwgPage(PWG_RGB, quarter(PWG_RGB, [200, 9, 9])),
    ]),
  };
  for (const [mediaType, file] of Object.entries(files)) {
    for (let length = 0; length < file.length; length += 64) {
      const outcome = await decode(file.subarray(0, length), mediaType);
      if (!outcome.ok) {
        assert.match(outcome.code, /^document-(empty|broken)$/);
        continue;
      }
      assert.ok(outcome.color.length <= 2);
      if (mediaType === 'image/urf') assert.equal(outcome.damaged, true, String(length));
    }
  }
});

void test('any byte of the headers, and any of the data, may be anything', async () => {
  const small: RasterKind = { ...RGB, width: 40, height: 30 };
  const files = {
    'image/urf': urfFile([
      urfPage(small, quarter(small, [1, 2, 3])),
      urfPage(small, quarter(small, [1, 2, 3])),
    ]),
    'image/pwg-raster': pwgFile([pwgPage({ ...small, space: 19 }, quarter(small, [1, 2, 3]))]),
  };
  for (const [mediaType, file] of Object.entries(files)) {
    const places = Array.from({ length: file.length }, (_, at) => at).filter(
      (at) => at < 600 || at % 13 === 0,
    );
    for (const at of places) {
      for (const value of [0, 0x80, 0xff]) {
        const mutant = Buffer.from(file);
        mutant[at] = value;
        const outcome = await decode(mutant, mediaType);
        if (outcome.ok) assert.ok(outcome.color.length >= 1);
        else assert.match(outcome.code, /^document-(broken|too-large|too-many-pages)$/, outcome.detail);
      }
    }
  }
  for (const mediaType of Object.keys(files)) {
    const outcome = await decode(noise(5000), mediaType);
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'document-broken');
  }
});

/** Pages of noise, which nothing can compress. */
function photographs(side: number, pages: number): Buffer {
  const kind: RasterKind = { width: side, height: side, dpi: 300, space: 1, components: 3, bits: 8 };
  const random = noise(side * 4);
  const lines = Array.from({ length: side }, (_, y) => random.subarray(y, y + side * 3));
  const page = urfPage(kind, lines);
  return urfFile(Array.from({ length: pages }, () => page));
}

void test('photographs beyond what fits without loss become JPEGs, so that a document of them still comes whole', async () => {
  const outcome = await decode(photographs(700, 6), 'image/urf', 500, 4_000_000);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  assert.deepEqual([outcome.color.length, outcome.color[0], outcome.damaged], [6, 'color', false]);
  assert.equal(Buffer.from(outcome.pdf).toString('latin1').split('/DCTDecode').length - 1, 6);
  assert.ok(outcome.pdf.length < 4_000_000);
});

void test('a document of more than messages carry comes whole, and without loss', async () => {
  const made = await make(photographs(2400, 4), 'image/urf');
  assert.ok(made.pdf.length > 64 * 1024 * 1024, `${made.pdf.length} bytes`);
  assert.ok(!made.pdf.includes('/DCTDecode'));
  const found = await host.inspect(bytesOf(made.pdf), 'application/pdf');
  assert.ok(found.ok, JSON.stringify(found));
  assert.equal(found.pages, 4);
});
