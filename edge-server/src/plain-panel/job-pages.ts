// The plain forms about one or some documents: its pages one after the other, its password, and whether it is to be deleted.
import { pageQuery } from '@platen/shared/api/page-address';
import { printedPages } from '@platen/shared/change-ticket';
import { countSides } from '@platen/shared/ticket';
import { html } from './html.ts';
import { factsOf } from './job-facts.ts';
import { formOf, messageNote, type PlainScreenPage, press, textField } from './plain-view.ts';
import { aboutJobs, jobTitle, type SignedView, shownTicket } from './signed-view.ts';

/** The most that PDF looks at, in bytes; what is longer is cut by the schema. */
const MOST_PASSWORD = 127;
/** Three fifths of 800 px; and what 480 px leave below the bar and a title of one line. On a short screen what 240 px leave. */
const PICTURE = { width: 440, height: 310, short: 150 } as const;
const SHORT_SCREEN = 300;

export function previewPage(view: SignedView): PlainScreenPage | undefined {
  const { frame, state, screenHeight } = view;
  const { say } = frame;
  const [job] = aboutJobs(view);
  if (job === undefined) return undefined;
  const ticket = shownTicket(view, job);
  const total = job.pages ?? 1;
  const sides = Math.max(1, countSides(ticket, total));
  const at = Math.min(state.side, sides - 1);
  const single = (ticket.numberUp ?? 1) === 1 && ticket.booklet !== true;
  const words = single
    ? say('preview.page', { page: printedPages(ticket, total)[at] ?? 1, count: total })
    : say('preview.side', { page: at + 1, count: sides });
  const height = (screenHeight ?? Number.POSITIVE_INFINITY) <= SHORT_SCREEN ? PICTURE.short : PICTURE.height;
  const address = `/api/panel/jobs/${job.id}/pages/${at + 1}.jpg?${pageQuery(PICTURE.width, height, ticket)}`;
  const turns = html`${at > 0 && press(`turn.${at - 1}`, say('preview.previous'))}${at < sides - 1 && press(`turn.${at + 1}`, say('preview.next'))}`;
  return {
    title: jobTitle(view, job),
    body: html`${messageNote(state.message)}${formOf(
      frame,
      html`<input type="hidden" name="job" value="${job.id}" /><table class="preview" cellspacing="0" cellpadding="0"><tr><td class="sheet"><img src="${address}" alt="${words}" /></td><td class="side">${press('print', say('preview.print'), 'accent')}${press('options', say('list.options'))}<br />${turns}<p class="hint">${words}<br />${factsOf(job, ticket, say)}</p>${press('delete', say('list.delete'))}${press('back', say('bar.back'), 'quiet')}</td></tr></table>`,
    )}`,
  };
}

export function passwordPage(view: SignedView): PlainScreenPage | undefined {
  const { frame, state } = view;
  const { say } = frame;
  const [job] = aboutJobs(view);
  if (job?.state !== 'locked') return undefined;
  return {
    title: say('password.title'),
    body: html`${messageNote(state.message)}${formOf(
      frame,
      html`<input type="hidden" name="job" value="${job.id}" /><p class="title" dir="auto">${jobTitle(view, job)}</p>${textField('password', say('password.label'), { most: MOST_PASSWORD, hidden: true })}<p class="hint">${say('password.hint')}</p>${press('open', say('password.unlock'), 'accent')}${press('back', say('bar.back'), 'quiet')}`,
    )}`,
  };
}

export function deletePage(view: SignedView): PlainScreenPage | undefined {
  const { frame } = view;
  const { say } = frame;
  const jobs = aboutJobs(view);
  const count = jobs.length;
  if (count === 0) return undefined;
  return {
    title: say('delete.title', { count }),
    body: formOf(
      frame,
      html`<p>${say(count === 1 ? 'delete.body-one' : 'delete.body')}</p><table class="list" cellspacing="0" cellpadding="0">${jobs.map((job) => html`<tr><td><input type="hidden" name="job" value="${job.id}" /><span class="title" dir="auto">${jobTitle(view, job)}</span></td></tr>`)}</table>${press('back', say('delete.no'), 'plain')}${press('delete-yes', say('delete.yes', { count }), 'danger')}`,
    ),
  };
}
