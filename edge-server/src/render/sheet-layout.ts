// The plan of a real document: its pages' sizes and direction of reading, laid out as a ticket asks.
import type { Impose } from '@platen/shared/ticket';
import { chosenPages, layOutSheets, type SheetPlan, type Size } from './imposition.ts';
import { MAX_PAGES_HARD, MAX_PREVIEW_PIXELS } from './limits.ts';
import type { PdfDocument } from './pdf-document.ts';
import { pageSize } from './pdf-inspect.ts';
import type { Pdfium } from './pdfium-module.ts';

/** Bytes of the longest value of /Direction, "R2L", with its end. */
const DIRECTION_BYTES = 4;

/** The sides in order. `media` in points; without it each side is as large as its page. */
export function planSheets(
  pdfium: Pdfium,
  document: PdfDocument,
  ticket: Impose,
  media: Size | undefined,
): readonly SheetPlan[] {
  const pages = pageSizes(pdfium, document);
  return layOutSheets({ pages, ticket, media, direction: readingDirection(pdfium, document) });
}

/**
 * One of those sides, from 1, and how many there are; undefined when there is no such side. Where each page has a side of its
 * own the sizes of the others are not looked at: a document of a thousand pages is shown as soon as one of one page.
 */
export function planSide(
  pdfium: Pdfium,
  document: PdfDocument,
  ticket: Impose,
  media: Size | undefined,
  side: number,
): { readonly plan: SheetPlan; readonly sides: number } | undefined {
  if ((ticket.numberUp ?? 1) !== 1 || ticket.booklet === true) {
    const plans = planSheets(pdfium, document, ticket, media);
    const plan = plans[side - 1];
    return plan === undefined ? undefined : { plan, sides: plans.length };
  }
  const chosen = chosenPages(ticket, document.pages);
  const page = chosen[side - 1];
  const size = page === undefined ? undefined : pageSize(pdfium, document, page);
  if (page === undefined || size === undefined) return undefined;
  const [alone] = layOutSheets({ pages: [size], ticket: { ...ticket, pageRanges: [] }, media });
  if (alone === undefined) return undefined;
  const cells = alone.cells.map((cell) => ({ ...cell, page }));
  return { plan: { ...alone, cells }, sides: chosen.length };
}

/** A page that is missing in between takes its neighbour's size and stays blank; those missing at the end are none. */
function pageSizes(pdfium: Pdfium, document: PdfDocument): readonly Size[] {
  const sizes: Size[] = [];
  let missing = 0;
  for (let index = 0; index < Math.min(document.pages, MAX_PAGES_HARD); index++) {
    const size = pageSize(pdfium, document, index);
    if (size === undefined) missing += 1;
    else {
      for (; missing > 0; missing -= 1) sizes.push(size);
      sizes.push(size);
    }
  }
  return sizes;
}

/** ViewerPreferences /Direction (ISO 32000-2 table 147). */
function readingDirection(pdfium: Pdfium, document: PdfDocument): 'ltr' | 'rtl' {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(DIRECTION_BYTES);
  try {
    const length = pdfium.FPDF_VIEWERREF_GetName(document.handle, 'Direction', buffer, DIRECTION_BYTES);
    if (length !== DIRECTION_BYTES) return 'ltr';
    const bytes = pdfium.pdfium.HEAPU8.subarray(buffer, buffer + DIRECTION_BYTES - 1);
    return String.fromCharCode(...bytes) === 'R2L' ? 'rtl' : 'ltr';
  } finally {
    free(buffer);
  }
}

/** Whether a box is one that a picture may be drawn into. */
export function isUsableBox(width: number, height: number): boolean {
  return (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    width >= 1 &&
    height >= 1 &&
    width * height <= MAX_PREVIEW_PIXELS
  );
}
