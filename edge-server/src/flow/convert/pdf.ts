// PDF passes through as it is: the original is the print document; conversion only finds out about it.
import { STORED } from '@platen/shared/say/saying';
import { type Converter, fromRefusal } from './converter.ts';
import { overallColor, pagesOf } from './document-facts.ts';

const PDF = 'application/pdf';

export const pdfConverter: Converter = {
  id: 'pdf',
  accepts: [PDF],
  convert: async (_input, { engine, maxPages, signal }) => {
    const found = await engine.inspect(PDF, { maxPages, signal });
    if (!found.ok) return found.code === 'document-password' ? { kind: 'locked' } : fromRefusal(found);
    if (!found.printable) {
      return { kind: 'refused', code: 'document-not-printable', detail: 'permissions without printing' };
    }
    return {
      kind: 'done',
      printMediaType: PDF,
      facts: {
        pages: found.pages,
        pageSizes: found.pageSizes.map((run) => ({ ...run })),
        colour: overallColor(found.color),
        notes: found.xfa ? [STORED.say('note.adobe-form')] : [],
        colorPages: pagesOf(found.color, 'color'),
        unknownColorPages: pagesOf(found.color, 'unknown'),
        encrypted: found.encrypted,
        originalPrintable: true,
      },
    };
  },
};
