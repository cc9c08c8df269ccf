// The own password: when it was changed, and a form for a new one. Fires `changed`.
import type { AdminAccount } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { changePassword } from '../../data/admin-security.ts';
import { dayWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { passwordField, typedPassword } from './password-field.ts';

@customElement('admin-account-password')
export class AdminAccountPassword extends LitElement {
  @property({ attribute: false }) account: AdminAccount | undefined;
  @state() private changing = false;
  @state() private done = false;
  @state() private shown = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private begin = async (): Promise<void> => {
    this.done = false;
    this.changing = true;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.send(typedPassword(event.target));
  };

  private async send(password: string): Promise<void> {
    const answer = await this.attempt.make(changePassword(password));
    if (!answer.ok) return;
    this.changing = false;
    this.done = true;
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private form(): TemplateResult {
    return html`<form class="form narrow" @submit=${this.onSubmit}>
      ${passwordField({
        label: say('account-password-new'),
        shown: this.shown,
        toggle: () => (this.shown = !this.shown),
        autocomplete: 'new-password',
        hint: say('password-hint'),
      })}
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>${say('account-password-do')}</button>
        ${button({ label: say('cancel'), press: () => (this.changing = false) })}
      </div>
    </form>`;
  }

  protected override render(): TemplateResult {
    const { account } = this;
    const words =
      account?.fromDirectory === true
        ? say('account-password-directory')
        : account?.hasPassword !== true
          ? say('account-password-none')
          : account.passwordSetAt === undefined
            ? ''
            : say('account-password-set', { when: dayWords(account.passwordSetAt) });
    return html`<section class="account-part">
      <h2>${say('account-password')}</h2>
      ${words === '' ? nothing : html`<p class="hint">${words}</p>`}
      ${this.done ? notice({ tone: 'ok', text: say('account-password-done'), announce: 'status' }) : nothing}
      ${account?.fromDirectory === true ? nothing : this.changing ? this.form() : html`<div>${button({ label: say('account-password-do'), press: () => void this.begin() })}</div>`}
    </section>`;
  }
}
