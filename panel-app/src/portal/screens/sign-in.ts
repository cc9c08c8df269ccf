// Signing in to the portal with email address and confirmation code. A refusal is shown in place, a wait is counted down.
import type { PortalMe } from '@platen/shared/api/portal';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import { PRINTER } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { signIn } from '../../data/portal.ts';
import { refusalSentence } from '../refusal.ts';
import { say } from '../speech.ts';

/** Fires `signed-in` with the PortalMe. */
@customElement('portal-sign-in')
export class PortalSignIn extends LitElement {
  /** The session ended while somebody was at work. */
  @property({ type: Boolean }) again = false;

  @state() private busy = false;
  @state() private problem: string | undefined;
  /** Seconds until the server listens again. */
  @state() private wait = 0;

  private ticking: ReturnType<typeof setInterval> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  private countDown(seconds: number): void {
    clearInterval(this.ticking);
    this.wait = seconds;
    this.ticking = setInterval(() => {
      this.wait--;
      if (this.wait > 0) return;
      clearInterval(this.ticking);
      this.problem = undefined;
    }, 1000);
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy || this.wait > 0 || !(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    void this.send(text('email'), text('code'));
  };

  private async send(email: string, code: string): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    const answer = await signIn(email, code);
    this.busy = false;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<PortalMe>('signed-in', { detail: answer.value, bubbles: true }));
      return;
    }
    this.problem = refusalSentence(answer);
    const seconds = answer.why === 'refused' ? Number(answer.error.values['seconds'] ?? 0) : 0;
    if (seconds > 0) this.countDown(Math.ceil(seconds));
    await this.updateComplete;
    const field = this.querySelector<HTMLInputElement>('[name=code]');
    field?.focus();
    field?.select();
  }

  protected override render(): TemplateResult {
    const waiting = this.wait > 0;
    const label = waiting
      ? say('wait-seconds', { count: this.wait })
      : say(this.busy ? 'signing-in' : 'sign-in');
    return html`<main class="sign-in">
      <span class="sign-in-mark">${icon(PRINTER)}</span>
      <h1>${say('sign-in-title')}</h1>
      <p class="sign-in-lead">${say('sign-in-lead')}</p>
      ${this.again ? notice({ tone: 'quiet', text: say('session-over'), announce: 'status' }) : nothing}
      <form @submit=${this.onSubmit}>
        <label class="text-field">
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
        ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: this.problem, announce: 'alert' })}
        <button type="submit" class="button accent" ?disabled=${this.busy || waiting}>${label}</button>
      </form>
    </main>`;
  }
}

export const signInStyles = /* css */ `
portal-sign-in{display:flex;flex:1}
.sign-in-mark{display:flex;align-items:center;justify-content:center;width:56px;height:56px;border-radius:var(--radius-card);background:var(--accent);color:var(--accent-ink);font-size:24px}
.sign-in{display:grid;gap:16px;width:100%;max-width:400px;margin:auto;padding:24px 16px 48px}
.sign-in h1{font-size:var(--text-4);letter-spacing:-.01em}
.sign-in-lead{color:var(--ink-2)}
.sign-in form{display:grid;gap:16px;margin-top:8px}
.sign-in form .hint{margin-top:-8px}
.sign-in .button{width:100%;min-height:52px}
.code-input{font-size:var(--text-3)!important;font-weight:600;letter-spacing:.1em}
`;
