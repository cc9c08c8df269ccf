// The print options on the plain forms: for one document or for several at once.
import { changeTicket } from '@platen/shared/change-ticket';
import { offeredOptions } from '@platen/shared/offered-options';
import type { Ticket } from '@platen/shared/ticket';
import { html } from './html.ts';
import { optionFields } from './option-fields.ts';
import { formOf, messageNote, note, type PlainScreenPage, press } from './plain-view.ts';
import type { PlainForm } from './read-form.ts';
import { aboutJobs, jobTitle, type SignedView, ticketOf } from './signed-view.ts';

/** On 800 px three fields stand beside each other with room for their words. */
const IN_A_ROW = 3;

function fieldsOf(view: SignedView) {
  const jobs = aboutJobs(view);
  const tickets = jobs.map((job) => ticketOf(view.state, job));
  const [only, more] = jobs;
  const pages = more === undefined ? only?.pages : undefined;
  return optionFields(
    offeredOptions(view.session.printer.capabilities, tickets, pages),
    tickets,
    view.frame.say,
  );
}

export function optionsPage(view: SignedView): PlainScreenPage | undefined {
  const { frame, state, session } = view;
  const { say } = frame;
  const jobs = aboutJobs(view);
  const [only] = jobs;
  if (only === undefined) return undefined;
  const fields = fieldsOf(view);
  const none =
    fields.length > 0
      ? undefined
      : note('quiet', say(session.printer.capabilities === undefined ? 'options.unknown' : 'options.none'));
  const rows = Array.from({ length: Math.ceil(fields.length / IN_A_ROW) }, (_, row) =>
    fields.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  );
  return {
    title: jobs.length === 1 ? jobTitle(view, only) : say('options.title', { count: jobs.length }),
    body: html`${messageNote(state.message)}${none}${formOf(
      frame,
      html`${jobs.map(({ id }) => html`<input type="hidden" name="job" value="${id}" />`)}<table class="grid" cellspacing="0" cellpadding="0">${rows.map((row) => html`<tr>${row.map((field) => html`<td>${field.draw(field.value)}</td>`)}</tr>`)}</table>${press('save', say('options.keep'), 'accent')}${press('save-print', say('options.print'))}${press('back', say('bar.back'), 'quiet')}`,
    )}`,
  };
}

/** The tickets as the form wants them, by job; a sentence where a field cannot be read. */
export function readOptions(view: SignedView, form: PlainForm): Readonly<Record<string, Ticket>> | string {
  const tickets: Record<string, Ticket> = {};
  const changed = fieldsOf(view).filter(
    ({ name, value }) => form.all(name).length > 0 && form.text(name) !== value,
  );
  for (const job of aboutJobs(view)) {
    let ticket = ticketOf(view.state, job);
    for (const { name, read, problem } of changed) {
      const change = read(form.text(name), ticket);
      if (change !== undefined) ticket = changeTicket(ticket, change);
      else if (problem !== undefined) return problem;
    }
    tickets[job.id] = ticket;
  }
  return tickets;
}
