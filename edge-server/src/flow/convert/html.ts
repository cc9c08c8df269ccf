// HTML, as mails bring it or as a file, becomes a PDF in the render host: no browser, no LibreOffice, no network (threat T23).
import { type Converter, fromRefusal } from './converter.ts';
import { doneWith, madeByEngine } from './made-pdf.ts';

export const htmlConverter: Converter = {
  id: 'html',
  accepts: ['text/html'],
  convert: async ({ mediaType }, context) => {
    const made = await madeByEngine(mediaType, context);
    return made.ok ? doneWith(made.pdf, made) : fromRefusal(made);
  },
};
