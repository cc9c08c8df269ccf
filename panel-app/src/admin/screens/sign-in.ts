// The console's door: signing in with name and password, and on the first start making the first administrator with the one-time link.
import type { AdminMe } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { EYE, EYE_OFF, SHIELD } from '../../components/icons.ts';
import { signInPage } from '../../components/sign-in-page.ts';
import { setUp, signIn } from '../../data/admin.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import { say } from '../speech.ts';

/** Fires `signed-in` with the AdminMe. */
@customElement('admin-sign-in')
export class AdminSignIn extends LitElement {
  /** The token of the one-time link: there is no administrator yet. */
  @property() setupToken: string | undefined;
  /** The session ended while somebody was at work. */
  @property({ type: Boolean }) again = false;

  @state() private shown = false;
  /** The one-time link was used already. */
  @state() private used = false;
  private readonly attempt = signInAttempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const { setupToken } = this;
    const name = formText(form, 'name');
    // A password is taken as it was typed, spaces included.
    const typed = new FormData(form).get('password');
    const password = typeof typed === 'string' ? typed : '';
    const answer = await this.attempt.make(() =>
      setupToken === undefined ? signIn(name, password) : setUp(setupToken, name, password),
    );
    if (answer === undefined) return;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<AdminMe>('signed-in', { detail: answer.value, bubbles: true }));
      return;
    }
    this.used = setupToken !== undefined && answer.why === 'refused' && answer.error.code === 'setup-done';
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('[name=password]')?.select();
  }

  private fields(first: boolean): TemplateResult {
    return html`<label class="text-field">
        <span>${say('your-name')}</span>
        <input name="name" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" />
      </label>
      <div class="text-field">
        <label for="password">${say('password')}</label>
        <span class="password">
          <input
            id="password"
            name="password"
            type=${this.shown ? 'text' : 'password'}
            required
            maxlength="1000"
            autocomplete=${first ? 'new-password' : 'current-password'}
            aria-describedby=${first ? 'password-hint' : nothing}
          />
          ${button({
            label: say(this.shown ? 'password-hide' : 'password-show'),
            icon: this.shown ? EYE_OFF : EYE,
            iconOnly: true,
            kind: 'quiet',
            press: () => (this.shown = !this.shown),
          })}
        </span>
      </div>
      ${first ? html`<p class="hint" id="password-hint">${say('password-hint')}</p>` : nothing}`;
  }

  protected override render(): TemplateResult {
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
      attempt: { busy, wait, problem: used ? say('setup-void') : problem },
      foot: first ? undefined : say('first-time'),
      submit: (form) => void this.send(form),
    });
  }
}
