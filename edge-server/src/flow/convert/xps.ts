// XPS and OpenXPS (ECMA-388) become PDF in libgxps, which runs in the sandbox; the package is looked over before, the PDF afterwards.

import { readAhead } from './archive-bytes.ts';
import { checkArchive } from './archive-check.ts';
import { type Converter, fromRefusal } from './converter.ts';
import { lookOver } from './made-pdf.ts';

/** Bytes of an XPS file: the program unpacks it in memory of one gigabyte. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The part that every XPS document begins with, whole or in interleaved pieces (ECMA-388 9.1, ISO 29500-2 9.1.4). */
const SEQUENCE = /\.fdseq(?:\/\[\d+\](?:\.last)?\.piece)?$/i;

export const xpsConverter: Converter = {
  id: 'xps',
  accepts: ['application/vnd.ms-xpsdocument', 'application/oxps'],
  convert: async (_input, context) => {
    const { tools, document, signal } = context;
    if (tools === undefined) return { kind: 'refused', code: 'converter-missing', detail: 'no sandbox' };
    if (document.size > MOST_BYTES)
      return { kind: 'refused', code: 'document-too-slow', detail: `an XPS file of ${document.size} bytes` };
    const checked = await checkArchive(readAhead(document), signal);
    if (!checked.ok) return fromRefusal(checked);
    if (!checked.entries.some(({ name }) => SEQUENCE.test(name)))
      return { kind: 'refused', code: 'document-broken', detail: 'a package without a document sequence' };
    const made = await tools.xpsToPdf(signal);
    return made.ok ? lookOver(made.pdf, context) : fromRefusal(made);
  },
};
