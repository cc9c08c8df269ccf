// The dialog that invites an administrator and then shows the link. Fires `added`, and `dismiss` to be taken away.
import type { AdminLink } from '@platen/shared/api/admin-security';
import type { AdminRole } from '@platen/shared/scopes';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { inviteAdmin } from '../../data/admin-security.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { adminLink } from './admin-link.ts';
import { roleField } from './role-field.ts';
import { textField } from './text-field.ts';

@customElement('admin-invite')
export class AdminInvite extends LitElement {
  @state() private made: AdminLink | undefined;
  /** The one that can do least harm and most work. */
  @state() private chosen: AdminRole = 'operator';
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) {
      void this.invite(formText(event.target, 'name'), formText(event.target, 'email'));
    }
  };

  private async invite(name: string, email: string): Promise<void> {
    const answer = await this.attempt.make(inviteAdmin(name, this.chosen, email));
    if (!answer.ok) return;
    this.made = answer.value;
    this.dispatchEvent(new CustomEvent('added'));
  }

  private form(): TemplateResult {
    return html`<form class="form" id="admin-invite" @submit=${this.onSubmit}>
      <p class="hint">${say('admin-invite-lead')}</p>
      ${textField({ name: 'name', label: say('admin-name'), hint: say('admin-name-hint'), required: true, maxlength: 100, first: true })}
      ${textField({ name: 'email', label: say('admin-email'), hint: say('optional'), type: 'email', maxlength: 254 })}
      ${roleField(this.chosen, (role) => (this.chosen = role))}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
  }

  protected override render(): TemplateResult {
    const { made } = this;
    return html`<platen-dialog
      heading=${say(made === undefined ? 'admin-invite' : 'admin-link-title')}
      .body=${made === undefined ? this.form() : adminLink(made)}
      .actions=${
        made === undefined
          ? html`${button({ label: say('cancel'), press: this.dismiss })}
              <button type="submit" form="admin-invite" class="button accent" ?disabled=${this.attempt.busy}>
                ${say('admin-invite-do')}
              </button>`
          : html`${button({ label: say('done'), press: this.dismiss, kind: 'accent', first: true })}`
      }
      @dismiss=${made === undefined ? this.dismiss : undefined}
    ></platen-dialog>`;
  }
}
