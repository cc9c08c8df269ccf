// What will come of a ticket at this printer: choices that neither it nor the server can carry out are left out by delivery, so
// they are not shown either.

import { changeTicket } from './change-ticket.ts';
import type { PrinterCapabilities } from './printer-capabilities.ts';
import type { Ticket } from './ticket.ts';

/** The ticket as the printer can carry it out; unchanged while it has not told what it can do. */
export function fitTicket(ticket: Ticket, capabilities: PrinterCapabilities | undefined): Ticket {
  if (capabilities === undefined) return ticket;
  const { sides, copies, finishings, booklet } = ticket;
  const colour = capabilities.printColorModes.includes('color');
  return changeTicket(ticket, {
    sides: sides !== undefined && capabilities.sides.includes(sides) ? sides : undefined,
    copies: copies === undefined ? undefined : Math.min(copies, Math.max(1, capabilities.maxCopies)),
    finishings: finishings?.filter((finishing) => capabilities.finishings.includes(finishing)),
    // Folded across: it takes a printer that turns sheets over along their short edge.
    booklet: booklet === true && capabilities.sides.includes('two-sided-short-edge') ? true : undefined,
    // A printer that names no colour mode at all has simply not told.
    printColorMode: capabilities.printColorModes.length > 0 && !colour ? 'monochrome' : ticket.printColorMode,
  });
}
