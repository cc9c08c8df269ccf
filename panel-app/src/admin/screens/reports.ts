// Reports: how much was printed, when, by whom and where. A period, what it is narrowed by, a chart of time, and a list that can be
// gone into. All of it is in the address.
import type { Report, ReportBy, ReportChoices, ReportRow } from '@platen/shared/api/admin-reports';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD, PRINTER } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import {
  type ReportAsk,
  readReport,
  readReportChoices,
  recordsFile,
  reportFile,
} from '../../data/admin-reports.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { reportBars, type Split } from '../parts/report-bars.ts';
import { reportFilters } from '../parts/report-filters.ts';
import { reportHours } from '../parts/report-hours.ts';
import { reportNumbers } from '../parts/report-numbers.ts';
import { reportTable } from '../parts/report-table.ts';
import { tabList, tabPanel } from '../parts/tabs.ts';
import {
  LISTS,
  type ListBy,
  moveDay,
  PERIODS,
  type PeriodName,
  periodOf,
  placeHash,
  type ReportPlace,
  readPlace,
  stepOf,
} from '../report-address.ts';
import { longDay, periodWords } from '../report-words.ts';
import { type Sentence, say } from '../speech.ts';
import { narrowStyles } from '../styles/narrow.ts';
import { reportStyles } from '../styles/reports.ts';

installStyles(document, narrowStyles + reportStyles);

/** Today's numbers move; nobody watches them by the second. */
const EVERY_MS = 60_000;

const PERIOD_WORDS = {
  today: 'report-today',
  '7': 'report-7-days',
  '30': 'report-30-days',
  month: 'report-month',
  own: 'report-own',
} as const satisfies Readonly<Record<PeriodName, Sentence>>;

const LIST_WORDS = {
  user: 'users',
  printer: 'printers',
  site: 'report-sites',
  department: 'report-departments',
  channel: 'report-channels',
  hour: 'report-hours',
} as const satisfies Readonly<Record<Exclude<ListBy, 'time'>, Sentence>>;

const STEP_WORDS = {
  hour: 'report-hours',
  day: 'report-days',
  week: 'report-weeks',
  month: 'report-months',
} as const;

@customElement('admin-reports')
export class AdminReports extends LitElement {
  @property() open: string | undefined;

  @state() private split: Split = 'colour';
  @state() private filtering = false;
  @state() private at: number | undefined;
  @state() private width = 800;

  private readonly choices: Loaded<ReportChoices> = loaded(this, readReportChoices, EVERY_MS);
  private readonly time: Loaded<Report> = loaded(this, (signal) => this.read('time', signal), EVERY_MS);
  private readonly list: Loaded<Report> = loaded(this, (signal) => this.read('list', signal), EVERY_MS);
  private measured: ResizeObserver | undefined;
  private asked = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.measured = new ResizeObserver(([entry]) => {
      if (entry !== undefined) this.width = Math.max(280, Math.floor(entry.contentRect.width));
    });
    this.measured.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.measured?.disconnect();
  }

  private get place(): ReportPlace {
    return readPlace(this.open);
  }

  /** undefined until it is known what day it is for the server. */
  private get ask(): ReportAsk | undefined {
    const today = this.choices.value?.today;
    return today === undefined ? undefined : { ...periodOf(this.place, today), filter: this.place.filter };
  }

  private read(what: 'time' | 'list', signal: AbortSignal) {
    const { ask } = this;
    if (ask === undefined) return undefined;
    const step = stepOf(ask);
    if (what === 'time') {
      return readReport(step, ask, signal).then((answer) => {
        // The server is back: what failed beside it is asked for, too.
        if (answer.ok && this.list.problem !== undefined) void this.list.refresh();
        return answer;
      });
    }
    const by = this.listBy(step);
    return by === undefined ? undefined : readReport(by, ask, signal);
  }

  /** What the list stands by; undefined where it is the steps of the chart. */
  private listBy(step: ReportBy): ReportBy | undefined {
    const { list } = this.place;
    return list === 'time' || list === step ? undefined : list;
  }

  protected override updated(): void {
    const { ask } = this;
    if (ask === undefined) return;
    const asked = JSON.stringify([ask, this.place.list]);
    if (asked === this.asked) return;
    const same =
      this.asked !== '' && JSON.stringify(ask) === JSON.stringify((JSON.parse(this.asked) as unknown[])[0]);
    this.asked = asked;
    this.at = undefined;
    // Another list of the same period leaves the chart alone.
    if (!same) {
      this.time.forget();
      void this.time.refresh();
    }
    this.list.forget();
    void this.list.refresh();
    this.requestUpdate();
  }

  private go(change: Partial<ReportPlace>): void {
    location.hash = placeHash({ ...this.place, ...change });
  }

  private choosePeriod = (period: PeriodName): void => {
    const { ask } = this;
    if (period === 'own' && ask !== undefined) this.go({ period, from: ask.from, to: ask.to });
    else this.go({ period });
  };

  private ownPeriod(ask: ReportAsk): TemplateResult {
    const field = (name: 'from' | 'to', label: Sentence): TemplateResult => html`<label class="report-day">
      <span>${say(label)}</span>
      <input
        type="date"
        name="report-${name}"
        .value=${ask[name]}
        required
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          if (value !== '') this.go({ period: 'own', from: ask.from, to: ask.to, [name]: value });
        }}
      />
    </label>`;
    return html`<div class="report-own">${field('from', 'report-from')} ${field('to', 'report-to')}</div>`;
  }

  /** Where a row leads: to the days of a person, the hours of a day. */
  private href = (by: ReportBy, row: ReportRow): string | undefined => {
    const { place } = this;
    const narrowed = (filter: ReportPlace['filter'], list: ListBy): string =>
      placeHash({ ...place, filter: { ...place.filter, ...filter }, list });
    switch (by) {
      case 'user':
        return row.key === 'deleted' ? undefined : narrowed({ user: row.key }, 'time');
      case 'printer':
        return narrowed({ printer: row.key }, 'user');
      case 'site':
        return narrowed({ site: row.key }, 'printer');
      case 'department':
        return narrowed({ department: row.key }, 'user');
      case 'channel':
        return narrowed({ channel: row.key }, 'user');
      case 'day':
      case 'week':
      case 'month':
        return placeHash({ ...place, ...this.daysOf(by, row.key) });
      case 'hour':
      case 'colour':
      case 'sides':
        return undefined;
    }
  };

  /** The days of one step, cut to the period. */
  private daysOf(by: 'day' | 'week' | 'month', key: string): Pick<ReportPlace, 'period' | 'from' | 'to'> {
    const { ask } = this;
    const first = by === 'month' ? `${key}-01` : key;
    const last =
      by === 'day'
        ? key
        : by === 'week'
          ? moveDay(key, 6)
          : moveDay(`${moveDay(first, 31).slice(0, 8)}01`, -1);
    const from = ask !== undefined && ask.from > first ? ask.from : first;
    const to = ask !== undefined && ask.to < last ? ask.to : last;
    return { period: 'own', from, to };
  }

  private chart(report: Report): TemplateResult {
    const opens = report.by !== 'hour';
    return html`<section class="report-chart">
      <div class="report-chart-head">
        <h2>${say(STEP_WORDS[stepOf(report)])}</h2>
        ${segmented({
          label: say('report-split'),
          labelHidden: true,
          segments: [
            { value: 'colour', label: say('colour') },
            { value: 'sides', label: say('report-sides') },
          ],
          value: this.split,
          change: (split) => (this.split = split),
        })}
      </div>
      ${reportBars({
        by: report.by,
        rows: report.rows,
        split: this.split,
        width: this.width,
        at: this.at,
        point: (at) => (this.at = at),
        open: opens
          ? (row) => {
              const to = this.href(report.by, row);
              if (to !== undefined) location.hash = to;
            }
          : undefined,
      })}
    </section>`;
  }

  private lists(time: Report): TemplateResult {
    const step = stepOf(time);
    const { list } = this.place;
    const chosen = list === step ? 'time' : list;
    const tabs = LISTS.filter((id) => id !== step).map((id) => ({
      id,
      label: say(id === 'time' ? STEP_WORDS[step] : LIST_WORDS[id]),
    }));
    const name = chosen === 'time' ? STEP_WORDS[step] : LIST_WORDS[chosen];
    const table = (
      report: Report,
    ): TemplateResult => html`${report.by === 'hour' ? reportHours(report.rows) : nothing}
      ${reportTable(report, name, this.split, this.href)}`;
    const by = this.listBy(step);
    return html`<section class="report-lists">
      <div class="screen-tabs">
        ${tabList({ label: say('report-lists'), tabs, chosen, choose: (next) => this.go({ list: next }) })}
      </div>
      ${tabPanel(chosen, true, by === undefined ? table(time) : whenLoaded(this.list, table))}
    </section>`;
  }

  private body(report: Report): TemplateResult {
    const { ask } = this;
    const { total, detailFrom } = report;
    const nothingHere = total.jobs + total.failed + total.pages === 0;
    const filtered = Object.keys(this.place.filter).length > 0;
    return html`${
      detailFrom === undefined
        ? nothing
        : notice({ tone: 'quiet', text: say('report-detail-from', { day: longDay(detailFrom) }) })
    }
    ${
      nothingHere
        ? html`<div class="nothing-here">
            <p>${say(filtered ? 'report-nothing-filtered' : 'report-nothing')}</p>
            ${filtered ? button({ label: say('report-filters-off'), press: () => this.go({ filter: {} }) }) : nothing}
          </div>`
        : html`${reportNumbers(report)} ${this.chart(report)} ${this.lists(report)}
          ${ask === undefined ? nothing : this.files(ask, 'below')}`
    }`;
  }

  private files(ask: ReportAsk, place: 'above' | 'below'): TemplateResult {
    const by = this.listBy(stepOf(ask)) ?? stepOf(ask);
    const file = (label: Sentence, href: string): TemplateResult =>
      html`<a class="button quiet" href=${href} download>${icon(DOWNLOAD)}<span class="words">${say(label)}</span></a>`;
    return html`<div class="report-files ${place}">
      ${file('report-csv-sums', reportFile(by, ask))} ${file('report-csv-records', recordsFile(ask))}
      ${button({ label: say('report-print'), icon: PRINTER, kind: 'quiet', press: () => window.print() })}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { ask, place } = this;
    return html`<div class="screen-head report-head">
        <h1>${say('reports')}</h1>
        ${ask === undefined ? nothing : this.files(ask, 'above')}
      </div>
      ${whenLoaded(this.choices, (choices) =>
        ask === undefined
          ? html``
          : html`<div class="report-tools">
                <div class="report-periods">
                  ${segmented({
                    label: say('report-period'),
                    labelHidden: true,
                    segments: PERIODS.map((value) => ({ value, label: say(PERIOD_WORDS[value]) })),
                    value: place.period,
                    change: this.choosePeriod,
                  })}
                </div>
                ${place.period === 'own' ? this.ownPeriod(ask) : nothing}
                ${reportFilters({
                  filter: place.filter,
                  choices,
                  about: this.time.value?.about ?? {},
                  open: this.filtering,
                  toggle: () => (this.filtering = !this.filtering),
                  change: (filter) => this.go({ filter }),
                })}
              </div>
              <p class="report-title">${periodWords(ask.from, ask.to)}</p>
              ${whenLoaded(this.time, (report) => this.body(report), 8)}`,
      )}`;
  }
}
