// GIF, TIFF, BMP, WebP, HEIC and AVIF as PDF: pages, sizes, colours, and the pixels as another renderer shows them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { placePicture } from '@platen/edge-server/render/image-place';
import sharp from 'sharp';
import { sampleJpeg, samplePng } from '../../documents/make-documents.ts';
import {
  sampleAvif,
  sampleBmp,
  sampleGif,
  sampleHeic,
  sampleTiff,
  type TiffPageOptions,
} from '../../documents/make-images.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { isNear, readPicture } from './pixels.ts';

const host = hostForTests();
const A4 = 'iso_a4_210x297mm';
const CORNER = [20, 35, 60];
const SKY = [156, 203, 238];

let folder: TempDir;
before(async () => {
  folder = await tempDir('image-formats');
});
after(() => folder.remove());

async function make(image: Uint8Array, mediaType: string, maxPages?: number) {
  const made = await host.toPdf(bytesOf(image), mediaType, { media: A4, maxPages });
  assert.ok(made.ok, JSON.stringify(made));
  assert.ok(made.pdf !== undefined);
  return { ...made, pdf: Buffer.from(made.pdf) };
}

async function show(pdf: Uint8Array, page = 1) {
  const shown = await host.renderPage(bytesOf(pdf), page, { widthPx: 594, heightPx: 594 });
  assert.ok(shown.ok, JSON.stringify(shown));
  return readPicture(shown.jpeg);
}

const picture = (): Promise<Buffer> => samplePng({ width: 320, height: 240 });

void test('WebP, AVIF, HEIC, GIF, BMP and TIFF show the picture in its own colours', async () => {
  const png = await picture();
  const raw = await sharp(png).raw().toBuffer();
  const pixel = (x: number, y: number) => [...raw.subarray((y * 320 + x) * 3, (y * 320 + x) * 3 + 3)];
  const files: Readonly<Record<string, Uint8Array>> = {
    'image/webp': await sharp(png).webp({ lossless: true }).toBuffer(),
    'image/avif': await sharp(png).avif({ effort: 0, quality: 80 }).toBuffer(),
    'image/heic': sampleHeic(),
    'image/gif': await sharp(png).gif().toBuffer(),
    'image/bmp': sampleBmp({ width: 320, height: 240, bits: 24, pixel }),
    'image/tiff': await sharp(png).tiff({ compression: 'lzw' }).toBuffer(),
  };
  for (const [mediaType, file] of Object.entries(files)) {
    const made = await make(file, mediaType);
    assert.deepEqual(made.pageSizes, [{ count: 1, width: 297, height: 210 }], mediaType);
    assert.deepEqual(
      [made.color, made.damaged, made.originalPrintable],
      [['color'], false, false],
      mediaType,
    );
    const shown = await show(made.pdf);
    const placed = placePicture(
      mediaType === 'image/heic'
        ? { width: 128, height: 96, orientation: 1, dpi: undefined }
        : { width: 320, height: 240, orientation: 1, dpi: undefined },
      A4,
    );
    const [w = 0, , , h = 0, left = 0, bottom = 0] = placed.matrix;
    const [pageWidth, pageHeight] = [(297 * 72) / 25.4, (210 * 72) / 25.4];
    const at = (x: number, y: number) =>
      shown.at((left + w * x) / pageWidth, (pageHeight - bottom - h + h * y) / pageHeight);
    assert.ok(isNear(at(0.1, 0.1), CORNER), `${mediaType}: ${at(0.1, 0.1)}`);
    assert.ok(isNear(at(0.5, 0.9), SKY), `${mediaType}: ${at(0.5, 0.9)}`);
    assert.ok(isNear(at(-0.05, 0.5), [255, 255, 255], 3), mediaType);
  }
});

void test('a HEIC keeps its wide colour profile for the printer', async () => {
  const plain = await make(sampleHeic(), 'image/heic');
  const wide = await make(sampleHeic({ displayP3: true }), 'image/heic');
  assert.ok(!plain.pdf.includes('/ICCBased'));
  assert.ok(wide.pdf.includes('/ICCBased'));
});

void test('a colour profile of 16 bit pixels is brought to sRGB, not to another wide space', async () => {
  const red = sharp({ create: { width: 300, height: 200, channels: 3, background: '#f03010' } });
  const file = await sharp(await red.png().toBuffer())
    .toColourspace('rgb16')
    .withIccProfile('srgb')
    .png()
    .toBuffer();
  const shown = await show((await make(file, 'image/png')).pdf);
  assert.ok(isNear(shown.at(0.5, 0.5), [240, 48, 16], 6), String(shown.at(0.5, 0.5)));
});

void test('an animation prints its first frame', async () => {
  const frames = await Promise.all(
    ['#c01010', '#10c010'].map((background) =>
      sharp({ create: { width: 100, height: 100, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const file = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
  for (const [mediaType, bytes] of [
    ['image/gif', file],
    ['image/webp', webp],
  ] as const) {
    const made = await make(bytes, mediaType);
    assert.equal(made.color.length, 1);
    assert.ok(isNear((await show(made.pdf)).at(0.5, 0.5), [192, 16, 16]), mediaType);
  }
  assert.equal((await make(sampleGif(10_000), 'image/gif')).color.length, 1);
});

/** A page that is white with a black band over its top quarter, in every way a TIFF may store it. */
function bandPage(kind: Pick<TiffPageOptions, 'bits' | 'samples' | 'photometric'>): TiffPageOptions {
  const [width, height] = [400, 400];
  const rowBytes = (width * kind.bits * kind.samples) / 8;
  const ink = kind.photometric === 0 || kind.photometric === 5 ? 255 : 0;
  const data = Buffer.alloc(rowBytes * height, 255 - ink);
  data.fill(ink, 0, rowBytes * 100);
  return { ...kind, width, height, data, dpi: [100, 100] };
}

void test('a TIFF becomes a page for each of its own, whatever bits they have; copies and masks are no pages', async () => {
  const jpeg = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#c01010' } })
    .jpeg({ chromaSubsampling: '4:4:4' })
    .toBuffer();
  const file = sampleTiff([
    bandPage({ bits: 1, samples: 1, photometric: 0 }),
    bandPage({ bits: 1, samples: 1, photometric: 1 }),
    { ...bandPage({ bits: 8, samples: 1, photometric: 1 }), subfileType: 1 },
    bandPage({ bits: 8, samples: 1, photometric: 1 }),
    bandPage({ bits: 16, samples: 1, photometric: 1 }),
    bandPage({ bits: 8, samples: 3, photometric: 2 }),
    bandPage({ bits: 16, samples: 3, photometric: 2 }),
    { ...bandPage({ bits: 1, samples: 1, photometric: 0 }), subfileType: 4 },
    bandPage({ bits: 8, samples: 4, photometric: 5 }),
    bandPage({ bits: 16, samples: 4, photometric: 5 }),
    { ...bandPage({ bits: 8, samples: 3, photometric: 2 }), compression: 7, data: jpeg },
  ]);
  const made = await make(file, 'image/tiff');
  assert.deepEqual(made.pageSizes, [{ count: 9, width: 210, height: 297 }]);
  assert.equal(made.damaged, false);
  assert.deepEqual(made.color, [...Array.from({ length: 8 }, () => 'monochrome'), 'color']);
  for (let page = 1; page <= 8; page++) {
    const shown = await show(made.pdf, page);
    // 101.6 mm in the middle of A4: from a quarter to three quarters of its width.
    const top = (297 - 101.6) / 2 / 297;
    const of = (part: number): number => top + (part * 101.6) / 297;
    assert.ok(isNear(shown.at(0.5, of(0.12)), [35, 31, 32], 48), `page ${page}: ${shown.at(0.5, of(0.12))}`);
    assert.ok(isNear(shown.at(0.5, of(0.5)), [255, 255, 255], 3), `page ${page}: ${shown.at(0.5, of(0.5))}`);
  }
  assert.ok(isNear((await show(made.pdf, 9)).at(0.5, 0.5), [192, 16, 16]));
  // One bit stays one bit.
  assert.equal(made.pdf.toString('latin1').match(/\/BitsPerComponent 1 /g)?.length, 2);
});

void test('pages of a fax are as high as they are meant, though their dots are not square', async () => {
  // Half of A4 in standard resolution.
  const made = await make(
    sampleTiff([
      {
        ...bandPage({ bits: 1, samples: 1, photometric: 0 }),
        width: 1200,
        height: 570,
        data: Buffer.alloc(150 * 570, 255),
        dpi: [204, 98],
      },
    ]),
    'image/tiff',
  );
  const shown = await show(made.pdf);
  // 149.4 x 147.7 mm.
  const [black, white] = [
    [0, 0, 0],
    [255, 255, 255],
  ];
  const { width = 0, height = 0 } = made.pageSizes[0] ?? {};
  const [x, y] = [149.4 / 2 / width, 147.7 / 2 / height];
  assert.ok(isNear(shown.at(0.5 - x + 0.02, 0.5), black));
  assert.ok(isNear(shown.at(0.5 - x - 0.02, 0.5), white));
  assert.ok(isNear(shown.at(0.5, 0.5 - y + 0.02), black));
  assert.ok(isNear(shown.at(0.5, 0.5 - y - 0.02), white));
});

void test('too many pages are refused before any is decoded; a circle of directories is a damaged file', async () => {
  const page = bandPage({ bits: 1, samples: 1, photometric: 1 });
  const many = await host.toPdf(bytesOf(sampleTiff([page, page, page])), 'image/tiff', {
    media: A4,
    maxPages: 2,
  });
  assert.ok(!many.ok);
  assert.equal(many.code, 'document-too-many-pages');
  const circle = await make(sampleTiff([page, page], { loop: true }), 'image/tiff');
  assert.deepEqual([circle.color.length, circle.damaged], [2, true]);
});

void test('a TIFF page that cannot be decoded is left out as long as there is another', async () => {
  const good = bandPage({ bits: 8, samples: 1, photometric: 1 });
  const bad = { ...good, compression: 32_999 };
  const made = await make(sampleTiff([good, bad]), 'image/tiff');
  assert.deepEqual([made.color.length, made.damaged], [1, true]);
  const none = await host.toPdf(bytesOf(sampleTiff([bad])), 'image/tiff', { media: A4 });
  assert.ok(!none.ok);
  assert.equal(none.code, 'document-broken');
});

void test('a resolution that may be meant sets the size; any other picture is fitted and never enlarged', () => {
  const size = (width: number, height: number, dpi?: number, y = dpi) => {
    const placed = placePicture(
      {
        width,
        height,
        orientation: 1,
        dpi: dpi === undefined || y === undefined ? undefined : { x: dpi, y },
      },
      A4,
    );
    const [w = 0, , , h = 0] = placed.matrix;
    return [placed.width, Math.round((w / 72) * 25.4), Math.round((h / 72) * 25.4)];
  };
  // A scan of the whole page keeps its size to the edge.
  assert.deepEqual(size(2480, 3508, 300), [210, 210, 297]);
  assert.deepEqual(size(2484, 3512, 300), [210, 210, 297]);
  assert.deepEqual(size(1181, 591, 300), [297, 100, 50]);
  // Larger than the paper: fitted inside the margins.
  assert.deepEqual(size(4000, 3000, 300), [297, 259, 194]);
  // 72 is what cameras write that mean nothing by it; 1 and 20000 mean nothing either.
  for (const dpi of [72, 1, 20_000, undefined]) assert.deepEqual(size(4000, 3000, dpi), [297, 259, 194]);
  assert.deepEqual(size(72, 36), [297, 25, 13]);
  assert.deepEqual(size(16, 16), [210, 6, 6]);
  assert.deepEqual(size(1728, 1145, 204, 98), [210, 194, 268]);
});

void test('the pages look as another renderer shows them: poppler against sharp', {
  skip: skipUnless('pdftoppm'),
}, async () => {
  const png = await picture();
  const files: readonly (readonly [string, string, Uint8Array])[] = [
    ['webp', 'image/webp', await sharp(png).webp({ quality: 90 }).toBuffer()],
    ['avif', 'image/avif', await sharp(png).avif({ effort: 0, quality: 80 }).toBuffer()],
    ['gif', 'image/gif', await sharp(png).gif().toBuffer()],
    [
      'tiff',
      'image/tiff',
      await sharp(png).tiff({ compression: 'deflate', predictor: 'horizontal', tile: true }).toBuffer(),
    ],
    [
      'cmyk-tiff',
      'image/tiff',
      await sharp(png).toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer(),
    ],
    [
      'fax',
      'image/tiff',
      await sharp(png)
        .toColourspace('b-w')
        .threshold(128)
        .tiff({ compression: 'ccittfax4', bitdepth: 1 })
        .toBuffer(),
    ],
    ['p3', 'image/png', await sharp(png).withIccProfile('p3').png().toBuffer()],
    ['turned', 'image/jpeg', await sampleJpeg({ width: 320, height: 240, orientation: 6 })],
    ['small-avif', 'image/avif', await sampleAvif()],
  ];
  for (const [name, mediaType, file] of files) {
    const made = await make(file, mediaType);
    const path = join(folder.path, `${name}.pdf`);
    await writeFile(path, made.pdf);
    const ppm = execFileSync('pdftoppm', ['-r', '72', '-png', path], { maxBuffer: 2 ** 26 });
    const header = await sharp(file).metadata();
    const { matrix, ...page } = placePicture(
      {
        width: header.width,
        height: header.height,
        orientation: header.orientation ?? 1,
        dpi: header.density === undefined ? undefined : { x: header.density, y: header.density },
      },
      A4,
    );
    const turned = (header.orientation ?? 1) >= 5;
    const [w, h] = (turned ? [matrix[2], matrix[1]] : [matrix[0], matrix[3]]).map((side) =>
      Math.round(Math.abs(side ?? 0)),
    );
    assert.ok(w !== undefined && h !== undefined);
    const [left, top] = [
      Math.round(((page.width / 25.4) * 72 - w) / 2),
      Math.round(((page.height / 25.4) * 72 - h) / 2),
    ];
    const shown = await sharp(ppm)
      .extract({ left, top, width: w, height: h })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
    const wanted = await sharp(file)
      .autoOrient()
      .resize(w, h, { fit: 'fill' })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer();
    assert.equal(shown.length, wanted.length, name);
    let difference = 0;
    for (let at = 0; at < shown.length; at++) difference += Math.abs((shown[at] ?? 0) - (wanted[at] ?? 0));
    assert.ok(difference / shown.length < 5, `${name}: ${difference / shown.length}`);
  }
});
