// People: who waits for a word, and everybody with an account, searched on the server while somebody types. Fires `decided`.
import type { AdminUser } from '@platen/shared/api/admin';
import type { SenderDecision, SenderRequest } from '@platen/shared/api/admin-mail';
import type { UserShow } from '@platen/shared/api/user-sources';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { BAN, DOWNLOAD, PLUS, UPLOAD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { readDirectories } from '../../data/admin-directory.ts';
import { decideSender } from '../../data/admin-mail.ts';
import { type PeopleQuery, peopleCsvUrl, readPeople } from '../../data/admin-people.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import { whenLoaded } from './loading.ts';
import './people-import.ts';
import { senderRequests } from './sender-requests.ts';
import './user-add.ts';
import './user-sheet.ts';

/** One screen and a little. */
const FIRST = 50;
const MORE = 200;
/** The most that the server gives at once; who needs more narrows the search or takes the file. */
const MOST = 1_000;
/** The server is asked when somebody pauses for a moment: it answers within 50 ms. */
const TYPING_MS = 120;
const EVERY_MS = 30_000;
/** More senders than this push the people themselves off the screen. */
const FEW_REQUESTS = 3;

const SHOWS: readonly UserShow[] = [
  'all',
  'waiting',
  'off',
  'console',
  'mail',
  'portal',
  'openid',
  'directory',
  'guest',
];

@customElement('admin-people')
export class AdminPeople extends LitElement {
  /** A person's id, or `import`. */
  @property() open: string | undefined;
  @property({ attribute: false }) requests: readonly SenderRequest[] = [];

  @state() private table: TableState = plainTable;
  @state() private adding = false;
  @state() private allRequests = false;
  @state() private deciding: string | undefined;
  /** A choice of SHOWS, or "in:" and a directory's id. */
  @state() private show = 'all';

  private limit = FIRST;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly attempt = attempt(this);
  private readonly people = loaded(
    this,
    (signal) => readPeople({ ...this.asked(), limit: this.limit }, signal),
    EVERY_MS,
  );
  private readonly directories = loaded(
    this,
    (signal) => (may('directory:read') ? readDirectories(signal) : undefined),
    0,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  private asked(): PeopleQuery {
    const search = this.table.filter.trim();
    const show = SHOWS.find((one) => one === this.show);
    return {
      ...(search === '' ? {} : { search }),
      ...(show === undefined ? { directory: this.show.slice('in:'.length) } : { show }),
    };
  }

  private askAnew(): void {
    this.limit = FIRST;
    void this.people.refresh();
  }

  private changeTable = (table: TableState): void => {
    const typed = table.filter !== this.table.filter;
    this.table = table;
    if (!typed) return;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.askAnew(), TYPING_MS);
  };

  private async decide(decision: SenderDecision): Promise<void> {
    this.deciding = decision.address;
    const answer = await this.attempt.make(decideSender(decision));
    this.deciding = undefined;
    if (answer.ok) this.dispatchEvent(new CustomEvent('decided'));
  }

  private queue(): TemplateResult | typeof nothing {
    const { requests, allRequests } = this;
    if (requests.length === 0) return nothing;
    return html`<section class="mail-requests">
      <h2>${say('mail-requests', { count: requests.length })}</h2>
      <p class="hint">${say('mail-requests-help')}</p>
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${senderRequests({
        requests: allRequests ? requests : requests.slice(0, FEW_REQUESTS),
        deciding: this.deciding,
        decide: (decision) => void this.decide(decision),
      })}
      ${
        requests.length > FEW_REQUESTS && !allRequests
          ? button({
              label: say('requests-all', { count: requests.length }),
              kind: 'quiet',
              press: () => (this.allRequests = true),
            })
          : nothing
      }
    </section>`;
  }

  private columns(now: number): readonly ShownColumn<AdminUser>[] {
    return [
      {
        id: 'name',
        head: say('name'),
        value: (user) => user.name,
        show: (user) =>
          html`${user.name || user.email}${user.off === undefined ? nothing : html`<span class="tag tag-off">${icon(BAN)}${say('people-off')}</span>`}`,
      },
      { id: 'email', head: say('email'), value: (user) => user.email, priority: 2, breaks: true },
      {
        id: 'department',
        head: say('people-department'),
        value: (user) => user.department ?? '',
        priority: 3,
      },
      {
        id: 'source',
        head: say('people-source'),
        value: (user) => say(`people-source-${user.source}`),
        priority: 3,
      },
      { id: 'held', head: say('waiting'), value: (user) => user.held, number: true },
      {
        id: 'seen',
        head: say('last-seen'),
        value: (user) => user.lastSeenAt ?? 0,
        show: (user) => (user.lastSeenAt === undefined ? say('never') : agoWords(user.lastSeenAt, now)),
        priority: 1,
      },
    ];
  }

  private filters(): TemplateResult {
    const directories = this.directories.value?.directories ?? [];
    return html`<select
      class="select"
      aria-label=${say('people-show')}
      @change=${(event: Event) => {
        this.show = (event.target as HTMLSelectElement).value;
        this.askAnew();
      }}
    >
      ${SHOWS.filter((one) => one !== 'directory' || directories.length !== 1).map(
        (one) =>
          html`<option value=${one} ?selected=${one === this.show}>${say(`people-show-${one}`)}</option>`,
      )}
      ${directories.map(
        ({ id, name }) =>
          html`<option value="in:${id}" ?selected=${this.show === `in:${id}`}>${say('people-from', { name })}</option>`,
      )}
    </select>`;
  }

  private list(users: readonly AdminUser[], total: number, more: boolean): TemplateResult {
    const { filter } = this.table;
    const narrowed = filter.trim() !== '' || this.show !== 'all';
    const left = more ? MORE : Math.min(MORE, total - users.length);
    return html`${dataTable({
      label: say('users'),
      columns: this.columns(Date.now()),
      rows: users,
      id: (row) => row.id,
      href: (row) => `#users=${encodeURIComponent(row.id)}`,
      open: this.open,
      state: this.table,
      change: this.changeTable,
      served: {
        count: more ? say('people-count-more') : say('people-count', { count: total }),
        hint: say('people-search'),
        csv: html`<a class="button quiet" download href=${peopleCsvUrl(this.asked())}
          >${icon(DOWNLOAD)}<span class="words">${say('people-save')}</span></a
        >`,
      },
      tools: html`${this.filters()}<span class="table-space"></span>
        ${
          may('users:change')
            ? html`${button({ label: say('import'), icon: UPLOAD, press: () => (location.hash = '#users=import') })}
              ${button({ label: say('user-add'), icon: PLUS, kind: 'accent', press: () => (this.adding = true) })}`
            : nothing
        }`,
      empty: html`<div class="nothing-here">
        <p>${!narrowed ? say('users-none') : filter.trim() === '' ? say('people-none-show') : say('people-none-found', { filter })}</p>
      </div>`,
    })}
    ${
      users.length > 0 && left > 0 && users.length < MOST
        ? button({
            label: say('people-more', { count: left }),
            press: () => {
              this.limit = Math.min(MOST, this.limit + MORE);
              void this.people.refresh();
            },
          })
        : nothing
    }`;
  }

  protected override render(): TemplateResult {
    const refresh = (): void => void this.people.refresh();
    return html`${this.queue()}
      ${whenLoaded(this.people, ({ users, total, more }) => this.list(users, total, more === true))}
      ${
        this.open === 'import'
          ? html`<admin-people-import @added=${refresh}></admin-people-import>`
          : this.open === undefined
            ? nothing
            : html`<admin-user .person=${this.open} @changed=${refresh}></admin-user>`
      }
      ${
        this.adding
          ? html`<admin-user-add @dismiss=${() => (this.adding = false)} @added=${refresh}></admin-user-add>`
          : nothing
      }`;
  }
}
