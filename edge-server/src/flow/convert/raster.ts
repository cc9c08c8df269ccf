// PWG raster and URF, which phones and driverless queues send, become a PDF in the render host: page for page, pixel for pixel.
import { STORED } from '@platen/shared/say/saying';
import { type Converter, fromRefusal } from './converter.ts';
import { doneWith, madeByEngine } from './made-pdf.ts';

const DAMAGED = STORED.say('note.raster-damaged');

export const rasterConverter: Converter = {
  id: 'raster',
  accepts: ['image/pwg-raster', 'image/urf'],
  convert: async ({ mediaType }, context) => {
    const made = await madeByEngine(mediaType, context);
    if (!made.ok) return fromRefusal(made);
    const notes = [...(made.damaged ? [DAMAGED] : []), ...(made.notes ?? [])];
    return doneWith(made.pdf, { ...made, notes });
  },
};
