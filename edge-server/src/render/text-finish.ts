// The outcome of a document that was set here, sent away as the PDF it is.
import { intoPdf, type ToPdfTools } from './image-pdf-sink.ts';
import { toTenth } from './page-sizes.ts';
import type { PageColor, PipedPdfOutcome, ToPdfOptions } from './render-outcome.ts';

export interface SetDocument {
  readonly options: ToPdfOptions;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly color: readonly PageColor[];
  readonly notes: readonly string[];
}

export function finishPdf(
  pdf: Uint8Array,
  { options, width, height, color, notes }: SetDocument,
  { send }: ToPdfTools,
): Promise<PipedPdfOutcome> {
  const millimetres = (points: number): number => toTenth((points / 72) * 25.4);
  return intoPdf(options, send, async (sink) => {
    await sink.write(pdf);
    return {
      ok: true,
      pageSizes: [{ count: color.length, width: millimetres(width), height: millimetres(height) }],
      color,
      damaged: false,
      originalPrintable: false,
      notes,
    };
  });
}
