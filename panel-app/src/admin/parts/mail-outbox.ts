// What the server sends by mail: what waits, what was sent, and what ended badly, which can be sent again or dropped. Fires `changed`.
import type { OutboxEntry } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { SEND, TRASH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { dropMail, readOutbox, sendAgain } from '../../data/admin-mail.ts';
import { agoWords, sortableWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { addressShown } from '../mail-words.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import { whenLoaded } from './loading.ts';
import './side-sheet.ts';

const EVERY_MS = 10_000;
const SHOWN = ['all', 'open', 'bad'] as const;
type Shown = (typeof SHOWN)[number];

const isShown = ({ state }: OutboxEntry, shown: Shown): boolean =>
  shown === 'all' ||
  (shown === 'open' ? state === 'waiting' || state === 'sending' : state === 'failed' || state === 'unknown');

@customElement('admin-mail-outbox')
export class AdminMailOutbox extends LitElement {
  /** Id of the entry whose sheet is open. */
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private shown: Shown = 'all';
  /** Sending again may make it arrive twice: that is asked. */
  @state() private asking = false;
  private readonly attempt = attempt(this);
  private readonly outbox = loaded(this, readOutbox, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('open')) return;
    this.asking = false;
    this.attempt.show(undefined);
  }

  private async order(id: string, act: typeof sendAgain): Promise<void> {
    const answer = await this.attempt.make(act(id));
    if (answer.ok) this.asking = false;
    void this.outbox.refresh();
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private again(entry: OutboxEntry): void {
    if (entry.state === 'unknown') this.asking = true;
    else void this.order(entry.id, sendAgain);
  }

  private columns(now: number): readonly ShownColumn<OutboxEntry>[] {
    return [
      {
        id: 'recipient',
        head: say('mail-to'),
        value: (entry) => entry.recipient,
        show: (entry) => html`${addressShown(entry.recipient)}<small>${entry.what}</small>`,
        breaks: true,
      },
      { id: 'what', head: say('mail-what'), value: (entry) => entry.what, hidden: true },
      {
        id: 'state',
        head: say('condition'),
        value: (entry) => entry.sentence,
        show: ({ tone, sentence, note }) =>
          html`<span class="cell-tone"><span class="tone-${tone}">${toneIcon(tone)}</span><span>${sentence}${note === undefined ? nothing : html`<small class="cell-note">${note}</small>`}</span></span>`,
      },
      { id: 'note', head: say('mail-server-said'), value: (entry) => entry.note ?? '', hidden: true },
      {
        id: 'when',
        head: say('mail-when'),
        value: (entry) => entry.changedAt,
        csv: (entry) => sortableWords(entry.changedAt),
        show: (entry) => html`<span class="no-break">${agoWords(entry.changedAt, now)}</span>`,
        priority: 1,
      },
    ];
  }

  private sheet(entry: OutboxEntry, now: number): TemplateResult {
    const { busy, problem } = this.attempt;
    const body = html`${notice({ tone: entry.tone, text: html`<b>${entry.sentence}</b>${entry.note === undefined ? nothing : html`<span class="hint mail-said">${entry.note}</span>`}` })}
      <dl class="facts">
        <dt>${say('mail-to')}</dt>
        <dd>${entry.recipient}</dd>
        <dt>${say('mail-what')}</dt>
        <dd>${entry.what}</dd>
        <dt>${say('mail-made')}</dt>
        <dd>${agoWords(entry.createdAt, now)}</dd>
        <dt>${say('mail-tries')}</dt>
        <dd>${entry.attempts}</dd>
      </dl>
      ${problem === undefined || this.asking ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      <div class="sheet-acts">
        ${entry.mayRetry ? button({ label: say('mail-send-again'), icon: SEND, disabled: busy, press: () => this.again(entry) }) : nothing}
        ${entry.mayDrop ? button({ label: say('mail-drop'), icon: TRASH, kind: 'danger', disabled: busy, press: () => void this.order(entry.id, dropMail) }) : nothing}
      </div>
      ${
        this.asking
          ? confirm({
              heading: say('mail-again-title'),
              cost: say('mail-again-cost', { to: entry.recipient }),
              act: say('mail-send-again'),
              busy,
              problem,
              yes: () => void this.order(entry.id, sendAgain),
              no: () => {
                this.asking = false;
                this.attempt.show(undefined);
              },
            })
          : nothing
      }`;
    return html`<admin-sheet
      .heading=${entry.what}
      .lead=${entry.recipient}
      .key=${entry.id}
      .body=${body}
      @dismiss=${() => (location.hash = '#mail=outbox')}
    ></admin-sheet>`;
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    return html`${whenLoaded(this.outbox, ({ entries, total }) => {
      const entry = entries.find(({ id }) => id === this.open);
      return html`${dataTable({
        label: say('mail-tab-outbox'),
        columns: this.columns(now),
        rows: entries.filter((one) => isShown(one, this.shown)),
        id: (row) => row.id,
        href: (row) => `#mail=sent-${encodeURIComponent(row.id)}`,
        open: this.open,
        state: this.table,
        change: (table) => (this.table = table),
        tools: html`<select
          class="select"
          name="shown"
          aria-label=${say('mail-show-which')}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            this.shown = SHOWN.find((one) => one === value) ?? 'all';
          }}
        >
          ${SHOWN.map((value) => html`<option value=${value} ?selected=${value === this.shown}>${say(`mail-outbox-${value}`)}</option>`)}
        </select>`,
        empty: html`<div class="nothing-here"><p>${say(`mail-outbox-none-${this.shown}`)}</p></div>`,
      })}
      ${total > entries.length ? html`<p class="hint">${say('mail-latest', { count: entries.length, total })}</p>` : nothing}
      ${entry === undefined ? nothing : this.sheet(entry, now)}`;
    })}`;
  }
}
