// One document large, with the options that change it. The picture shows what the options will do to it.
import type { JobView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_LEFT, CHEVRON_RIGHT, PRINTER, SLIDERS_HORIZONTAL } from '../../components/icons.ts';
import type { PictureLook } from '../../data/panel.ts';
import { say } from '../../locales/languages.ts';
import { printedPages } from '../../state/change-ticket.ts';
import { offeredOptions } from '../../state/offered-options.ts';
import { findJob, pagesToPrint, shownTicket, ticketOf } from '../../state/panel-state.ts';
import { jobTitle, sheetWords } from '../job-words.ts';
import { optionField } from '../option-fields.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import '../parts/page-picture.ts';

interface Shown {
  readonly job: JobView;
  readonly look: Pick<PictureLook, 'grey' | 'numberUp'>;
  /** The first page on each printed side, in order. */
  readonly sides: readonly number[];
  /** Which of them is on the screen, from 0. */
  readonly at: number;
}

function shownJob({ state }: PanelView): Shown | undefined {
  const { preview } = state;
  const job = preview === undefined ? undefined : findJob(state, preview.jobId);
  if (preview === undefined || job === undefined) return undefined;
  const ticket = shownTicket(state, job);
  const numberUp = ticket.numberUp ?? 1;
  const sides = printedPages(ticket, job.pages ?? 1).filter((_, index) => index % numberUp === 0);
  return {
    job,
    look: { grey: ticket.printColorMode === 'monochrome', numberUp },
    sides,
    at: Math.min(preview.sheet, sides.length - 1),
  };
}

function sideWords(shown: Shown): string {
  const page = shown.look.numberUp === 1 ? (shown.sides[shown.at] ?? 1) : shown.at + 1;
  const count = shown.look.numberUp === 1 ? (shown.job.pages ?? 1) : shown.sides.length;
  return say(shown.look.numberUp === 1 ? 'preview.page' : 'preview.side', { page, count });
}

function turnKey({ panel }: PanelView, { sides, at, look }: Shown, by: 1 | -1, face: string): TemplateResult {
  const to = at + by;
  const target = sides[to];
  const page = look.numberUp === 1 ? target : to + 1;
  const words = look.numberUp === 1 ? ('preview.to-page' as const) : ('preview.to-side' as const);
  return html`<button
    type="button"
    class="button turn"
    ?disabled=${target === undefined}
    aria-label=${target === undefined ? say(by === 1 ? 'preview.next' : 'preview.previous') : nothing}
    @click=${() => panel.turnTo(to)}
  >
    <span class="words">${icon(face)}${target === undefined ? nothing : html`<small>${say(words, { page: page ?? 1 })}</small>`}</span>
  </button>`;
}

function turns(view: PanelView, shown: Shown): TemplateResult {
  return html`<div class="turns">
    ${turnKey(view, shown, -1, CHEVRON_LEFT)}
    <p class="turn-at" aria-live="polite">${sideWords(shown)}</p>
    ${turnKey(view, shown, 1, CHEVRON_RIGHT)}
  </div>`;
}

function acts(view: PanelView, { job }: Shown): TemplateResult {
  const { state, panel, room } = view;
  const ticket = ticketOf(state, job);
  const offered = offeredOptions(state.session?.printer.capabilities, [ticket], job.pages);
  const beside = offered.slice(0, room.options);
  const pages = pagesToPrint(state, [job]);
  const takes = job.pages === undefined ? undefined : sheetWords(shownTicket(state, job), job.pages);
  const scope = {
    tickets: [ticket],
    own: [job.ticket],
    change: (change: Parameters<typeof panel.change>[1]) => panel.change(job.id, change),
  };
  return html`<div class="acts acts-preview">
    <div class="option-rows">${beside.map((option) => optionField(option, scope))}</div>
    ${
      offered.length > beside.length
        ? button({
            label: room.short ? say('jobs.options') : say('preview.more'),
            hint: room.short ? takes : undefined,
            icon: SLIDERS_HORIZONTAL,
            press: () => panel.openOptions(job.id),
          })
        : nothing
    }
    ${room.short ? nothing : html`<p class="hint print-takes" aria-live="polite">${takes}</p>`}
    ${button({
      label: state.busy === 'printing' ? say('jobs.sending') : say('preview.print'),
      hint: pages === undefined ? undefined : `(${say('pages', { count: pages })})`,
      kind: 'accent',
      icon: PRINTER,
      place: 'print',
      disabled: state.busy !== undefined,
      press: () => panel.print(job.id),
    })}
  </div>`;
}

export const previewScreen: PanelScreen = {
  name: 'preview',
  title: (view) => {
    const shown = shownJob(view);
    return shown === undefined ? say('preview.gone') : jobTitle(shown.job, view.now);
  },
  back: ({ panel }) => ({ label: say('bar.back'), press: panel.back }),
  body: (view) => {
    const shown = shownJob(view);
    if (shown === undefined) return html`<div class="centred"><h2>${say('preview.gone')}</h2></div>`;
    return html`<div class="preview">
      <div class="sheet">
        <platen-page-picture
          .picture=${view.panel.picture}
          job=${shown.job.id}
          page=${shown.sides[shown.at] ?? 1}
          ?grey=${shown.look.grey}
          .numberUp=${shown.look.numberUp}
          label=${sideWords(shown)}
        ></platen-page-picture>
      </div>
      ${shown.sides.length === 1 ? nothing : turns(view, shown)}
    </div>`;
  },
  foot: (view) => {
    const shown = shownJob(view);
    return shown === undefined ? html`` : acts(view, shown);
  },
};
