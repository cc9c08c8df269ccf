// Real PDFs, four on a side: the new file shows what was drawn from the old one, or the document is refused for its layers.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPdf, type PdfDocument } from '@platen/edge-server/render/pdf-document';
import { drawSheet } from '@platen/edge-server/render/pdf-draw';
import { imposePdf } from '@platen/edge-server/render/pdf-impose';
import { loadPdfium, type Pdfium } from '@platen/edge-server/render/pdfium-module';
import { planSheets } from '@platen/edge-server/render/sheet-layout';
import type { Impose } from '@platen/shared/ticket';
import sharp from 'sharp';
import { repository } from '../../support/repository.ts';

const pdfs = join(repository, '..', 'shared', 'corpus', 'pdf');
const skip = existsSync(pdfs)
  ? false
  : 'the shared corpus of other people’s documents is not on this machine';
const A4 = { width: 595.28, height: 841.89 } as const;

function open(pdfium: Pdfium, bytes: Uint8Array): PdfDocument | undefined {
  const readAt = (offset: number, length: number): Uint8Array => bytes.subarray(offset, offset + length);
  const document = openPdf(pdfium, { size: bytes.length, readAt });
  return document.ok ? document : undefined;
}

async function firstSide(pdfium: Pdfium, document: PdfDocument, ticket: Impose): Promise<Uint8Array> {
  const [plan] = planSheets(pdfium, document, ticket, ticket.numberUp === undefined ? undefined : A4);
  assert.ok(plan !== undefined);
  const side = drawSheet(
    pdfium,
    document,
    plan,
    { dpi: 100, color: 'gray' },
    ({ pixels, width, height }) => ({
      pixels: pixels.slice(),
      raw: { width, height, channels: 1 as const },
    }),
  );
  // A tenth of an inch and more: what is left are displaced or missing things, not the edges of letters.
  return sharp(side.pixels, { raw: side.raw }).resize(80, 80, { fit: 'fill' }).raw().toBuffer();
}

void test('imposed documents look as they were drawn', { skip }, async () => {
  const pdfium = await loadPdfium();
  let compared = 0;
  // One of four keeps the whole suite short; PLATEN_TEST_CORPUS=all takes them all.
  const all = readdirSync(pdfs).filter((name) => name.endsWith('.pdf'));
  const files = process.env['PLATEN_TEST_CORPUS'] === 'all' ? all : all.filter((_, index) => index % 4 === 0);
  for (const file of files) {
    const original = open(pdfium, readFileSync(join(pdfs, file)));
    if (original === undefined) continue;
    const wanted = await firstSide(pdfium, original, { numberUp: 4 });
    const made = imposePdf(pdfium, original, planSheets(pdfium, original, { numberUp: 4 }, A4));
    original.close();
    if (!made.ok) {
      assert.equal(made.code, 'document-type', `${file}: ${made.detail}`);
      continue;
    }
    const imposed = open(pdfium, made.pdf);
    assert.ok(imposed !== undefined, file);
    const found = await firstSide(pdfium, imposed, {});
    imposed.close();
    const differences = found.map((value, index) => Math.abs(value - (wanted[index] ?? 0)));
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    assert.ok(Math.max(...differences) < 64 && mean < 1, `${file}: ${Math.max(...differences)}, ${mean}`);
    compared += 1;
  }
  assert.ok(compared > files.length / 2, `${compared} documents compared`);
});
