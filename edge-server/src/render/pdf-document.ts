// Opens a PDF in PDFium by random reads, so that a file of any size costs only the pieces that are looked at.

import { MAX_PDF_BYTES } from './limits.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { RandomRead } from './random-read.ts';
import { type Refusal, refuse } from './render-outcome.ts';

export interface PdfDocument {
  readonly ok: true;
  readonly handle: number;
  readonly pages: number;
  /** Throws what the storage threw during a read, because PDFium itself only says "broken". Call before believing a result. */
  readonly checkReads: () => void;
  readonly close: () => void;
}

/** FPDF_GetLastError (fpdfview.h). */
const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;

/** The document, or why it cannot be opened. Throws when the storage fails. */
export function openPdf(pdfium: Pdfium, source: RandomRead, password = ''): PdfDocument | Refusal {
  if (source.size === 0) return refuse('document-empty', 'zero bytes');
  if (source.size > MAX_PDF_BYTES) {
    return refuse('document-too-large', `${source.size} bytes, PDFium reads ${MAX_PDF_BYTES}`);
  }
  const { malloc, free } = pdfium.pdfium.wasmExports;
  let failure: unknown;
  // int (*m_GetBlock)(void* param, unsigned long position, unsigned char* buffer, unsigned long size)
  const getBlock = pdfium.pdfium.addFunction((_param = 0, position = 0, buffer = 0, size = 0) => {
    try {
      const bytes = source.readAt(position >>> 0, size >>> 0);
      pdfium.pdfium.HEAPU8.set(bytes, buffer >>> 0);
      return bytes.length === size >>> 0 ? 1 : 0;
    } catch (error) {
      failure ??= error;
      return 0;
    }
  }, 'iiiii');
  // FPDF_FILEACCESS: length, callback, parameter, 4 bytes each.
  const access = malloc(12);
  pdfium.pdfium.setValue(access, source.size, 'i32');
  pdfium.pdfium.setValue(access + 4, getBlock, 'i32');
  pdfium.pdfium.setValue(access + 8, 0, 'i32');

  const handle = pdfium.FPDF_LoadCustomDocument(access, password);
  const checkReads = (): void => {
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
  };
  const close = (): void => {
    if (handle !== 0) pdfium.FPDF_CloseDocument(handle);
    free(access);
    pdfium.pdfium.removeFunction(getBlock);
  };
  if (handle === 0) {
    const error = pdfium.FPDF_GetLastError();
    close();
    checkReads();
    if (error === ERROR_PASSWORD) return refuse('document-password', 'needs a user password');
    if (error === ERROR_SECURITY) return refuse('document-sealed', 'unknown encryption handler');
    return refuse('document-broken', `PDFium cannot open it (error ${error})`);
  }
  const pages = pdfium.FPDF_GetPageCount(handle);
  if (pages <= 0) {
    close();
    checkReads();
    return refuse('document-broken', 'no pages');
  }
  return { ok: true, handle, pages, checkReads, close };
}
