// Which choices there are for a document: what the printer can do, and what the server does for any printer. What neither can
// do is not in the list; words for it are the screen's.
import { type FinishingGroup, finishingGroup } from './preflight-finishings.ts';
import type { MediaChoice, PrinterCapabilities } from './printer-capabilities.ts';
import { NUMBER_UP, type NumberUp, sidesOf, type Ticket } from './ticket.ts';

export type OfferedOption =
  | { readonly kind: 'copies'; readonly max: number }
  | { readonly kind: 'sides'; readonly edges: readonly ('two-sided-long-edge' | 'two-sided-short-edge')[] }
  /** Along which edge two-sided pages turn; only while two-sided is chosen. */
  | { readonly kind: 'edge' }
  | { readonly kind: 'colour'; readonly full: 'auto' | 'color' }
  | { readonly kind: 'number-up'; readonly values: readonly NumberUp[] }
  | { readonly kind: 'finishing'; readonly group: FinishingGroup; readonly values: readonly number[] }
  | { readonly kind: 'paper'; readonly choices: readonly MediaChoice[] }
  | { readonly kind: 'pages'; readonly total: number }
  | { readonly kind: 'booklet' }
  | { readonly kind: 'fit' }
  | { readonly kind: 'watermark' };

/**
 * @param tickets of the documents the options are for.
 * @param pages of the one document they are for; undefined for several, where page numbers mean nothing.
 */
export function offeredOptions(
  capabilities: PrinterCapabilities | undefined,
  tickets: readonly Ticket[],
  pages: number | undefined,
): readonly OfferedOption[] {
  if (capabilities === undefined) return [];
  const { sides, printColorModes, maxCopies } = capabilities;
  const offered: OfferedOption[] = [];
  if (maxCopies > 1) offered.push({ kind: 'copies', max: maxCopies });
  const edges = (['two-sided-long-edge', 'two-sided-short-edge'] as const).filter((edge) =>
    sides.includes(edge),
  );
  const duplex = tickets.some((ticket) => (sidesOf(ticket) ?? 'one-sided') !== 'one-sided');
  if (edges.length > 0) offered.push({ kind: 'sides', edges });
  // Grey is made here where the printer has no word for it; colour it must have itself.
  const full = printColorModes.includes('auto') ? 'auto' : 'color';
  if (printColorModes.includes('color')) offered.push({ kind: 'colour', full });
  offered.push(...finishings(capabilities, 'staple'));
  offered.push({ kind: 'number-up', values: NUMBER_UP });
  if (edges.length > 1 && duplex) offered.push({ kind: 'edge' });
  const choices = paperChoices(capabilities.mediaReady);
  if (choices.length > 1) offered.push({ kind: 'paper', choices });
  if (pages !== undefined && pages > 1) offered.push({ kind: 'pages', total: pages });
  offered.push(...finishings(capabilities, 'punch'), ...finishings(capabilities, 'fold'));
  // Folded across: the printer has to turn the sheets over along their short edge.
  if (edges.includes('two-sided-short-edge') && pages !== 1) offered.push({ kind: 'booklet' });
  offered.push({ kind: 'fit' }, { kind: 'watermark' });
  return offered;
}

function finishings(capabilities: PrinterCapabilities, group: FinishingGroup): readonly OfferedOption[] {
  const values = capabilities.finishings.filter((value) => finishingGroup(value) === group);
  return values.length === 0 ? [] : [{ kind: 'finishing', group, values }];
}

/** Loaded paper without doubles: two trays of the same paper are two choices only if the printer names the trays. */
function paperChoices(ready: readonly MediaChoice[]): readonly MediaChoice[] {
  return ready.filter(
    (choice, index) =>
      ready.findIndex((other) => other.media === choice.media && other.source === choice.source) === index,
  );
}
