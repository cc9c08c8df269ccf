// Codes: how safe they are today with the numbers behind it, today's wrong ones by place, what to do about an attack, and the company code.
import type { CodesView } from '@platen/shared/api/admin-codes';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { freeSource, readCodes } from '../../data/admin-site.ts';
import { agoWords, dayWords, whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import './company-code.ts';
import { dayBars } from './day-bars.ts';
import { whenLoaded } from './loading.ts';

type Source = CodesView['sources'][number];

/** An attack goes on while one looks; slips change slowly. */
const EVERY_MS = 10_000;
/** Places with a few slips are no news; the worst ones are. */
const MOST_SOURCES = 20;

const figure = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });

/** 0.0000012 -> "1 in 830,000". */
const oneIn = (chance: number): string =>
  chance <= 0 ? say('codes-never') : say('codes-one-in', { number: figure.format(1 / chance) });

const sourceName = ({ kind, name }: Source): string =>
  kind === 'panel' ? name : say('codes-source-network', { name });

@customElement('admin-codes')
export class AdminCodes extends LitElement {
  private readonly codes = loaded(this, readCodes, EVERY_MS);
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async free(source: string): Promise<void> {
    const answer = await this.attempt.make(freeSource(source));
    if (answer.ok) await this.codes.refresh();
  }

  private facts({ liveCodes, nextDigits, minLength, tooShort, chance }: CodesView): TemplateResult {
    const grown = nextDigits > minLength;
    return html`<section class="codes-part">
      <h2>${say('codes-head')}</h2>
      <div class="code-facts">
        <div class="code-fact">
          <span>${say('codes-next')}</span><b>${say('codes-digits', { count: nextDigits })}</b>
        </div>
        <div class="code-fact">
          <span>${say('codes-day')}</span><b>${oneIn(chance.perDay)}</b>
        </div>
        <div class="code-fact">
          <span>${say('codes-year')}</span><b>${oneIn(chance.perYear)}</b>
        </div>
      </div>
      <p class="hint codes-why">
        ${say('codes-chance')}. ${say('codes-year-hint', { number: figure.format(1 / chance.publishedPerYear) })}
      </p>
      <p class="hint">
        ${grown ? say('codes-why-grown', { codes: liveCodes.toLocaleString(), digits: nextDigits }) : say('codes-why-least')}
      </p>
      ${tooShort > 0 ? notice({ tone: 'warn', text: say('codes-short', { count: tooShort }) }) : nothing}
    </section>`;
  }

  private budget({ today }: CodesView): TemplateResult {
    const { wrong, budget, usedUp } = today;
    return html`<section class="codes-part budget">
      <h2>${say('codes-budget')}</h2>
      <p>${say('codes-budget-line', { wrong, budget })}</p>
      ${progressBar({ label: say('codes-budget'), value: wrong, max: budget, tone: usedUp ? 'bad' : 'busy' })}
      <p class="hint">${say(usedUp ? 'codes-budget-used' : 'codes-budget-fine')}</p>
    </section>`;
  }

  private days({ days }: CodesView): TemplateResult {
    const values = days.map(({ wrong }) => wrong);
    const label = say('codes-days-label', {
      days: days.length,
      least: Math.min(...values),
      most: Math.max(0, ...values),
    });
    return html`<section class="codes-part code-days">
      <h2>${say('codes-days')}</h2>
      ${dayBars(values, label)}
      <details class="more-options">
        <summary>${say('codes-days-table')}</summary>
        <table class="table few">
          <thead>
            <tr>
              <th scope="col">${say('codes-day-head')}</th>
              <th scope="col" class="number">${say('codes-wrong-head')}</th>
            </tr>
          </thead>
          <tbody>
            ${[...days].reverse().map(
              ({ day, wrong }) => html`<tr>
                <td>${dayWords(day)}</td>
                <td class="number">${wrong.toLocaleString()}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </details>
    </section>`;
  }

  private source(one: Source): TemplateResult {
    const { source, wrong, lastAt, waitsUntil, attack } = one;
    const now = Date.now();
    return html`<li class="code-source">
      <div>
        <p class="code-source-name">
          ${attack ? html`<span class="tone-bad">${toneIcon('bad')}</span>` : nothing}<b>${sourceName(one)}</b>
        </p>
        <p class="hint">${say('codes-source-line', { count: wrong, when: agoWords(lastAt, now) })}</p>
        ${
          attack || waitsUntil !== undefined
            ? html`<p class="tags">
                ${attack ? html`<span class="tag tag-bad">${say('codes-source-attack')}</span>` : nothing}
                ${
                  waitsUntil === undefined
                    ? nothing
                    : html`<span class="tag">${say('codes-source-waits', { time: whenWords(waitsUntil, now) })}</span>`
                }
              </p>`
            : nothing
        }
      </div>
      ${
        waitsUntil === undefined || !may('security:change')
          ? nothing
          : button({
              label: say('codes-free'),
              disabled: this.attempt.busy,
              press: () => void this.free(source),
            })
      }
    </li>`;
  }

  private sources({ sources, today }: CodesView): TemplateResult {
    const worst = sources.find(({ attack }) => attack) ?? (today.usedUp ? sources[0] : undefined);
    return html`<section class="codes-part">
      <h2>${say('codes-sources')}</h2>
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${
        sources.length === 0
          ? html`<p class="hint">${say('codes-sources-none')}</p>`
          : html`<ul class="code-sources">
              ${sources.slice(0, MOST_SOURCES).map((one) => this.source(one))}
            </ul>`
      }
      ${
        worst === undefined
          ? nothing
          : html`<h3 class="code-todo-head">${say('codes-todo')}</h3>
              <ul class="code-todo">
                <li>${say('codes-todo-look', { where: sourceName(worst) })}</li>
                ${
                  worst.kind === 'panel'
                    ? html`<li>
                        <a href="#printers=${encodeURIComponent(worst.source.slice('panel:'.length))}">${say('codes-todo-panel')}</a>
                      </li>`
                    : nothing
                }
                <li><a href="#settings=signIn.panelCode">${say('codes-todo-step')}</a></li>
                <li><a href="#users">${say('codes-todo-renew')}</a></li>
              </ul>`
      }
    </section>`;
  }

  protected override render(): TemplateResult {
    return html`${whenLoaded(
      this.codes,
      (codes) => html`${
        codes.today.usedUp || codes.sources.some(({ attack }) => attack)
          ? notice({
              tone: 'bad',
              announce: 'status',
              text: html`<b>${say('dash-attack')}.</b> ${say('codes-attack-line', { wrong: codes.today.wrong, budget: codes.today.budget })}`,
            })
          : nothing
      }
      ${this.facts(codes)} ${this.budget(codes)} ${this.sources(codes)} ${this.days(codes)}
      <admin-company-code></admin-company-code>`,
      6,
    )}`;
  }
}
