// Trying a mail account: asks the server here to connect and sign in, and says what came of it. A certificate that is not trusted is shown to be
// compared; fires `trust` with its fingerprint.
import type { MailTest, MailTested } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { REFRESH_CW, SHIELD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { testMail } from '../../data/admin-mail.ts';
import { attempt } from '../../state/attempt.ts';
import type { MailUse } from '../mail-presets.ts';
import { fingerprintWords, testedHalf } from '../mail-words.ts';
import { say } from '../speech.ts';
import { mailSteps } from './mail-steps.ts';
import { textField } from './text-field.ts';

@customElement('admin-mail-try')
export class AdminMailTry extends LitElement {
  @property() use: MailUse = 'receive';
  /** What is to be tried; undefined while the form is not complete (it says so itself). */
  @property({ attribute: false }) ask: (() => MailTest | undefined) | undefined;

  @state() private tested: MailTested | undefined;
  @state() private trusted = false;
  private readonly attempt = attempt(this);
  private asking: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  /** What was said is about what the form held then. */
  forget(): void {
    this.asking?.abort();
    this.tested = undefined;
    this.trusted = false;
    this.attempt.show(undefined);
  }

  private async try(): Promise<void> {
    const ask = this.ask?.();
    if (ask === undefined) return;
    this.forget();
    this.asking = new AbortController();
    const form = this.closest('form');
    const sendTo = this.use === 'send' && form !== null ? formText(form, 'sendTo') : '';
    const answer = await this.attempt.make(
      testMail({ ...ask, ...(sendTo === '' ? {} : { sendTo }) }, this.asking.signal),
    );
    if (!answer.ok) return;
    this.tested = answer.value;
    this.dispatchEvent(new CustomEvent('tried', { bubbles: true }));
  }

  private trust(fingerprint: string): void {
    this.trusted = true;
    this.dispatchEvent(new CustomEvent<string>('trust', { detail: fingerprint, bubbles: true }));
  }

  private said(tested: MailTested): TemplateResult | typeof nothing {
    const half = testedHalf(tested);
    if (half === undefined) return nothing;
    const { fingerprint } = tested;
    if (this.trusted) return notice({ tone: 'quiet', text: say('mail-pinned'), announce: 'status' });
    return html`${this.verdict(half, fingerprint)} ${mailSteps(tested.steps ?? [])}`;
  }

  private verdict(half: NonNullable<MailTested['send']>, fingerprint: string | undefined): TemplateResult {
    return notice({
      tone: half.ok ? 'ok' : 'bad',
      announce: half.ok ? 'status' : 'alert',
      text: html`<p><b>${half.sentence}</b></p>
        ${half.detail === undefined ? nothing : html`<p class="hint mail-said">${half.detail}</p>`}
        ${
          fingerprint === undefined
            ? nothing
            : html`<p class="mail-compare">${say('mail-compare')}</p>
                <p class="pin">${fingerprintWords(fingerprint)}</p>
                ${button({ label: say('mail-trust'), icon: SHIELD, press: () => this.trust(fingerprint) })}`
        }`,
    });
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<div class="mail-try">
        ${
          this.use === 'send'
            ? textField({
                name: 'sendTo',
                label: say('mail-send-to'),
                hint: say('optional'),
                type: 'email',
                maxlength: 254,
              })
            : nothing
        }
        ${button({
          label: say(busy ? 'mail-testing' : 'mail-test'),
          icon: REFRESH_CW,
          disabled: busy,
          press: () => void this.try(),
        })}
        ${this.use === 'receive' ? html`<p class="hint">${say('mail-test-hint')}</p>` : nothing}
      </div>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${this.tested === undefined ? nothing : this.said(this.tested)}`;
  }
}
