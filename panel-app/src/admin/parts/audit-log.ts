// The audit log: searched, filtered, read further back, verified, and taken along as a file.
import type { AuditEntryView, AuditPage, AuditVerdict } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD, SEARCH, SHIELD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { type AuditQuery, auditCsvUrl, readAudit, verifyAudit } from '../../data/admin-security.ts';
import { dayWords, whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import { whoWords } from '../who-words.ts';
import { whenLoaded } from './loading.ts';

const EVERY_MS = 30_000;
/** While somebody types, the server is asked when they pause. */
const PAUSE_MS = 250;
const DAY_MS = 24 * 3_600_000;

interface Filters {
  readonly search: string;
  readonly who: string;
  /** Days as the date field has them: yyyy-mm-dd. */
  readonly since: string;
  readonly until: string;
}
const NO_FILTERS: Filters = { search: '', who: '', since: '', until: '' };

/** Midnight of a day here, Unix ms. */
const dayStart = (day: string): number | undefined =>
  day === '' ? undefined : new Date(`${day}T00:00:00`).getTime();

@customElement('admin-audit')
export class AdminAudit extends LitElement {
  @state() private filters = NO_FILTERS;
  /** Pages that were asked for beyond the first. */
  @state() private older: readonly AuditEntryView[] = [];
  @state() private next: number | undefined;
  @state() private verdict: AuditVerdict | undefined;
  private actors: readonly string[] = [];
  private pause: ReturnType<typeof setTimeout> | undefined;
  private readonly verifying = attempt(this);
  private readonly paging = attempt(this);
  private readonly page = loaded(this, (signal) => readAudit(this.query(), signal), EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.verify();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  private query(): AuditQuery {
    const { search, who, since, until } = this.filters;
    const end = dayStart(until);
    return {
      search: search.trim(),
      who,
      since: dayStart(since),
      until: end === undefined ? undefined : end + DAY_MS,
    };
  }

  private filter(change: Partial<Filters>): void {
    this.filters = { ...this.filters, ...change };
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.older = [];
      this.next = undefined;
      void this.page.refresh();
    }, PAUSE_MS);
  }

  private async verify(): Promise<void> {
    const answer = await this.verifying.make(verifyAudit());
    if (answer.ok) this.verdict = answer.value;
  }

  private async more(before: number): Promise<void> {
    const answer = await this.paging.make(readAudit({ ...this.query(), before }));
    if (!answer.ok) return;
    this.older = [...this.older, ...answer.value.entries];
    // 0: there is nothing before the first entry.
    this.next = answer.value.next ?? 0;
  }

  private state(): TemplateResult {
    const { verdict } = this;
    const { busy, problem } = this.verifying;
    const again = button({
      label: say('audit-verify'),
      icon: SHIELD,
      disabled: busy,
      press: () => void this.verify(),
    });
    if (busy) return notice({ tone: 'busy', text: say('audit-verifying'), announce: 'status' });
    if (problem !== undefined || verdict === undefined) {
      return notice({ tone: 'warn', text: problem ?? say('audit-lead'), actions: again });
    }
    if (verdict.sound) {
      const { entries: count, sealedTo } = verdict;
      const facts =
        sealedTo === undefined ? '' : say('audit-sound-facts', { count, when: dayWords(sealedTo) });
      return notice({
        tone: 'ok',
        text: html`${say('audit-sound')} <span class="hint">${facts}</span>`,
        actions: again,
        announce: 'status',
      });
    }
    return notice({
      tone: 'bad',
      text: html`<b>${say('audit-unsound', { sentence: verdict.sentence ?? '' })}</b> ${say('audit-unsound-cure')}`,
      actions: again,
      announce: 'alert',
    });
  }

  private tools(): TemplateResult {
    const { search, who, since, until } = this.filters;
    const take = (name: keyof Filters) => (event: Event) =>
      this.filter({ [name]: (event.target as HTMLInputElement | HTMLSelectElement).value });
    return html`<div class="table-tools audit-tools">
      <label class="table-filter">
        ${icon(SEARCH)}
        <input type="search" name="search" aria-label=${say('audit-search')} placeholder=${say('audit-search')} maxlength="200" .value=${search} @input=${take('search')} />
      </label>
      <label class="tool-field">
        <span>${say('audit-who')}</span>
        <select class="select" name="who" @change=${take('who')}>
          <option value="" ?selected=${who === ''}>${say('audit-anybody')}</option>
          ${this.actors.map((actor) => html`<option value=${actor} ?selected=${actor === who}>${whoWords(actor)}</option>`)}
        </select>
      </label>
      <label class="tool-field"><span>${say('audit-since')}</span><input type="date" name="since" .value=${since} max=${until || nothing} @change=${take('since')} /></label>
      <label class="tool-field"><span>${say('audit-until')}</span><input type="date" name="until" .value=${until} min=${since || nothing} @change=${take('until')} /></label>
      <span class="table-space"></span>
      <a class="button quiet" href=${auditCsvUrl(this.query())} download>${icon(DOWNLOAD)}<span class="words">${say('audit-csv')}</span></a>
    </div>`;
  }

  private row({ number, at, who, act, about, detail }: AuditEntryView, now: number): TemplateResult {
    const facts = Object.entries(detail).map(([key, value]) => `${key}: ${value}`);
    return html`<tr>
      <td class="number gives-3">${number}</td>
      <td>
        <time class="no-break" datetime=${new Date(at).toISOString()}>${whenWords(at, now)}</time>
        <span class="cell-note only-narrow">${whoWords(who)}</span>
      </td>
      <td class="breaks gives-1">${whoWords(who)}</td>
      <td class="breaks">${act}${facts.length === 0 ? nothing : html`<span class="cell-note">${facts.join(' · ')}</span>`}</td>
      <td class="breaks gives-2"><span class="pin">${about}</span></td>
    </tr>`;
  }

  private rows({ entries, next: first }: AuditPage): TemplateResult {
    const now = Date.now();
    // The first page is read again and again and moves on; what was read further back may overlap with it.
    const last = entries[entries.length - 1]?.number ?? 0;
    const all = [...entries, ...this.older.filter(({ number }) => number < last)];
    const next = this.next ?? first ?? 0;
    if (all.length === 0) {
      return html`<div class="nothing-here">
        <p>${say('audit-none')}</p>
        ${button({ label: say('audit-clear'), press: () => this.filter(NO_FILTERS) })}
      </div>`;
    }
    return html`<table class="table">
        <caption class="out-of-sight">${say('security-tab-audit')}</caption>
        <thead>
          <tr>
            <th scope="col" class="number gives-3"><span class="plain-head">${say('audit-number')}</span></th>
            <th scope="col"><span class="plain-head">${say('audit-when')}</span></th>
            <th scope="col" class="gives-1"><span class="plain-head">${say('audit-who')}</span></th>
            <th scope="col"><span class="plain-head">${say('audit-act')}</span></th>
            <th scope="col" class="gives-2"><span class="plain-head">${say('audit-about')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${all.map((entry) => this.row(entry, now))}
        </tbody>
      </table>
      ${this.paging.problem === undefined ? nothing : notice({ tone: 'bad', text: this.paging.problem, announce: 'alert' })}
      ${next > 0 ? html`<div class="audit-more">${button({ label: say('audit-more'), disabled: this.paging.busy, press: () => void this.more(next) })}</div>` : nothing}`;
  }

  protected override render(): TemplateResult {
    // Only the first page of all names everybody; while a filter is on it still does.
    this.actors = this.page.value?.actors ?? this.actors;
    return html`${this.state()} ${this.tools()} ${whenLoaded(this.page, (page) => this.rows(page), 8)}`;
  }
}
