// The plain forms from Print on: what stands in the way, the accounting data a printer asks for, how far it is, and that it is done.
import type { JobView, ReleaseView } from '@platen/shared/api/common';
import { accountingFields, MAX_ACCOUNTING_CHARACTERS } from '@platen/shared/preflight-accounting';
import { type Html, html } from './html.ts';
import { decision } from './list-page.ts';
import { formOf, HOME, messageNote, note, type PlainScreenPage, press, textField } from './plain-view.ts';
import { aboutJobs, jobTitle, type SignedView } from './signed-view.ts';

/** Pages feed at one in a second or two; a browser that draws slowly needs a second for this page. */
const WATCH_SECONDS = 3;
/** Long enough to read one line and look at the tray. */
export const DONE_SECONDS = 5;

export function checkPage(view: SignedView): PlainScreenPage | undefined {
  const { frame, state } = view;
  const { say } = frame;
  if (state.check === undefined || aboutJobs(view).length === 0) return undefined;
  const { findings, ageSeconds } = state.check.found;
  const stopped = findings.some(({ severity }) => severity === 'stop');
  return {
    title: say('check.title'),
    body: formOf(
      frame,
      html`${messageNote(state.message)}${ageSeconds !== undefined && html`<p class="hint">${say('check.seconds', { count: ageSeconds })}</p>`}${findings.map(
        ({ sentence, severity, nearest, choices }, index) => {
          const where = [nearest?.name, nearest?.place].filter((part) => part !== undefined).join(', ');
          return html`${note(severity === 'stop' ? 'bad' : severity === 'ask' ? 'warn' : 'quiet', sentence)}${nearest !== undefined && html`<p class="hint">${say('check.nearest', { printer: where })}</p>`}${choices.map(({ label }, choice) => press(`choose.${index}.${choice}`, label))}`;
        },
      )}<p class="again">${stopped && press('check', say('check.again'), 'accent')}${press('anyway', say('check.anyway'), stopped ? 'plain' : 'accent')}${press('back', say('bar.back'), 'quiet')}</p>`,
    ),
  };
}

export function accountingPage({ frame, state, session }: SignedView): PlainScreenPage | undefined {
  const { say } = frame;
  const asked = session.accounting;
  if (asked === undefined) return undefined;
  return {
    title: say('accounting.title'),
    body: html`${messageNote(state.message)}${formOf(
      frame,
      html`${accountingFields(asked.need).map((field) => textField(`account-${field}`, say(`accounting.field-${field}`), { most: MAX_ACCOUNTING_CHARACTERS, value: asked[field] }))}<p class="hint">${say('accounting.hint')}</p>${press('account-given', state.about.length === 0 ? say('options.keep') : say('accounting.print'), 'accent')}${press('back', say('bar.back'), 'quiet')}`,
    )}`,
  };
}

/** @param releases of this press on Print: for each document the newest. */
export function progressPage(view: SignedView, releases: readonly ReleaseView[]): PlainScreenPage {
  const { frame, state, session } = view;
  const { say } = frame;
  const running = releases.some(({ ended }) => !ended);
  const { printer } = session;
  const stopped = running && (printer.tone === 'warn' || printer.tone === 'bad');
  return {
    title: say(running ? 'progress.title' : 'progress.ended'),
    ...(running ? { refresh: { seconds: WATCH_SECONDS, to: HOME } } : {}),
    body: html`${messageNote(state.message) ?? (stopped && note('warn', printer.sentence))}${formOf(
      frame,
      html`<table class="list" cellspacing="0" cellpadding="0">${releases.map((release) => releaseRow(view, release))}${state.refused.map(({ jobId, message }) => html`<tr><td>${named(view, jobId)}<br /><span class="facts tone-warn">${message}</span></td><td></td></tr>`)}</table>${press('documents', say('progress.documents'), running ? 'plain' : 'accent')}`,
    )}`,
  };
}

function releaseRow(view: SignedView, release: ReleaseView): Html {
  const { frame } = view;
  const asks = release.state === 'uncertain';
  return html`<tr><td>${named(view, release.jobId)}<br />${asks ? decision(frame, release) : html`<span class="facts tone-${release.tone}">${release.sentence}</span>`}</td><td class="do">${release.mayCancel && press(`stop.${release.id}`, frame.say('list.stop'))}</td></tr>`;
}

function named(view: SignedView, jobId: string): Html {
  const job: JobView | undefined = view.state.batch.find(({ id }) => id === jobId);
  return html`<span class="title" dir="auto">${job === undefined ? view.frame.say('kind.other') : jobTitle(view, job)}</span>`;
}

export function donePage({ frame, state }: SignedView): PlainScreenPage {
  const { say } = frame;
  return {
    title: say('done.title'),
    refresh: { seconds: DONE_SECONDS, to: HOME },
    body: html`${note('ok', say('done.take', { count: Math.max(1, state.batch.length) }))}${formOf(frame, press('documents', say('progress.documents')))}`,
  };
}

export function idlePage({ say, ...frame }: SignedView['frame'], seconds: number): PlainScreenPage {
  return {
    title: say('idle.title'),
    refresh: { seconds, to: `${HOME}/idle` },
    body: html`${note('warn', say('idle.body', { count: seconds }))}${formOf(frame, press('stay', say('idle.more'), 'accent'))}`,
  };
}
