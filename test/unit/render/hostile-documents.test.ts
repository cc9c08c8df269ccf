// Documents made to hurt (threats T28, T29): each ends with an answer, none harms the server or leaves a process behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  circularPageTreePdf,
  deepPageTreePdf,
  endlessPdf,
  hugeImagePdf,
  hugePagePdf,
  lyingCountPdf,
  lyingJpeg,
  lyingPng,
  noise,
  sampleJpeg,
  samplePdf,
  samplePng,
  slowPdf,
} from '../../documents/make-documents.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';

const host = hostForTests();
const PDF = 'application/pdf';
const BOX = { widthPx: 300, heightPx: 300 };

const codeOf = (outcome: { ok: true } | { ok: false; code: string }): string =>
  outcome.ok ? 'ok' : outcome.code;

async function inspected(bytes: Uint8Array, mediaType = PDF): Promise<string> {
  return codeOf(await host.inspect(bytesOf(bytes), mediaType));
}

async function shown(bytes: Uint8Array): Promise<string> {
  return codeOf(await host.renderPage(bytesOf(bytes), 1, BOX));
}

async function placed(bytes: Uint8Array, mediaType: string): Promise<string> {
  return codeOf(await host.toPdf(bytesOf(bytes), mediaType, { media: 'iso_a4_210x297mm' }));
}

void test('nothing at all is empty, noise is broken, whatever it is called', async () => {
  for (const mediaType of [PDF, 'image/jpeg', 'image/png']) {
    assert.equal(await inspected(new Uint8Array(0), mediaType), 'document-empty');
    assert.equal(await inspected(noise(5000), mediaType), 'document-broken');
  }
  assert.equal(await inspected(Buffer.concat([Buffer.from('%PDF-1.7\n'), noise(5000)])), 'document-broken');
  assert.equal(
    await inspected(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), noise(5000)]), 'image/jpeg'),
    'document-broken',
  );
});

void test('a PDF cut anywhere ends with an answer', async () => {
  const whole = await samplePdf({ pages: 3, colour: true, bytes: 20_000 });
  for (let part = 1; part < 20; part++) {
    const cut = whole.subarray(0, Math.floor((whole.length * part) / 20));
    assert.ok(['ok', 'document-broken'].includes(await inspected(cut)));
    assert.ok(['ok', 'document-broken', 'not-found'].includes(await shown(cut)));
  }
});

void test('a PDF with any of its bytes changed ends with an answer', async () => {
  const whole = await samplePdf({ pages: 2, field: 'value' });
  for (let at = 0; at < whole.length; at += 61) {
    const changed = Uint8Array.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    const code = await inspected(changed);
    assert.ok(['ok', 'document-broken', 'document-password'].includes(code), `byte ${at}: ${code}`);
  }
});

void test('an image cut anywhere ends with an answer', async () => {
  const images = [
    [await sampleJpeg(), 'image/jpeg'],
    [await sampleJpeg({ progressive: true }), 'image/jpeg'],
    [await samplePng({ alpha: true }), 'image/png'],
  ] as const;
  for (const [whole, mediaType] of images) {
    for (let part = 1; part < 10; part++) {
      const code = await placed(whole.subarray(0, Math.floor((whole.length * part) / 10)), mediaType);
      assert.ok(['ok', 'document-broken'].includes(code), `${mediaType} ${part}/10: ${code}`);
    }
  }
});

void test('images that claim more pixels than allowed are refused before they are decoded', async () => {
  assert.equal(await placed(await lyingPng(65_535, 65_535), 'image/png'), 'document-too-large');
  assert.equal(await placed(await lyingPng(17_000, 17_000), 'image/png'), 'document-too-large');
  assert.equal(await placed(await lyingJpeg(65_500, 65_500), 'image/jpeg'), 'document-too-large');
  // Within the limit for passing on, but it would have to be decoded in full because it does not hold what it says.
  assert.equal(await placed(await lyingJpeg(14_000, 14_000), 'image/jpeg'), 'document-too-large');
});

void test('page trees that are deep, circular or lie end with an answer', async () => {
  for (const pdf of [deepPageTreePdf(20), deepPageTreePdf(5000), circularPageTreePdf(), lyingCountPdf(4e9)]) {
    assert.ok(['ok', 'document-broken'].includes(await inspected(pdf)));
    assert.ok(['ok', 'not-found', 'preview-failed'].includes(await shown(pdf)));
  }
});

void test('a page of 14 km and an image of 10 gigapixels cost no more than the picture that is asked for', async () => {
  assert.equal(await inspected(hugePagePdf(550_000)), 'ok');
  assert.equal(await shown(hugePagePdf(550_000)), 'ok');
  assert.equal(await inspected(hugeImagePdf(100_000)), 'ok');
  assert.ok(['ok', 'document-too-large'].includes(await shown(hugeImagePdf(100_000))));
});

void test('drawing without end stops at the memory or time limit, and the document can still be printed', async () => {
  const pdf = endlessPdf();
  const found = await host.inspect(bytesOf(pdf), PDF);
  assert.ok(found.ok);
  assert.deepEqual(found.color, ['unknown']);
  assert.ok(['document-too-large', 'document-too-slow'].includes(await shown(pdf)));
  assert.equal(await shown(await samplePdf()), 'ok');
});

void test('drawing that would take minutes ends at the time limit, and the document can still be printed', async () => {
  const pdf = bytesOf(slowPdf());
  const picture = await host.renderPage(pdf, 1, { ...BOX, timeLimitMs: 1500 });
  assert.equal(codeOf(picture), 'document-too-slow');
  const found = await host.inspect(pdf, PDF, { timeLimitMs: 4000 });
  assert.ok(found.ok, JSON.stringify(found));
  assert.deepEqual(found.color, ['unknown']);
});
