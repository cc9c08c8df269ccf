// The tokens of programs: who has one, what it may do, when it was last used; making one and taking one away. Fires `changed`.
import type { AdminApiToken } from '@platen/shared/api/admin-connections';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { PLUS, TRASH } from '../../components/icons.ts';
import { removeToken } from '../../data/admin-connections.ts';
import { agoWords, dayWords, sortableWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { areaWords, SCOPE_AREAS, scopeWords } from '../connection-words.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import './side-sheet.ts';
import './token-add.ts';

@customElement('admin-tokens')
export class AdminTokens extends LitElement {
  @property({ attribute: false }) tokens: readonly AdminApiToken[] = [];
  /** Id of the token whose sheet is open. */
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private adding = false;
  @state() private removing = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('open')) this.askNothing();
  }

  private askNothing = (): void => {
    this.removing = false;
    this.attempt.show(undefined);
  };

  private changed = (): void => {
    this.dispatchEvent(new CustomEvent('changed'));
  };

  private async removeIt(id: string): Promise<void> {
    const answer = await this.attempt.make(removeToken(id));
    if (!answer.ok) return;
    location.hash = '#connections';
    this.changed();
  }

  private columns(now: number): readonly ShownColumn<AdminApiToken>[] {
    return [
      { id: 'name', head: say('token-name'), value: (token) => token.name, breaks: true },
      {
        id: 'may',
        head: say('token-may'),
        value: (token) => scopeWords(token.scopes),
        priority: 2,
      },
      {
        id: 'used',
        head: say('token-used'),
        value: (token) => token.lastUsedAt ?? 0,
        csv: (token) => (token.lastUsedAt === undefined ? '' : sortableWords(token.lastUsedAt)),
        show: ({ lastUsedAt }) =>
          lastUsedAt === undefined ? say('token-never-used') : agoWords(lastUsedAt, now),
      },
      {
        id: 'ends',
        head: say('token-ends'),
        value: (token) => token.expiresAt ?? Number.MAX_SAFE_INTEGER,
        csv: (token) => (token.expiresAt === undefined ? '' : sortableWords(token.expiresAt)),
        show: endWords,
        priority: 1,
      },
    ];
  }

  private sheet(token: AdminApiToken, now: number): TemplateResult {
    const { busy, problem } = this.attempt;
    const body = html`<dl class="facts">
        <dt>${say('token-label')}</dt>
        <dd><code>${token.label}…</code></dd>
        <dt>${say('token-used')}</dt>
        <dd>${token.lastUsedAt === undefined ? say('token-never-used') : agoWords(token.lastUsedAt, now)}</dd>
        <dt>${say('token-ends')}</dt>
        <dd>${endWords(token)}</dd>
        <dt>${say('since')}</dt>
        <dd>${dayWords(token.createdAt)}</dd>
        <dt>${say('token-by')}</dt>
        <dd>${token.createdBy.replace(/^admin:/, '')}</dd>
      </dl>
      <h3>${say('token-scopes')}</h3>
      <ul class="scope-list">
        ${SCOPE_AREAS.map(({ id, read, change }) => {
          const may = [
            ...(read !== undefined && token.scopes.includes(read) ? [say('may-see')] : []),
            ...(change !== undefined && token.scopes.includes(change) ? [say('may-change')] : []),
          ];
          return may.length === 0
            ? nothing
            : html`<li><span>${areaWords(id)}</span><span class="hint">${may.join(', ')}</span></li>`;
        })}
      </ul>
      <div class="sheet-acts">
        ${button({ label: say('token-remove'), icon: TRASH, kind: 'danger', press: () => (this.removing = true) })}
      </div>
      ${
        this.removing
          ? confirm({
              heading: say('token-remove-title', { name: token.name }),
              cost: say('token-remove-cost'),
              act: say('token-remove-do'),
              danger: true,
              busy,
              problem,
              yes: () => void this.removeIt(token.id),
              no: this.askNothing,
            })
          : nothing
      }`;
    return html`<admin-sheet
      .heading=${token.name}
      .key=${token.id}
      .body=${body}
      @dismiss=${() => (location.hash = '#connections')}
    ></admin-sheet>`;
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    const token = this.tokens.find(({ id }) => id === this.open);
    const add = button({ label: say('token-add'), icon: PLUS, press: () => (this.adding = true) });
    return html`<p class="hint lead">${say('tokens-help')}</p>
      ${dataTable({
        label: say('connections-tab-tokens'),
        columns: this.columns(now),
        rows: this.tokens,
        id: (row) => row.id,
        href: (row) => `#connections=token-${encodeURIComponent(row.id)}`,
        open: this.open,
        state: this.table,
        change: (table) => (this.table = table),
        tools: this.tokens.length === 0 ? undefined : add,
        empty: html`<div class="nothing-here"><p>${say('tokens-none')}</p>${add}</div>`,
      })}
      ${token === undefined ? nothing : this.sheet(token, now)}
      ${
        this.adding
          ? html`<admin-token-add @dismiss=${() => (this.adding = false)} @added=${this.changed}></admin-token-add>`
          : nothing
      }`;
  }
}

function endWords({ expiresAt, expired }: AdminApiToken): string {
  if (expiresAt === undefined) return say('token-no-end');
  return expired ? say('token-ended') : dayWords(expiresAt);
}
