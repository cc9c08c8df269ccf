// Who may print by mail: senders who wait for a word, and the two lists. Fires `changed`.
import type { SenderRequest, SenderRule } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { BAN, PLUS, TRASH, UPLOAD } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { decideSender, readSenders, removeSenderRule } from '../../data/admin-mail.ts';
import { dayWords, sortableWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { addressShown } from '../mail-words.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import { whenLoaded } from './loading.ts';
import './mail-rule-add.ts';
import './mail-rules-import.ts';
import { senderRequests } from './sender-requests.ts';
import './side-sheet.ts';

const EVERY_MS = 15_000;

@customElement('admin-mail-senders')
export class AdminMailSenders extends LitElement {
  /** Id of the entry whose sheet is open. */
  @property() open: string | undefined;
  @property({ type: Boolean }) importing = false;

  @state() private table: TableState = plainTable;
  @state() private adding = false;
  /** The sender that is being decided on. */
  @state() private deciding: string | undefined;
  private readonly attempt = attempt(this);
  private readonly senders = loaded(this, readSenders, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private refresh = (): void => {
    void this.senders.refresh();
    this.dispatchEvent(new CustomEvent('changed'));
  };

  private async decide(address: string, decision: SenderRule['list'], domain: boolean): Promise<void> {
    this.deciding = address;
    const answer = await this.attempt.make(decideSender({ address, decision, domain }));
    if (!answer.ok) return;
    this.deciding = undefined;
    this.refresh();
  }

  private async takeOff(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const answer = await this.attempt.make(removeSenderRule(id));
      if (!answer.ok) break;
    }
    this.table = { ...this.table, ticked: new Set() };
    if (this.open !== undefined) location.hash = '#mail=senders';
    this.refresh();
  }

  private requests(requests: readonly SenderRequest[]): TemplateResult | typeof nothing {
    if (requests.length === 0) return nothing;
    return html`<section class="mail-requests">
      <h2>${say('mail-requests', { count: requests.length })}</h2>
      <p class="hint">${say('mail-requests-help')}</p>
      ${senderRequests({
        requests,
        deciding: this.attempt.busy ? this.deciding : undefined,
        decide: ({ address, decision, domain }) => void this.decide(address, decision, domain === true),
      })}
    </section>`;
  }

  private columns(): readonly ShownColumn<SenderRule>[] {
    return [
      {
        id: 'pattern',
        head: say('mail-pattern'),
        value: (rule) => rule.pattern,
        show: (rule) => addressShown(rule.pattern),
        breaks: true,
      },
      {
        id: 'list',
        head: say('mail-list'),
        value: (rule) => say(`mail-list-${rule.list}`),
        show: (rule) =>
          html`<span class="cell-tone"><span class="tone-${rule.list === 'allow' ? 'ok' : 'bad'}">${rule.list === 'allow' ? toneIcon('ok') : icon(BAN)}</span>${say(`mail-list-${rule.list}`)}</span>`,
      },
      { id: 'note', head: say('mail-note'), value: (rule) => rule.note, priority: 2 },
      {
        id: 'since',
        head: say('since'),
        value: (rule) => rule.createdAt,
        csv: (rule) => sortableWords(rule.createdAt),
        show: (rule) => dayWords(rule.createdAt),
        priority: 3,
      },
    ];
  }

  private sheet(rule: SenderRule): TemplateResult {
    const body = html`${notice({ tone: rule.list === 'allow' ? 'ok' : 'warn', text: say(`mail-rule-${rule.list}`) })}
      <dl class="facts">
        ${rule.note === '' ? nothing : html`<dt>${say('mail-note')}</dt><dd>${rule.note}</dd>`}
        <dt>${say('since')}</dt>
        <dd>${dayWords(rule.createdAt)}</dd>
        <dt>${say('mail-by')}</dt>
        <dd>${rule.createdBy.replace(/^admin:/, '')}</dd>
      </dl>
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${
        may('mail:change')
          ? html`<div class="sheet-acts">
              ${button({ label: say(`mail-rule-remove-${rule.list}`), icon: TRASH, disabled: this.attempt.busy, press: () => void this.takeOff([rule.id]) })}
            </div>`
          : nothing
      }`;
    return html`<admin-sheet
      .heading=${rule.pattern}
      .lead=${say(`mail-list-${rule.list}`)}
      .key=${rule.id}
      .body=${body}
      @dismiss=${() => (location.hash = '#mail=senders')}
    ></admin-sheet>`;
  }

  protected override render(): TemplateResult {
    const { problem } = this.attempt;
    return html`${whenLoaded(this.senders, ({ rules, requests }) => {
      const rule = rules.find(({ id }) => id === this.open);
      return html`${problem === undefined || rule !== undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
        ${this.requests(requests)}
        <section>
          <h2 class="${requests.length === 0 ? 'out-of-sight' : ''}">${say('mail-lists')}</h2>
          ${dataTable({
            label: say('mail-lists'),
            columns: this.columns(),
            rows: rules,
            id: (row) => row.id,
            href: (row) => `#mail=rule-${encodeURIComponent(row.id)}`,
            open: this.open,
            state: this.table,
            change: (table) => (this.table = table),
            name: (row) => row.pattern,
            bulk: !may('mail:change')
              ? undefined
              : (ids) =>
                  button({
                    label: say('mail-rules-remove', { count: ids.length }),
                    icon: TRASH,
                    disabled: this.attempt.busy,
                    press: () => void this.takeOff(ids),
                  }),
            tools: !may('mail:change')
              ? undefined
              : html`<span class="table-space"></span>
              ${button({ label: say('import'), icon: UPLOAD, press: () => (location.hash = '#mail=import') })}
              ${button({ label: say('mail-rule-add'), icon: PLUS, kind: 'accent', press: () => (this.adding = true) })}`,
            empty: html`<div class="nothing-here"><p>${say('mail-rules-none')}</p></div>`,
          })}
        </section>
        ${rule === undefined ? nothing : this.sheet(rule)}`;
    })}
    ${
      this.adding
        ? html`<admin-mail-rule-add
            @dismiss=${() => (this.adding = false)}
            @added=${() => {
              this.adding = false;
              this.refresh();
            }}
          ></admin-mail-rule-add>`
        : nothing
    }
    ${this.importing ? html`<admin-mail-rules-import @added=${this.refresh}></admin-mail-rules-import>` : nothing}`;
  }
}
