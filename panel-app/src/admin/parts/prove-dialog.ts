// Asks whoever sits there to prove who they are, for what must not happen at an unattended screen. Fires `done` with whether they did.
import type { ProveWays } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { KEY_ROUND } from '../../components/icons.ts';
import { skeleton } from '../../components/skeleton.ts';
import { type Proof, prove, provePasskeyOptions, readProveWays } from '../../data/admin-security.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import { say } from '../speech.ts';
import { usePasskey } from '../use-passkey.ts';
import { passwordField, typedPassword } from './password-field.ts';

@customElement('admin-prove')
export class AdminProve extends LitElement {
  @state() private ways: ProveWays | undefined;
  @state() private shown = false;
  @state() private trouble: string | undefined;
  private readonly attempt = signInAttempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  private async look(): Promise<void> {
    const answer = await readProveWays();
    if (answer.ok) this.ways = answer.value;
    else this.trouble = refusalSentence(answer);
    await this.updateComplete;
    this.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  private finish(proved: boolean): void {
    this.dispatchEvent(new CustomEvent<boolean>('done', { detail: proved }));
  }

  private async send(proof: Proof): Promise<void> {
    this.trouble = undefined;
    const answer = await this.attempt.make(() => prove(proof));
    if (answer === undefined) return;
    // Signed out meanwhile: the call that asked for this says so by itself.
    if (answer.ok || (answer.why === 'refused' && answer.status === 401)) this.finish(true);
    else this.querySelector('input')?.select();
  }

  private async usePasskey(): Promise<void> {
    this.trouble = undefined;
    const used = await usePasskey(provePasskeyOptions());
    if (used.kind === 'answer') await this.send({ passkey: used.answer });
    else this.trouble = used.kind === 'canceled' ? say('prove-canceled') : refusalSentence(used.result);
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    void this.send(
      this.ways?.password === true ? { password: typedPassword(form) } : { code: formText(form, 'code') },
    );
  };

  private form({ password, code, passkey }: ProveWays): TemplateResult {
    if (!password && !code && !passkey) return html`<p>${say('prove-none')}</p>`;
    return html`<form class="form" id="prove" @submit=${this.onSubmit}>
        ${
          password
            ? passwordField({
                label: say('password'),
                shown: this.shown,
                toggle: () => (this.shown = !this.shown),
                autocomplete: 'current-password',
                first: true,
              })
            : code
              ? html`<label class="text-field">
                  <span>${say('second-code')}</span>
                  <input class="one-time" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="7" data-first />
                </label>`
              : nothing
        }
      </form>
      ${
        passkey
          ? button({
              label: say('passkey-do'),
              icon: KEY_ROUND,
              disabled: this.attempt.busy,
              first: !password && !code,
              press: () => void this.usePasskey(),
            })
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    const { ways, attempt } = this;
    const problem = attempt.problem ?? this.trouble;
    const typed = ways !== undefined && (ways.password || ways.code);
    const label = attempt.wait > 0 ? say('wait-seconds', { count: attempt.wait }) : say('prove-do');
    const body = html`<div class="form">
      <p class="hint">${say('prove-lead')}</p>
      ${ways === undefined ? (problem === undefined ? skeleton(2, say('loading')) : nothing) : this.form(ways)}
      ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
    </div>`;
    const cancel = (): void => this.finish(false);
    return html`<platen-dialog
      heading=${say('prove-title')}
      .body=${body}
      .actions=${html`${button({ label: say('cancel'), press: cancel })}
        ${
          typed
            ? html`<button type="submit" form="prove" class="button accent" ?disabled=${attempt.busy || attempt.wait > 0}>${label}</button>`
            : nothing
        }`}
      @dismiss=${cancel}
    ></platen-dialog>`;
  }
}
