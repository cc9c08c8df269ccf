// The queues for LPR and raw printing, with their risk in plain words. One opens in a sheet (queue-sheet.ts).
import type { AdminQueue, AdminQueues as Queues } from '@platen/shared/api/admin-queues';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PLUS } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { readQueues } from '../../data/admin-queues.ts';
import { loaded } from '../loaded.ts';
import { queueWords, takenWords } from '../queue-words.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import { whenLoaded } from './loading.ts';
import './queue-form.ts';
import './queue-sheet.ts';

const EVERY_MS = 5_000;

@customElement('admin-queues')
export class AdminQueuesPart extends LitElement {
  /** Id of the queue whose sheet is open. */
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private adding = false;
  private readonly queues = loaded(this, readQueues, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private columns(now: number): readonly ShownColumn<AdminQueue>[] {
    return [
      {
        id: 'name',
        head: say('queue'),
        value: (queue) => queue.name,
        show: (queue) => html`${queue.name}<small>${say(`queue-kind-${queue.kind}`)} · ${queue.port}</small>`,
      },
      {
        id: 'condition',
        head: say('condition'),
        value: queueWords,
        show: (queue) =>
          html`<span class="cell-tone"><span class="tone-${queue.tone}">${toneIcon(queue.tone)}</span><span>${queueWords(queue)}</span></span>`,
      },
      {
        id: 'networks',
        head: say('queue-networks'),
        value: (queue) => queue.networks.join(', '),
        priority: 2,
      },
      {
        id: 'taken',
        head: say('queue-taken'),
        value: (queue) => queue.lastAt ?? 0,
        csv: (queue) => String(queue.taken),
        show: (queue) => html`<span class="no-break">${takenWords(queue, now)}</span>`,
        priority: 1,
      },
    ];
  }

  private list({ queues, secureOnly }: Queues): TemplateResult {
    const queue = queues.find(({ id }) => id === this.open);
    const refresh = (): void => void this.queues.refresh();
    const add = button({ label: say('queue-add'), icon: PLUS, press: () => (this.adding = true) });
    return html`${secureOnly ? notice({ tone: 'warn', text: say('queues-closed') }) : nothing}
      ${dataTable({
        label: say('connections-tab-queues'),
        columns: this.columns(Date.now()),
        rows: queues,
        id: (row) => row.id,
        href: (row) => `#connections=queue-${encodeURIComponent(row.id)}`,
        open: this.open,
        state: this.table,
        change: (table) => (this.table = table),
        tools: queues.length === 0 ? undefined : add,
        empty: html`<div class="nothing-here"><p>${say('queues-none')}</p>${add}</div>`,
      })}
      <p class="hint lead">${say('queue-share-help')}</p>
      ${queue === undefined ? nothing : html`<admin-queue .queue=${queue} @changed=${refresh}></admin-queue>`}
      ${
        this.adding
          ? html`<admin-queue-form
              @dismiss=${() => (this.adding = false)}
              @saved=${refresh}
            ></admin-queue-form>`
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    return html`<p class="hint lead">${say('queues-help')}</p>
      ${whenLoaded(this.queues, (found) => this.list(found), 3)}`;
  }
}
