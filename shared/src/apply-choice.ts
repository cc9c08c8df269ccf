// A choice over the ticket a job came with, and the choice that makes one ticket of another. No schema: the panel carries this too.
import type { Ticket } from './ticket.ts';
import type { TicketChoice } from './ticket-choice.ts';

/** The ticket a job is printed with: its own with the choice over it. Holds no null. */
export function applyChoice(own: Ticket, choice: TicketChoice): Ticket {
  const made = Object.entries(choice).filter(([, value]) => value !== undefined);
  const laid = Object.entries({ ...own, ...Object.fromEntries(made) });
  return Object.fromEntries(laid.filter(([, value]) => value !== null && value !== undefined));
}

/** The choice that makes `wanted` of `own`: what of `own` is not wanted is taken back. */
export function choiceOf(own: Ticket, wanted: Ticket): TicketChoice {
  const choice: TicketChoice = { ...wanted };
  for (const option of Object.keys(own) as (keyof Ticket)[]) choice[option] ??= null;
  return choice;
}
