// The dialog that adds a user and then shows the code once. Fires `added`, and `dismiss` to be taken away.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { addUser, type UserCode } from '../../data/admin.ts';
import { signedOut } from '../loaded.ts';
import { isSignedOut, refusalSentence } from '../../state/refusal.ts';
import { say } from '../speech.ts';
import { formText, textField } from './text-field.ts';
import { userCode } from './user-code.ts';

@customElement('admin-user-add')
export class AdminUserAdd extends LitElement {
  @state() private busy = false;
  @state() private problem: string | undefined;
  @state() private made: UserCode | undefined;

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
    this.busy = true;
    this.problem = undefined;
    const answer = await addUser(email, name);
    this.busy = false;
    if (answer.ok) {
      this.made = answer.value;
      this.dispatchEvent(new CustomEvent('added'));
    } else if (isSignedOut(answer)) signedOut(this);
    else this.problem = refusalSentence(answer);
  }

  private form(): TemplateResult {
    return html`<form class="form" id="user-add" @submit=${this.onSubmit}>
      ${textField({ name: 'email', label: say('email'), type: 'email', required: true, first: true })}
      ${textField({ name: 'name', label: say('name'), hint: say('optional') })}
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
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
              <button type="submit" form="user-add" class="button accent" ?disabled=${this.busy}>
                ${say('user-add-do')}
              </button>`
          : html`${button({ label: say('done'), press: this.dismiss, kind: 'accent', first: true })}`
      }
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
