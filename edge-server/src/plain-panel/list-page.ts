// The list of a person's documents on the plain forms: all with the first button, some by ticking them, one by its own page.
import type { JobView, ReleaseView } from '@platen/shared/api/common';
import { isLocked, isRepeated, mayChoose, mayPrint } from '@platen/shared/job-choice';
import { accountingFields } from '@platen/shared/preflight-accounting';
import { type Html, html } from './html.ts';
import { factsOf } from './job-facts.ts';
import {
  formOf,
  HOME,
  messageNote,
  note,
  type PlainFrame,
  type PlainScreenPage,
  press,
} from './plain-view.ts';
import { allToPrint, jobTitle, listed, type SignedView, shownTicket } from './signed-view.ts';

/** While there is nothing to press yet, the list looks again by itself. */
const READY_SECONDS = 5;

export function listPage(view: SignedView): PlainScreenPage {
  const { frame, state, session } = view;
  const { say } = frame;
  const jobs = listed(view);
  const above = html`${messageNote(state.message) ?? printerNote(view)}`;
  if (jobs.length === 0) {
    return {
      title: say('list.title-none'),
      body: html`${above}<h2>${say('list.empty')}</h2><p class="hint">${say('list.empty-hint')}</p>${formOf(frame, press('again', say('list.again')))}`,
    };
  }
  const some = jobs.filter(mayChoose);
  const single = some.length === 1;
  const printable = jobs.some(mayPrint);
  const all = allToPrint(view).length;
  const ticks = some.length > 1;
  const asked = accountingFields(session.accounting?.need ?? 'none').length > 0;
  const gettingReady = jobs.every((job) => job.state === 'received');
  return {
    title: say('list.title', { count: jobs.length }),
    ...(gettingReady ? { refresh: { seconds: READY_SECONDS, to: HOME } } : {}),
    body: html`${above}${formOf(
      frame,
      html`${all > 0 && press('print-all', say('list.print-all', { count: all }), 'accent')}${ticks && printable && press('print', say('list.print-chosen'))}${!ticks && printable && all === 0 && press('print', say('list.print-one'), 'accent')}${printable && press('options', say('list.options'))}${some.length > 0 && press('delete', say('list.delete'))}${asked && press('account', say('accounting.field-user'), 'quiet')}${single && html`<input type="hidden" name="job" value="${some[0]?.id ?? ''}" />`}${ticks && html`<p class="hint">${say('list.hint')}</p>`}<table class="list" cellspacing="0" cellpadding="0">${jobs.map((job) => row(view, job, ticks))}</table>${press('again', say('list.again'), 'quiet')}`,
    )}`,
  };
}

/** A printer that will not print now is worth knowing before Print is pressed. */
function printerNote({ session: { printer } }: SignedView): Html | undefined {
  return printer.tone === 'warn' || printer.tone === 'bad' ? note(printer.tone, printer.sentence) : undefined;
}

function row(view: SignedView, job: JobView, ticks: boolean): Html {
  const { say } = view.frame;
  const title = jobTitle(view, job);
  const tick =
    ticks && mayChoose(job)
      ? html`<label><input type="checkbox" name="job" value="${job.id}" title="${say('list.choose', { title })}" /></label>`
      : undefined;
  const { release } = job;
  const asks = job.state === 'uncertain' && release !== undefined;
  return html`<tr>${ticks && html`<td class="tick">${tick}</td>`}<td><span class="title" dir="auto">${title}</span><br /><span class="facts${job.tone !== 'quiet' && ` tone-${job.tone}`}">${job.sentence}</span>${facts(view, job)}${job.notes.map((text) => html`<br /><span class="facts">${text}</span>`)}${asks && html`<br />${decision(view.frame, release)}`}</td>${!asks && html`<td class="do">${act(view, job)}</td>`}</tr>`;
}

function facts(view: SignedView, job: JobView): Html | undefined {
  const { say } = view.frame;
  if (!mayPrint(job)) return undefined;
  const twice = isRepeated(job)
    ? say(job.printedBefore === true ? 'list.twice-printed' : 'list.twice')
    : undefined;
  return html`<br /><span class="facts">${twice ?? factsOf(job, shownTicket(view, job), say)}</span>`;
}

function act({ frame: { say } }: SignedView, job: JobView): Html | undefined {
  if (isLocked(job)) return press(`unlock.${job.id}`, say('list.unlock'));
  if (job.release?.mayCancel === true) return press(`stop.${job.release.id}`, say('list.stop'));
  return mayPrint(job) ? press(`look.${job.id}`, say('list.look')) : undefined;
}

/** "Did all 12 pages come out?": only a person at the printer can say. */
export function decision({ say }: PlainFrame, release: ReleaseView): Html {
  const { id, pages, missing } = release;
  const question =
    pages === undefined ? say('decide.question-unknown') : say('decide.question', { count: pages });
  return html`<b>${question}</b><br />${press(`decide.${id}.printed`, say('decide.printed'))}${missing !== undefined && press(`decide.${id}.missing`, say('decide.missing'))}${press(`decide.${id}.again`, say('decide.again'))}${press(`decide.${id}.keep`, say('decide.keep'))}`;
}
