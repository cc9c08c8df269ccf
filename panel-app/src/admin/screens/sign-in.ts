// The console's door: name and password, a passkey, or single sign-on; a second step where there is one. By a one-time link it makes the
// first administrator, or lets somebody choose a password.
import type { AdminMe } from '@platen/shared/api/admin';
import type { SecondStep, SignInWays } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { EXTERNAL_LINK, KEY_ROUND, SHIELD } from '../../components/icons.ts';
import { signInPage } from '../../components/sign-in-page.ts';
import {
  beginOpenId,
  type Entered,
  isSecondStep,
  passkeyOptions,
  readWays,
  setUp,
  signIn,
  signInByPasskey,
} from '../../data/admin-security.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import '../parts/join.ts';
import { passwordField, typedPassword } from '../parts/password-field.ts';
import '../parts/second-step.ts';
import { say } from '../speech.ts';
import { usePasskey } from '../use-passkey.ts';

/** Fires `signed-in` with the AdminMe, and `left` when a link is not to be used. */
@customElement('admin-sign-in')
export class AdminSignIn extends LitElement {
  /** The token of the one-time link: there is no administrator yet. */
  @property() setupToken: string | undefined;
  /** The token of a link to choose a password by. */
  @property() joinToken: string | undefined;
  /** The session ended while somebody was at work. */
  @property({ type: Boolean }) again = false;
  /** A test puts its own here. */
  @property({ attribute: false }) leave = (url: string): void => location.assign(url);

  @state() private shown = false;
  /** The one-time link was used already. */
  @state() private used = false;
  @state() private ways: SignInWays | undefined;
  @state() private second: SecondStep | undefined;
  /** What went wrong besides the form's own attempt. */
  @state() private trouble: string | undefined;
  private readonly attempt = signInAttempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without an answer there is name and password, which always works.
    void readWays().then((answer) => {
      if (answer.ok) this.ways = answer.value;
    });
  }

  private entered = ({ detail }: CustomEvent<Entered>): void => this.enter(detail);

  private enter(entered: Entered): void {
    if (isSecondStep(entered)) {
      this.second = entered;
      this.joinToken = undefined;
      return;
    }
    this.dispatchEvent(new CustomEvent<AdminMe>('signed-in', { detail: entered, bubbles: true }));
  }

  private over = ({ detail }: CustomEvent<string>): void => {
    this.second = undefined;
    this.trouble = detail === '' ? undefined : detail;
  };

  private async send(form: HTMLFormElement): Promise<void> {
    const { setupToken } = this;
    this.trouble = undefined;
    const name = formText(form, 'name');
    const password = typedPassword(form);
    const answer = await this.attempt.make(() =>
      setupToken === undefined ? signIn(name, password) : setUp(setupToken, name, password),
    );
    if (answer === undefined) return;
    if (answer.ok) {
      this.enter(answer.value);
      return;
    }
    this.used = setupToken !== undefined && answer.why === 'refused' && answer.error.code === 'setup-done';
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('[name=password]')?.select();
  }

  private async byPasskey(): Promise<void> {
    this.trouble = undefined;
    const used = await usePasskey(passkeyOptions());
    if (used.kind !== 'answer') {
      this.trouble = used.kind === 'canceled' ? say('passkey-canceled') : refusalSentence(used.result);
      return;
    }
    const answer: ApiResult<Entered> | undefined = await this.attempt.make(() =>
      signInByPasskey(used.answer),
    );
    if (answer?.ok === true) this.enter(answer.value);
  }

  private async byOpenId(): Promise<void> {
    this.trouble = undefined;
    const answer = await this.attempt.make(() => beginOpenId());
    if (answer?.ok === true) this.leave(answer.value.url);
  }

  private fields(first: boolean): TemplateResult {
    return html`<label class="text-field">
        <span>${say('your-name')}</span>
        <input name="name" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" />
      </label>
      ${passwordField({
        label: say('password'),
        shown: this.shown,
        toggle: () => (this.shown = !this.shown),
        autocomplete: first ? 'new-password' : 'current-password',
        hint: first ? say('password-hint') : undefined,
      })}`;
  }

  private otherWays(): TemplateResult | undefined {
    const { passkey = false, openId } = this.ways ?? {};
    if (!passkey && openId === undefined) return undefined;
    return html`<p class="or"><span>${say('or')}</span></p>
      <div class="other-ways">
        ${
          passkey
            ? button({
                label: say('passkey-sign-in'),
                icon: KEY_ROUND,
                disabled: this.attempt.busy,
                press: () => void this.byPasskey(),
              })
            : nothing
        }
        ${
          openId === undefined
            ? nothing
            : button({
                label: openId === '' ? say('openid-sign-in-plain') : say('openid-sign-in', { name: openId }),
                icon: EXTERNAL_LINK,
                disabled: this.attempt.busy,
                press: () => void this.byOpenId(),
              })
        }
      </div>`;
  }

  protected override render(): TemplateResult {
    const { second, joinToken } = this;
    if (second !== undefined) {
      return html`<admin-second-step .step=${second} @entered=${this.entered} @over=${this.over}></admin-second-step>`;
    }
    if (joinToken !== undefined) {
      return html`<admin-join
        .token=${joinToken}
        @entered=${this.entered}
        @leave=${() => (this.joinToken = undefined)}
      ></admin-join>`;
    }
    const first = this.setupToken !== undefined;
    const { busy, wait, problem } = this.attempt;
    const used = this.used && problem !== undefined;
    return signInPage({
      mark: SHIELD,
      title: say(first ? 'setup-title' : 'sign-in-title'),
      lead: say(first ? 'setup-lead' : 'sign-in-lead'),
      over: this.again ? say('session-over') : undefined,
      fields: this.fields(first),
      act: say(first ? 'setup-do' : 'sign-in'),
      acting: say('signing-in'),
      attempt: { busy, wait, problem: used ? say('setup-void') : (problem ?? this.trouble) },
      after: first ? undefined : this.otherWays(),
      foot: first ? undefined : say('first-time'),
      submit: (form) => void this.send(form),
    });
  }
}
