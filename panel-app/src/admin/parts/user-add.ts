// The dialog that adds a user and then shows the code once. Fires `added`, and `dismiss` to be taken away.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { addUser, type UserCode } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { textField } from './text-field.ts';
import { userCode } from './user-code.ts';

@customElement('admin-user-add')
export class AdminUserAdd extends LitElement {
  @state() private made: UserCode | undefined;
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
      void this.add(formText(event.target, 'email'), formText(event.target, 'name'));
    }
  };

  private async add(email: string, name: string): Promise<void> {
    const answer = await this.attempt.make(addUser(email, name));
    if (!answer.ok) return;
    this.made = answer.value;
    this.dispatchEvent(new CustomEvent('added'));
  }

  private form(): TemplateResult {
    return html`<form class="form" id="user-add" @submit=${this.onSubmit}>
      ${textField({ name: 'email', label: say('email'), type: 'email', required: true, first: true })}
      ${textField({ name: 'name', label: say('name'), hint: say('optional') })}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
  }

  protected override render(): TemplateResult {
    const { made } = this;
    return html`<platen-dialog
      heading=${say(made === undefined ? 'user-add' : 'user-added')}
      .body=${made === undefined ? this.form() : userCode(made)}
      .actions=${
        made === undefined
          ? html`${button({ label: say('cancel'), press: this.dismiss })}
              <button type="submit" form="user-add" class="button accent" ?disabled=${this.attempt.busy}>
                ${say('user-add-do')}
              </button>`
          : html`${button({ label: say('done'), press: this.dismiss, kind: 'accent', first: true })}`
      }
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
