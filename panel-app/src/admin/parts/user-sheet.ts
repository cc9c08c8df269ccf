// One person in a sheet: who they are, their documents, their cards and where they are signed in. Fires `changed`.
import type { AdminUser } from '@platen/shared/api/admin';
import type { UserSheet } from '@platen/shared/api/admin-people';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { BAN, CHECK, KEY_ROUND, TRASH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { removeUser, renewUserCode, type UserCode } from '../../data/admin.ts';
import { changePerson, readPerson, removeCard, signOutPerson } from '../../data/admin-people.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords, dayWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { whenLoaded } from './loading.ts';
import './side-sheet.ts';
import { type Tab, tabList, tabPanel } from './tabs.ts';
import { userAccess } from './user-access.ts';
import { userCode } from './user-code.ts';
import { userDetails } from './user-details.ts';

const TABS = ['about', 'documents', 'access'] as const;
type Place = (typeof TABS)[number];
type Act = 'code' | 'off' | 'remove';
const EVERY_MS = 15_000;

@customElement('admin-user')
export class AdminUserSheet extends LitElement {
  /** Id. */
  @property() person = '';

  @state() private place: Place = 'about';
  @state() private asking: Act | undefined;
  @state() private fresh: UserCode | undefined;
  /** What has just been done: the name of a sentence. */
  @state() private done: 'user-saved' | 'user-signed-out' | undefined;

  private readonly attempt = attempt(this);
  private readonly sheet = loaded(this, (signal) => readPerson(this.person, signal), EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('person') === undefined) return;
    this.asking = this.fresh = this.done = undefined;
    this.place = 'about';
    this.attempt.show(undefined);
    this.sheet.forget();
    void this.sheet.refresh();
  }

  private async make<T>(call: Promise<ApiResult<T>>): Promise<ApiResult<T>> {
    this.done = undefined;
    const answer = await this.attempt.make(call);
    if (!answer.ok) return answer;
    this.asking = undefined;
    this.dispatchEvent(new CustomEvent('changed'));
    void this.sheet.refresh();
    return answer;
  }

  private async act(act: Act): Promise<void> {
    const { person } = this;
    if (act === 'code') {
      const answer = await this.make(renewUserCode(person));
      if (answer.ok) this.fresh = answer.value;
    } else if (act === 'off') await this.make(changePerson(person, { off: true }));
    else if ((await this.make(removeUser(person))).ok) location.hash = '#users';
  }

  private question(user: AdminUser, asked: Act): TemplateResult {
    const { email, held: count } = user;
    const name = user.name || email;
    const waiting = count === 0 ? '' : ` ${say('user-switch-off-waiting', { count })}`;
    const words = {
      code: {
        heading: say('user-new-code-title'),
        cost: say('user-new-code-cost-mail', { email }),
        act: say('user-new-code-do'),
      },
      off: {
        heading: say('user-switch-off-title', { name }),
        cost: say('user-switch-off-cost', { name }) + waiting,
        act: say('user-switch-off-do'),
      },
      remove: {
        heading: say('user-remove-title'),
        cost: say('user-remove-cost', { email, count }),
        act: say('user-remove-do'),
      },
    }[asked];
    return confirm({
      ...words,
      danger: asked !== 'code',
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.act(asked),
      no: () => {
        this.asking = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  private acts(user: AdminUser): TemplateResult | typeof nothing {
    if (!may('users:change')) return nothing;
    const { busy } = this.attempt;
    return html`<div class="sheet-acts">
        ${button({ label: say('user-new-code'), icon: KEY_ROUND, press: () => (this.asking = 'code') })}
        ${
          user.off === undefined
            ? button({ label: say('user-switch-off'), icon: BAN, press: () => (this.asking = 'off') })
            : button({
                label: say('user-switch-on'),
                icon: CHECK,
                disabled: busy,
                press: () => void this.make(changePerson(user.id, { off: false })),
              })
        }
        ${button({ label: say('user-remove'), icon: TRASH, kind: 'danger', press: () => (this.asking = 'remove') })}
      </div>`;
  }

  private about(sheet: UserSheet, now: number): TemplateResult {
    const { user, directory } = sheet;
    const { off } = user;
    return html`${
      off === undefined
        ? nothing
        : notice({ tone: 'warn', text: say(`user-off-${off.by}`, { when: agoWords(off.at, now) }) })
    }
      ${this.fresh === undefined ? nothing : userCode(this.fresh)}
      <dl class="facts">
        <dt>${say('waiting')}</dt>
        <dd>${say('user-documents-count', { count: user.held })}</dd>
        <dt>${say('last-seen')}</dt>
        <dd>${user.lastSeenAt === undefined ? say('never') : agoWords(user.lastSeenAt, now)}</dd>
        <dt>${say('people-source')}</dt>
        <dd>${directory === undefined ? say(`people-source-${user.source}`) : directory.name}</dd>
        ${sheet.username === undefined ? nothing : html`<dt>${say('user-username')}</dt><dd>${sheet.username}</dd>`}
        <dt>${say('since')}</dt>
        <dd>${dayWords(user.createdAt)}</dd>
        <dt>${say('user-code-since')}</dt>
        <dd>${dayWords(sheet.codeSetAt)}</dd>
      </dl>
      ${this.acts(user)}
      ${userDetails({
        sheet,
        busy: this.attempt.busy,
        mayChange: may('users:change'),
        save: (change) =>
          void this.make(changePerson(user.id, change)).then((answer) => {
            if (answer.ok) this.done = 'user-saved';
          }),
      })}`;
  }

  private documents({ jobs }: UserSheet): TemplateResult {
    if (jobs.length === 0) return html`<p class="hint">${say('user-documents-none')}</p>`;
    return html`<ul class="person-jobs">
      ${jobs.map(
        (job) => html`<li>
          <a class="row-link" href="#documents=${encodeURIComponent(job.id)}">${job.title}</a>
          <p class="cell-tone"><span class="tone-${job.tone}">${toneIcon(job.tone)}</span><span>${job.sentence}</span></p>
        </li>`,
      )}
    </ul>`;
  }

  private body(sheet: UserSheet): TemplateResult {
    const now = Date.now();
    const { problem } = this.attempt;
    const shown = {
      about: () => this.about(sheet, now),
      documents: () => this.documents(sheet),
      access: () =>
        userAccess({
          sheet,
          now,
          busy: this.attempt.busy,
          mayChange: may('users:change'),
          removeCard: (card) => void this.make(removeCard(this.person, card)),
          signOut: () =>
            void this.make(signOutPerson(this.person)).then((answer) => {
              if (answer.ok) this.done = 'user-signed-out';
            }),
        }),
    }[this.place];
    return html`${problem === undefined || this.asking !== undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${this.done === undefined ? nothing : html`<p class="setting-after" role="status"><span class="tone-ok">${toneIcon('ok')}</span>${say(this.done)}</p>`}
      ${tabPanel(this.place, true, shown())}
      ${this.asking === undefined ? nothing : this.question(sheet.user, this.asking)}`;
  }

  protected override render(): TemplateResult {
    const { value } = this.sheet;
    const user = value?.user;
    const tabs: readonly Tab<Place>[] = TABS.map((id) => ({ id, label: say(`user-tab-${id}`) }));
    return html`<admin-sheet
      .heading=${user === undefined ? say('loading') : user.name || user.email}
      .lead=${user === undefined || user.name === '' ? '' : user.email}
      .key=${this.person}
      .top=${tabList({ label: say('users'), tabs, chosen: this.place, choose: (place) => (this.place = place) })}
      .body=${whenLoaded(this.sheet, (sheet) => this.body(sheet))}
      @dismiss=${() => (location.hash = '#users')}
    ></admin-sheet>`;
  }
}
