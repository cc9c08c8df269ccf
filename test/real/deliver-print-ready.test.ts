// Documents drawn for printers that take no PDF: ippeveprinter of CUPS offers one format alone, and what it was sent is read by a second
// decoder.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { makeReadyWith } from '@platen/edge-server/render-for-flow';
import type { DocumentFacts } from '@platen/shared/document-facts';
import type { Ticket } from '@platen/shared/ticket';
import sharp from 'sharp';
import { samplePdf } from '../documents/make-documents.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import type { ReceivedDocument } from '../servers/ippeveprinter-command.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { openSite, type Site } from '../unit/flow/deliver/site.ts';
import { decodePwg, decodeUrf } from '../unit/render/out/decode-raster.ts';

const skip = skipUnless('ippeveprinter', 'dbus-daemon');

const FACTS: DocumentFacts = {
  pages: 3,
  pageSizes: [{ count: 3, width: 210, height: 297 }],
  colour: 'color',
  notes: [],
};
const TWO_UP: Ticket = {
  numberUp: 2,
  printColorMode: 'monochrome',
  sides: 'two-sided-long-edge',
  media: 'iso_a4_210x297mm',
};

async function open(
  t: TestContext,
  formats: readonly string[],
): Promise<{ printer: IppEvePrinter; site: Site; printerId: string }> {
  const printer = await startIppEvePrinter({ name: 'Drawn', formats });
  t.after(() => printer.stop());
  const render = makeRenderHost({ maxWorkers: 3 });
  t.after(() => render.stop());
  const site = await openSite({ factor: 1, makeReady: makeReadyWith(render) });
  t.after(() => site.close());
  return { printer, site, printerId: site.addPrinter(printer.uri) };
}

async function prints(t: TestContext, formats: readonly string[], ticket: Ticket): Promise<ReceivedDocument> {
  const { printer, site, printerId } = await open(t, formats);
  const document = Buffer.from(await samplePdf({ pages: 3, title: 'Drawn' }));
  const claim = await site.release(printerId, {
    ticket,
    document,
    pages: 3,
    job: { facts: FACTS, mediaType: 'application/pdf' },
  });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'done', String(release.reason));
  const received = await printer.received();
  assert.equal(received.length, 1);
  const [only] = received;
  assert.ok(only);
  return only;
}

const isDark = (pixels: Buffer): boolean => pixels.some((value) => value < 100);

test('a printer that takes only PWG raster prints three pages two-up in grey', { skip }, async (t) => {
  const document = await prints(t, ['image/pwg-raster'], TWO_UP);
  assert.equal(document.format, 'image/pwg-raster');
  const sides = decodePwg(await readFile(document.path));
  assert.equal(sides.length, 2);
  for (const { width, height, bitsPerPixel, pixels, header } of sides) {
    assert.deepEqual([width, height, bitsPerPixel], [2480, 3508, 8]);
    assert.ok(isDark(pixels));
    assert.deepEqual(
      [272, 452].map((at) => header.readUInt32BE(at)),
      [1, 2],
      'duplex, two sides in all',
    );
  }
  // ippeveprinter wants its back sides rotated.
  assert.deepEqual(
    sides.map(({ header }) => header.readInt32BE(456)),
    [1, -1],
  );
  assert.equal(document.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  assert.equal(document.attributes.get('IPP_MEDIA'), 'iso_a4_210x297mm');
  assert.equal(document.attributes.get('IPP_NUMBER_UP'), undefined);
});

test('a printer that takes only URF prints three pages two-up in grey', { skip }, async (t) => {
  const document = await prints(t, ['image/urf'], TWO_UP);
  assert.equal(document.format, 'image/urf');
  const sides = decodeUrf(await readFile(document.path));
  assert.equal(sides.length, 2);
  for (const { width, height, bitsPerPixel, pixels } of sides) {
    // It draws URF at 600 dpi alone.
    assert.deepEqual([width, height, bitsPerPixel], [4961, 7016, 8]);
    assert.ok(isDark(pixels));
  }
});

test('a printer that takes only JPEG prints three pages four-up in grey on one side', { skip }, async (t) => {
  const document = await prints(t, ['image/jpeg'], { ...TWO_UP, numberUp: 4, sides: 'one-sided' });
  assert.equal(document.format, 'image/jpeg');
  const picture = await readFile(document.path);
  const { width, height, channels, density } = await sharp(picture).metadata();
  assert.deepEqual([width, height, channels, density], [2480, 3508, 1, 300]);
  assert.ok(isDark(await sharp(picture).raw().toBuffer()));
});

test('two sides fit into no picture: the document goes back with the reason', { skip }, async (t) => {
  const { printer, site, printerId } = await open(t, ['image/jpeg']);
  const document = Buffer.from(await samplePdf({ pages: 3 }));
  const claim = await site.release(printerId, { ticket: TWO_UP, document, pages: 3, job: { facts: FACTS } });
  const release = await site.deliver(claim);
  assert.equal(release.state, 'returned');
  assert.equal(release.reason, 'printer-format');
  assert.equal((await printer.received()).length, 0);
});

test('a printer that takes PDF but no watermark gets a PDF that has it', { skip }, async (t) => {
  const document = await prints(t, ['application/pdf', 'image/pwg-raster'], { watermark: 'DRAFT' });
  assert.equal(document.format, 'application/pdf');
  assert.equal((await readFile(document.path)).subarray(0, 5).toString(), '%PDF-');
});
