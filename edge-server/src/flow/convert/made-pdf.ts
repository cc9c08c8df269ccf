// What is said about a PDF that was made here: from the engine that set it, or from a second look at what a program made.
import { type ConvertContext, type ConvertOutcome, type DocumentEngine, fromRefusal } from './converter.ts';
import { overallColor, pagesOf } from './document-facts.ts';

type Made = Extract<Awaited<ReturnType<DocumentEngine['toPdf']>>, { ok: true }>;
type Findings = Pick<Made, 'color' | 'pageSizes' | 'notes'>;

/** The engine's own page sizes and colours are believed: it has drawn them. */
export function doneWith(pdf: Uint8Array, { color, pageSizes, notes = [] }: Findings): ConvertOutcome {
  return {
    kind: 'done',
    printMediaType: 'application/pdf',
    pdf,
    facts: {
      pages: color.length,
      pageSizes: pageSizes.map((run) => ({ ...run })),
      colour: overallColor(color),
      notes: [...notes],
      colorPages: pagesOf(color, 'color'),
      unknownColorPages: pagesOf(color, 'unknown'),
      encrypted: false,
      originalPrintable: false,
    },
  };
}

/** What the engine reads by itself, as the settings want it. */
export function madeByEngine(
  mediaType: string,
  { engine, media, maxPages, maxOutputBytes, onProgress, signal }: ConvertContext,
): ReturnType<DocumentEngine['toPdf']> {
  return engine.toPdf(mediaType, { media, maxPages, maxBytes: maxOutputBytes, onProgress, signal });
}

/** A program's word proves nothing (threat T26): another parser has to find pages in what it made. */
export async function lookOver(
  pdf: Uint8Array,
  { engine, maxPages, maxOutputBytes, signal }: ConvertContext,
): Promise<ConvertOutcome> {
  if (pdf.length > maxOutputBytes)
    return { kind: 'refused', code: 'document-too-slow', detail: `a PDF of ${pdf.length} bytes` };
  const found = await engine.inspectPdf(pdf, { maxPages, signal });
  return found.ok ? doneWith(pdf, found) : fromRefusal(found);
}
