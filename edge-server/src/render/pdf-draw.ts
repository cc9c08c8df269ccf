// Draws PDF pages into one bitmap, with their annotations and form fields, the way they print.
import type { PdfDocument } from './pdf-document.ts';
import type { Pdfium } from './pdfium-module.ts';

/** fpdfview.h: draw annotations; red first; choose what is meant for paper (annotations and layers marked "print"). */
const FPDF_ANNOT = 0x01;
const FPDF_REVERSE_BYTE_ORDER = 0x10;
const FPDF_PRINTING = 0x800;
const FLAGS = FPDF_ANNOT | FPDF_REVERSE_BYTE_ORDER | FPDF_PRINTING;

/**
 * FPDFBitmap_BGRA; with the flag above R, G, B, alpha. Without alpha PDFium draws the text of form fields with the
 * coloured fringes meant for screens (ClearType), which would make every form a colour document.
 */
const FORMAT_BGRA = 4;
const WHITE = 0xffffffff;

/** FPDF_RenderPage_Continue and _Start (fpdf_progressive.h): more to draw. */
const TO_BE_CONTINUED = 1;

export interface Drawn {
  /** 4 bytes each: R, G, B and an alpha of 255; no padding. They live in the WASM heap: copy what shall outlive the call. */
  readonly pixels: Uint8Array;
  /** Pages that could be loaded. */
  readonly pages: number;
  /** False when the deadline came before the end. */
  readonly complete: boolean;
}

export interface Sheet {
  /** Pixels. The caller has checked them against its limit. */
  readonly width: number;
  readonly height: number;
  /** Which page goes where; `index` counts from 0. */
  readonly cells: readonly {
    readonly index: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/**
 * Draws until `deadline` (performance.now() milliseconds) at most, looked at between the objects of a page, and hands
 * the picture to `use`.
 */
export function drawPage<T>(
  pdfium: Pdfium,
  document: PdfDocument,
  sheet: Sheet,
  deadline: number,
  use: (drawn: Drawn) => T,
): T {
  const bytes = sheet.width * sheet.height * 4;
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const buffer = malloc(bytes);
  if (buffer === 0) throw new RangeError(`no memory for a bitmap of ${bytes} bytes`);
  const bitmap = pdfium.FPDFBitmap_CreateEx(sheet.width, sheet.height, FORMAT_BGRA, buffer, sheet.width * 4);
  // A form environment draws fields that have a value but no appearance. No script ever runs: PDFium is built without V8.
  const formInfo = pdfium.PDFiumExt_OpenFormFillInfo();
  const form = pdfium.PDFiumExt_InitFormFillEnvironment(document.handle, formInfo);
  const isLate = pdfium.pdfium.addFunction(() => (performance.now() > deadline ? 1 : 0), 'ii');
  // IFSDK_PAUSE: version 1, the function, a pointer for the caller; 4 bytes each.
  const pause = malloc(12);
  pdfium.pdfium.setValue(pause, 1, 'i32');
  pdfium.pdfium.setValue(pause + 4, isLate, 'i32');
  pdfium.pdfium.setValue(pause + 8, 0, 'i32');
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, sheet.width, sheet.height, WHITE);
    let pages = 0;
    let complete = true;
    for (const { index, x, y, width, height } of sheet.cells) {
      const page = pdfium.FPDF_LoadPage(document.handle, index);
      if (page === 0) continue;
      pages += 1;
      pdfium.FORM_OnAfterLoadPage(page, form);
      const state = pdfium.FPDF_RenderPageBitmap_Start(bitmap, page, x, y, width, height, 0, FLAGS, pause);
      pdfium.FPDF_RenderPage_Close(page);
      if (state === TO_BE_CONTINUED) complete = false;
      else pdfium.FPDF_FFLDraw(form, bitmap, page, x, y, width, height, 0, FLAGS);
      pdfium.FORM_OnBeforeClosePage(page, form);
      pdfium.FPDF_ClosePage(page);
    }
    return use({ pixels: pdfium.pdfium.HEAPU8.subarray(buffer, buffer + bytes), pages, complete });
  } finally {
    pdfium.PDFiumExt_ExitFormFillEnvironment(form);
    pdfium.PDFiumExt_CloseFormFillInfo(formInfo);
    pdfium.FPDFBitmap_Destroy(bitmap);
    pdfium.pdfium.removeFunction(isLate);
    free(pause);
    free(buffer);
  }
}
