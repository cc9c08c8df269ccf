// Signing in to the portal with email address and confirmation code. A refusal is shown in place, a wait is counted down.
import type { PortalMe } from '@platen/shared/api/portal';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import { PRINTER } from '../../components/icons.ts';
import { signInPage } from '../../components/sign-in-page.ts';
import { signIn } from '../../data/portal.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import { codeByMailStyles } from '../parts/code-by-mail.ts';
import { say } from '../speech.ts';

/** Fires `signed-in` with the PortalMe. */
@customElement('portal-sign-in')
export class PortalSignIn extends LitElement {
  /** The session ended while somebody was at work. */
  @property({ type: Boolean }) again = false;

  private readonly attempt = signInAttempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const answer = await this.attempt.make(() => signIn(formText(form, 'email'), formText(form, 'code')));
    if (answer === undefined) return;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<PortalMe>('signed-in', { detail: answer.value, bubbles: true }));
      return;
    }
    await this.updateComplete;
    const field = this.querySelector<HTMLInputElement>('[name=code]');
    field?.focus();
    field?.select();
  }

  protected override render(): TemplateResult {
    return signInPage({
      mark: PRINTER,
      title: say('sign-in-title'),
      lead: say('sign-in-lead'),
      over: this.again ? say('session-over') : undefined,
      fields: html`<label class="text-field">
          <span>${say('email')}</span>
          <input name="email" type="email" required autocomplete="username" autocapitalize="none" spellcheck="false" />
        </label>
        <label class="text-field">
          <span>${say('code')}</span>
          <input
            name="code"
            class="code-input"
            inputmode="numeric"
            required
            autocomplete="current-password"
            spellcheck="false"
            maxlength="64"
            aria-describedby="code-where"
          />
        </label>
        <p class="hint" id="code-where">${say('code-where')}</p>
        <portal-code-by-mail></portal-code-by-mail>`,
      act: say('sign-in'),
      acting: say('signing-in'),
      attempt: this.attempt,
      submit: (form) => void this.send(form),
    });
  }
}

export const signInStyles = /* css */ `
portal-sign-in{display:flex;flex:1}
.code-input{font-size:var(--text-3)!important;font-weight:600;letter-spacing:.1em}
${codeByMailStyles}`;
