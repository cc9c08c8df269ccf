// A watermark as the outline of its words: pale, along the diagonal of a side, laid over what is there by multiplication, so
// that it darkens white paper and never covers a letter. For pictures and for imposed PDFs alike.
import type { SheetPlan } from './imposition.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { OutlineStep } from './watermark-outline.ts';

/** 0 to 255. Light enough to read small print through, dark enough that a copier shows it. */
const GREY = 205;
/** FPDF_FILLMODE_WINDING (fpdf_edit.h): TrueType outlines overlap. */
const FILL_WINDING = 2;

/** Turns the words of a side into outlines: `loadOutlines` has it. */
export type OutlineWords = (plan: SheetPlan) => readonly OutlineStep[];

/** Fonts are loaded only for sides that have words on them: they take a third of a second. */
export async function loadOutlines(watermark: string | undefined): Promise<OutlineWords | undefined> {
  if (watermark === undefined || watermark.trim() === '') return undefined;
  const { watermarkOutline } = await import('./watermark-outline.ts');
  return watermarkOutline;
}

export interface OpenWatermark {
  /** `box`: where the whole sheet lies, in pixels of the bitmap. `flags` as for the pages below (fpdfview.h). */
  readonly draw: (
    bitmap: number,
    box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
    flags: number,
  ) => void;
  readonly close: () => void;
}

/** Undefined for a side without one. Throws when there are words and no outlines for them. */
export function openWatermark(
  pdfium: Pdfium,
  plan: SheetPlan,
  outlines: OutlineWords | undefined,
): OpenWatermark | undefined {
  const object = makeWatermark(pdfium, plan, outlines);
  if (object === undefined) return undefined;
  const document = pdfium.FPDF_CreateNewDocument();
  const page = pdfium.FPDFPage_New(document, 0, plan.width, plan.height);
  pdfium.FPDFPage_InsertObject(page, object);
  return {
    draw: (bitmap, { x, y, width, height }, flags) =>
      pdfium.FPDF_RenderPageBitmap(bitmap, page, x, y, width, height, 0, flags),
    close: () => {
      pdfium.FPDF_ClosePage(page);
      pdfium.FPDF_CloseDocument(document);
    },
  };
}

/** A path object in points from the lower left of the side, for FPDFPage_InsertObject, which then owns it. */
export function makeWatermark(
  pdfium: Pdfium,
  plan: SheetPlan,
  outlines: OutlineWords | undefined,
): number | undefined {
  if (plan.watermark === undefined) return undefined;
  if (outlines === undefined) throw new Error('a watermark without loadOutlines()');
  const [first, ...rest] = outlines(plan);
  if (first === undefined) return undefined;
  const path = pdfium.FPDFPageObj_CreateNewPath(first.to[0], first.to[1]);
  for (const step of rest) {
    const [x, y] = step.to;
    if (step.kind === 'move') pdfium.FPDFPath_MoveTo(path, x, y);
    else if (step.kind === 'line') pdfium.FPDFPath_LineTo(path, x, y);
    else if (step.kind === 'curve') {
      pdfium.FPDFPath_BezierTo(path, ...step.from, ...step.towards, x, y);
    } else pdfium.FPDFPath_Close(path);
  }
  pdfium.FPDFPath_SetDrawMode(path, FILL_WINDING, false);
  pdfium.FPDFPageObj_SetFillColor(path, GREY, GREY, GREY, 255);
  pdfium.FPDFPageObj_SetBlendMode(path, 'Multiply');
  return path;
}
