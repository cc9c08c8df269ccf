// One mail account in a sheet: how it is, trying it, changing it, switching it off, removing it. Fires `changed` with the account, or null.
import type { AdminMailAccount, MailAccountChange, MailTest } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { TRASH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { changeMailAccount, removeMailAccount } from '../../data/admin-mail.ts';
import { attempt } from '../../state/attempt.ts';
import type { MailUse } from '../mail-presets.ts';
import { kindWords, whenWords } from '../mail-words.ts';
import { say } from '../speech.ts';
import './mail-fields.ts';
import { accountOf } from './mail-form.ts';
import type { AdminMailTry } from './mail-try.ts';
import './mail-try.ts';
import './side-sheet.ts';
import { onOff } from './switch.ts';

const useOf = (account: AdminMailAccount): MailUse => (account.receives ? 'receive' : 'send');

@customElement('admin-mail-account')
export class AdminMailAccountSheet extends LitElement {
  @property({ attribute: false }) account: AdminMailAccount | undefined;

  @state() private dirty = false;
  @state() private elsewhere = false;
  @state() private saved = false;
  @state() private removing = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('account') as AdminMailAccount | undefined;
    if (before === undefined || before.id === this.account?.id) return;
    this.dirty = this.elsewhere = this.saved = this.removing = false;
    this.attempt.show(undefined);
    this.querySelector('form')?.reset();
    this.querySelector<AdminMailTry>('admin-mail-try')?.forget();
  }

  /** The whole form; undefined while it is not complete. */
  private typed(account: AdminMailAccount): MailTest['account'] {
    const form = this.querySelector('form');
    if (form === null || !form.reportValidity()) return undefined;
    return accountOf(form, useOf(account), account.kind);
  }

  private ask = (): MailTest | undefined => {
    const { account } = this;
    if (account === undefined) return undefined;
    if (!this.dirty) return { id: account.id };
    const typed = this.typed(account);
    return typed === undefined ? undefined : { id: account.id, account: typed };
  };

  private onInput = (event: Event): void => {
    const { account } = this;
    const form = event.currentTarget;
    if (account === undefined || !(form instanceof HTMLFormElement)) return;
    if (event.target instanceof HTMLInputElement && event.target.name === 'sendTo') return;
    this.dirty = true;
    this.saved = false;
    const { settings } = accountOf(form, useOf(account), account.kind);
    const had = account.settings;
    const same = (['host', 'user', 'tokenUrl', 'tenant', 'auth'] as const).every(
      (name) => (settings[name] ?? '') === (had[name] ?? ''),
    );
    this.elsewhere = !same || (settings.security === 'none' && had.security !== 'none');
    this.querySelector<AdminMailTry>('admin-mail-try')?.forget();
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { account } = this;
    const typed = account === undefined ? undefined : this.typed(account);
    if (account !== undefined && typed !== undefined) void this.change(account.id, typed);
  };

  private async change(id: string, change: MailAccountChange): Promise<void> {
    const answer = await this.attempt.make(changeMailAccount(id, change));
    if (!answer.ok) return;
    if (change.settings !== undefined) {
      this.dirty = this.elsewhere = false;
      this.saved = true;
      const secret = this.querySelector<HTMLInputElement>('[name=secret]');
      if (secret !== null) secret.value = '';
    }
    this.tell(answer.value);
  }

  private tell(account: AdminMailAccount | null): void {
    this.dispatchEvent(
      new CustomEvent<AdminMailAccount | null>('changed', { detail: account, bubbles: true }),
    );
  }

  private async takeAway(id: string): Promise<void> {
    const answer = await this.attempt.make(removeMailAccount(id));
    if (!answer.ok) return;
    this.tell(null);
    location.hash = '#mail';
  }

  private trust = ({ detail }: CustomEvent<string>): void => {
    const pin = this.querySelector<HTMLInputElement>('[name=tlsPin]');
    if (pin === null) return;
    pin.value = detail;
    this.dirty = true;
  };

  private condition(account: AdminMailAccount): TemplateResult {
    const when = whenWords(account, Date.now());
    return notice({
      tone: account.tone,
      text: html`<b>${account.sentence}</b>${when === undefined ? nothing : html` <span class="hint">${when}</span>`}
        ${account.detail === undefined ? nothing : html`<span class="hint mail-said">${account.detail}</span>`}`,
    });
  }

  private aftermath(): TemplateResult | typeof nothing {
    const { problem } = this.attempt;
    if (problem !== undefined && !this.removing)
      return notice({ tone: 'bad', text: problem, announce: 'alert' });
    if (!this.saved) return nothing;
    return html`<p class="setting-after" role="status"><span class="tone-ok">${toneIcon('ok')}</span>${say('saved')}</p>`;
  }

  private body(account: AdminMailAccount): TemplateResult {
    const { dirty } = this;
    const { busy } = this.attempt;
    const use = useOf(account);
    return html`${this.condition(account)}
      ${onOff({
        label: say(use === 'receive' ? 'mail-on-receive' : 'mail-on-send'),
        hint: say(use === 'receive' ? 'mail-on-receive-hint' : 'mail-on-send-hint'),
        on: account.enabled,
        disabled: busy,
        change: (enabled) => void this.change(account.id, { enabled }),
      })}
      <form class="form" autocomplete="off" @submit=${this.onSubmit} @input=${this.onInput} @trust=${this.trust}>
        <admin-mail-try .use=${use} .ask=${this.ask} @tried=${() => this.dispatchEvent(new CustomEvent('changed'))}></admin-mail-try>
        <admin-mail-fields .use=${use} .kind=${account.kind} .account=${account} .elsewhere=${this.elsewhere}></admin-mail-fields>
        ${this.aftermath()}
        <div class="sheet-acts">
          <button type="submit" class="button ${dirty ? 'accent' : ''}" ?disabled=${!dirty || busy}>
            ${say(busy ? 'saving' : 'save-details')}
          </button>
        </div>
      </form>
      <div class="sheet-acts">
        ${button({ label: say('mail-remove'), icon: TRASH, kind: 'danger', press: () => (this.removing = true) })}
      </div>
      ${
        this.removing
          ? confirm({
              heading: say('mail-remove-title', { name: account.name }),
              cost: say(use === 'receive' ? 'mail-remove-receive-cost' : 'mail-remove-send-cost'),
              act: say('mail-remove-do'),
              danger: true,
              busy,
              problem: this.attempt.problem,
              yes: () => void this.takeAway(account.id),
              no: () => {
                this.removing = false;
                this.attempt.show(undefined);
              },
            })
          : nothing
      }`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { account } = this;
    if (account === undefined) return nothing;
    return html`<admin-sheet
      .heading=${account.name}
      .lead=${[kindWords(account.kind), account.name === account.address ? '' : account.address].filter(Boolean).join(' · ')}
      .key=${account.id}
      .body=${this.body(account)}
      @dismiss=${() => (location.hash = '#mail')}
    ></admin-sheet>`;
  }
}
