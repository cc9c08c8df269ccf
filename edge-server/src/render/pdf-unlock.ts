// Takes the encryption off a PDF with the password its reader was given (ISO 32000-2 section 7.6): what is held from then on prints
// like any other. The password lives in this call only.
import { MAX_REPLY_BYTES } from './limits.ts';
import { openPdf } from './pdf-document.ts';
import { PERMISSION_PRINT } from './pdf-inspect.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { RandomRead } from './random-read.ts';
import { refuse, type UnlockOutcome } from './render-outcome.ts';

/** Bytes of a password that PDF's newest handler looks at (ISO 32000-2 section 7.6.4.3.2). */
const MAX_PASSWORD_BYTES = 127;

export function unlockPdf(pdfium: Pdfium, source: RandomRead, password: string): UnlockOutcome {
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) {
    return refuse('document-password', `a password of more than ${MAX_PASSWORD_BYTES} bytes`);
  }
  // The whole document comes back over IPC; without its encryption it is about as large as with it.
  if (source.size > MAX_REPLY_BYTES) return refuse('document-too-large', `${source.size} bytes to unlock`);
  const document = openPdf(pdfium, source, password);
  if (!document.ok) return document;
  try {
    // The owner's password opens everything; the reader's leaves the author's word on printing in force.
    if ((pdfium.FPDF_GetDocPermissions(document.handle) & PERMISSION_PRINT) === 0) {
      return refuse('document-not-printable', 'permissions without printing');
    }
    if (!pdfium.EPDF_RemoveEncryption(document.handle))
      return refuse('document-broken', 'its encryption stays');
    const writer = pdfium.PDFiumExt_OpenFileWriter();
    try {
      pdfium.PDFiumExt_SaveAsCopy(document.handle, writer);
      document.checkReads();
      const size = pdfium.PDFiumExt_GetFileWriterSize(writer);
      if (size === 0) return refuse('document-broken', 'nothing was written');
      if (size > MAX_REPLY_BYTES) return refuse('document-too-large', `${size} bytes unlocked`);
      const memory = pdfium.pdfium.wasmExports.malloc(size);
      if (memory === 0) throw new RangeError(`no memory for ${size} bytes`);
      try {
        pdfium.PDFiumExt_GetFileWriterData(writer, memory, size);
        return { ok: true, pdf: pdfium.pdfium.HEAPU8.slice(memory, memory + size) };
      } finally {
        pdfium.pdfium.wasmExports.free(memory);
      }
    } finally {
      pdfium.PDFiumExt_CloseFileWriter(writer);
    }
  } finally {
    document.close();
  }
}
