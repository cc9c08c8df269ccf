// Plain text of any encoding becomes a PDF in the render host, without any other program.
import { type Converter, fromRefusal } from './converter.ts';
import { doneWith } from './made-pdf.ts';

export const textConverter: Converter = {
  id: 'text',
  accepts: ['text/plain'],
  convert: async ({ mediaType }, { engine, media, maxPages, signal }) => {
    const made = await engine.toPdf(mediaType, { media, maxPages, signal });
    return made.ok ? doneWith(made.pdf, made) : fromRefusal(made);
  },
};
