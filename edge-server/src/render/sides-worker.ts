// The render worker's part of making documents ready for a printer: plans sides, draws them band by band into a printer's language, imposes.
// A document stays open from band to band, because opening it and its fonts anew costs as much as drawing a plain page.

import type { Dots, RasterFormat } from '@platen/shared/print-ready';
import type { Impose } from '@platen/shared/ticket';
import type sharpType from 'sharp';
import type { SendBytes } from './byte-pipe.ts';
import { type SheetPlan, type Size, turnSheet } from './imposition.ts';
import { byteSink } from './out/byte-sink.ts';
import { encoderOf } from './out/encoders.ts';
import { type BackTurn, backTurn, type RasterJob, type RasterSide } from './out/raster-job.ts';
import { openPdf, type PdfDocument } from './pdf-document.ts';
import { CHANNELS, type OpenSheet, openSheet, type SheetColor, sheetPixels } from './pdf-draw.ts';
import type { Pdfium } from './pdfium-module.ts';
import { type DocumentSource, openSource, type RandomRead } from './random-read.ts';
import { type Refusal, refuse } from './render-outcome.ts';
import { planSheets } from './sheet-layout.ts';
import { loadOutlines } from './watermark.ts';

export interface PlanOptions {
  readonly ticket: Impose;
  /** Points. Without it each side is as large as its page. */
  readonly media?: Size | undefined;
  /** For pixels: sides lie as they are fed, short edge first. Without it they lie as they are read. */
  readonly dpi?: Dots | undefined;
}

/** `width` and `height` in pixels where there are any, else 0. */
export interface PlannedSide {
  readonly plan: SheetPlan;
  readonly width: number;
  readonly height: number;
}

export type PlanOutcome = { readonly ok: true; readonly sides: readonly PlannedSide[] } | Refusal;

export interface DrawBandOptions {
  /** Calls with the same one are about the same document, and likely to come soon after one another. */
  readonly token: string;
  readonly format: RasterFormat;
  readonly job: RasterJob;
  readonly side: RasterSide;
  readonly plan: SheetPlan;
  /** Rows of the side as it leaves, from the top. */
  readonly top: number;
  readonly rows: number;
}

/** The bytes themselves went through the pipe beside the IPC channel; the host puts them in again as `pieces`. */
export interface Piped {
  readonly ok: true;
  readonly piped: number;
  readonly pieces?: readonly Uint8Array[];
}
export type PipedOutcome = Piped | Refusal;

export function planSides(pdfium: Pdfium, source: RandomRead, options: PlanOptions): PlanOutcome {
  const document = openPdf(pdfium, source);
  if (!document.ok) return document;
  try {
    const { ticket, media, dpi } = options;
    const plans = planSheets(pdfium, document, ticket, media);
    document.checkReads();
    if (plans.length === 0) return refuse('document-broken', 'no page to print can be read');
    if (dpi === undefined) return { ok: true, sides: plans.map((plan) => ({ plan, width: 0, height: 0 })) };
    const fed = plans.map((plan) => (plan.width > plan.height ? turnSheet(plan, 270) : plan));
    return { ok: true, sides: fed.map((plan) => ({ plan, ...sheetPixels(plan, dpi) })) };
  } finally {
    document.close();
  }
}

/** One page of the result per plan. */
export async function imposeSides(
  pdfium: Pdfium,
  source: RandomRead,
  plans: readonly SheetPlan[],
  send: SendBytes,
): Promise<PipedOutcome> {
  const document = openPdf(pdfium, source);
  if (!document.ok) return document;
  let pdf: Uint8Array;
  try {
    // Loaded when first asked for: most documents are never laid out anew.
    const { imposePdf } = await import('./pdf-impose.ts');
    const made = imposePdf(pdfium, document, plans, await loadOutlines(plans[0]?.watermark));
    document.checkReads();
    if (!made.ok) return made;
    pdf = made.pdf;
  } finally {
    document.close();
  }
  await send([pdf]);
  return { ok: true, piped: pdf.length };
}

interface Kept {
  readonly token: string;
  readonly read: RandomRead;
  readonly document: PdfDocument;
  sheet?: { readonly index: number; readonly color: SheetColor; readonly open: OpenSheet } | undefined;
}

/** Milliseconds without a band after which a document is closed: a slow printer's next one opens it again. */
const KEEP_MS = 5_000;

export interface SideDrawer {
  draw(source: DocumentSource, options: DrawBandOptions, send: SendBytes): Promise<PipedOutcome>;
}

/** Loaded when first asked for. */
interface DrawerLibraries {
  readonly pdfium: () => Promise<Pdfium>;
  readonly sharp: () => Promise<typeof sharpType>;
}

export function makeSideDrawer(libraries: DrawerLibraries): SideDrawer {
  let kept: Kept | undefined;
  let timer: NodeJS.Timeout | undefined;
  const out = byteSink();

  const forget = (): void => {
    clearTimeout(timer);
    kept?.sheet?.open.close();
    kept?.document.close();
    kept?.read.close?.();
    kept = undefined;
  };

  async function keep(token: string, source: DocumentSource): Promise<Kept | Refusal> {
    clearTimeout(timer);
    if (kept?.token === token) return kept;
    forget();
    const pdfium = await libraries.pdfium();
    let read: RandomRead;
    try {
      read = await openSource(source);
    } catch (error) {
      return refuse('storage-failed', String(error));
    }
    const document = openPdf(pdfium, read);
    if (!document.ok) {
      read.close?.();
      return document;
    }
    kept = { token, read, document };
    return kept;
  }

  return {
    async draw(source, options, send) {
      const { format, job, side, plan, top, rows } = options;
      const open = await keep(options.token, source);
      if ('ok' in open) return open;
      const pdfium = await libraries.pdfium();
      const color: SheetColor = job.color === 'srgb_8' ? 'rgb' : 'gray';
      const outlines = await loadOutlines(plan.watermark);
      if (open.sheet?.index !== side.index || open.sheet.color !== color) {
        open.sheet?.open.close();
        open.sheet = {
          index: side.index,
          color,
          open: openSheet(pdfium, open.document, plan, { dpi: job.dpi, color, outlines }),
        };
      }
      const encoder = encoderOf(format, libraries.sharp);
      // What a failed band left behind is nobody's.
      out.give(out.take());
      if (top === 0) encoder.startSide(job, side, out);
      const turn = backTurn(job.sheetBack, job.sides, side.back);
      const band = { top: turn.feed ? side.height - top - rows : top, height: rows };
      let missing = false;
      const encoded = open.sheet.open.draw(band, ({ pixels, pages }) => {
        missing = pages < plan.cells.length;
        turnPixels(pixels, side.width, rows, CHANNELS[color], turn);
        return encoder.band(job, side, { top, rows, pixels }, out);
      });
      await encoded;
      open.document.checkReads();
      if (missing) return refuse('document-broken', `a page of side ${side.index + 1} cannot be loaded`);
      if (top + rows >= side.height) {
        encoder.endSide(job, side, out);
        open.sheet.open.close();
        open.sheet = undefined;
      }
      timer = setTimeout(forget, KEEP_MS);
      const pieces = out.take();
      const piped = pieces.reduce((sum, piece) => sum + piece.length, 0);
      await send(pieces);
      out.give(pieces);
      return { ok: true, piped };
    },
  };
}

/** In place. */
export function turnPixels(
  pixels: Uint8Array,
  width: number,
  rows: number,
  channels: 1 | 4,
  { cross, feed }: BackTurn,
): void {
  if (!cross && !feed) return;
  const units =
    channels === 4
      ? new Int32Array(pixels.buffer, pixels.byteOffset, width * rows)
      : pixels.subarray(0, width * rows);
  if (feed) units.reverse();
  // Everything backwards turns both ways; rows alone turn back.
  if (cross !== feed) {
    for (let row = 0; row < rows; row++) units.subarray(row * width, (row + 1) * width).reverse();
  }
}
