// Changes to a ticket, one choice at a time. Pure. The server lays what the panel sends over the job's own ticket, so a choice
// is taken back by its neutral value (one page per side, no ranges, no finishings), not by leaving it out.
import type { PageRange, Ticket } from '@platen/shared/ticket';
import { type FinishingGroup, finishingGroup } from './offered-options.ts';

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

/** One range out of `total` pages, kept in order and in bounds; the whole document is an empty list. */
export function withPages(from: number, to: number, total: number): TicketChange {
  const first = Math.min(Math.max(1, from), total);
  const last = Math.min(Math.max(first, to), total);
  return { pageRanges: first === 1 && last === total ? [] : [{ from: first, to: last }] };
}

/** First and last page that will be printed; several ranges show as one from the first to the last. */
export function pageSpan(ticket: Ticket, total: number): PageRange {
  const ranges = ticket.pageRanges ?? [];
  return { from: ranges[0]?.from ?? 1, to: Math.min(total, ranges[ranges.length - 1]?.to ?? total) };
}

/** Pages that will be printed, in order, counting from 1. */
export function printedPages(ticket: Ticket, total: number): readonly number[] {
  const all = Array.from({ length: total }, (_, index) => index + 1);
  const { pageRanges } = ticket;
  if (pageRanges === undefined || pageRanges.length === 0) return all;
  return all.filter((page) => pageRanges.some((range) => page >= range.from && page <= range.to));
}
