// Draws a planned side of a sheet into pixels, whole or in bands: pages with their annotations and form fields, the way they print.
import type { SheetCell, SheetPlan, Turn } from './imposition.ts';
import type { PdfDocument } from './pdf-document.ts';
import type { Pdfium } from './pdfium-module.ts';
import { type OutlineWords, openWatermark } from './watermark.ts';

/** fpdfview.h: draw annotations; red first; choose what is meant for paper (annotations and layers marked "print"). */
const FPDF_ANNOT = 0x01;
const FPDF_REVERSE_BYTE_ORDER = 0x10;
const FPDF_PRINTING = 0x800;
const FLAGS = FPDF_ANNOT | FPDF_REVERSE_BYTE_ORDER | FPDF_PRINTING;

/** FPDF_RenderPageBitmap counts quarters, clockwise. */
const QUARTERS: Readonly<Record<Turn, number>> = { 0: 0, 90: 1, 180: 2, 270: 3 };

/**
 * FPDFBitmap_BGRA and FPDFBitmap_BGRx; with the flag above R, G, B, and an alpha that stays 255. Pages are drawn without alpha where
 * nothing blends with the paper: the same pixels, pictures in half the time. Form fields always need alpha: without it PDFium draws
 * their text with the coloured fringes meant for screens (ClearType), which would make every form a colour document. Grey is
 * made afterwards: on a bitmap of its own 8 bit format PDFium wipes out what lies under anything that blends (multiply and the like).
 */
const FORMAT_BGRA = 4;
const FORMAT_BGRX = 3;
/** Three bytes a pixel: what a JPEG is made of, so that nothing has to be taken out again. */
const FORMAT_BGR = 2;

/** FPDF_GetFormType (fpdf_formfill.h). */
const NO_FORM = 0;

/** FPDF_RenderPage_Continue and _Start (fpdf_progressive.h): more to draw. */
const TO_BE_CONTINUED = 1;

/** `rgb`: 4 bytes a pixel: R, G, B and an alpha of 255. `gray`: 1 byte, 0 is black. No padding at the end of a row. */
export type SheetColor = 'rgb' | 'gray';
export const CHANNELS: Readonly<Record<SheetColor, 1 | 4>> = { gray: 1, rgb: 4 };

/** Dots per inch; two numbers where a device's differ across and along. */
export type Dpi = number | { readonly x: number; readonly y: number };

export interface DrawOptions {
  readonly dpi: Dpi;
  readonly color: SheetColor;
  /** Three bytes a pixel instead of four where `color` is rgb and the page allows it: see `channels` of what was drawn. Default: false. */
  readonly packed?: boolean | undefined;
  /** `await loadOutlines(plan.watermark)`: needed where the plan has a watermark. */
  readonly outlines?: OutlineWords | undefined;
  /** Rows of pixels to draw, counted from the top of the sheet. Default: all of them. */
  readonly band?: Band | undefined;
  /** performance.now() milliseconds after which drawing stops, looked at between the objects of a page. Default: never. */
  readonly deadline?: number | undefined;
}

export interface Band {
  readonly top: number;
  readonly height: number;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

export interface DrawnSheet extends PixelSize {
  /** They live in the WASM heap and are gone after `use`: copy what shall outlive the call. `height` rows of `width` pixels. */
  readonly pixels: Uint8Array;
  /** Bytes of a pixel: as CHANNELS says, or 3 where `packed` was asked for and could be done. */
  readonly channels: 1 | 3 | 4;
  /** Pages that could be loaded. */
  readonly pages: number;
  /** False when the deadline came before the end. */
  readonly complete: boolean;
}

/** A side with its pages loaded, for drawing band after band. */
export interface OpenSheet extends PixelSize {
  /** The caller has checked the band's pixels against its limit. */
  readonly draw: <T>(band: Band, use: (drawn: DrawnSheet) => T, deadline?: number) => T;
  readonly close: () => void;
}

/** Pixels of the whole sheet; at least one each way. */
export function sheetPixels(plan: SheetPlan, dpi: Dpi): PixelSize {
  const { x, y } = scaleOf(dpi);
  return { width: Math.max(1, Math.round(plan.width * x)), height: Math.max(1, Math.round(plan.height * y)) };
}

/** Draws one side, or one band of it, and hands the picture to `use`. */
export function drawSheet<T>(
  pdfium: Pdfium,
  document: PdfDocument,
  plan: SheetPlan,
  { band, deadline, ...options }: DrawOptions,
  use: (drawn: DrawnSheet) => T,
): T {
  const sheet = openSheet(pdfium, document, plan, options);
  try {
    return sheet.draw(band ?? { top: 0, height: sheet.height }, use, deadline);
  } finally {
    sheet.close();
  }
}

interface PixelBox extends PixelSize {
  readonly x: number;
  readonly y: number;
}

interface LoadedCell {
  readonly page: number;
  readonly box: PixelBox;
  readonly quarters: number;
  /** Something on it blends in ways that ask for what lies below. */
  readonly blends: boolean;
}

/** Loads the pages of a side. Bands of 512 rows at 600 dpi take 45 MB of heap where a whole page takes 212, for 8 % more time. */
export function openSheet(
  pdfium: Pdfium,
  document: PdfDocument,
  plan: SheetPlan,
  { dpi, color, outlines, packed = false }: Pick<DrawOptions, 'dpi' | 'color' | 'outlines' | 'packed'>,
): OpenSheet {
  const size = sheetPixels(plan, dpi);
  // A form environment draws fields that have a value but no appearance. No script ever runs: PDFium is built without V8.
  const formInfo = pdfium.PDFiumExt_OpenFormFillInfo();
  const form = pdfium.PDFiumExt_InitFormFillEnvironment(document.handle, formInfo);
  const cells = plan.cells.flatMap((cell): readonly LoadedCell[] => {
    const page = pdfium.FPDF_LoadPage(document.handle, cell.page);
    if (page === 0) return [];
    pdfium.FORM_OnAfterLoadPage(page, form);
    const blends = pdfium.FPDFPage_HasTransparency(page);
    return [{ page, blends, quarters: QUARTERS[cell.rotate], box: pixelBox(cell, scaleOf(dpi)) }];
  });
  const watermark = openWatermark(pdfium, plan, outlines);
  const pause = makePause(pdfium);
  const noAlpha =
    watermark === undefined &&
    cells.every(({ blends }) => !blends) &&
    pdfium.FPDF_GetFormType(document.handle) === NO_FORM;
  const three = packed && color === 'rgb' && noAlpha;
  const depth = three ? 3 : CHANNELS.rgb;

  const draw: OpenSheet['draw'] = (band, use, deadline = Number.POSITIVE_INFINITY) => {
    const bytes = size.width * band.height * depth;
    const { malloc, free } = pdfium.pdfium.wasmExports;
    const buffer = malloc(bytes);
    if (buffer === 0) throw new RangeError(`no memory for a bitmap of ${bytes} bytes`);
    const { width } = size;
    // Two ways to see the same pixels.
    const [bitmap, opaque] = (three ? [FORMAT_BGR, FORMAT_BGR] : [FORMAT_BGRA, FORMAT_BGRX]).map((format) =>
      pdfium.FPDFBitmap_CreateEx(width, band.height, format, buffer, width * depth),
    ) as [number, number];
    pause.until(deadline);
    try {
      // White, and three times as quick as PDFium's own way.
      pdfium.pdfium.HEAPU8.fill(255, buffer, buffer + bytes);
      let complete = true;
      for (const { page, blends, box, quarters } of cells) {
        const top = box.y - band.top;
        if (top >= band.height || top + box.height <= 0) continue;
        const place = [box.x, top, box.width, box.height, quarters, FLAGS] as const;
        const to = blends ? bitmap : opaque;
        const state = pdfium.FPDF_RenderPageBitmap_Start(to, page, ...place, pause.pointer);
        pdfium.FPDF_RenderPage_Close(page);
        if (state === TO_BE_CONTINUED) complete = false;
        else pdfium.FPDF_FFLDraw(form, bitmap, page, ...place);
      }
      watermark?.draw(bitmap, { x: 0, y: -band.top, ...size }, FLAGS);
      const rgb = pdfium.pdfium.HEAPU8.subarray(buffer, buffer + bytes);
      const pixels = color === 'gray' ? makeGrey(rgb) : rgb;
      const channels = color === 'gray' ? CHANNELS.gray : depth;
      return use({ pixels, channels, width, height: band.height, pages: cells.length, complete });
    } finally {
      pdfium.FPDFBitmap_Destroy(bitmap);
      pdfium.FPDFBitmap_Destroy(opaque);
      free(buffer);
    }
  };

  const close = (): void => {
    for (const { page } of cells) {
      pdfium.FORM_OnBeforeClosePage(page, form);
      pdfium.FPDF_ClosePage(page);
    }
    watermark?.close();
    pause.free();
    pdfium.PDFiumExt_ExitFormFillEnvironment(form);
    pdfium.PDFiumExt_CloseFormFillInfo(formInfo);
  };
  return { ...size, draw, close };
}

function scaleOf(dpi: Dpi): { readonly x: number; readonly y: number } {
  return typeof dpi === 'number' ? { x: dpi / 72, y: dpi / 72 } : { x: dpi.x / 72, y: dpi.y / 72 };
}

/** Whole pixels, each edge rounded by itself, so that neighbours meet and nothing drifts along a row. */
function pixelBox(cell: SheetCell, scale: { readonly x: number; readonly y: number }): PixelBox {
  const [left, top] = [Math.round(cell.x * scale.x), Math.round(cell.y * scale.y)];
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.round((cell.x + cell.width) * scale.x) - left),
    height: Math.max(1, Math.round((cell.y + cell.height) * scale.y) - top),
  };
}

/** Luma of ITU-R BT.601, as printers and PDFium weigh colours, in place: the first quarter of the pixels is the result. */
function makeGrey(rgb: Uint8Array): Uint8Array {
  const pixels = rgb.length / CHANNELS.rgb;
  for (let at = 0, from = 0; at < pixels; at += 1, from += CHANNELS.rgb) {
    // 77 + 150 + 29 is 256, so that white stays white.
    rgb[at] = ((rgb[from] ?? 0) * 77 + (rgb[from + 1] ?? 0) * 150 + (rgb[from + 2] ?? 0) * 29) >> 8;
  }
  return rgb.subarray(0, pixels);
}

/** IFSDK_PAUSE (fpdf_progressive.h): version 1, the function, a pointer for the caller; 4 bytes each. */
function makePause(pdfium: Pdfium): {
  readonly pointer: number;
  readonly until: (deadline: number) => void;
  readonly free: () => void;
} {
  let deadline = Number.POSITIVE_INFINITY;
  const isLate = pdfium.pdfium.addFunction(() => (performance.now() > deadline ? 1 : 0), 'ii');
  const pointer = pdfium.pdfium.wasmExports.malloc(12);
  pdfium.pdfium.setValue(pointer, 1, 'i32');
  pdfium.pdfium.setValue(pointer + 4, isLate, 'i32');
  pdfium.pdfium.setValue(pointer + 8, 0, 'i32');
  return {
    pointer,
    until: (next) => {
      deadline = next;
    },
    free: () => {
      pdfium.pdfium.wasmExports.free(pointer);
      pdfium.pdfium.removeFunction(isLate);
    },
  };
}
