// First run, the first person: a name and an address, and the code that comes of it. A page is put among that person's documents.
import type { FirstRunView } from '@platen/shared/api/first-run';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { addUser, type UserCode } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { textField } from '../parts/text-field.ts';
import { userCode } from '../parts/user-code.ts';
import { say } from '../speech.ts';
import { stepDone } from './step-done.ts';

@customElement('admin-step-user')
export class AdminStepUser extends LitElement {
  @property({ attribute: false }) view: FirstRunView | undefined;
  /** What was made in this step, as long as the page is there. */
  @property({ attribute: false }) made: UserCode | undefined;
  @state() private another = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement)
      void this.add(formText(event.target, 'email'), formText(event.target, 'name'));
  };

  private async add(email: string, name: string): Promise<void> {
    const answer = await this.attempt.make(addUser(email, name));
    if (!answer.ok) return;
    this.another = false;
    this.dispatchEvent(new CustomEvent<UserCode>('step-code', { detail: answer.value, bubbles: true }));
  }

  private form(): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<p class="first-run-lead">${say('step-user-lead')}</p>
      <form class="form" @submit=${this.onSubmit}>
        ${textField({ name: 'name', label: say('name'), required: true, maxlength: 100, autocomplete: 'name' })}
        ${textField({ name: 'email', label: say('email'), type: 'email', required: true, maxlength: 254, autocomplete: 'email' })}
        ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${busy}>${say(busy ? 'saving' : 'step-user-add')}</button>
        </div>
      </form>`;
  }

  protected override render(): TemplateResult {
    const { made, view } = this;
    if (made !== undefined && !this.another) {
      return html`${userCode(made)}
        <div class="sheet-acts">
          ${button({
            label: say('first-run-next'),
            kind: 'accent',
            press: () => stepDone(this, { userId: made.user.id }),
          })}
        </div>`;
    }
    const known = view?.user;
    if (known === undefined || this.another) return this.form();
    return html`${notice({ tone: 'ok', text: say('step-user-have', { name: known.name }) })}
      <div class="sheet-acts">
        ${button({ label: say('first-run-next'), kind: 'accent', press: () => stepDone(this) })}
        ${button({ label: say('step-user-another'), press: () => (this.another = true) })}
      </div>`;
  }
}
