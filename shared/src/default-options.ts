// How documents are printed when nobody says otherwise: what came with a document wins, then its owner's defaults, then the organisation's
// (SPEC B10). Pure; a default is never more than an absent word of the ticket.
import * as v from 'valibot';
import { TICKET_OPTIONS, type Ticket } from './ticket.ts';

/** "color" is not among them: it asks for colour of every page, so that a grey printer would ask back about plain text. */
const DEFAULT_COLOR_MODES = ['auto', 'monochrome'] as const;

/**
 * What makes sense for a document that is not known yet. Not copies or page ranges: those are about one document. What is
 * absent is left to the next one in line, in the end to the printer.
 */
export const DefaultOptions = v.partial(
  v.strictObject({
    sides: TICKET_OPTIONS.sides,
    printColorMode: v.picklist(DEFAULT_COLOR_MODES),
    media: TICKET_OPTIONS.media,
  }),
);
export type DefaultOptions = v.InferOutput<typeof DefaultOptions>;

/** @param ticket what came with the document. @returns the ticket it is held with. */
export function withDefaults(site: DefaultOptions, user: DefaultOptions, ticket: Ticket): Ticket {
  const laid = { ...site, ...user, ...ticket };
  // Paper is one choice under two names: a tray that was asked for holds what it holds.
  if (ticket.mediaSource === undefined || ticket.media !== undefined) return laid;
  const { media: _, ...rest } = laid;
  return rest;
}

export function sameDefaults(one: DefaultOptions, other: DefaultOptions): boolean {
  const { sides, printColorMode, media } = one;
  return sides === other.sides && printColorMode === other.printColorMode && media === other.media;
}
