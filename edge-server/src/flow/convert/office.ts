// Office documents become PDF in LibreOffice, which runs in the sandbox; what goes in is looked over first, what comes out afterwards.
import { readAhead } from './archive-bytes.ts';
import { type ConvertContext, type Converter, type ConvertOutcome, fromRefusal } from './converter.ts';
import { askedFonts } from './fonts-asked.ts';
import { replacedFonts } from './fonts-replaced.ts';
import { lookOver } from './made-pdf.ts';
import { OFFICE_KINDS, type OfficeKind } from './office-kinds.ts';
import { type Inside, settleOffice } from './office-settle.ts';
import { UNSETTLED_COMPOUND } from './sniff-compound.ts';
import { UNSETTLED_OFFICE } from './sniff-zip.ts';

/** Bytes of an Office file: LibreOffice wants it whole, and needs several times its size of its one gigabyte. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Percent below which a sheet is no longer made smaller to fit the paper's width: 10 point letters become 5 point, the least one reads. */
const LEAST_SCALE = 50;

export const officeConverter: Converter = {
  id: 'office',
  // What cannot be told from the first bytes is settled here.
  accepts: [...Object.keys(OFFICE_KINDS), UNSETTLED_COMPOUND, UNSETTLED_OFFICE],
  convert: async (_input, context) => {
    const { office, document, signal } = context;
    if (office === undefined) return { kind: 'refused', code: 'office-missing', detail: 'no office engine' };
    if (document.size > MOST_BYTES) {
      return {
        kind: 'refused',
        code: 'document-too-slow',
        detail: `an Office file of ${document.size} bytes`,
      };
    }
    const settled = await settleOffice(readAhead(document), signal);
    if (!settled.ok) return fromRefusal(settled);
    const { kind, inside } = settled;

    const made = await office.toPdf(
      {
        bytes: await document.read(0, document.size),
        extension: kind.extension,
        ...pageRules(kind, context.maxPages),
      },
      { signal, onProgress: context.onProgress },
    );
    if (!made.ok) return fromRefusal(made);
    return withFontNotes(await lookOver(made.pdf, context), inside, context);
  },
};

/** Whether documents of this type need an office. */
export const isForOffice = (mediaType: string): boolean => officeConverter.accepts.includes(mediaType);

/** Sheets are endless: the office prints what is used of them, and stops one page past the limit, so that the limit is seen to be passed. */
function pageRules(
  { family }: OfficeKind,
  maxPages: number,
): { readonly page?: Readonly<Record<string, unknown>> } {
  if (family !== 'spreadsheet') return {};
  return { page: { kind: 'spreadsheet', fitToWidth: true, minScale: LEAST_SCALE, maxPages } };
}

async function withFontNotes(
  made: ConvertOutcome,
  inside: Inside,
  context: ConvertContext,
): Promise<ConvertOutcome> {
  if (made.kind !== 'done' || made.pdf === undefined) return made;
  const notes = await fontNotes(made.pdf, inside, context);
  return { ...made, facts: { ...made.facts, notes: [...made.facts.notes, ...notes] } };
}

/** What this says is a courtesy: without it the document prints all the same. */
async function fontNotes(pdf: Uint8Array, inside: Inside, context: ConvertContext): Promise<string[]> {
  const { fonts, document, signal } = context;
  if (fonts === undefined) return [];
  const asked = await askedFonts(readAhead(document), inside);
  const names = asked.map(({ name }) => name);
  return [...replacedFonts(asked, await fonts(names, signal), pdf)];
}
