// Renders one printed side of a PDF to a JPEG picture: what comes out of the printer with the options that were chosen.
import type sharpType from 'sharp';
import { PREVIEW_DRAW_MS } from './limits.ts';
import { openPdf } from './pdf-document.ts';
import { type DrawnSheet, drawSheet } from './pdf-draw.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { RandomRead } from './random-read.ts';
import { type RenderPageOptions, type RenderPageOutcome, refuse } from './render-outcome.ts';
import { isUsableBox, planSide } from './sheet-layout.ts';
import { loadOutlines } from './watermark.ts';

/** Below 75 the edges of small text grow a visible halo on a panel; above 85 only the size grows. */
const DEFAULT_QUALITY = 80;

/** `side` counts from 1; without options that put pages together it is the page. */
export async function renderPdfPage(
  pdfium: Pdfium,
  sharp: typeof sharpType,
  source: RandomRead,
  side: number,
  options: RenderPageOptions,
): Promise<RenderPageOutcome> {
  const { widthPx, heightPx, impose = {}, media, quality = DEFAULT_QUALITY } = options;
  if (!isUsableBox(widthPx, heightPx))
    return refuse('preview-failed', `no picture of ${widthPx} x ${heightPx}`);
  const outlines = await loadOutlines(impose.watermark);
  const color = options.grey === true ? 'gray' : 'rgb';
  const document = openPdf(pdfium, source);
  if (!document.ok) return document;
  let drawn: DrawnSheet | undefined;
  let sides: number;
  try {
    const found = planSide(pdfium, document, impose, media, side);
    document.checkReads();
    if (found === undefined) return refuse('not-found', `no side ${side}`);
    const { plan } = found;
    sides = found.sides;
    const dpi = 72 * Math.min(widthPx / plan.width, heightPx / plan.height);
    const deadline = performance.now() + PREVIEW_DRAW_MS;
    drawn = drawSheet(pdfium, document, plan, { dpi, color, deadline, outlines, packed: true }, (sheet) =>
      sheet.pages === 0 && plan.cells.length > 0 ? undefined : { ...sheet, pixels: sheet.pixels.slice() },
    );
    document.checkReads();
  } finally {
    document.close();
  }
  if (drawn === undefined) return refuse('preview-failed', `side ${side} cannot be loaded`);
  const { width, height, channels, complete } = drawn;
  const picture = sharp(drawn.pixels, { raw: { width, height, channels } });
  const toned =
    channels === 1 ? picture.toColourspace('b-w') : channels === 4 ? picture.removeAlpha() : picture;
  // 4:4:4 because coloured text on white smears with halved colour, at a tenth more bytes. Huffman tables made to measure would save a tenth
  // of the bytes and take half as long again: somebody waits, and not for the network.
  const jpeg = await toned.jpeg({ quality, chromaSubsampling: '4:4:4', optimiseCoding: false }).toBuffer();
  return { ok: true, jpeg, width, height, complete, sides };
}
