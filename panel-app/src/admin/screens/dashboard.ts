// The dashboard: is anything wrong? What needs a decision first, then what is failing, then the numbers of the day.
import type { Overview } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import { CHEVRON_RIGHT } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { readOverview } from '../../data/admin.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { loaded } from '../loaded.ts';
import { dayBars } from '../parts/day-bars.ts';
import '../parts/decision.ts';
import { dayWords } from '../../locales/when.ts';
import { whenLoaded } from '../parts/loading.ts';
import { type Sentence, say } from '../speech.ts';

/** Somebody looks at it while mending something; ten seconds feel like "now". */
const EVERY_MS = 10_000;
/** Time enough to get a new certificate without hurry. */
const CERTIFICATE_SOON_MS = 21 * 24 * 3_600_000;
/** When this share of the disk's room is left, documents are soon refused. */
const DISK_LOW = 0.1;

const number = (value: number): string => new Intl.NumberFormat().format(value);

@customElement('admin-dashboard')
export class AdminDashboard extends LitElement {
  private readonly overview = loaded(this, readOverview, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private verdict({ decisions, failing }: Overview): TemplateResult {
    const tone = decisions.length > 0 ? 'warn' : failing.length > 0 ? 'bad' : 'ok';
    const parts = [
      ...(decisions.length > 0 ? [say('verdict-decide', { count: decisions.length })] : []),
      ...(failing.length > 0 ? [say('verdict-failing', { count: failing.length })] : []),
    ];
    return html`<p class="verdict">
      <span class="tone-${tone}">${toneIcon(tone)}</span>${parts.length === 0 ? say('verdict-fine') : parts.join(' ')}
    </p>`;
  }

  private tile(label: Sentence, value: number, href: string, more?: TemplateResult): TemplateResult {
    return html`<a class="tile" href=${href}>
      <span class="tile-label">${say(label)}</span>
      <span class="tile-value">${number(value)}</span>
      ${more ?? nothing}
    </a>`;
  }

  private numbers({ counts, trend }: Overview): TemplateResult {
    const most = Math.max(0, ...trend);
    const label = say('trend', { days: trend.length, least: Math.min(...trend), most });
    return html`<section class="tiles" aria-label=${say('numbers')}>
      ${this.tile('tile-printed', counts.printedToday, '#documents', dayBars(trend, label))}
      ${this.tile('tile-pages', counts.pagesToday, '#documents')} ${this.tile('tile-held', counts.held, '#documents')}
      ${this.tile('tile-users', counts.users, '#users')} ${this.tile('tile-printers', counts.printers, '#printers')}
    </section>`;
  }

  private state({ guesses, certificate, storage }: Overview): TemplateResult {
    const all = storage.usedBytes + storage.freeBytes;
    const used = guesses.wrongToday >= guesses.budget;
    const soon = certificate.notAfter - Date.now() < CERTIFICATE_SOON_MS;
    const full = storage.freeBytes < all * DISK_LOW;
    return html`<div class="states">
      <section>
        <h2>${say('guesses')}</h2>
        <p>${say('guesses-line', { wrong: guesses.wrongToday, budget: guesses.budget })}</p>
        ${progressBar({ label: say('guesses'), value: guesses.wrongToday, max: guesses.budget, tone: used ? 'bad' : 'busy' })}
        <p class="hint">
          ${used ? say('guesses-used') : say('guesses-length', { count: guesses.codeLength })}
        </p>
      </section>
      <section>
        <h2>${say('storage')}</h2>
        <p>${say('storage-line', { free: bytesWords(storage.freeBytes), all: bytesWords(all) })}</p>
        ${progressBar({ label: say('storage'), value: storage.usedBytes, max: Math.max(1, all), tone: full ? 'bad' : 'busy' })}
        <p class="hint">${say(full ? 'storage-low' : 'storage-fine')}</p>
      </section>
      <section>
        <h2>${say('certificate')}</h2>
        <p>
          <span class="tone-${soon ? 'bad' : 'ok'}">${toneIcon(soon ? 'bad' : 'ok')}</span>
          ${say('certificate-until', { date: dayWords(certificate.notAfter) })}
        </p>
        <p class="hint certificate-names">${certificate.names.join(', ')}</p>
        ${certificate.selfSigned ? html`<p class="hint">${say('certificate-self')}</p>` : nothing}
      </section>
    </div>`;
  }

  private view(overview: Overview): TemplateResult {
    const { decisions, failing } = overview;
    return html`${this.verdict(overview)}
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
      ${
        failing.length === 0
          ? nothing
          : html`<section>
              <h2>${say('failing')}</h2>
              <ul class="failing">
                ${failing.map(
                  ({ what, sentence, section }) => html`<li>
                    <a href="#${section ?? 'printers'}">
                      <span class="tone-bad">${toneIcon('bad')}</span>
                      <span><b>${what}</b> ${sentence}</span>
                      ${icon(CHEVRON_RIGHT)}
                    </a>
                  </li>`,
                )}
              </ul>
            </section>`
      }
      ${this.numbers(overview)} ${this.state(overview)}`;
  }

  protected override render(): TemplateResult {
    return html`<div class="dashboard">
      <h1>${say('dashboard')}</h1>
      ${whenLoaded(this.overview, (overview) => this.view(overview), 6)}
    </div>`;
  }
}
