// Documents: every job the server still has a record of, by state and search; a row opens its sheet, ticked rows are deleted together.
import { JOB_STATES } from '@platen/shared/job-state';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { TRASH } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { deleteJob, type Job, readJobs } from '../../data/admin.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { loaded } from '../loaded.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from '../parts/data-table.ts';
import '../parts/job-sheet.ts';
import { agoWords, sortableWords } from '../../locales/when.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { whenLoaded } from '../parts/loading.ts';
import { say } from '../speech.ts';

/** A page of the list; the rest is found by searching. */
const MOST = 200;
const EVERY_MS = 5000;
/** While somebody types into the filter, the server is asked when they pause. */
const TYPING_MS = 250;

@customElement('admin-documents')
export class AdminDocuments extends LitElement {
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private stateFilter = '';
  @state() private deleting: readonly string[] = [];
  @state() private busy = false;
  @state() private problem: string | undefined;

  private searched: string | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly jobs = loaded(
    this,
    (signal) => readJobs({ state: this.stateFilter, search: this.searched, limit: MOST }, signal),
    EVERY_MS,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  private changeTable = (table: TableState): void => {
    const typed = table.filter !== this.table.filter;
    this.table = table;
    const { value } = this.jobs;
    // All are here: filtering needs no server. Or there are more than came: then the server looks for them.
    if (!typed || value === undefined || (this.searched === undefined && value.total <= value.jobs.length))
      return;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.searched = table.filter.trim() === '' ? undefined : table.filter.trim();
      void this.jobs.refresh();
    }, TYPING_MS);
  };

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

  private chooseState = (event: Event): void => {
    this.stateFilter = (event.target as HTMLSelectElement).value;
    this.jobs.forget();
    void this.jobs.refresh();
  };

  private tools(): TemplateResult {
    return html`<select class="select" aria-label=${say('state-which')} @change=${this.chooseState}>
      <option value="">${say('state-all')}</option>
      ${JOB_STATES.map((one) => html`<option value=${one} ?selected=${one === this.stateFilter}>${say(`state-${one}`)}</option>`)}
    </select>`;
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    return html`<div class="screen-head"><h1>${say('documents')}</h1></div>
      ${whenLoaded(
        this.jobs,
        ({ jobs, total }) => html`${dataTable({
          label: say('documents'),
          columns: this.columns(now),
          rows: jobs,
          id: (job) => job.id,
          href: (job) => `#documents=${encodeURIComponent(job.id)}`,
          open: this.open,
          state: this.table,
          change: this.changeTable,
          tools: this.tools(),
          name: (job) => job.title,
          bulk: (ids) =>
            button({
              label: say('delete-many', { count: ids.length }),
              icon: TRASH,
              kind: 'danger',
              press: () => (this.deleting = ids),
            }),
          empty: html`<div class="nothing-here">
            <p>${say(this.stateFilter === '' ? 'documents-none' : 'documents-none-state')}</p>
          </div>`,
        })}
        ${total > jobs.length ? html`<p class="hint">${say('more-found', { count: total - jobs.length })}</p>` : nothing}`,
      )}
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
