// Pictures become a PDF of a page each in the render host; a JPEG's original stays, for printers that take it directly.
import { STORED } from '@platen/shared/say/saying';
import { type Converter, fromRefusal } from './converter.ts';
import { doneWith, madeByEngine } from './made-pdf.ts';

const DAMAGED = STORED.say('note.picture-damaged');

export const imageConverter: Converter = {
  id: 'image',
  accepts: [
    'image/jpeg',
    'image/png',
    'image/gif',
    'image/tiff',
    'image/bmp',
    'image/webp',
    'image/heic',
    'image/avif',
    'image/svg+xml',
  ],
  convert: async ({ mediaType }, context) => {
    const made = await madeByEngine(mediaType, context);
    if (!made.ok) return fromRefusal(made);
    const notes = [...(made.damaged ? [DAMAGED] : []), ...(made.notes ?? [])];
    const done = doneWith(made.pdf, { ...made, notes });
    if (done.kind !== 'done') return done;
    return { ...done, facts: { ...done.facts, originalPrintable: made.originalPrintable } };
  },
};
