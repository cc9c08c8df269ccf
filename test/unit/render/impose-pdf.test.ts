// Imposed PDFs and drawn sides: what other renderers make of the new file must be what the preview showed, and nothing that
// prints may be lost on the way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { degrees, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { SheetPlan, Size } from '@platen/edge-server/render/imposition';
import { openPdf, type PdfDocument } from '@platen/edge-server/render/pdf-document';
import { drawSheet, openSheet } from '@platen/edge-server/render/pdf-draw';
import { imposePdf } from '@platen/edge-server/render/pdf-impose';
import { loadPdfium, type Pdfium } from '@platen/edge-server/render/pdfium-module';
import { planSheets, planSide } from '@platen/edge-server/render/sheet-layout';
import { loadOutlines } from '@platen/edge-server/render/watermark';
import type { Impose } from '@platen/shared/ticket';
import sharp from 'sharp';
import { noise, rawPdf, samplePdf } from '../../documents/make-documents.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { tempDir } from '../../support/temp-dir.ts';

const A4: Size = { width: 595.28, height: 841.89 };
const DPI = 120;

let pdfium: Pdfium;
let folder: Awaited<ReturnType<typeof tempDir>>;
before(async () => {
  pdfium = await loadPdfium();
  folder = await tempDir('impose');
});
after(() => folder.remove());

function open(bytes: Uint8Array): PdfDocument {
  const document = openPdf(pdfium, {
    size: bytes.length,
    readAt: (offset, length) => bytes.subarray(offset, offset + length),
  });
  assert.ok(document.ok, JSON.stringify(document));
  return document;
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

async function draw(
  document: PdfDocument,
  plan: SheetPlan,
  color: 'rgb' | 'gray' = 'gray',
  dpi = DPI,
): Promise<Grey> {
  const outlines = await loadOutlines(plan.watermark);
  return drawSheet(pdfium, document, plan, { dpi, color, outlines }, ({ width, height, pixels }) => ({
    width,
    height,
    pixels: pixels.slice(),
  }));
}

async function impose(bytes: Uint8Array, ticket: Impose, media: Size | undefined = A4): Promise<Uint8Array> {
  const document = open(bytes);
  try {
    const plans = planSheets(pdfium, document, ticket, media);
    const made = imposePdf(pdfium, document, plans, await loadOutlines(ticket.watermark));
    assert.ok(made.ok, JSON.stringify(made));
    return made.pdf;
  } finally {
    document.close();
  }
}

/** A side in grey at DPI has 1.4 MB. */
const PICTURE = { maxBuffer: 8 * 1024 * 1024 } as const;

const REFERENCES = {
  pdftoppm: (path: string, page: number): Buffer =>
    execFileSync('pdftoppm', ['-r', `${DPI}`, '-f', `${page}`, '-l', `${page}`, '-gray', path], PICTURE),
  mutool: (path: string, page: number): Buffer => {
    const how = ['-q', '-r', `${DPI}`, '-c', 'gray', '-F', 'pgm', '-o', '-'];
    return execFileSync('mutool', ['draw', ...how, path, `${page}`], PICTURE);
  },
} as const;

/** A binary PGM (P5). */
function readPgm(bytes: Buffer): Grey {
  const match = /^P5\s(?:#.*\s)?(\d+)\s(\d+)\s255\s/.exec(bytes.toString('latin1', 0, 200));
  assert.ok(match !== null, 'no PGM');
  return { width: Number(match[1]), height: Number(match[2]), pixels: bytes.subarray(match[0].length) };
}

/** Eighths of an inch: what renderers do differently at the edges of letters evens out, what lies elsewhere does not. */
async function coarse({ pixels, width, height }: Grey): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .resize({ width: 80, height: 80, fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}

async function assertSamePicture(found: Grey, wanted: Grey, what: string): Promise<void> {
  assert.ok(Math.abs(found.width - wanted.width) <= 1 && Math.abs(found.height - wanted.height) <= 1, what);
  const [one, other] = await Promise.all([coarse(found), coarse(wanted)]);
  let [worst, sum] = [0, 0];
  one.forEach((value, index) => {
    const difference = Math.abs(value - (other[index] ?? 0));
    worst = Math.max(worst, difference);
    sum += difference;
  });
  assert.ok(worst < 60 && sum / one.length < 2.5, `${what}: worst ${worst}, mean ${sum / one.length}`);
}

/** Pages with a mark in one corner, so that no turn goes unnoticed; some turned, some with boxes off the origin. */
async function oddPages(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let number = 1; number <= 6; number++) {
    const page = document.addPage(number % 3 === 0 ? [700, 400] : [400, 700]);
    // No letters: renderers have different fonts for those that are not embedded.
    for (let bar = 0; bar < number; bar++) {
      page.drawRectangle({ x: 60 + bar * 40, y: 120, width: 24, height: 80 + bar * 20 });
    }
    page.drawRectangle({ x: 20, y: 20, width: 90, height: 40 });
    if (number % 2 === 0) page.setRotation(degrees(90 * ((number / 2) % 4)));
    if (number > 3) page.setCropBox(10, 10, page.getWidth() - 60, page.getHeight() - 90);
  }
  return document.save();
}

const CASES: readonly (readonly [string, Impose])[] = [
  ['two up', { numberUp: 2 }],
  ['six up with a watermark', { numberUp: 6, watermark: 'Confidential' }],
  ['sixteen up', { numberUp: 16 }],
  ['booklet', { booklet: true, watermark: 'Entwurf' }],
  ['fit', { printScaling: 'fit' }],
  ['fill, reversed', { printScaling: 'fill', orientation: 'reverse-portrait', watermark: 'Draft' }],
  [
    'ranges',
    {
      pageRanges: [
        { from: 2, to: 3 },
        { from: 5, to: 5 },
      ],
      numberUp: 2,
      orientation: 'portrait',
    },
  ],
];

for (const [tool, render] of Object.entries(REFERENCES)) {
  const skip = skipUnless(tool);
  void test(`what ${tool} makes of an imposed PDF is what was drawn from the original`, {
    skip,
  }, async () => {
    const bytes = await oddPages();
    for (const [name, ticket] of CASES) {
      const path = join(folder.path, 'imposed.pdf');
      writeFileSync(path, await impose(bytes, ticket));
      const document = open(bytes);
      const plans = planSheets(pdfium, document, ticket, A4);
      const pages = (await PDFDocument.load(readFileSync(path))).getPageCount();
      assert.equal(pages, plans.length, name);
      for (const [index, plan] of plans.entries()) {
        const wanted = await draw(document, plan);
        await assertSamePicture(readPgm(render(path, index + 1)), wanted, `${name}, side ${index + 1}`);
      }
      document.close();
    }
  });
}

void test('sheets have the size of the paper to a hundredth of a point', async () => {
  const made = await PDFDocument.load(
    await impose(await samplePdf({ pages: 2, size: 'a3' }), { numberUp: 2 }),
  );
  const { width, height } = made.getPage(0).getSize();
  assert.ok(Math.abs(width - A4.height) < 0.01 && Math.abs(height - A4.width) < 0.01, `${width} x ${height}`);
});

void test('text stays text, in order', { skip: skipUnless('pdftotext') }, async () => {
  const bytes = await samplePdf({ pages: 9 });
  for (const ticket of [{ numberUp: 4 }, {}] as const) {
    const path = join(folder.path, 'text.pdf');
    const pageRanges = [
      { from: 2, to: 3 },
      { from: 8, to: 8 },
    ];
    writeFileSync(path, await impose(bytes, { ...ticket, pageRanges }));
    const text = execFileSync('pdftotext', [path, '-']).toString();
    const found = [...text.matchAll(/Page (\d) of 9/g)].map(([, page]) => Number(page));
    assert.deepEqual(found, [2, 3, 8]);
  }
});

void test('annotations meant for paper and the values of form fields are part of the sheets', async () => {
  const annotated = (flags: number): Uint8Array =>
    rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>',
      `<< /Type /Annot /Subtype /Square /Rect [20 20 180 180] /F ${flags} /AP << /N 5 0 R >> >>`,
      '<< /Type /XObject /Subtype /Form /BBox [0 0 160 160] /Length 18 >>\nstream\n0 0 160 160 re f  \nendstream',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ]);
  const dark = async (bytes: Uint8Array): Promise<number> => {
    const document = open(bytes);
    const [plan] = planSheets(pdfium, document, {}, undefined);
    assert.ok(plan !== undefined);
    const { pixels } = await draw(document, plan);
    document.close();
    return pixels.filter((value) => value < 128).length / pixels.length;
  };
  const tickets: readonly Impose[] = [{ numberUp: 2 }, { pageRanges: [{ from: 1, to: 1 }] }];
  for (const ticket of tickets) {
    // Flag 3, value 4: print (ISO 32000-2 table 167).
    const shown = await dark(await impose(annotated(4), ticket));
    assert.ok(shown > 0.04, `${shown}`);
    assert.equal(await dark(await impose(annotated(0), ticket)), 0);
  }

  const form = await PDFDocument.load(await samplePdf({ pages: 2, field: 'MMMMMMMMMMMM' }));
  const bare = await impose(await samplePdf({ pages: 2 }), { numberUp: 2 });
  const withLook = await impose(await form.save(), { numberUp: 2 });
  // A field whose look is left to the reader: only its value is in the file.
  form.getForm().acroForm.dict.set(PDFName.of('NeedAppearances'), form.context.obj(true));
  form.getForm().getTextField('name').acroField.getWidgets()[0]?.dict.delete(PDFName.of('AP'));
  const withoutLook = await impose(await form.save({ updateFieldAppearances: false }), { numberUp: 2 });
  const [plain, one, other] = [await dark(bare), await dark(withLook), await dark(withoutLook)];
  assert.ok(one > plain * 1.02 && other > plain * 1.02, `${plain} ${one} ${other}`);
});

void test('pages share their fonts and images in the new file, as they did in the old one', async () => {
  const document = await PDFDocument.create();
  const side = 200;
  const image = await document.embedPng(
    await sharp(noise(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer(),
  );
  for (let page = 0; page < 30; page++) document.addPage([400, 600]).drawImage(image);
  const bytes = await document.save();
  const tickets: readonly Impose[] = [{ numberUp: 4 }, { numberUp: 4, pageRanges: [{ from: 3, to: 28 }] }];
  for (const ticket of tickets) {
    const made = await impose(bytes, ticket);
    assert.ok(made.length < bytes.length * 1.5, `${bytes.length} became ${made.length}`);
  }
});

void test('a document with layers is not imposed: which of them are off would be forgotten', async () => {
  const bytes = rawPdf([
    '<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >> >>',
    '<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 5 0 R /Resources << /Properties << /L 4 0 R >> >> >>',
    '<< /Type /OCG /Name (Hidden) >>',
    '<< /Length 38 >>\nstream\n/OC /L BDC 0 0 200 200 re f EMC       \nendstream',
  ]);
  const document = open(bytes);
  const plans = planSheets(pdfium, document, { numberUp: 2 }, A4);
  const [plan] = plans;
  assert.ok(plan !== undefined);
  assert.ok(
    (await draw(document, plan)).pixels.every((value) => value === 255),
    'the layer is off',
  );
  const made = imposePdf(pdfium, document, plans);
  document.close();
  assert.equal(made.ok ? 'made' : made.code, 'document-type');
});

void test('a document that only its owner may change is imposed without its encryption', async () => {
  const locked = await samplePdf({ pages: 2, lock: { owner: 'secret', printing: true } });
  const made = await impose(locked, { numberUp: 2 });
  assert.equal((await PDFDocument.load(made)).getPageCount(), 1);
});

void test('a watermark darkens paper and pictures and never lightens anything', async () => {
  const document = open(await samplePdf({ colour: true }));
  const [plain] = planSheets(pdfium, document, {}, A4);
  const [marked] = planSheets(pdfium, document, { watermark: 'Confidential – 機密' }, A4);
  assert.ok(plain !== undefined && marked !== undefined);
  for (const color of ['rgb', 'gray'] as const) {
    const [before, after] = [await draw(document, plain, color), await draw(document, marked, color)];
    const changed = after.pixels.filter((value, index) => value !== before.pixels[index]).length;
    assert.ok(changed > after.pixels.length / 100, `${changed} changed`);
    assert.ok(after.pixels.every((value, index) => value <= (before.pixels[index] ?? 0)));
    // Black letters stay black, whatever lies over them.
    before.pixels.forEach((value, index) => {
      if (value < 10) assert.ok((after.pixels[index] ?? 255) < 10);
    });
  }
  document.close();
});

void test('a page that blends is grey as it is in colour: nothing under it is lost', async () => {
  const bytes = rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /ExtGState << /M << /BM /Multiply >> >> >> >>',
    '<< /Length 64 >>\nstream\n1 0 0 rg 0 0 200 200 re f /M gs 0.5 g 50 50 100 100 re f        \nendstream',
  ]);
  const document = open(bytes);
  const [plan] = planSheets(pdfium, document, {}, undefined);
  assert.ok(plan !== undefined);
  const { pixels, width, height } = await draw(document, plan);
  document.close();
  const at = (x: number, y: number): number =>
    pixels[Math.floor(y * height) * width + Math.floor(x * width)] ?? 0;
  // Red weighs 0.299 in grey; half of it where grey lies over it.
  assert.ok(Math.abs(at(0.1, 0.1) - 76) <= 2, `${at(0.1, 0.1)}`);
  assert.ok(Math.abs(at(0.5, 0.5) - 38) <= 2, `${at(0.5, 0.5)}`);
});

void test('a side planned alone is the side of the whole plan', async () => {
  const document = open(await oddPages());
  const tickets: readonly Impose[] = [
    {},
    { pageRanges: [{ from: 2, to: 4 }], orientation: 'reverse-landscape', watermark: 'Draft' },
    { numberUp: 4 },
    { booklet: true },
  ];
  for (const ticket of tickets) {
    const plans = planSheets(pdfium, document, ticket, A4);
    for (const [index, plan] of plans.entries()) {
      assert.deepEqual(planSide(pdfium, document, ticket, A4, index + 1), { plan, sides: plans.length });
    }
    for (const side of [0, -1, 0.5, plans.length + 1]) {
      assert.equal(planSide(pdfium, document, ticket, A4, side), undefined);
    }
  }
  document.close();
});

void test('a side drawn in bands is the side drawn at once', async () => {
  const document = open(await samplePdf({ pages: 6, colour: true, field: 'A value' }));
  const [plan] = planSheets(pdfium, document, { numberUp: 6, watermark: 'Copy' }, A4);
  assert.ok(plan !== undefined);
  const whole = await draw(document, plan, 'rgb', 100);
  const sheet = openSheet(pdfium, document, plan, {
    dpi: 100,
    color: 'rgb',
    outlines: await loadOutlines(plan.watermark),
  });
  const bands: Uint8Array[] = [];
  for (let top = 0; top < sheet.height; top += 100) {
    const height = Math.min(100, sheet.height - top);
    bands.push(sheet.draw({ top, height }, ({ pixels }) => pixels.slice()));
  }
  sheet.close();
  document.close();
  assert.deepEqual([sheet.width, sheet.height], [whole.width, whole.height]);
  const together = Buffer.concat(bands);
  const different = together.filter(
    (value, index) => Math.abs(value - (whole.pixels[index] ?? 0)) > 8,
  ).length;
  assert.ok(different < together.length / 1000, `${different} of ${together.length} differ`);
});
