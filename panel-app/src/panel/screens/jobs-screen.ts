// The list of a person's documents: all chosen at the start, one press prints them.
import type { JobView } from '@platen/shared/api/common';
import { mayPrint, startsChosen } from '@platen/shared/job-choice';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import {
  FILE_TEXT,
  PRINTER,
  SLIDERS_HORIZONTAL,
  SQUARE,
  SQUARE_CHECK,
  TRASH,
} from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import {
  chosenJobs,
  listedJobs,
  type PanelMessage,
  pagesToPrint,
  sheetsToPrint,
} from '../../state/panel-state.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { jobRow } from '../parts/job-row.ts';
import '../parts/scroll-pane.ts';

function messageWords({ code, text }: PanelMessage): string {
  return code === 'server' ? (text ?? '') : say(`message.${code}`);
}

/** What to know before pressing Print: the last thing that went wrong, else a printer that will not print now. */
function lineAbove(view: PanelView): TemplateResult | typeof nothing {
  return messageLine(view) ?? printerLine(view);
}

/** The last thing that went wrong or well. */
export function messageLine({ state }: PanelView): TemplateResult | undefined {
  const { message } = state;
  if (message !== undefined) {
    return notice({
      tone: message.tone,
      text: messageWords(message),
      announce: message.tone === 'ok' ? 'status' : 'alert',
    });
  }
  return undefined;
}

function printerLine({ state }: PanelView): TemplateResult | typeof nothing {
  const printer = state.session?.printer;
  if (printer === undefined || (printer.tone !== 'warn' && printer.tone !== 'bad')) return nothing;
  return notice({ tone: printer.tone, text: printer.sentence, announce: 'status' });
}

/** "15 pages · 9 sheets"; sheets only where they are not as many, and where there is room. */
function amount({ state, room }: PanelView, jobs: readonly JobView[], pages: number): string {
  const sheets = room.short ? pages : sheetsToPrint(state, jobs);
  const words = say('pages', { count: pages });
  return sheets === pages ? words : `${words} · ${say('sheets', { count: sheets })}`;
}

export function printButton(view: PanelView): TemplateResult {
  const { state, panel } = view;
  const jobs = chosenJobs(state).filter(mayPrint);
  const pages = pagesToPrint(state, jobs);
  const sending = state.busy === 'printing';
  const all = jobs.length > 1 && listedJobs(state).every((job) => !startsChosen(job) || jobs.includes(job));
  const label = sending
    ? say('jobs.sending')
    : jobs.length === 0
      ? say('jobs.print-none')
      : say(all ? 'jobs.print-all' : 'jobs.print', { documents: say('documents', { count: jobs.length }) });
  return button({
    label,
    hint: jobs.length === 0 || sending || pages === undefined ? undefined : `(${amount(view, jobs, pages)})`,
    kind: 'accent',
    icon: PRINTER,
    place: 'print',
    disabled: jobs.length === 0 || state.busy !== undefined,
    press: () => panel.print(),
  });
}

function empty(): TemplateResult {
  return html`<div class="centred">
    ${icon(FILE_TEXT)}
    <h2>${say('jobs.empty')}</h2>
    <p class="hint">${say('jobs.empty-hint')}</p>
  </div>`;
}

export const jobsScreen: PanelScreen = {
  name: 'jobs',
  title: ({ state }) => {
    const count = listedJobs(state).length;
    return count === 0 ? say('jobs.title-none') : say('jobs.title', { count });
  },
  body: (view) => {
    const jobs = listedJobs(view.state);
    if (jobs.length === 0) return html`${lineAbove(view)}${empty()}`;
    const rows = jobs.map((job) => () => jobRow(view, job));
    return html`${lineAbove(view)}
      <platen-scroll-pane label=${say('jobs.list')} .rows=${rows}></platen-scroll-pane>`;
  },
  foot: (view) => {
    const { state, panel } = view;
    const all = listedJobs(state).filter(mayPrint);
    const chosen = chosenJobs(state);
    if (listedJobs(state).length === 0) return html``;
    const noneChosen = chosen.length === 0;
    return html`<div class="acts acts-jobs">
      ${button({
        label: say('jobs.options'),
        icon: SLIDERS_HORIZONTAL,
        disabled: !chosen.some(mayPrint),
        press: () => panel.openOptions(),
      })}
      ${button({
        label: say('jobs.delete'),
        icon: TRASH,
        disabled: noneChosen || state.busy !== undefined,
        press: () => panel.openDialog('delete'),
      })}
      ${
        all.length > 1
          ? button({
              label: noneChosen ? say('jobs.choose-all') : say('jobs.choose-none'),
              icon: noneChosen ? SQUARE_CHECK : SQUARE,
              place: 'choose-all',
              press: () => panel.chooseAll(noneChosen),
            })
          : nothing
      }
      ${printButton(view)}
    </div>`;
  },
};
