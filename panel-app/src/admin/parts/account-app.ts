// The authenticator app of the own account, and the recovery codes: setting up with a QR code, removing, new codes. Fires `changed`.
import type { AdminAccount, TotpEnrolment } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from '../../data/admin-security.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import './recovery-codes.ts';

/** Below this many it is time for new ones. */
const FEW_CODES = 3;

@customElement('admin-account-app')
export class AdminAccountApp extends LitElement {
  @property({ attribute: false }) account: AdminAccount | undefined;
  @state() private enrolment: TotpEnrolment | undefined;
  @state() private asking: 'remove' | 'renew' | undefined;
  @state() private codes: readonly string[] | undefined;
  @state() private done = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed(): void {
    this.asking = undefined;
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private async begin(): Promise<void> {
    this.done = false;
    const answer = await this.attempt.make(beginTotp());
    if (!answer.ok) return;
    this.enrolment = answer.value;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.turnOn(formText(event.target, 'code'));
  };

  private async turnOn(code: string): Promise<void> {
    const answer = await this.attempt.make(confirmTotp(this.enrolment?.enrolment ?? '', code));
    if (!answer.ok) {
      if (answer.why === 'refused' && answer.error.code === 'enrolment-void') this.enrolment = undefined;
      this.querySelector('input')?.select();
      return;
    }
    this.enrolment = undefined;
    this.done = true;
    this.codes = answer.value.recoveryCodes;
    this.changed();
  }

  private async takeAway(): Promise<void> {
    const answer = await this.attempt.make(removeTotp());
    if (answer.ok) this.changed();
  }

  private async renew(): Promise<void> {
    const answer = await this.attempt.make(renewRecoveryCodes());
    if (!answer.ok) return;
    this.codes = answer.value.recoveryCodes;
    this.changed();
  }

  private form({ svg, secret }: TotpEnrolment): TemplateResult {
    // The picture comes from our own server, but as a picture it can do nothing at all.
    const source = `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
    return html`<form class="form narrow" @submit=${this.onSubmit}>
      <p>${say('account-app-scan')}</p>
      <img class="enrol-qr" src=${source} alt=${say('account-app-qr')} width="200" height="200" />
      <div>
        <p class="hint">${say('account-app-key')}</p>
        <p class="address">${secret}</p>
      </div>
      <label class="text-field">
        <span>${say('account-app-code')}</span>
        <input class="one-time" name="code" required inputmode="numeric" pattern="[0-9 ]*" maxlength="7" autocomplete="one-time-code" />
      </label>
      ${this.problem()}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>${say('account-app-confirm')}</button>
        ${button({
          label: say('cancel'),
          press: () => {
            this.enrolment = undefined;
            this.attempt.show(undefined);
          },
        })}
      </div>
    </form>`;
  }

  private problem(): TemplateResult | typeof nothing {
    const { problem } = this.attempt;
    return problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' });
  }

  private question(): TemplateResult | typeof nothing {
    const { asking, attempt } = this;
    if (asking === undefined) return nothing;
    const remove = asking === 'remove';
    return confirm({
      heading: say(remove ? 'account-app-remove-title' : 'account-recovery-new-title'),
      cost: say(remove ? 'account-app-remove-cost' : 'account-recovery-new-cost'),
      act: say(remove ? 'account-app-remove' : 'account-recovery-new'),
      danger: remove,
      busy: attempt.busy,
      problem: attempt.problem,
      yes: () => void (remove ? this.takeAway() : this.renew()),
      no: () => (this.asking = undefined),
    });
  }

  private recovery({ recoveryCodesLeft: count }: AdminAccount): TemplateResult {
    const few = count < FEW_CODES;
    const words = `${say('account-recovery-left', { count })} ${few ? say('account-recovery-few') : ''}`;
    return html`<section class="account-part">
      <h2>${say('account-recovery')}</h2>
      <p class="hint">${say('account-recovery-lead')}</p>
      ${few ? notice({ tone: 'warn', text: words }) : html`<p>${words}</p>`}
      <div>${button({ label: say('account-recovery-new'), press: () => (this.asking = 'renew') })}</div>
    </section>`;
  }

  protected override render(): TemplateResult {
    const { account, enrolment, codes } = this;
    if (account === undefined) return html``;
    const on = account.hasTotp;
    return html`<section class="account-part">
        <h2>${say('account-app')} ${on ? html`<span class="tag tag-ok">${say('account-on')}</span>` : nothing}</h2>
        <p class="hint">${say(on ? 'account-app-on' : 'account-app-off')}</p>
        ${this.done ? notice({ tone: 'ok', text: say('account-app-done'), announce: 'status' }) : nothing}
        ${
          enrolment !== undefined
            ? this.form(enrolment)
            : html`${this.asking === undefined ? this.problem() : nothing}
                <div class="sheet-acts">
                  ${button({
                    label: say(on ? 'account-app-again' : 'account-app-begin'),
                    disabled: this.attempt.busy,
                    press: () => void this.begin(),
                  })}
                  ${on ? button({ label: say('account-app-remove'), kind: 'danger', press: () => (this.asking = 'remove') }) : nothing}
                </div>`
        }
      </section>
      ${on || account.passkeys.length > 0 ? this.recovery(account) : nothing}
      ${this.question()}
      ${codes === undefined ? nothing : html`<admin-recovery-codes .codes=${codes} @kept=${() => (this.codes = undefined)}></admin-recovery-codes>`}`;
  }
}
