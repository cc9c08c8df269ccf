// The webhooks: who is told of what, and whether it arrives. One opens in a sheet (webhook-sheet.ts). Fires `changed`.
import type { AdminWebhook } from '@platen/shared/api/admin-connections';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PLUS } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { agoWords, sortableWords } from '../../locales/when.ts';
import { eventsWords } from '../connection-words.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import './webhook-form.ts';
import './webhook-sheet.ts';

@customElement('admin-webhooks')
export class AdminWebhooks extends LitElement {
  @property({ attribute: false }) webhooks: readonly AdminWebhook[] = [];
  /** Id of the webhook whose sheet is open. */
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private adding = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed = (): void => {
    this.dispatchEvent(new CustomEvent('changed'));
  };

  private columns(now: number): readonly ShownColumn<AdminWebhook>[] {
    return [
      {
        id: 'name',
        head: say('hook-name'),
        value: (hook) => hook.name,
        show: (hook) => html`${hook.name}<small>${new URL(hook.url).host}</small>`,
      },
      { id: 'url', head: say('hook-url'), value: (hook) => hook.url, hidden: true },
      {
        id: 'condition',
        head: say('condition'),
        value: (hook) => say(`hook-is-${hook.condition}`),
        show: ({ tone, condition, problem }) =>
          html`<span class="cell-tone"><span class="tone-${tone}">${toneIcon(tone)}</span><span>${say(`hook-is-${condition}`)}${
            problem === undefined || condition === 'off'
              ? nothing
              : html`<small class="cell-note">${problem}</small>`
          }</span></span>`,
      },
      {
        id: 'told',
        head: say('hook-told'),
        value: (hook) => eventsWords(hook.events),
        priority: 2,
      },
      {
        id: 'last',
        head: say('hook-last'),
        value: (hook) => hook.lastAt ?? 0,
        csv: (hook) => (hook.lastAt === undefined ? '' : sortableWords(hook.lastAt)),
        show: ({ lastAt }) =>
          html`<span class="no-break">${lastAt === undefined ? say('hook-last-never') : agoWords(lastAt, now)}</span>`,
        priority: 1,
      },
    ];
  }

  protected override render(): TemplateResult {
    const webhook = this.webhooks.find(({ id }) => id === this.open);
    const add = button({ label: say('hook-add'), icon: PLUS, press: () => (this.adding = true) });
    return html`<p class="hint lead">${say('hooks-help')}</p>
      ${dataTable({
        label: say('connections-tab-webhooks'),
        columns: this.columns(Date.now()),
        rows: this.webhooks,
        id: (row) => row.id,
        href: (row) => `#connections=webhook-${encodeURIComponent(row.id)}`,
        open: this.open,
        state: this.table,
        change: (table) => (this.table = table),
        tools: this.webhooks.length === 0 ? undefined : add,
        empty: html`<div class="nothing-here"><p>${say('hooks-none')}</p>${add}</div>`,
      })}
      ${
        webhook === undefined
          ? nothing
          : html`<admin-webhook .webhook=${webhook} @changed=${this.changed}></admin-webhook>`
      }
      ${
        this.adding
          ? html`<admin-webhook-form
              @dismiss=${() => (this.adding = false)}
              @saved=${this.changed}
            ></admin-webhook-form>`
          : nothing
      }`;
  }
}
