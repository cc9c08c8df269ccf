// Users: who has a code here. Adding one shows the code once; a new code and removing ask first and say what they cost.
import type { AdminUser } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { KEY_ROUND, PLUS, TRASH } from '../../components/icons.ts';
import { readUsers, removeUser, renewUserCode, type UserCode } from '../../data/admin.ts';
import { loaded } from '../loaded.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from '../parts/data-table.ts';
import { whenLoaded } from '../parts/loading.ts';
import '../parts/side-sheet.ts';
import '../parts/user-add.ts';
import { agoWords, dayWords, sortableWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { userCode } from '../parts/user-code.ts';
import { say } from '../speech.ts';

/** As many as the server gives in one answer; more are found by searching. */
const MOST = 1000;
/** While somebody types into the filter, the server is asked when they pause. */
const TYPING_MS = 250;

@customElement('admin-users')
export class AdminUsers extends LitElement {
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private adding = false;
  @state() private asking: 'code' | 'remove' | undefined;
  @state() private fresh: UserCode | undefined;

  private readonly attempt = attempt(this);
  private searched: string | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly users = loaded(
    this,
    (signal) => readUsers({ search: this.searched, limit: MOST }, signal),
    30_000,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('open')) return;
    this.asking = undefined;
    this.attempt.show(undefined);
    if (this.fresh?.user.id !== this.open) this.fresh = undefined;
  }

  private changeTable = (table: TableState): void => {
    const typed = table.filter !== this.table.filter;
    this.table = table;
    const { value } = this.users;
    // All are here: filtering needs no server. Or there are more than came: then the server looks for them.
    if (!typed || value === undefined || (this.searched === undefined && value.total <= value.users.length))
      return;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.searched = table.filter.trim() === '' ? undefined : table.filter.trim();
      void this.users.refresh();
    }, TYPING_MS);
  };

  private async act(user: AdminUser): Promise<void> {
    const asked = this.asking;
    const answer = await this.attempt.make<UserCode | { readonly ok: true }>(
      asked === 'code' ? renewUserCode(user.id) : removeUser(user.id),
    );
    if (!answer.ok) return;
    this.asking = undefined;
    if ('code' in answer.value) this.fresh = answer.value;
    else location.hash = '#users';
    void this.users.refresh();
  }

  private columns(now: number): readonly ShownColumn<AdminUser>[] {
    return [
      { id: 'email', head: say('email'), value: (user) => user.email },
      { id: 'name', head: say('name'), value: (user) => user.name, priority: 2 },
      { id: 'held', head: say('waiting'), value: (user) => user.held, number: true },
      {
        id: 'seen',
        head: say('last-seen'),
        value: (user) => user.lastSeenAt ?? 0,
        csv: (user) => (user.lastSeenAt === undefined ? '' : sortableWords(user.lastSeenAt)),
        show: (user) => (user.lastSeenAt === undefined ? say('never') : agoWords(user.lastSeenAt, now)),
        priority: 1,
      },
      {
        id: 'since',
        head: say('since'),
        value: (user) => user.createdAt,
        csv: (user) => sortableWords(user.createdAt),
        show: (user) => dayWords(user.createdAt),
        priority: 3,
      },
    ];
  }

  private sheet(user: AdminUser, now: number): TemplateResult {
    const seen = user.lastSeenAt === undefined ? say('never') : agoWords(user.lastSeenAt, now);
    const body = html`${this.fresh === undefined ? nothing : userCode(this.fresh)}
      <dl class="facts">
        <dt>${say('waiting')}</dt>
        <dd>${say('documents-count', { count: user.held })}</dd>
        <dt>${say('last-seen')}</dt>
        <dd>${seen}</dd>
        <dt>${say('since')}</dt>
        <dd>${dayWords(user.createdAt)}</dd>
      </dl>
      <div class="sheet-acts">
        ${button({ label: say('user-new-code'), icon: KEY_ROUND, press: () => (this.asking = 'code') })}
        ${button({ label: say('user-remove'), icon: TRASH, kind: 'danger', press: () => (this.asking = 'remove') })}
      </div>
      ${
        this.asking === undefined
          ? nothing
          : confirm({
              heading: say(this.asking === 'code' ? 'user-new-code-title' : 'user-remove-title'),
              cost:
                this.asking === 'code'
                  ? say('user-new-code-cost', { email: user.email })
                  : say('user-remove-cost', { email: user.email, count: user.held }),
              act: say(this.asking === 'code' ? 'user-new-code-do' : 'user-remove-do'),
              danger: this.asking === 'remove',
              busy: this.attempt.busy,
              problem: this.attempt.problem,
              yes: () => void this.act(user),
              no: () => {
                this.asking = undefined;
                this.attempt.show(undefined);
              },
            })
      }`;
    return html`<admin-sheet
      .heading=${user.name === '' ? user.email : user.name}
      .lead=${user.name === '' ? '' : user.email}
      .key=${user.id}
      .body=${body}
      @dismiss=${() => (location.hash = '#users')}
    ></admin-sheet>`;
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    return html`<div class="screen-head">
        <h1>${say('users')}</h1>
        ${button({ label: say('user-add'), icon: PLUS, kind: 'accent', press: () => (this.adding = true) })}
      </div>
      ${whenLoaded(this.users, ({ users, total }) => {
        const user = users.find(({ id }) => id === this.open);
        return html`${dataTable({
          label: say('users'),
          columns: this.columns(now),
          rows: users,
          id: (row) => row.id,
          href: (row) => `#users=${encodeURIComponent(row.id)}`,
          open: this.open,
          state: this.table,
          change: this.changeTable,
          empty: html`<div class="nothing-here"><p>${say('users-none')}</p></div>`,
        })}
        ${total > users.length ? html`<p class="hint">${say('more-found', { count: total - users.length })}</p>` : nothing}
        ${user === undefined ? nothing : this.sheet(user, now)}`;
      })}
      ${
        this.adding
          ? html`<admin-user-add
              @dismiss=${() => (this.adding = false)}
              @added=${() => void this.users.refresh()}
            ></admin-user-add>`
          : nothing
      }`;
  }
}
