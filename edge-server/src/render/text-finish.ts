// The outcome of a document that was set here: as bytes, or written to the path that was asked for.
import { writeFile } from 'node:fs/promises';
import { type PageColor, refuse, type ToPdfOptions, type ToPdfOutcome } from './render-outcome.ts';

export interface SetDocument {
  readonly options: ToPdfOptions;
  /** Bytes that may go back without a path. */
  readonly maxBytes: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly color: readonly PageColor[];
  readonly notes: readonly string[];
}

export async function finishPdf(pdf: Uint8Array, document: SetDocument): Promise<ToPdfOutcome> {
  const { options, maxBytes, color, notes } = document;
  const millimetres = (points: number): number => Math.round((points / 72) * 254) / 10;
  const facts = {
    ok: true,
    bytes: pdf.length,
    pageSizes: [
      { count: color.length, width: millimetres(document.width), height: millimetres(document.height) },
    ],
    color,
    damaged: false,
    originalPrintable: false,
    notes,
  } as const;
  if (options.outPath !== undefined) {
    // Readable by the server's own user only: it is somebody's document.
    await writeFile(options.outPath, pdf, { mode: 0o600 });
    return facts;
  }
  if (pdf.length > maxBytes)
    return refuse('document-too-large', `PDF of ${pdf.length} bytes without a path to write to`);
  return { ...facts, pdf };
}
