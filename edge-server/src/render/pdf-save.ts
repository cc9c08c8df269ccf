// Writes a PDF that PDFium holds to bytes, as a whole file, never larger than asked.
import type { Pdfium } from './pdfium-module.ts';
import { type Refusal, refuse } from './render-outcome.ts';

/** FPDF_NO_INCREMENTAL (fpdf_save.h). */
const NO_INCREMENTAL = 2;

/** Type names of optional content (ISO 32000-2 section 8.11.2): groups and their memberships. */
const LAYER = /\/Type ?\/OC(?:G|MD)\b/;

/** Bytes kept from the piece before, so that a name cut in two is found. */
const OVERLAP = 16;

export type SavedPdf =
  /** `layers`: something in it belongs to an optional content group. */
  { readonly ok: true; readonly pdf: Uint8Array; readonly layers: boolean } | Refusal;

export function savePdf(pdfium: Pdfium, document: number, maxBytes: number): SavedPdf {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let layers = false;
  let tail = '';
  // int WriteBlock(FPDF_FILEWRITE* self, const void* data, unsigned long size): 0 stops the writing.
  const writeBlock = pdfium.pdfium.addFunction((_self = 0, data = 0, size = 0) => {
    const length = size >>> 0;
    bytes += length;
    if (bytes > maxBytes) return 0;
    const piece = pdfium.pdfium.HEAPU8.slice(data >>> 0, (data >>> 0) + length);
    pieces.push(piece);
    const text = tail + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
    layers ||= LAYER.test(text);
    tail = text.slice(-OVERLAP);
    return 1;
  }, 'iiii');
  // FPDF_FILEWRITE: version 1 and the function, 4 bytes each.
  const writer = pdfium.pdfium.wasmExports.malloc(8);
  pdfium.pdfium.setValue(writer, 1, 'i32');
  pdfium.pdfium.setValue(writer + 4, writeBlock, 'i32');
  try {
    const written = pdfium.FPDF_SaveAsCopy(document, writer, NO_INCREMENTAL);
    if (bytes > maxBytes) return refuse('document-too-large', `more than ${maxBytes} bytes laid out`);
    if (!written || bytes === 0) return refuse('document-broken', 'nothing was written');
    return { ok: true, pdf: Buffer.concat(pieces, bytes), layers };
  } finally {
    pdfium.pdfium.wasmExports.free(writer);
    pdfium.pdfium.removeFunction(writeBlock);
  }
}
