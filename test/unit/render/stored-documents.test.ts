// Documents as the store keeps them, encrypted: the worker reads them by their grant, and never mistakes damage of the store for a broken document.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { sampleJpeg, samplePdf } from '../../documents/make-documents.ts';
import { fileOf, openTestStore } from '../platform/blob-kit.ts';
import { hostForTests } from './host-for-tests.ts';

const host = hostForTests();
const PDF = 'application/pdf';
const BOX = { widthPx: 200, heightPx: 200 };

void test('a stored document is looked over, shown and placed, inline or in a file of many chunks', async (t) => {
  const { blobs } = await openTestStore(t);
  for (const bytes of [4_000, 3_000_000]) {
    const stored = await blobs.put(await samplePdf({ pages: 2, bytes, colour: [2] }));
    const source = { kind: 'blob', ...blobs.grant(stored) } as const;
    const found = await host.inspect(source, PDF);
    assert.ok(found.ok, JSON.stringify(found));
    assert.deepEqual(found.color, ['monochrome', 'color']);
    assert.ok((await host.renderPage(source, 2, BOX)).ok);
  }
  const photo = await blobs.put(await sampleJpeg({ width: 2000, height: 1500 }));
  const source = { kind: 'blob', ...blobs.grant(photo) } as const;
  assert.ok((await host.toPdf(source, 'image/jpeg', { media: 'iso_a4_210x297mm' })).ok);
});

void test('a stored document that was tampered with is the storage’s trouble, not a broken document', async (t) => {
  const store = await openTestStore(t);
  const stored = await store.blobs.put(await samplePdf({ bytes: 3_000_000 }));
  const file = fileOf(store, stored);
  const bytes = await readFile(file);
  const last = bytes.length - 200;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const source = { kind: 'blob', ...store.blobs.grant(stored) } as const;
  for (const outcome of [await host.inspect(source, PDF), await host.renderPage(source, 1, BOX)]) {
    assert.ok(!outcome.ok);
    assert.equal(outcome.code, 'storage-failed');
  }
});
