// JPEG and PNG become a PDF of one page; the original stays, for printers that take it directly.
import { type Converter, fromRefusal } from './converter.ts';
import { overallColor, pagesOf } from './document-facts.ts';

export const imageConverter: Converter = {
  id: 'image',
  accepts: ['image/jpeg', 'image/png'],
  convert: async ({ mediaType }, { engine, media, maxPages, signal }) => {
    const made = await engine.toPdf(mediaType, { media, maxPages, signal });
    if (!made.ok) return fromRefusal(made);
    return {
      kind: 'done',
      printMediaType: 'application/pdf',
      pdf: made.pdf,
      facts: {
        pages: made.color.length,
        pageSizes: made.pageSizes.map((run) => ({ ...run })),
        colour: overallColor(made.color),
        notes: made.damaged ? ['This picture is damaged. A part of it may be missing.'] : [],
        colorPages: pagesOf(made.color, 'color'),
        unknownColorPages: pagesOf(made.color, 'unknown'),
        encrypted: false,
        originalPrintable: made.originalPrintable,
      },
    };
  },
};
