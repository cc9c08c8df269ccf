// PostScript, EPS and old Illustrator files become PDF in Ghostscript, in the sandbox, and only where the administrator allows it (threat T27).
import { type Converter, fromRefusal } from './converter.ts';
import { lookOver } from './made-pdf.ts';

/** Bytes of a PostScript file: it is read from start to end, but one file may make as much of itself as the sandbox allows. */
const MOST_BYTES = 256 * 1024 * 1024;

export const postScriptConverter: Converter = {
  id: 'postscript',
  // Wrapped in PJL it is a job for a printer, not a document: such files are of another type and stay refused (threat T33).
  accepts: ['application/postscript'],
  convert: async (_input, context) => {
    const { tools, document, postScript, signal } = context;
    if (!postScript)
      return { kind: 'refused', code: 'postscript-off', detail: 'documents.postScript is off' };
    if (tools === undefined) return { kind: 'refused', code: 'converter-missing', detail: 'no sandbox' };
    if (document.size > MOST_BYTES)
      return { kind: 'refused', code: 'document-too-slow', detail: `PostScript of ${document.size} bytes` };
    const made = await tools.postScriptToPdf(signal);
    return made.ok ? lookOver(made.pdf, context) : fromRefusal(made);
  },
};
