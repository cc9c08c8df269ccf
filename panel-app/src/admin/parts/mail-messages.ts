// Messages that were seen in the mailboxes: those set aside first, which can be tried again or given up. Fires `changed`.
import type { AdminMailMessage } from '@platen/shared/api/admin-mail';
import type { MailState } from '@platen/shared/mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { REFRESH_CW, TRASH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { deleteMessage, readMessages, retryMessage } from '../../data/admin-mail.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { agoWords, sortableWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { addressShown } from '../mail-words.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import { whenLoaded } from './loading.ts';
import './side-sheet.ts';

const EVERY_MS = 10_000;
const SHOWN = ['quarantined', 'waiting', 'refused', 'ignored', 'all'] as const;
type Shown = (typeof SHOWN)[number];

@customElement('admin-mail-messages')
export class AdminMailMessages extends LitElement {
  /** Id of the message whose sheet is open. */
  @property() open: string | undefined;
  /** How many are set aside: then those are shown first. */
  @property({ type: Number }) aside = 0;

  @state() private table: TableState = plainTable;
  @state() private shown: Shown = 'all';
  @state() private asking: readonly string[] | undefined;
  private readonly attempt = attempt(this);
  private readonly messages = loaded(this, (signal) => readMessages(this.state(), signal), EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  // Once: what is shown does not change under somebody who has just dealt with the last one.
  override connectedCallback(): void {
    if (this.aside > 0) this.shown = 'quarantined';
    super.connectedCallback();
  }

  private state(): MailState | undefined {
    return this.shown === 'all' ? undefined : this.shown;
  }

  private choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.shown = SHOWN.find((one) => one === value) ?? 'all';
    this.table = { ...this.table, ticked: new Set() };
    this.messages.forget();
    void this.messages.refresh();
  };

  private async order(ids: readonly string[], act: typeof retryMessage): Promise<void> {
    for (const id of ids) {
      const answer = await this.attempt.make(act(id));
      if (!answer.ok) break;
    }
    if (this.attempt.problem === undefined) {
      this.asking = undefined;
      if (this.open !== undefined) location.hash = '#mail=messages';
    }
    this.table = { ...this.table, ticked: new Set() };
    void this.messages.refresh();
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private columns(now: number): readonly ShownColumn<AdminMailMessage>[] {
    return [
      {
        id: 'subject',
        head: say('mail-subject'),
        value: (message) => message.subject ?? say('mail-no-subject'),
        show: (message) =>
          html`${message.subject ?? say('mail-no-subject')}<small>${message.sender === undefined ? say('mail-no-sender') : addressShown(message.sender)}</small>`,
        breaks: true,
      },
      { id: 'sender', head: say('mail-sender'), value: (message) => message.sender ?? '', hidden: true },
      {
        id: 'state',
        head: say('condition'),
        value: (message) => message.sentence,
        show: ({ tone, sentence, note }) =>
          html`<span class="cell-tone"><span class="tone-${tone}">${toneIcon(tone)}</span><span>${sentence}${note === undefined ? nothing : html`<small class="cell-note">${note}</small>`}</span></span>`,
      },
      { id: 'note', head: say('mail-why'), value: (message) => message.note ?? '', hidden: true },
      { id: 'account', head: say('mail-account'), value: (message) => message.account, priority: 3 },
      {
        id: 'when',
        head: say('mail-when'),
        value: (message) => message.changedAt,
        csv: (message) => sortableWords(message.changedAt),
        show: (message) => html`<span class="no-break">${agoWords(message.changedAt, now)}</span>`,
        priority: 1,
      },
    ];
  }

  private acts(message: AdminMailMessage): TemplateResult | typeof nothing {
    if (!message.mayRetry && !message.mayDelete) return nothing;
    const { busy, problem } = this.attempt;
    return html`${problem === undefined || this.asking !== undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      <div class="sheet-acts">
        ${button({ label: say('mail-retry'), icon: REFRESH_CW, disabled: busy, press: () => void this.order([message.id], retryMessage) })}
        ${button({ label: say('mail-delete'), icon: TRASH, kind: 'danger', disabled: busy, press: () => (this.asking = [message.id]) })}
      </div>`;
  }

  private sheet(message: AdminMailMessage, now: number): TemplateResult {
    const { sender, size, note, attempts } = message;
    const body = html`${notice({ tone: message.tone, text: html`<b>${message.sentence}</b>${note === undefined ? nothing : html`<span class="hint mail-said">${note}</span>`}` })}
      <dl class="facts">
        <dt>${say('mail-sender')}</dt>
        <dd>${sender ?? say('mail-no-sender')}</dd>
        <dt>${say('mail-account')}</dt>
        <dd>${message.account}</dd>
        <dt>${say('mail-seen')}</dt>
        <dd>${agoWords(message.receivedAt, now)}</dd>
        ${size === undefined ? nothing : html`<dt>${say('size')}</dt><dd>${bytesWords(size)}</dd>`}
        <dt>${say('mail-tries')}</dt>
        <dd>${attempts}</dd>
      </dl>
      ${this.acts(message)}`;
    return html`<admin-sheet
      .heading=${message.subject ?? say('mail-no-subject')}
      .lead=${sender ?? ''}
      .key=${message.id}
      .body=${body}
      @dismiss=${() => (location.hash = '#mail=messages')}
    ></admin-sheet>`;
  }

  private question(ids: readonly string[]): TemplateResult {
    return confirm({
      heading: say('mail-delete-title', { count: ids.length }),
      cost: say('mail-delete-cost'),
      act: say('mail-delete-do', { count: ids.length }),
      danger: true,
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.order(ids, deleteMessage),
      no: () => {
        this.asking = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  private tools(): TemplateResult {
    return html`<select class="select" name="shown" aria-label=${say('mail-show-which')} @change=${this.choose}>
      ${SHOWN.map((value) => html`<option value=${value} ?selected=${value === this.shown}>${say(`mail-show-${value}`)}</option>`)}
    </select>`;
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    const canAct = this.shown === 'quarantined';
    return html`${whenLoaded(this.messages, ({ messages, total }) => {
      const message = messages.find(({ id }) => id === this.open);
      return html`${dataTable({
        label: say('mail-tab-messages'),
        columns: this.columns(now),
        rows: messages,
        id: (row) => row.id,
        href: (row) => `#mail=message-${encodeURIComponent(row.id)}`,
        open: this.open,
        state: this.table,
        change: (table) => (this.table = table),
        tools: this.tools(),
        name: (row) => row.subject ?? say('mail-no-subject'),
        bulk: canAct
          ? (
              ids,
            ) => html`${button({ label: say('mail-retry-all', { count: ids.length }), icon: REFRESH_CW, disabled: this.attempt.busy, press: () => void this.order(ids, retryMessage) })}
              ${button({ label: say('mail-delete-do', { count: ids.length }), icon: TRASH, kind: 'danger', press: () => (this.asking = ids) })}`
          : undefined,
        empty: html`<div class="nothing-here"><p>${say(`mail-none-${this.shown}`)}</p></div>`,
      })}
      ${total > messages.length ? html`<p class="hint">${say('mail-latest', { count: messages.length, total })}</p>` : nothing}
      ${message === undefined ? nothing : this.sheet(message, now)}`;
    })}
    ${this.asking === undefined ? nothing : this.question(this.asking)}`;
  }
}
