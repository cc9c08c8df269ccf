// What conversion found out about a document: the shared facts that people see, and what delivery chooses by.
import type { DocumentFacts as SharedFacts } from '@platen/shared/document-facts';
import type { PageRange } from '@platen/shared/ticket';

export interface DocumentFacts extends SharedFacts {
  /** Pages that hold colour, ascending, counting from 1. */
  readonly colorPages: PageRange[];
  /** Pages that were not looked at in time: they may hold colour. */
  readonly unknownColorPages: PageRange[];
  /** The print document is encrypted (owner password only): a printer may be unable to read it. */
  readonly encrypted: boolean;
  /** The original, too, can be sent to a printer that takes its media type, with the same result. */
  readonly originalPrintable: boolean;
}

type PageColor = 'color' | 'monochrome' | 'unknown';

/** Runs of pages (counting from 1) whose colour is `wanted`. */
export function pagesOf(colors: readonly PageColor[], wanted: PageColor): PageRange[] {
  const ranges: PageRange[] = [];
  colors.forEach((color, index) => {
    if (color !== wanted) return;
    const last = ranges.at(-1);
    if (last?.to === index) last.to = index + 1;
    else ranges.push({ from: index + 1, to: index + 1 });
  });
  return ranges;
}

/** The whole document in one word: one coloured page makes it a colour document, one unseen page an unknown one. */
export function overallColor(colors: readonly PageColor[]): PageColor {
  if (colors.includes('color')) return 'color';
  return colors.includes('unknown') ? 'unknown' : 'monochrome';
}
