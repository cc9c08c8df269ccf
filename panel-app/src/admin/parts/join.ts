// Choosing a password by a one-time link: an invitation, or a password that was forgotten. Fires `entered` with what the server answered.
import type { JoinFacts } from '@platen/shared/api/admin-security';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { KEY_ROUND, SHIELD } from '../../components/icons.ts';
import { signInPage } from '../../components/sign-in-page.ts';
import { skeleton } from '../../components/skeleton.ts';
import { type Entered, join, lookAtLink } from '../../data/admin-security.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import { say } from '../speech.ts';
import { passwordField, typedPassword } from './password-field.ts';

@customElement('admin-join')
export class AdminJoin extends LitElement {
  @property() token = '';
  @state() private facts: JoinFacts | undefined;
  @state() private shown = false;
  /** Why the link cannot be used. */
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
    const answer = await lookAtLink(this.token);
    if (answer.ok) this.facts = answer.value;
    else {
      const void_ = answer.why === 'refused' && answer.error.code === 'link-void';
      this.trouble = void_ ? say('join-void') : refusalSentence(answer);
    }
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const answer = await this.attempt.make(() => join(this.token, typedPassword(form)));
    if (answer?.ok === true) {
      this.dispatchEvent(new CustomEvent<Entered>('entered', { detail: answer.value }));
    }
  }

  private leave = (): void => {
    this.dispatchEvent(new CustomEvent('leave'));
  };

  protected override render(): TemplateResult {
    const { facts, trouble } = this;
    if (trouble !== undefined) {
      return signInPage({
        mark: SHIELD,
        title: say('join-void-title'),
        lead: trouble,
        fields: html``,
        act: say('join-to-sign-in'),
        acting: say('join-to-sign-in'),
        attempt: { busy: false, wait: 0, problem: undefined },
        submit: this.leave,
      });
    }
    if (facts === undefined) return html`<main class="screen start">${skeleton(3, say('loading'))}</main>`;
    const { name, role, isNew } = facts;
    return signInPage({
      mark: KEY_ROUND,
      title: say('join-title', { name }),
      lead: isNew
        ? say('join-lead-new', { role: say(`role-${role}`).toLowerCase() })
        : say('join-lead-reset'),
      fields: html`<input type="text" name="username" autocomplete="username" .value=${name} hidden />
        ${passwordField({
          label: say('join-password'),
          shown: this.shown,
          toggle: () => (this.shown = !this.shown),
          autocomplete: 'new-password',
          hint: say('password-hint'),
        })}`,
      act: say('join-do'),
      acting: say('signing-in'),
      attempt: this.attempt,
      submit: (form) => void this.send(form),
    });
  }
}
