// JPEGs that printers and common decoders stumble over: 12 bits, arithmetic coding, colours other than YCbCr.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { needsTables } from '@platen/edge-server/render/image-icc';
import { decodeJpeg12 } from '@platen/edge-server/render/image-jpeg12';
import sharp from 'sharp';
import { sampleJpeg, samplePng } from '../../documents/make-documents.ts';
import { sampleArithmeticJpeg, toTwelveBits } from '../../documents/make-images.ts';
import { repository } from '../../support/repository.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { isNear, readPicture } from './pixels.ts';

const host = hostForTests();
const A4 = 'iso_a4_210x297mm';
const SKY = [156, 203, 238];

async function make(image: Uint8Array) {
  const made = await host.toPdf(bytesOf(image), 'image/jpeg', { media: A4 });
  assert.ok(made.ok, JSON.stringify(made));
  assert.ok(made.pdf !== undefined);
  return { ...made, pdf: Buffer.from(made.pdf) };
}

async function show(pdf: Uint8Array) {
  const shown = await host.renderPage(bytesOf(pdf), 1, { widthPx: 594, heightPx: 594 });
  assert.ok(shown.ok, JSON.stringify(shown));
  return readPicture(shown.jpeg);
}

/** Mean difference to how sharp decodes the same picture in 8 bits. */
async function difference(jpeg: Buffer): Promise<number> {
  const decoded = decodeJpeg12(toTwelveBits(jpeg));
  assert.ok(typeof decoded !== 'string', String(decoded));
  assert.equal(decoded.damaged, false);
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([decoded.width, decoded.height], [info.width, info.height]);
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < info.width * info.height; pixel++) {
    for (let channel = 0; channel < decoded.channels; channel++, count++) {
      sum += Math.abs(
        (decoded.data[pixel * decoded.channels + channel] ?? 0) -
          (data[pixel * info.channels + channel] ?? 0),
      );
    }
  }
  return sum / count;
}

void test('12 bits are decoded like 8: sequential and progressive, grey and colour, any sampling, any size', async () => {
  for (const [width, height] of [
    [160, 120],
    [101, 75],
  ] as const) {
    for (const grey of [false, true]) {
      const png = await samplePng({ width, height, grey });
      for (const progressive of [false, true]) {
        for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
          const jpeg = await sharp(png)
            .toColourspace(grey ? 'b-w' : 'srgb')
            .jpeg({ quality: 100, progressive, chromaSubsampling })
            .toBuffer();
          const found = await difference(jpeg);
          // Chroma of half the size is enlarged by repeating here, smoothly there.
          assert.ok(
            found < (chromaSubsampling === '4:4:4' ? 1.5 : 2.5),
            `${width} ${grey} ${progressive} ${chromaSubsampling}: ${found}`,
          );
        }
      }
    }
  }
});

void test('a JPEG of 12 bits becomes a page in its colours; cut, it is shown as far as it goes and called damaged', async () => {
  const png = await samplePng({ width: 640, height: 480 });
  const jpeg = toTwelveBits(await sharp(png).jpeg({ quality: 100 }).toBuffer());
  const made = await make(jpeg);
  assert.deepEqual([made.damaged, made.originalPrintable, made.color], [false, false, ['color']]);
  assert.ok(isNear((await show(made.pdf)).at(0.5, 0.85), SKY));
  const cut = await make(jpeg.subarray(0, Math.floor(jpeg.length * 0.7)));
  assert.equal(cut.damaged, true);
  const small = toTwelveBits(await sharp(png).resize(64).jpeg({ quality: 100 }).toBuffer());
  for (let length = 0; length < small.length; length += 64) {
    const decoded = decodeJpeg12(small.subarray(0, length));
    if (typeof decoded !== 'string') assert.equal(decoded.damaged, true);
  }
});

void test('any byte of a JPEG of 12 bits may be anything', async () => {
  const png = await samplePng({ width: 40, height: 30 });
  for (const progressive of [false, true]) {
    const jpeg = toTwelveBits(await sharp(png).jpeg({ quality: 100, progressive }).toBuffer());
    const frame = jpeg.indexOf(Buffer.from([0xff, progressive ? 0xc2 : 0xc1]));
    for (let at = 2; at < jpeg.length; at += at < 700 ? 1 : 5) {
      // Height and width may be anything below the limit, which only takes time.
      if (at >= frame + 5 && at < frame + 9) continue;
      const mutant = Buffer.from(jpeg);
      mutant[at] = (mutant[at] ?? 0) ^ 0x5a;
      const decoded = decodeJpeg12(mutant);
      if (typeof decoded !== 'string') assert.equal(decoded.data.length % decoded.width, 0);
    }
  }
});

void test('arithmetic coding is decoded, since no printer does it', async () => {
  const made = await make(sampleArithmeticJpeg());
  assert.equal(made.originalPrintable, false);
  assert.ok(!made.pdf.includes(sampleArithmeticJpeg()));
  assert.deepEqual(made.color, ['color']);
  const shown = await show(made.pdf);
  // 128 x 96 points in the middle of a landscape A4.
  assert.ok(isNear(shown.at(0.5, 0.56), SKY), String(shown.at(0.5, 0.56)));
});

void test('components that are R, G, B by Adobe’s word keep their colours, and stay from printers', async () => {
  const jpeg = await sampleJpeg({ width: 640, height: 480 });
  // Said to be RGB, the same numbers are other colours: luminance in red, middle in green and blue.
  const adobe = Buffer.from('\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0', 'latin1');
  const made = await make(Buffer.concat([jpeg.subarray(0, 2), adobe, jpeg.subarray(2)]));
  assert.equal(made.originalPrintable, false);
  const [r, g, b] = (await show(made.pdf)).at(0.5, 0.85);
  // Y, Cb, Cr of the sky.
  assert.ok(isNear([r, g, b], [193, 153, 102]), `${r},${g},${b}`);
});

void test('colours by tables (XYB) are turned into sRGB here, because few printers read such profiles', {
  skip: existsSync(join(repository, '..', 'shared', 'corpus'))
    ? false
    : 'the shared corpus of other people’s documents is not on this machine',
}, async () => {
  const file = readFileSync(join(repository, '..', 'shared', 'corpus', 'images', 'sample-xyb.jpg'));
  const { icc } = await sharp(file).metadata();
  assert.equal(needsTables(icc), true);
  const made = await make(file);
  assert.ok(!made.pdf.includes('/ICCBased'));
  assert.ok(!made.pdf.includes(file.subarray(-2000)));
});
