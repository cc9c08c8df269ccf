// Changes to a ticket, one choice at a time. Pure. Undefined takes a choice back; printing.ts tells the server so where the job
// came with one.
import { type FinishingGroup, finishingGroup } from './preflight-finishings.ts';
import type { Ticket } from './ticket.ts';

export type TicketChange = { readonly [K in keyof Ticket]?: Ticket[K] | undefined };

export function changeTicket(ticket: Ticket, change: TicketChange): Ticket {
  const entries = Object.entries({ ...ticket, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** The one finishing of a group that is chosen, if any. */
export function chosenFinishing(ticket: Ticket, group: FinishingGroup): number | undefined {
  return ticket.finishings?.find((value) => finishingGroup(value) === group);
}

/** Puts `value` in place of what was chosen in its group; undefined: nothing of that group. */
export function withFinishing(
  ticket: Ticket,
  group: FinishingGroup,
  value: number | undefined,
): TicketChange {
  const others = (ticket.finishings ?? []).filter((one) => finishingGroup(one) !== group);
  const next = value === undefined ? others : [...others, value];
  return { finishings: next };
}

/** Pages that will be printed, in order, counting from 1. */
export function printedPages(ticket: Ticket, total: number): readonly number[] {
  const all = Array.from({ length: total }, (_, index) => index + 1);
  const { pageRanges } = ticket;
  if (pageRanges === undefined || pageRanges.length === 0) return all;
  return all.filter((page) => pageRanges.some((range) => page >= range.from && page <= range.to));
}
