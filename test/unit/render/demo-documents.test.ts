// The try-out's sample documents: made the same every time, and taken by the engine like anybody's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sniff } from '@platen/edge-server/flow/convert/sniff';
import { demoDocuments } from '@platen/edge-server/try-out/demo-documents';
import { bytesOf, hostForTests } from './host-for-tests.ts';

const host = hostForTests();
const documents = await demoDocuments();

void test('there are four, each of the type its name says', () => {
  assert.deepEqual(
    documents.map(({ name, mediaType }) => [name, mediaType]),
    [
      ['Quarterly report.pdf', 'application/pdf'],
      ['Boarding pass.pdf', 'application/pdf'],
      ['Floor plan A3.pdf', 'application/pdf'],
      ['Team photo.jpg', 'image/jpeg'],
    ],
  );
  for (const { bytes, mediaType } of documents) assert.equal(sniff(bytes)?.mediaType, mediaType);
});

void test('each is looked over and every page of it shown', async () => {
  const pages = [12, 1, 1, 1];
  for (const [index, { name, bytes, mediaType }] of documents.entries()) {
    const found = await host.inspect(bytesOf(bytes), mediaType);
    assert.ok(found.ok, `${name}: ${JSON.stringify(found)}`);
    assert.equal(found.pages, pages[index], name);
    assert.ok(
      found.color.every((color) => color === 'color'),
      name,
    );
    if (mediaType !== 'application/pdf') continue;
    for (let page = 1; page <= found.pages; page++) {
      const shown = await host.renderPage(bytesOf(bytes), page, { widthPx: 800, heightPx: 480 });
      assert.ok(shown.ok && shown.complete, `${name}, page ${page}`);
    }
  }
});

void test('the floor plan is A3 across, the photo can go to a printer as it is', async () => {
  const [, , plan, photo] = documents;
  assert.ok(plan !== undefined && photo !== undefined);
  const found = await host.inspect(bytesOf(plan.bytes), plan.mediaType);
  assert.ok(found.ok);
  assert.deepEqual(found.pageSizes, [{ count: 1, width: 420, height: 297 }]);
  const made = await host.toPdf(bytesOf(photo.bytes), photo.mediaType, { media: 'iso_a4_210x297mm' });
  assert.ok(made.ok);
  assert.equal(made.originalPrintable, true);
});

void test('making them again gives the same bytes', async () => {
  for (const [index, { name, bytes }] of (await demoDocuments()).entries()) {
    assert.ok(Buffer.from(bytes).equals(documents[index]?.bytes ?? new Uint8Array()), name);
  }
});
