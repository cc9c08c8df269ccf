// Looks a PDF over: pages, sizes, colour, permissions. Renders nothing larger than a thumbnail.
import { findColor } from './find-color.ts';
import { COLOUR_BUDGET_MS, COLOUR_SAMPLE_PX, MAX_PAGES, MAX_PAGES_HARD } from './limits.ts';
import { addPageSize, toTenth } from './page-sizes.ts';
import { openPdf, type PdfDocument } from './pdf-document.ts';
import { drawSheet } from './pdf-draw.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { RandomRead } from './random-read.ts';
import {
  type InspectOptions,
  type InspectOutcome,
  type PageColor,
  type PageSizeRun,
  refuse,
} from './render-outcome.ts';

/** Bit 3 of the permissions (ISO 32000-2 table 22): printing. Without encryption all bits are set. */
export const PERMISSION_PRINT = 4;

/** FPDF_GetFormType (fpdf_formfill.h): a form whose pages exist only as XFA. */
const FORM_XFA_FULL = 2;

const MM_PER_POINT = 25.4 / 72;

export function inspectPdf(pdfium: Pdfium, source: RandomRead, options: InspectOptions): InspectOutcome {
  const document = openPdf(pdfium, source);
  if (!document.ok) return document;
  try {
    const maxPages = Math.min(options.maxPages ?? MAX_PAGES, MAX_PAGES_HARD);
    if (document.pages > maxPages) {
      return refuse('document-too-many-pages', `${document.pages} pages, ${maxPages} allowed`);
    }
    const sizes = pageSizes(pdfium, document);
    document.checkReads();
    if (sizes.pages === 0) return refuse('document-broken', 'no page can be read');
    const color = pageColors(pdfium, document, sizes.pages, options.colourBudgetMs ?? COLOUR_BUDGET_MS);
    document.checkReads();
    return {
      ok: true,
      pages: sizes.pages,
      pageSizes: sizes.runs,
      color,
      encrypted: pdfium.EPDF_IsEncrypted(document.handle),
      printable: (pdfium.FPDF_GetDocPermissions(document.handle) & PERMISSION_PRINT) !== 0,
      xfa: pdfium.FPDF_GetFormType(document.handle) === FORM_XFA_FULL,
    };
  } finally {
    document.close();
  }
}

/** A page tree may promise pages it does not hold: those missing at the end are not counted, one missing in between takes its neighbour's size. */
function pageSizes(pdfium: Pdfium, document: PdfDocument): { pages: number; runs: readonly PageSizeRun[] } {
  const runs: PageSizeRun[] = [];
  let pages = 0;
  for (let index = 0; index < document.pages; index++) {
    const size = pageSize(pdfium, document, index);
    if (size === undefined) continue;
    const missing = index - pages;
    const seen = { width: toTenth(size.width * MM_PER_POINT), height: toTenth(size.height * MM_PER_POINT) };
    addPageSize(runs, seen, 1 + missing);
    pages = index + 1;
  }
  return { pages, runs };
}

/** Points as the page is seen, or undefined when there is no such page. `index` counts from 0. */
export function pageSize(
  pdfium: Pdfium,
  document: PdfDocument,
  index: number,
): { width: number; height: number } | undefined {
  // FS_SIZEF: two 4 byte floats.
  const pointer = pdfium.pdfium.wasmExports.malloc(8);
  try {
    if (!pdfium.FPDF_GetPageSizeByIndexF(document.handle, index, pointer)) return undefined;
    const width = pdfium.pdfium.getValue(pointer, 'float');
    const height = pdfium.pdfium.getValue(pointer + 4, 'float');
    return width > 0 && height > 0 ? { width, height } : undefined;
  } finally {
    pdfium.pdfium.wasmExports.free(pointer);
  }
}

function pageColors(
  pdfium: Pdfium,
  document: PdfDocument,
  pages: number,
  budgetMs: number,
): readonly PageColor[] {
  const deadline = performance.now() + budgetMs;
  return Array.from({ length: pages }, (_, index) =>
    performance.now() < deadline ? pageColor(pdfium, document, index, deadline) : 'unknown',
  );
}

function pageColor(pdfium: Pdfium, document: PdfDocument, index: number, deadline: number): PageColor {
  const size = pageSize(pdfium, document, index);
  if (size === undefined) return 'unknown';
  const plan = { ...size, turn: 0, cells: [{ page: index, x: 0, y: 0, ...size, rotate: 0 }] } as const;
  const dpi = (72 * COLOUR_SAMPLE_PX) / Math.max(size.width, size.height);
  return drawSheet(pdfium, document, plan, { dpi, color: 'rgb', deadline }, (drawn) => {
    const color = findColor(drawn.pixels, 4);
    return color === 'color' || (drawn.complete && drawn.pages > 0) ? color : 'unknown';
  });
}
