// Pictures that lie, flood, break off or were meddled with: refused or shown as far as they go, in little memory, without a crash.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { imageToPdf } from '@platen/edge-server/render/image-document';
import { loadImageLibrary } from '@platen/edge-server/render/image-library';
import type { RandomRead } from '@platen/edge-server/render/random-read';
import sharp from 'sharp';
import { lyingJpeg, lyingPng, noise, sampleJpeg, samplePng } from '../../documents/make-documents.ts';
import {
  lyingHeif,
  sampleAvif,
  sampleBmp,
  sampleGif,
  sampleHeic,
  sampleTiff,
} from '../../documents/make-images.ts';
import { collectPdf } from './collect-pdf.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';

const host = hostForTests();
const A4 = 'iso_a4_210x297mm';

/** Bytes that a worker may have used at its height (threat T28). */
const MOST_BYTES = 256 * 1024 * 1024;

let library: Awaited<ReturnType<typeof loadImageLibrary>>;
before(async () => {
  library = await loadImageLibrary();
});
// The test process is one for all files of some runners: nothing stays switched off.
after(() => sharp.unblock({ operation: ['VipsForeignLoad'] }));

function convert(bytes: Uint8Array, mediaType: string) {
  const source: RandomRead = {
    size: bytes.length,
    readAt: (offset, length) => bytes.subarray(offset, offset + length),
  };
  return collectPdf((tools) => imageToPdf(library, source, mediaType, { media: A4 }, tools));
}

const SMALL_TIFF = { width: 40, height: 40, bits: 8, samples: 3, photometric: 2 } as const;

async function samples(): Promise<Readonly<Record<string, Uint8Array>>> {
  const png = await samplePng({ width: 64, height: 48 });
  return {
    'image/jpeg': await sampleJpeg({ width: 64, height: 48 }),
    'image/png': png,
    'image/gif': await sharp(png).gif().toBuffer(),
    'image/webp': await sharp(png).webp().toBuffer(),
    'image/avif': await sampleAvif(),
    'image/heic': sampleHeic(),
    'image/bmp': sampleBmp({ width: 24, height: 20, bits: 24, pixel: (x, y) => [x, y, 9] }),
    'image/tiff': Buffer.concat([
      sampleTiff([
        { ...SMALL_TIFF, width: 20, height: 20 },
        { ...SMALL_TIFF, width: 20, height: 10 },
      ]),
    ]),
    'image/svg+xml': Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="9" height="9"/></svg>',
    ),
  };
}

void test('headers that promise floods are refused, or capped, with a worker that stays below 256 MB', {
  skip: process.platform === 'linux' ? false : 'reads /proc',
}, async () => {
  const vp8x = Buffer.from(
    await sharp(await samplePng({ alpha: true }))
      .webp()
      .toBuffer(),
  );
  // The canvas of an extended WebP: 24 bit of width less one, and of height.
  vp8x.fill(0xff, 24, 30);
  const bmp = sampleBmp({ width: 2, height: 2, bits: 24, pixel: () => [0, 0, 0] });
  bmp.writeInt32LE(65_535, 18);
  bmp.writeInt32LE(65_535, 22);
  // The frame's own size, too: the decoder takes the canvas from it when the header's is odd.
  const gif = sampleGif(1, 65_535, 65_535);
  gif.fill(0xff, gif.indexOf(',') + 5, gif.indexOf(',') + 9);
  const floods: readonly (readonly [string, Uint8Array])[] = [
    ['image/avif', lyingHeif(await sampleAvif(), 17_000, 17_000)],
    ['image/heic', lyingHeif(sampleHeic(), 17_000, 17_000)],
    ['image/png', await lyingPng(65_535, 65_535)],
    ['image/png', await lyingPng(20_000, 20_000)],
    ['image/jpeg', await lyingJpeg(65_000, 65_000)],
    ['image/bmp', bmp],
    ['image/gif', gif],
    ['image/webp', vp8x],
    ['image/tiff', sampleTiff([{ ...SMALL_TIFF, width: 65_535, height: 65_535, data: Buffer.alloc(9) }])],
    [
      'image/tiff',
      sampleTiff(Array.from({ length: 10_000 }, () => ({ ...SMALL_TIFF, width: 2, height: 2 }))),
    ],
  ];
  for (const [mediaType, file] of floods) {
    const outcome = await host.toPdf(bytesOf(file), mediaType, { media: A4, priority: 'convert' });
    assert.ok(!outcome.ok, mediaType);
    assert.match(
      outcome.code,
      /^document-(too-large|too-many-pages|broken)$/,
      `${mediaType}: ${outcome.detail}`,
    );
  }
  const frames = await host.toPdf(bytesOf(sampleGif(10_000)), 'image/gif', {
    media: A4,
    priority: 'convert',
  });
  assert.ok(frames.ok);
  for (const { pid } of host.workers()) {
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
    assert.ok(peak < MOST_BYTES, `worker at ${peak} bytes`);
  }
});

void test('cut at every 64th byte each format is shown in part or refused, and never called whole when it is not', async () => {
  for (const [mediaType, file] of Object.entries(await samples())) {
    for (let length = 0; length < file.length; length += 64) {
      const outcome = await convert(file.subarray(0, length), mediaType);
      if (!outcome.ok)
        assert.match(outcome.code, /^document-(empty|broken|type)$/, `${mediaType} at ${length}`);
    }
  }
});

void test('with any byte of its first hundreds changed, each format gives a page or a reason', async () => {
  for (const [mediaType, file] of Object.entries(await samples())) {
    const slow = mediaType === 'image/avif' || mediaType === 'image/heic';
    for (let at = 0; at < Math.min(file.length, 400); at += slow ? 7 : 2) {
      const mutant = Buffer.from(file);
      mutant[at] = (mutant[at] ?? 0) ^ (at % 3 === 0 ? 0xff : 0x41);
      const outcome = await convert(mutant, mediaType);
      if (outcome.ok) assert.ok(outcome.color.length >= 1);
      else
        assert.match(
          outcome.code,
          /^document-(broken|type|too-large|too-many-pages)$/,
          `${mediaType} at ${at}: ${outcome.detail}`,
        );
    }
  }
});

void test('noise under any name is refused', async () => {
  for (const mediaType of Object.keys(await samples())) {
    const outcome = await convert(noise(3000), mediaType);
    assert.ok(!outcome.ok, mediaType);
    assert.match(outcome.code, /^document-(broken|type)$/);
  }
});

void test('after a HEIC that broke its decoder the next one is read', async () => {
  const heic = sampleHeic();
  for (let at = 300; at < heic.length; at += 40) {
    const mutant = Buffer.from(heic);
    mutant.fill(0xff, at, at + 20);
    await convert(mutant, 'image/heic');
  }
  const outcome = await convert(heic, 'image/heic');
  assert.ok(outcome.ok, JSON.stringify(outcome));
});
