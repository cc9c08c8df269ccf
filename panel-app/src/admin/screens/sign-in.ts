// The console's door: signing in with name and password, and on the first start making the first administrator with the one-time link.
import type { AdminMe } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { EYE, EYE_OFF, SHIELD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { setUp, signIn } from '../../data/admin.ts';
import { refusalSentence } from '../refusal.ts';
import { say } from '../speech.ts';

/** Fires `signed-in` with the AdminMe. */
@customElement('admin-sign-in')
export class AdminSignIn extends LitElement {
  /** The token of the one-time link: there is no administrator yet. */
  @property() setupToken: string | undefined;
  /** The session ended while somebody was at work. */
  @property({ type: Boolean }) again = false;

  @state() private busy = false;
  @state() private problem: string | undefined;
  @state() private shown = false;
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
    // A password is taken as it was typed, spaces included.
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    void this.send(text('name').trim(), text('password'));
  };

  private async send(name: string, password: string): Promise<void> {
    const { setupToken } = this;
    this.busy = true;
    this.problem = undefined;
    const answer = await (setupToken === undefined
      ? signIn(name, password)
      : setUp(setupToken, name, password));
    this.busy = false;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<AdminMe>('signed-in', { detail: answer.value, bubbles: true }));
      return;
    }
    const used = setupToken !== undefined && answer.why === 'refused' && answer.error.code === 'setup-done';
    this.problem = used ? say('setup-void') : refusalSentence(answer);
    const seconds = answer.why === 'refused' ? Number(answer.error.values['seconds'] ?? 0) : 0;
    if (seconds > 0) this.countDown(Math.ceil(seconds));
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('[name=password]')?.select();
  }

  protected override render(): TemplateResult {
    const first = this.setupToken !== undefined;
    const waiting = this.wait > 0;
    const act = first ? say('setup-do') : say('sign-in');
    const label = waiting ? say('wait-seconds', { count: this.wait }) : this.busy ? say('signing-in') : act;
    return html`<main class="sign-in">
      <span class="sign-in-mark">${icon(SHIELD)}</span>
      <h1>${say(first ? 'setup-title' : 'sign-in-title')}</h1>
      <p class="sign-in-lead">${say(first ? 'setup-lead' : 'sign-in-lead')}</p>
      ${this.again ? notice({ tone: 'quiet', text: say('session-over'), announce: 'status' }) : nothing}
      <form @submit=${this.onSubmit}>
        <label class="text-field">
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
        ${first ? html`<p class="hint" id="password-hint">${say('password-hint')}</p>` : nothing}
        ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: this.problem, announce: 'alert' })}
        <button type="submit" class="button accent" ?disabled=${this.busy || waiting}>${label}</button>
      </form>
      ${first ? nothing : html`<p class="hint">${say('first-time')}</p>`}
    </main>`;
  }
}
