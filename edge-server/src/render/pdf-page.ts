// Renders one sheet of a PDF to a JPEG picture.
import type sharpType from 'sharp';
import { PREVIEW_DRAW_MS } from './limits.ts';
import { openPdf } from './pdf-document.ts';
import { drawPage } from './pdf-draw.ts';
import { pageSize } from './pdf-inspect.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { RandomRead } from './random-read.ts';
import { type RenderPageOptions, type RenderPageOutcome, refuse } from './render-outcome.ts';
import { isUsableBox, layOutSheet } from './sheet-layout.ts';

/** Below 75 the edges of small text grow a visible halo on a panel; above 85 only the size grows. */
const DEFAULT_QUALITY = 80;

/** `page` counts from 1. With number-up it is the first page of the sheet. */
export async function renderPdfPage(
  pdfium: Pdfium,
  sharp: typeof sharpType,
  source: RandomRead,
  page: number,
  options: RenderPageOptions,
): Promise<RenderPageOutcome> {
  const { widthPx, heightPx, numberUp = 1, quality = DEFAULT_QUALITY } = options;
  if (!isUsableBox(widthPx, heightPx))
    return refuse('preview-failed', `no picture of ${widthPx} x ${heightPx}`);
  const document = openPdf(pdfium, source);
  if (!document.ok) return document;
  let drawn: { pixels: Uint8Array; complete: boolean; width: number; height: number } | undefined;
  try {
    const [first, ...rest] = Array.from({ length: numberUp }, (_, order) => page - 1 + order)
      .filter((index) => Number.isInteger(index) && index >= 0 && index < document.pages)
      .map((index) => pageSize(pdfium, document, index));
    document.checkReads();
    if (first === undefined) return refuse('not-found', `no page ${page} of ${document.pages}`);
    const sizes = rest.map((size) => size ?? first);
    const sheet = layOutSheet([first, ...sizes], page - 1, numberUp, { width: widthPx, height: heightPx });
    const deadline = performance.now() + PREVIEW_DRAW_MS;
    drawn = drawPage(pdfium, document, sheet, deadline, ({ pixels, pages, complete }) => {
      return pages === 0
        ? undefined
        : { pixels: pixels.slice(), complete, width: sheet.width, height: sheet.height };
    });
    document.checkReads();
  } finally {
    document.close();
  }
  if (drawn === undefined) return refuse('preview-failed', `page ${page} cannot be loaded`);
  const { width, height, complete } = drawn;
  let picture = sharp(drawn.pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
  if (options.grey === true) picture = picture.grayscale().toColourspace('b-w');
  // 4:4:4 because coloured text on white smears with halved colour, at a tenth more bytes.
  const jpeg = await picture.jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
  return { ok: true, jpeg, width, height, complete };
}
