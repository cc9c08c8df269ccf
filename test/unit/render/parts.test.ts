// The pure parts of the engine: cached reads, the memory cap, the JPEG header and its end.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findColor } from '@platen/edge-server/render/find-color';
import { findJpegEnd, readJpegHeader } from '@platen/edge-server/render/jpeg-header';
import { capWasmMemory } from '@platen/edge-server/render/pdfium-module';
import { readPngData } from '@platen/edge-server/render/png-data';
import { cacheReads, openSource } from '@platen/edge-server/render/random-read';
import fc from 'fast-check';
import { noise, sampleJpeg, samplePng } from '../../documents/make-documents.ts';

void test('cached reads give the same bytes as the document, wherever and however much is read', () => {
  const bytes = noise(700_000);
  const slice = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const cached = cacheReads({ size: bytes.length, readAt: slice });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 710_000 }),
      fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 710_000 })),
      (offset, length) => {
        assert.deepEqual(Buffer.from(cached.readAt(offset, length)), Buffer.from(slice(offset, length)));
      },
    ),
  );
});

void test('cached reads keep a bounded number of pieces', () => {
  let reads = 0;
  const readAt = (_offset: number, length: number) => {
    reads += 1;
    return new Uint8Array(length);
  };
  const cached = cacheReads({ size: 2 ** 40, readAt });
  for (let round = 0; round < 2; round++) {
    for (let piece = 0; piece < 64; piece++) cached.readAt(piece * 65_536, 512);
  }
  assert.equal(reads, 64);
  for (let piece = 64; piece < 200; piece++) cached.readAt(piece * 65_536, 512);
  cached.readAt(0, 512);
  assert.equal(reads, 201);
});

void test('a file is read at any place and closed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'platen-read-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const bytes = noise(200_000);
  writeFileSync(join(folder, 'file'), bytes);
  const document = await openSource({ kind: 'file', path: join(folder, 'file') });
  assert.equal(document.size, 200_000);
  assert.deepEqual(Buffer.from(document.readAt(131_000, 300)), Buffer.from(bytes.subarray(131_000, 131_300)));
  assert.equal(document.readAt(200_000, 10).length, 0);
  document.close?.();
  assert.throws(() => document.readAt(0, 200_000), /EBADF/);
});

void test('the memory cap is written into the real PDFium and only there', async () => {
  const path = createRequire(import.meta.resolve('@platen/edge-server/render/pdfium-module')).resolve(
    '@embedpdf/pdfium/pdfium.wasm',
  );
  const before = new Uint8Array(await readFile(path));
  const after = capWasmMemory(Uint8Array.from(before), 16_384);
  const changed = [...before.keys()].filter((at) => before[at] !== after[at]);
  assert.ok(changed.length >= 1 && changed.length <= 3);
  assert.throws(() => capWasmMemory(Uint8Array.from(before), 100_000), /no memory section/);
  assert.throws(() => capWasmMemory(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), 100), /no memory section/);
  assert.throws(() => capWasmMemory(new Uint8Array(12).fill(255), 100), /bad number/);
});

void test('a JPEG’s header is read without decoding, and its end found', async () => {
  const jpeg = await sampleJpeg({ width: 320, height: 200, progressive: true });
  const header = readJpegHeader(jpeg);
  assert.deepEqual([header?.width, header?.height, header?.components, header?.common], [320, 200, 3, true]);
  assert.equal(readJpegHeader(await sampleJpeg({ cmyk: true }))?.adobe, true);
  assert.equal(readJpegHeader(await sampleJpeg({ grey: true }))?.components, 1);
  assert.equal(findJpegEnd(jpeg), jpeg.length);
  assert.equal(findJpegEnd(Buffer.concat([jpeg, jpeg])), jpeg.length);
  assert.equal(findJpegEnd(jpeg.subarray(0, jpeg.length - 1)), undefined);
});

void test('no bytes whatever make the JPEG reader throw or run on', async () => {
  const jpeg = await sampleJpeg({ width: 32, height: 32 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(jpeg.length), (bytes, at) => {
      const mixed = Buffer.concat([jpeg.subarray(0, at), bytes]);
      readJpegHeader(mixed);
      const end = findJpegEnd(mixed);
      assert.ok(end === undefined || end <= mixed.length);
    }),
  );
});

void test('only the PNGs we encode ourselves are taken apart', async () => {
  const { width, height, components, data } = readPngData(await samplePng({ grey: true }));
  assert.deepEqual([width, height, components], [640, 480, 1]);
  assert.ok(data.length > 0);
  const alpha = await samplePng({ alpha: true });
  assert.throws(() => readPngData(alpha), /colour type 6/);
});

void test('grey is told from colour beyond the noise of JPEG', () => {
  assert.equal(findColor(Uint8Array.of(100, 108, 95), 3), 'monochrome');
  assert.equal(findColor(Uint8Array.of(100, 100, 100, 255, 200, 100, 100, 255), 4), 'color');
  assert.equal(findColor(Uint8Array.of(1, 200), 1), 'monochrome');
});
