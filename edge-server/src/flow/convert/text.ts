// Plain text of any encoding becomes a PDF in the render host, without any other program.
import { type Converter, fromRefusal } from './converter.ts';
import { doneWith, madeByEngine } from './made-pdf.ts';

export const textConverter: Converter = {
  id: 'text',
  accepts: ['text/plain'],
  convert: async ({ mediaType }, context) => {
    const made = await madeByEngine(mediaType, context);
    return made.ok ? doneWith(made.pdf, made) : fromRefusal(made);
  },
};
