// The pictures and rasters a person may send: recognised by content, whatever they are called, and what is then said of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ConvertContext } from '@platen/edge-server/flow/convert/converter';
import { imageConverter } from '@platen/edge-server/flow/convert/image';
import { rasterConverter } from '@platen/edge-server/flow/convert/raster';
import { recognise } from '@platen/edge-server/flow/convert/recognise';
import { SNIFF_BYTES } from '@platen/edge-server/flow/convert/sniff';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { DocumentFacts } from '@platen/shared/document-facts';
import sharp from 'sharp';
import { sampleJpeg, samplePng } from '../../../documents/make-documents.ts';
import { sampleAvif, sampleBmp, sampleGif, sampleHeic, sampleTiff } from '../../../documents/make-images.ts';
import { pwgFile, pwgPage, type RasterKind, urfFile, urfPage } from '../../../documents/make-raster.ts';

const host = makeRenderHost();
after(() => host.stop());

const RASTER: RasterKind = { width: 60, height: 90, dpi: 60, space: 19, components: 3, bits: 8 };
const ROWS = Array.from({ length: 90 }, (_, y) => new Uint8Array(180).fill(y));

const files: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'image/jpeg': () => sampleJpeg(),
  'image/png': () => samplePng(),
  'image/gif': () => Promise.resolve(sampleGif(3)),
  'image/tiff': () =>
    Promise.resolve(
      sampleTiff([1, 2, 3].map(() => ({ width: 300, height: 200, bits: 8, samples: 1, photometric: 1 }))),
    ),
  'image/bmp': () =>
    Promise.resolve(sampleBmp({ width: 9, height: 9, bits: 24, pixel: (x) => [x * 9, 9, 200] })),
  'image/webp': async () =>
    sharp(await samplePng())
      .webp()
      .toBuffer(),
  'image/heic': () => Promise.resolve(sampleHeic()),
  'image/avif': () => sampleAvif(),
  'image/svg+xml': () =>
    Promise.resolve(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="50" height="50" fill="red"/></svg>',
      ),
    ),
  'image/pwg-raster': () => Promise.resolve(pwgFile([pwgPage(RASTER, ROWS), pwgPage(RASTER, ROWS)])),
  'image/urf': () => Promise.resolve(urfFile([urfPage({ ...RASTER, space: 1 }, ROWS)])),
};

function contextFor(bytes: Uint8Array): ConvertContext {
  const source = { kind: 'bytes', bytes } as const;
  const refused = { ok: false, code: 'document-type', detail: 'not asked for here' } as const;
  return {
    engine: {
      inspect: () => Promise.resolve(refused),
      inspectPdf: () => Promise.resolve(refused),
      toPdf: async (type, options) => {
        const made = await host.toPdf(source, type, options);
        if (!made.ok) return made;
        const { pdf, ...rest } = made;
        assert.ok(pdf !== undefined);
        return { ...rest, pdf };
      },
    },
    document: { size: bytes.length, read: (start, end) => Promise.resolve(bytes.subarray(start, end)) },
    media: 'iso_a4_210x297mm',
    maxPages: 500,
    maxOutputBytes: 2 ** 28,
    postScript: false,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  };
}

const converterOf = (mediaType: string) =>
  [imageConverter, rasterConverter].find(({ accepts }) => accepts.includes(mediaType));

void test('two converters take eleven types, none of them twice', () => {
  const types = [...imageConverter.accepts, ...rasterConverter.accepts];
  assert.deepEqual(types.toSorted(), Object.keys(files).toSorted());
});

void test('each type is known by its content, with or without a name', async () => {
  for (const [mediaType, make] of Object.entries(files)) {
    const head = (await make()).subarray(0, SNIFF_BYTES);
    for (const claimed of [
      { name: '', mediaType: 'application/octet-stream' },
      { name: 'x', mediaType },
    ]) {
      assert.deepEqual(recognise(head, claimed), { ok: true, mediaType }, mediaType);
    }
  }
});

void test('a picture under another picture’s name is an honest mistake; a drawing or a web page under one is not', async () => {
  const png = (await files['image/png']?.()) ?? new Uint8Array();
  assert.equal(recognise(png, { name: 'scan.tiff', mediaType: 'image/tiff' }).ok, true);
  const svg = (await files['image/svg+xml']?.()) ?? new Uint8Array();
  assert.equal(recognise(svg, { name: 'photo.jpg', mediaType: 'image/jpeg' }).ok, false);
  const html = Buffer.from('<html><svg xmlns="http://www.w3.org/2000/svg"/></html>');
  assert.equal(recognise(html, { name: 'logo.svg', mediaType: 'image/svg+xml' }).ok, false);
  for (const [name, mediaType] of [
    ['IMG_1.HIF', 'image/heif'],
    ['a.heic', 'image/heic-sequence'],
  ] as const) {
    assert.equal(recognise(sampleHeic(), { name, mediaType }).ok, true, name);
  }
});

void test('each type gives a print document with facts the shared schema takes', async () => {
  for (const [mediaType, make] of Object.entries(files)) {
    const bytes = await make();
    const outcome = await converterOf(mediaType)?.convert({ mediaType }, contextFor(bytes));
    assert.equal(outcome?.kind, 'done', `${mediaType}: ${JSON.stringify(outcome)}`);
    if (outcome?.kind !== 'done') continue;
    const { facts } = outcome;
    assert.ok(!('issues' in (await DocumentFacts['~standard'].validate(facts))), mediaType);
    const pages = { 'image/tiff': 3, 'image/pwg-raster': 2 }[mediaType] ?? 1;
    assert.equal(facts.pages, pages, mediaType);
    assert.equal(
      facts.pageSizes.reduce((sum, run) => sum + run.count, 0),
      pages,
    );
    assert.deepEqual(facts.notes, [], mediaType);
    assert.equal(facts.originalPrintable, mediaType === 'image/jpeg', mediaType);
  }
});

void test('what is damaged is said to the person', async () => {
  const urf = (await files['image/urf']?.()) ?? new Uint8Array();
  const bmp = (await files['image/bmp']?.()) ?? new Uint8Array();
  for (const [mediaType, bytes] of [
    ['image/urf', urf.subarray(0, urf.length - 20)],
    ['image/bmp', bmp.subarray(0, bmp.length - 90)],
  ] as const) {
    const outcome = await converterOf(mediaType)?.convert({ mediaType }, contextFor(bytes));
    assert.equal(outcome?.kind, 'done');
    if (outcome?.kind === 'done') assert.equal(outcome.facts.notes.length, 1, mediaType);
  }
});
