// Makes a new PDF of planned sides: pages stay vectors and text, annotations and form fields become part of the page.
// The document that is given is changed in memory by that; its bytes are not.
import type { SheetCell, SheetPlan } from './imposition.ts';
import type { PdfDocument } from './pdf-document.ts';
import { flattenPages } from './pdf-flatten.ts';
import { pageSize } from './pdf-inspect.ts';
import { savePdf } from './pdf-save.ts';
import type { Pdfium } from './pdfium-module.ts';
import { type Refusal, refuse } from './render-outcome.ts';
import { makeWatermark, type OutlineWords } from './watermark.ts';

export type ImposedPdf = { readonly ok: true; readonly pdf: Uint8Array } | Refusal;

/**
 * Bytes of the result: PDFium holds the new document beside the old one in a heap of MAX_WASM_BYTES, and a printer with
 * less memory than that is drawn for instead.
 */
const MAX_IMPOSED_BYTES = 256 * 1024 * 1024;

/** A page that is on its sheet as large as it is, to this many points, is handed on as it is. */
const EXACT = 0.5;

/** One page of the result per plan, in order. `outlines`: `await loadOutlines()`, where plans have a watermark. */
export function imposePdf(
  pdfium: Pdfium,
  document: PdfDocument,
  plans: readonly SheetPlan[],
  outlines?: OutlineWords,
): ImposedPdf {
  const used = [...new Set(plans.flatMap(({ cells }) => cells.map(({ page }) => page)))].sort(
    (a, b) => a - b,
  );
  if (used.length === 0) return refuse('document-broken', 'no pages to lay out');
  flattenPages(pdfium, document, used);
  const made = plans.every((plan) => isWhole(plan))
    ? pickPages(
        pdfium,
        document,
        plans.flatMap(({ cells }) => cells.map(({ page }) => page)),
      )
    : layOut(pdfium, document, plans, used, outlines);
  if (made === undefined) return refuse('document-broken', 'a page cannot be taken over');
  try {
    const saved = savePdf(pdfium, made, MAX_IMPOSED_BYTES);
    // Which layers are off stands in the catalogue, and that does not come along: everything would be printed.
    if (saved.ok && saved.layers) return refuse('document-type', 'its layers cannot be laid out as vectors');
    return saved;
  } finally {
    pdfium.FPDF_CloseDocument(made);
  }
}

function isWhole({ cells, width, height, watermark }: SheetPlan): boolean {
  const [cell, more] = cells;
  if (cell === undefined || more !== undefined || watermark !== undefined || cell.rotate !== 0) return false;
  return (
    Math.abs(cell.x) < EXACT &&
    Math.abs(cell.y) < EXACT &&
    Math.abs(cell.width - width) < EXACT &&
    Math.abs(cell.height - height) < EXACT
  );
}

/** A new document of these pages, which share their fonts and images in it. Undefined when one cannot be had. */
function pickPages(pdfium: Pdfium, document: PdfDocument, pages: readonly number[]): number | undefined {
  const made = pdfium.FPDF_CreateNewDocument();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const indices = malloc(pages.length * 4);
  try {
    pages.forEach((page, order) => pdfium.pdfium.setValue(indices + order * 4, page, 'i32'));
    if (pdfium.FPDF_ImportPagesByIndex(made, document.handle, indices, pages.length, 0)) return made;
  } finally {
    free(indices);
  }
  pdfium.FPDF_CloseDocument(made);
  return undefined;
}

function layOut(
  pdfium: Pdfium,
  document: PdfDocument,
  plans: readonly SheetPlan[],
  used: readonly number[],
  outlines: OutlineWords | undefined,
): number | undefined {
  const sizes = new Map(used.map((page) => [page, pageSize(pdfium, document, page)]));
  const pool = poolPages(pdfium, document, used);
  if (pool === undefined) return undefined;
  for (const [index, plan] of plans.entries()) {
    // Behind the page that holds the pool.
    const sheet = pdfium.FPDFPage_New(pool.document, index + 1, plan.width, plan.height);
    for (const cell of plan.cells) {
      const [object, size] = [pool.objects.get(cell.page), sizes.get(cell.page)];
      // A page is on one sheet only; one without a size is missing in the document and stays blank.
      if (object === undefined || size === undefined) continue;
      pdfium.FPDFPage_RemoveObject(pool.page, object);
      setMatrix(pdfium, object, placing(cell, plan.height, size.width));
      pdfium.FPDFPage_InsertObject(sheet, object);
    }
    const watermark = makeWatermark(pdfium, plan, outlines);
    if (watermark !== undefined) pdfium.FPDFPage_InsertObject(sheet, watermark);
    pdfium.FPDFPage_GenerateContent(sheet);
    pdfium.FPDF_ClosePage(sheet);
  }
  pdfium.FPDF_ClosePage(pool.page);
  pdfium.FPDFPage_Delete(pool.document, 0);
  return pool.document;
}

interface Pool {
  readonly document: number;
  readonly page: number;
  /** By page of the source: the page as one object, upright, its lower left corner at the origin. */
  readonly objects: ReadonlyMap<number, number>;
}

/**
 * Every page as a form object, all of them on one page: only what PDFium takes over in one call shares fonts and images.
 * FPDF_NewXObjectFromPage, page by page, would copy them again for each.
 */
function poolPages(pdfium: Pdfium, document: PdfDocument, used: readonly number[]): Pool | undefined {
  const picked = used.length === document.pages ? undefined : pickPages(pdfium, document, used);
  if (picked === undefined && used.length !== document.pages) return undefined;
  // With a grid of one it would copy the page itself.
  const columns = Math.max(2, used.length);
  const pool = pdfium.FPDF_ImportNPagesToOne(picked ?? document.handle, columns, 1, columns, 1);
  if (picked !== undefined) pdfium.FPDF_CloseDocument(picked);
  if (pool === 0) return undefined;
  const page = pdfium.FPDF_LoadPage(pool, 0);
  if (page !== 0 && pdfium.FPDFPage_CountObjects(page) === used.length) {
    const objects = new Map(used.map((index, order) => [index, pdfium.FPDFPage_GetObject(page, order)]));
    return { document: pool, page, objects };
  }
  if (page !== 0) pdfium.FPDF_ClosePage(page);
  pdfium.FPDF_CloseDocument(pool);
  return undefined;
}

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** From a page at the origin to its cell; PDF counts upwards from the lower edge of the sheet. */
function placing({ x, y, width, height, rotate }: SheetCell, sheetHeight: number, pageWidth: number): Matrix {
  const [right, top, bottom] = [x + width, sheetHeight - y, sheetHeight - y - height];
  const scale = (rotate === 0 || rotate === 180 ? width : height) / pageWidth;
  switch (rotate) {
    case 0:
      return [scale, 0, 0, scale, x, bottom];
    case 90:
      return [0, -scale, scale, 0, x, top];
    case 180:
      return [-scale, 0, 0, -scale, right, top];
    case 270:
      return [0, scale, -scale, 0, right, bottom];
  }
}

function setMatrix(pdfium: Pdfium, object: number, matrix: Matrix): void {
  // FS_MATRIX: six 4 byte floats.
  const pointer = pdfium.pdfium.wasmExports.malloc(24);
  matrix.forEach((value, index) => pdfium.pdfium.setValue(pointer + index * 4, value, 'float'));
  pdfium.FPDFPageObj_SetMatrix(object, pointer);
  pdfium.pdfium.wasmExports.free(pointer);
}
