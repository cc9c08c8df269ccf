// Every option the printer offers, for all chosen documents or for the one being looked at.
import type { JobView } from '@platen/shared/api/common';
import { mayPrint } from '@platen/shared/job-choice';
import { type OfferedOption, offeredOptions } from '@platen/shared/offered-options';
import { accountingFields } from '@platen/shared/preflight-accounting';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { CHECK } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { chosenJobs, findJob, shownTicket, ticketOf } from '../../state/panel-state.ts';
import { sheetWords } from '../job-words.ts';
import { optionField } from '../option-fields.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { jobNotes } from '../parts/job-notes.ts';
import { printButton } from './jobs-screen.ts';
import { sheet, shownJob } from './preview-screen.ts';
import '../parts/scroll-pane.ts';

/** Below the others: few people look for them, and nobody has to pass them. */
const RARE: readonly OfferedOption['kind'][] = ['booklet', 'fit', 'watermark'];

function jobsInScope({ state }: PanelView): readonly JobView[] {
  if (state.optionsFor === undefined) return chosenJobs(state).filter(mayPrint);
  const job = findJob(state, state.optionsFor);
  return job === undefined ? [] : [job];
}

/** What the printer was given for its accounting, and the way to change it. */
function accountingField({ state, panel }: PanelView): TemplateResult | typeof nothing {
  const asked = state.session?.accounting;
  if (asked === undefined || accountingFields(asked.need).length === 0) return nothing;
  const shown = accountingFields(asked.need).flatMap((field) => asked[field] ?? []);
  const label = say(asked.need === 'user' ? 'accounting.field-user' : 'accounting.field-account');
  return html`<div class="field" role="group" aria-label=${label}>
    <span class="field-label">${label}</span>
    ${button({ label: shown.length === 0 ? say('accounting.none') : shown.join(', '), press: () => panel.accounting.open([]) })}
  </div>`;
}

function fields(view: PanelView): TemplateResult {
  const { state, panel } = view;
  const jobs = jobsInScope(view);
  const tickets = jobs.map((job) => ticketOf(state, job));
  const capabilities = state.session?.printer.capabilities;
  if (capabilities === undefined) return html`<p class="option-more">${say('options.unknown')}</p>`;
  const offered = offeredOptions(capabilities, tickets, jobs.length === 1 ? jobs[0]?.pages : undefined);
  if (offered.length === 0 || tickets.length === 0)
    return html`<p class="option-more">${say('options.none')}</p>`;
  const scope = {
    tickets,
    change: (change: Parameters<typeof panel.change>[1]) => panel.change(state.optionsFor, change),
    // Offered for one document only.
    openPages: () => panel.pages.open(jobs[0]?.id ?? '', tickets[0]?.pageRanges),
  };
  const rare = offered.filter(({ kind }) => RARE.includes(kind));
  const usual = offered.filter((option) => !rare.includes(option));
  return html`<div class="option-grid">${usual.map((option) => optionField(option, scope))}${accountingField(view)}</div>
    ${
      rare.length === 0
        ? nothing
        : html`<h2 class="option-more">${say('options.more')}</h2>
            <div class="option-grid">${rare.map((option) => optionField(option, scope))}</div>`
    }`;
}

export const optionsScreen: PanelScreen = {
  name: 'options',
  title: (view) => say('options.title', { count: jobsInScope(view).length }),
  back: ({ panel }) => ({
    label: say('bar.back'),
    press: panel.back,
  }),
  body: (view) => {
    const pane = html`<platen-scroll-pane
      label=${say('jobs.options')}
      .content=${html`${fields(view)}${jobNotes(view, jobsInScope(view))}`}
    ></platen-scroll-pane>`;
    const shown = view.state.optionsFor === undefined || view.room.short ? undefined : shownJob(view);
    return shown === undefined ? pane : html`<div class="options-live">${sheet(view, shown)}${pane}</div>`;
  },
  foot: (view) => {
    const { state, panel } = view;
    const [only, more] = jobsInScope(view);
    const takes =
      only?.pages === undefined || more !== undefined ? '' : sheetWords(shownTicket(state, only), only.pages);
    return html`<div class="acts acts-options">
      <p class="hint print-takes" aria-live="polite">${takes}</p>
      ${
        state.optionsFor === undefined
          ? printButton(view)
          : button({ label: say('code.ok'), kind: 'accent', icon: CHECK, place: 'print', press: panel.back })
      }
    </div>`;
  },
};
