// The sheet of one administrator: role, second factor, where signed in, and what can be done. Fires `changed`.
import type { AdminLink, AdminView, SessionView } from '@platen/shared/api/admin-security';
import type { AdminRole } from '@platen/shared/scopes';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import '../../components/dialog.ts';
import { notice } from '../../components/notice.ts';
import {
  changeAdmin,
  endSession,
  endSessionsOf,
  newAdminLink,
  readSessions,
  removeAdmin,
} from '../../data/admin-security.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords, dayWords, whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { adminLink } from './admin-link.ts';
import { checkField } from './check-field.ts';
import { whenLoaded } from './loading.ts';
import { roleField } from './role-field.ts';
import { endAllButton, sessionList } from './session-list.ts';
import './side-sheet.ts';

type Question = 'off' | 'remove' | 'link';
const EVERY_MS = 30_000;

@customElement('admin-administrator')
export class AdminAdministrator extends LitElement {
  @property({ attribute: false }) admin: AdminView | undefined;
  @state() private asking: Question | undefined;
  @state() private link: AdminLink | undefined;
  @state() private newRole: AdminRole | undefined;
  @state() private saved = false;
  private readonly attempt = attempt(this);
  private readonly sessions = loaded(this, readSessions, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('admin') as AdminView | undefined;
    if (!changed.has('admin') || before?.id === this.admin?.id) return;
    this.newRole = undefined;
    this.saved = false;
    this.asking = undefined;
  }

  private async make<T>(call: Promise<ApiResult<T>>): Promise<T | undefined> {
    const answer = await this.attempt.make(call);
    if (!answer.ok) return undefined;
    this.asking = undefined;
    this.dispatchEvent(new CustomEvent('changed'));
    return answer.value;
  }

  private async saveRole(id: string, role: AdminRole): Promise<void> {
    this.saved = (await this.make(changeAdmin(id, { role }))) !== undefined;
    if (this.saved) this.newRole = undefined;
  }

  private async takeAway(id: string): Promise<void> {
    if ((await this.make(removeAdmin(id))) !== undefined) location.hash = '#security';
  }

  private async offerLink(id: string, factors: boolean): Promise<void> {
    this.link = await this.make(newAdminLink(id, factors));
  }

  private async end(call: Promise<ApiResult<unknown>>): Promise<void> {
    if ((await this.make(call)) !== undefined) await this.sessions.refresh();
  }

  private notes({ state, linkUntil }: AdminView): TemplateResult | typeof nothing {
    const when = linkUntil === undefined ? '' : whenWords(linkUntil, Date.now());
    if (state === 'off') return notice({ tone: 'warn', text: say('admin-state-off') });
    if (state === 'invited') {
      return linkUntil === undefined
        ? notice({ tone: 'warn', text: say('admin-invited-over') })
        : notice({ tone: 'busy', text: say('admin-invited-until', { when }) });
    }
    return linkUntil === undefined
      ? nothing
      : notice({ tone: 'busy', text: say('admin-reset-out', { when }) });
  }

  private facts(admin: AdminView): TemplateResult {
    const { secondFactor, email, lastSeenAt } = admin;
    return html`<dl class="facts">
      ${email === undefined ? nothing : html`<dt>${say('admin-email')}</dt><dd>${email}</dd>`}
      <dt>${say('admin-col-second')}</dt>
      <dd>${say(`admin-factor-${secondFactor}`)}</dd>
      ${admin.openId ? html`<dt>${say('admin-openid')}</dt><dd>${say('admin-openid-linked')}</dd>` : nothing}
      <dt>${say('admin-since')}</dt>
      <dd>${dayWords(admin.createdAt)}</dd>
      <dt>${say('admin-col-last')}</dt>
      <dd>${lastSeenAt === undefined ? say('admin-never') : agoWords(lastSeenAt, Date.now())}</dd>
    </dl>`;
  }

  private roles(admin: AdminView): TemplateResult {
    const role = this.newRole ?? admin.role;
    return html`<div class="form">
      ${roleField(role, (next) => {
        this.saved = false;
        this.newRole = next;
      })}
      ${
        role === admin.role
          ? this.saved
            ? notice({ tone: 'ok', text: say('admin-role-changed'), announce: 'status' })
            : nothing
          : html`<div>
              ${button({
                label: say('admin-change-role'),
                kind: 'accent',
                disabled: this.attempt.busy,
                press: () => void this.saveRole(admin.id, role),
              })}
            </div>`
      }
    </div>`;
  }

  private open(all: readonly SessionView[], admin: AdminView): TemplateResult {
    const sessions = all.filter(({ name }) => name === admin.name);
    const { busy } = this.attempt;
    if (sessions.length === 0) return html`<p class="hint">${say('admin-sessions-none')}</p>`;
    return html`${sessionList({
      sessions,
      busy,
      now: Date.now(),
      ...(may('security:change') ? { end: ({ id }: SessionView) => void this.end(endSession(id)) } : {}),
    })}
    ${
      may('security:change') && sessions.some(({ own }) => !own)
        ? html`<div>${endAllButton(say('admin-sessions-end-all'), busy, () => void this.end(endSessionsOf(admin.id)))}</div>`
        : nothing
    }`;
  }

  private acts({ state, id, fromDirectory }: AdminView): TemplateResult {
    const ask = (question: Question): void => {
      this.attempt.show(undefined);
      this.asking = question;
    };
    return html`<div class="sheet-acts">
      ${state === 'off' || fromDirectory ? nothing : button({ label: say(state === 'invited' ? 'admin-new-invite' : 'admin-new-link'), press: () => ask('link') })}
      ${
        state === 'off'
          ? button({ label: say('admin-on'), press: () => void this.make(changeAdmin(id, { off: false })) })
          : button({ label: say('admin-off'), press: () => ask('off') })
      }
      ${button({ label: say('admin-remove'), kind: 'danger', press: () => ask('remove') })}
    </div>`;
  }

  private linkQuestion({ id, name, state }: AdminView): TemplateResult {
    const { busy, problem } = this.attempt;
    const no = (): void => {
      this.asking = undefined;
    };
    const submit = (event: SubmitEvent): void => {
      event.preventDefault();
      const ticked = this.querySelector<HTMLInputElement>('[name=factors]')?.checked === true;
      void this.offerLink(id, ticked);
    };
    const body = html`<form class="form" id="admin-link" @submit=${submit}>
      <p>${state === 'invited' ? say('admin-invite-lead') : say('admin-new-link-cost', { name })}</p>
      ${
        state === 'invited'
          ? nothing
          : checkField({
              name: 'factors',
              label: say('admin-new-link-factors'),
              hint: say('admin-new-link-factors-hint'),
            })
      }
      ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
    </form>`;
    return html`<platen-dialog
      heading=${say(state === 'invited' ? 'admin-new-invite' : 'admin-new-link-title')}
      .body=${body}
      .actions=${html`${button({ label: say('cancel'), press: no, first: true })}
        <button type="submit" form="admin-link" class="button accent" ?disabled=${busy}>${say('admin-new-link-do')}</button>`}
      @dismiss=${no}
    ></platen-dialog>`;
  }

  private question(admin: AdminView): TemplateResult | typeof nothing {
    const { asking, attempt } = this;
    if (asking === undefined) return nothing;
    if (asking === 'link') return this.linkQuestion(admin);
    const { id, name } = admin;
    return confirm({
      heading: say(`admin-${asking}-title`, { name }),
      cost: say(`admin-${asking}-cost`, { name }),
      act: say(`admin-${asking}-do`),
      danger: true,
      busy: attempt.busy,
      problem: attempt.problem,
      yes: () => void (asking === 'off' ? this.make(changeAdmin(id, { off: true })) : this.takeAway(id)),
      no: () => (this.asking = undefined),
    });
  }

  protected override render(): TemplateResult {
    const { admin, link } = this;
    if (admin === undefined) return html``;
    const { problem } = this.attempt;
    const change = may('security:change');
    const body = html`${this.notes(admin)} ${this.facts(admin)}
      ${problem === undefined || this.asking !== undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${change && !admin.fromDirectory ? this.roles(admin) : html`<p>${say(`role-${admin.role}-hint`)}</p>`}
      ${admin.fromDirectory ? notice({ tone: 'quiet', text: say('admin-from-directory') }) : nothing}
      <section>
        <h3>${say('admin-sessions')}</h3>
        ${whenLoaded(this.sessions, ({ sessions }) => this.open(sessions, admin), 2)}
      </section>
      ${change ? this.acts(admin) : nothing}`;
    return html`<admin-sheet
        .heading=${admin.own ? say('admin-you', { name: admin.name }) : admin.name}
        .lead=${say(`role-${admin.role}`)}
        .key=${admin.id}
        .body=${body}
        @dismiss=${() => (location.hash = '#security')}
      ></admin-sheet>
      ${this.question(admin)}
      ${
        link === undefined
          ? nothing
          : html`<platen-dialog
              heading=${say('admin-link-title')}
              .body=${adminLink(link)}
              .actions=${button({ label: say('done'), kind: 'accent', first: true, press: () => (this.link = undefined) })}
            ></platen-dialog>`
      }`;
  }
}
