// Documents: every job the server still has a record of, searched and filtered on the server, page by page; a row opens its sheet,
// ticked rows are deleted together.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { DOWNLOAD, TRASH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import {
  deleteJob,
  type Job,
  type JobList,
  type JobQuery,
  readJobs,
  readPrinters,
} from '../../data/admin.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { saveCsv, toCsv } from '../csv.ts';
import { loaded } from '../loaded.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from '../parts/data-table.ts';
import { type DocumentFilter, documentFilters, isNarrowed } from '../parts/document-filters.ts';
import '../parts/job-sheet.ts';
import { agoWords, sortableWords, whenWords } from '../../locales/when.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { whenLoaded } from '../parts/loading.ts';
import { numberWords } from '../report-words.ts';
import { say } from '../speech.ts';
import { documentStyles } from '../styles/documents.ts';
import { narrowStyles } from '../styles/narrow.ts';

installStyles(document, narrowStyles + documentStyles);

/** A page of the list: some screens full, and quick to draw. */
const PAGE = 100;
const EVERY_MS = 5000;
/** While somebody types, the server is asked when they pause. */
const TYPING_MS = 250;
/** The server counts up to here. */
const COUNTED = 10_000;

@customElement('admin-documents')
export class AdminDocuments extends LitElement {
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private filter: DocumentFilter = {};
  /** Pages behind the first one, which alone is asked for again and again. */
  @state() private older: readonly JobList[] = [];
  @state() private deleting: readonly string[] = [];
  @state() private busy = false;
  @state() private problem: string | undefined;
  @state() private fetching = false;
  @state() private narrowing = false;

  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly jobs = loaded(this, (signal) => readJobs(this.asked(), signal), EVERY_MS);
  private readonly printers = loaded(this, readPrinters, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  private asked(): JobQuery {
    const search = this.table.filter.trim();
    return { ...this.filter, ...(search === '' ? {} : { search }), limit: PAGE };
  }

  private askAnew(): void {
    this.older = [];
    this.jobs.forget();
    void this.jobs.refresh();
  }

  private changeTable = (table: TableState): void => {
    const typed = table.filter !== this.table.filter;
    this.table = table;
    if (!typed) return;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.older = [];
      void this.jobs.refresh();
    }, TYPING_MS);
  };

  private changeFilter = (filter: DocumentFilter): void => {
    this.filter = filter;
    this.askAnew();
  };

  private async fetchOlder(after: string): Promise<void> {
    this.fetching = true;
    this.problem = undefined;
    const asked = JSON.stringify(this.asked());
    const answer = await readJobs({ ...this.asked(), after });
    this.fetching = false;
    if (isSignedOut(answer)) {
      signedOut(this);
      return;
    }
    // Something else is asked for by now.
    if (asked !== JSON.stringify(this.asked())) return;
    if (answer.ok) this.older = [...this.older, answer.value];
    else this.problem = refusalSentence(answer);
  }

  /** All pages; what moved from the first one to the second while nobody looked is there once. */
  private shown(first: JobList): readonly Job[] {
    const known = new Set<string>();
    return [first, ...this.older].flatMap(({ jobs }) =>
      jobs.filter(({ id }) => {
        const fresh = !known.has(id);
        known.add(id);
        return fresh;
      }),
    );
  }

  private async deleteTicked(): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    const refused: string[] = [];
    for (const id of this.deleting) {
      const answer = await deleteJob(id);
      if (isSignedOut(answer)) {
        signedOut(this);
        return;
      }
      if (!answer.ok) refused.push(refusalSentence(answer));
    }
    this.busy = false;
    await this.jobs.refresh();
    this.older = [];
    const left = new Set(this.jobs.value?.jobs.map((job) => job.id));
    this.table = {
      ...this.table,
      ticked: new Set([...this.table.ticked].filter((id) => refused.length > 0 && left.has(id))),
    };
    if (refused.length === 0) this.deleting = [];
    else this.problem = say('delete-some-left', { count: refused.length, why: refused[0] ?? '' });
  }

  private columns(now: number): readonly ShownColumn<Job>[] {
    return [
      { id: 'title', head: say('document'), value: (job) => job.title },
      { id: 'owner', head: say('owner'), value: (job) => job.owner, priority: 2, breaks: true },
      {
        id: 'state',
        head: say('state'),
        value: (job) => say(`state-${job.state}`),
        show: (job) =>
          html`<span class="cell-tone"><span class="tone-${job.tone}">${toneIcon(job.tone)}</span>${say(`state-${job.state}`)}</span>`,
      },
      {
        id: 'pages',
        head: say('pages-head'),
        value: (job) => job.pages ?? 0,
        show: (job) => (job.pages === undefined ? '' : String(job.pages)),
        number: true,
        priority: 2,
      },
      {
        id: 'size',
        head: say('size'),
        value: (job) => job.size,
        show: (job) => bytesWords(job.size),
        number: true,
        priority: 3,
      },
      {
        id: 'received',
        head: say('received'),
        value: (job) => job.receivedAt,
        csv: (job) => sortableWords(job.receivedAt),
        show: (job) => agoWords(job.receivedAt, now),
        priority: 1,
      },
    ];
  }

  private save(jobs: readonly Job[]): void {
    const columns = this.columns(0);
    const lines = jobs.map((job) => columns.map((column) => (column.csv ?? column.value)(job)));
    saveCsv(
      `${say('documents').toLowerCase()}.csv`,
      toCsv(
        columns.map(({ head }) => head),
        lines,
      ),
    );
  }

  private more(first: JobList): TemplateResult | typeof nothing {
    const { next, lookedTo } = this.older[this.older.length - 1] ?? first;
    if (next === undefined) return nothing;
    const act = button({
      label: say(lookedTo === undefined ? 'documents-more' : 'documents-further'),
      disabled: this.fetching,
      press: () => void this.fetchOlder(next),
    });
    return html`<div class="list-more">
      ${lookedTo === undefined ? act : notice({ tone: 'quiet', text: say('documents-looked', { when: whenWords(lookedTo, Date.now()) }), actions: act })}
    </div>`;
  }

  private count(first: JobList, shown: number): string {
    const last = this.older[this.older.length - 1] ?? first;
    if (last.next === undefined) return say('rows', { count: shown });
    if (first.total > COUNTED) return say('documents-count-most', { shown, most: numberWords(COUNTED) });
    return first.total > shown
      ? say('documents-count', { shown, total: numberWords(first.total) })
      : say('rows', { count: shown });
  }

  private list(first: JobList): TemplateResult {
    const rows = this.shown(first);
    const narrowed = isNarrowed(this.filter) || this.table.filter.trim() !== '';
    return html`${dataTable({
      label: say('documents'),
      columns: this.columns(Date.now()),
      rows,
      id: (job) => job.id,
      href: (job) => `#documents=${encodeURIComponent(job.id)}`,
      open: this.open,
      state: this.table,
      change: this.changeTable,
      served: {
        count: this.count(first, rows.length),
        hint: say('documents-search'),
        csv: button({
          label: say('csv'),
          icon: DOWNLOAD,
          press: () => this.save(rows),
          disabled: rows.length === 0,
          kind: 'quiet',
        }),
      },
      tools: documentFilters({
        filter: this.filter,
        printers: this.printers.value?.printers ?? [],
        open: this.narrowing,
        toggle: () => (this.narrowing = !this.narrowing),
        change: this.changeFilter,
      }),
      name: (job) => job.title,
      bulk: (ids) =>
        button({
          label: say('delete-many', { count: ids.length }),
          icon: TRASH,
          kind: 'danger',
          press: () => (this.deleting = ids),
        }),
      empty: html`<div class="nothing-here">
          <p>${say(narrowed ? 'documents-none-found' : 'documents-none')}</p>
        </div>`,
    })}
      ${this.more(first)}
      ${this.problem === undefined || this.deleting.length > 0 ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}`;
  }

  protected override render(): TemplateResult {
    return html`<div class="screen-head"><h1>${say('documents')}</h1></div>
      ${whenLoaded(this.jobs, (first) => this.list(first))}
      ${
        this.open === undefined
          ? nothing
          : html`<admin-job-sheet
              .jobId=${this.open}
              .listed=${this.jobs.value?.jobs.find((job) => job.id === this.open)}
              @changed=${() => void this.jobs.refresh()}
            ></admin-job-sheet>`
      }
      ${
        this.deleting.length === 0
          ? nothing
          : confirm({
              heading: say('delete-many-title', { count: this.deleting.length }),
              cost: say('delete-many-cost'),
              act: say('delete-many', { count: this.deleting.length }),
              danger: true,
              busy: this.busy,
              problem: this.problem,
              yes: () => void this.deleteTicked(),
              no: () => {
                this.deleting = [];
                this.problem = undefined;
              },
            })
      }`;
  }
}
