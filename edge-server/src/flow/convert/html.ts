// HTML, as mails bring it or as a file, becomes a PDF in the render host: no browser, no LibreOffice, no network (threat T23).
import { type Converter, fromRefusal } from './converter.ts';
import { doneWith } from './made-pdf.ts';

export const htmlConverter: Converter = {
  id: 'html',
  accepts: ['text/html'],
  convert: async ({ mediaType }, { engine, media, maxPages, signal }) => {
    const made = await engine.toPdf(mediaType, { media, maxPages, signal });
    return made.ok ? doneWith(made.pdf, made) : fromRefusal(made);
  },
};
