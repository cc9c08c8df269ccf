// One document large, with the options that change it. The picture shows what the options will do to it.
import type { JobView } from '@platen/shared/api/common';
import { printedPages } from '@platen/shared/change-ticket';
import { offeredOptions } from '@platen/shared/offered-options';
import { countSides, type Ticket } from '@platen/shared/ticket';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_LEFT, CHEVRON_RIGHT, PRINTER, SLIDERS_HORIZONTAL } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { findJob, pagesToPrint, shownTicket, ticketOf } from '../../state/panel-state.ts';
import { jobTitle, sheetWords } from '../job-words.ts';
import { optionField } from '../option-fields.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { jobNotes } from '../parts/job-notes.ts';
import '../parts/page-picture.ts';

/** lucide 1.62.0 "zoom-in" (licences in panel-app/NOTICE). */
const ZOOM_IN = 'M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0M21 21L16.65 16.65M11 8L11 14M8 11L14 11';

/** More would leave no room for the page at 800 x 480. */
const PREVIEW_NOTES = 3;

export interface Shown {
  readonly job: JobView;
  /** As this printer will carry it out. */
  readonly ticket: Ticket;
  /** Printed sides in all; and which of them is on the screen, from 0. */
  readonly sides: number;
  readonly at: number;
  /** The page on each side, where there is one page on each: people know pages, not sides. */
  readonly pages: readonly number[] | undefined;
}

export function shownJob({ state }: PanelView): Shown | undefined {
  const { preview } = state;
  const job = preview === undefined ? undefined : findJob(state, preview.jobId);
  if (preview === undefined || job === undefined) return undefined;
  const ticket = shownTicket(state, job);
  const total = job.pages ?? 1;
  const sides = Math.max(1, countSides(ticket, total));
  const single = (ticket.numberUp ?? 1) === 1 && ticket.booklet !== true;
  return {
    job,
    ticket,
    sides,
    at: Math.min(preview.sheet, sides - 1),
    pages: single ? printedPages(ticket, total) : undefined,
  };
}

export function sideWords({ job, sides, at, pages }: Shown): string {
  return pages === undefined
    ? say('preview.side', { page: at + 1, count: sides })
    : say('preview.page', { page: pages[at] ?? 1, count: job.pages ?? 1 });
}

/** @param to counts from 0. */
export const turnWords = ({ pages }: Shown, to: number): string =>
  pages === undefined
    ? say('preview.to-side', { page: to + 1 })
    : say('preview.to-page', { page: pages[to] ?? 1 });

function turnKey({ panel }: PanelView, shown: Shown, by: 1 | -1, face: string): TemplateResult {
  const to = shown.at + by;
  const there = to >= 0 && to < shown.sides;
  return html`<button
    type="button"
    class="button turn"
    ?disabled=${!there}
    aria-label=${there ? nothing : say(by === 1 ? 'preview.next' : 'preview.previous')}
    @click=${() => panel.turnTo(to)}
  >
    <span class="words">${icon(face)}${there ? html`<small>${turnWords(shown, to)}</small>` : nothing}</span>
  </button>`;
}

/** The printed side as the options make it. */
export const sheet = ({ panel }: PanelView, shown: Shown): TemplateResult => html`<div class="sheet">
  <platen-page-picture
    .picture=${panel.picture}
    job=${shown.job.id}
    side=${shown.at + 1}
    .ticket=${shown.ticket}
    label=${sideWords(shown)}
  ></platen-page-picture>
</div>`;

function turns(view: PanelView, shown: Shown): TemplateResult {
  return html`<div class="turns">
    ${
      shown.sides === 1
        ? nothing
        : html`${turnKey(view, shown, -1, CHEVRON_LEFT)}
          <p class="turn-at" aria-live="polite">${sideWords(shown)}</p>
          ${turnKey(view, shown, 1, CHEVRON_RIGHT)}`
    }
    <button type="button" class="button turn zoom" @click=${() => view.open('zoom')}>
      <span class="words">${icon(ZOOM_IN)}<small>${say('preview.zoom')}</small></span>
    </button>
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
    openPages: () => panel.pages.open(job.id, ticket.pageRanges),
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

/** Title and way back of the screens of one document. */
export const shownFrame: Pick<PanelScreen, 'title' | 'back'> = {
  title: (view) => {
    const shown = shownJob(view);
    return shown === undefined ? say('preview.gone') : jobTitle(shown.job, view.now);
  },
  back: ({ panel }) => ({ label: say('bar.back'), press: panel.back }),
};

export const previewScreen: PanelScreen = {
  name: 'preview',
  ...shownFrame,
  body: (view) => {
    const shown = shownJob(view);
    if (shown === undefined) return html`<div class="centred"><h2>${say('preview.gone')}</h2></div>`;
    return html`<div class="preview">
      ${sheet(view, shown)}
      ${turns(view, shown)}
    </div>
    ${jobNotes(view, [shown.job], PREVIEW_NOTES)}`;
  },
  foot: (view) => {
    const shown = shownJob(view);
    return shown === undefined ? html`` : acts(view, shown);
  },
};
