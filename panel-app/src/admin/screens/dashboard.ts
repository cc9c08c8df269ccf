// The dashboard: is anything wrong? What needs a person first, then what is failing, then the numbers of the day and what is new. While a
// site is being set up, the first-run assistant stands in its place.
import type { Overview } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toneIcon } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { readOverview } from '../../data/admin.ts';
import { agoWords } from '../../locales/when.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { dashFailing, dashNeeds } from '../parts/dash-needs.ts';
import { dashNumbers } from '../parts/dash-numbers.ts';
import { dashStates } from '../parts/dash-states.ts';
import '../parts/decision.ts';
import { whenLoaded } from '../parts/loading.ts';
import { say } from '../speech.ts';

/** Somebody looks at it while mending something; ten seconds feel like "now". */
const EVERY_MS = 10_000;
/** The console opens on the assistant once, not each time the dashboard is looked at. */
let led = false;

@customElement('admin-dashboard')
export class AdminDashboard extends LitElement {
  /** "setup", or a step of it: the assistant is shown. */
  @property() open: string | undefined;
  @state() private assistantHere = false;
  private readonly overview = loaded(this, readOverview, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private isSetUp(): boolean {
    return this.open?.startsWith('setup') === true;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    // What was done in the assistant should not look undone until the next question.
    if (changed.get('open') !== undefined && !this.isSetUp()) void this.overview.refresh();
    const first = may('settings:change') ? this.overview.value?.firstRun : undefined;
    // Nothing is there to look at yet: whoever comes in now came to set it up.
    if (!led && first?.done === 0 && this.open === undefined) {
      led = true;
      location.hash = '#dashboard=setup';
    }
    if (!this.isSetUp() || this.assistantHere) return;
    void import('../first-run/first-run.ts').then(() => (this.assistantHere = true));
  }

  private verdict({ decisions, failing, attack, senders, counts }: Overview): TemplateResult {
    const bad = failing.filter(({ warn }) => warn !== true);
    const tone =
      attack !== undefined || bad.length > 0
        ? 'bad'
        : decisions.length > 0 || senders > 0 || failing.length > 0
          ? 'warn'
          : 'ok';
    const parts = [
      ...(attack === undefined ? [] : [say('verdict-attack')]),
      ...(decisions.length > 0 ? [say('verdict-decide', { count: decisions.length })] : []),
      ...(senders > 0 ? [say('verdict-approve', { count: senders })] : []),
      ...(failing.length > 0 ? [say('verdict-failing', { count: failing.length })] : []),
    ];
    return html`<p class="verdict">
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      ${parts.length > 0 ? parts.join(' ') : counts.held === 0 ? say('dash-calm-none') : say('dash-calm', { count: counts.held })}
    </p>`;
  }

  private setUp({ done, of }: NonNullable<Overview['firstRun']>): TemplateResult {
    return html`<section class="dash-setup">
      <div>
        <h2>${say('dash-setup')}</h2>
        <p class="hint">${say('dash-setup-line', { done, count: of })}</p>
      </div>
      <a class="button accent" href="#dashboard=setup"><span class="words">${say('dash-setup-go')}</span></a>
    </section>`;
  }

  private news({ since, printed, pages, changes }: NonNullable<Overview['news']>): TemplateResult {
    const parts = [
      ...(printed > 0
        ? [
            html`<a href="#documents">${say('dash-news-printed', { count: printed })}, ${say('pages', { count: pages })}</a>`,
          ]
        : []),
      ...(changes > 0
        ? [html`<a href="#security=audit">${say('dash-news-changes', { count: changes })}</a>`]
        : []),
    ];
    return html`<section class="dash-news">
      <h2>${say('dash-news', { when: agoWords(since, Date.now()) })}</h2>
      <p>${parts.length === 0 ? say('dash-news-none') : parts.map((part, at) => (at === 0 ? part : html` · ${part}`))}</p>
    </section>`;
  }

  private view(overview: Overview): TemplateResult {
    const { decisions, firstRun, news } = overview;
    return html`${this.verdict(overview)}
      ${firstRun === undefined || !may('settings:change') ? nothing : this.setUp(firstRun)}
      ${dashNeeds(overview)}
      ${
        decisions.length === 0
          ? nothing
          : html`<section class="decisions" @decided=${() => void this.overview.refresh()}>
              <h2>${say('decisions')}</h2>
              ${decisions.map(
                ({ release, job, owner }) =>
                  html`<admin-decision .release=${release} .owner=${owner} .name=${job.title}></admin-decision>`,
              )}
            </section>`
      }
      ${dashFailing(overview)} ${dashNumbers(overview)} ${news === undefined ? nothing : this.news(news)}
      ${dashStates(overview)}`;
  }

  protected override render(): TemplateResult {
    if (this.isSetUp()) {
      return this.assistantHere
        ? html`<admin-first-run .open=${this.open ?? 'setup'}></admin-first-run>`
        : skeleton(6, say('loading'));
    }
    return html`<div class="dashboard">
      <h1>${say('dashboard')}</h1>
      ${whenLoaded(this.overview, (overview) => this.view(overview), 6)}
    </div>`;
  }
}
