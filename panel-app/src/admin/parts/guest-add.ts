// The dialog that makes a guest code: a name or none, how long, how much. Fires `added` with the code, and `dismiss` to be taken away.
import type { GuestCode } from '@platen/shared/api/admin-people';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { addGuest } from '../../data/admin-people.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { textField } from './text-field.ts';

@customElement('admin-guest-add')
export class AdminGuestAdd extends LitElement {
  /** What a guest gets unless told. */
  @property({ type: Number }) hours = 24;
  @property({ type: Number }) pages = 50;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.add(event.target);
  };

  private async add(form: HTMLFormElement): Promise<void> {
    const name = formText(form, 'name').trim();
    const answer = await this.attempt.make(
      addGuest({
        hours: Number(formText(form, 'hours')),
        pages: Number(formText(form, 'pages')),
        ...(name === '' ? {} : { name }),
      }),
    );
    if (answer.ok) this.dispatchEvent(new CustomEvent<GuestCode>('added', { detail: answer.value }));
  }

  protected override render(): TemplateResult {
    const body = html`<form class="form" id="guest-add" @submit=${this.onSubmit}>
      ${textField({ name: 'name', label: say('guest-name'), hint: say('optional'), maxlength: 100, first: true })}
      <div class="pair">
        ${textField({ name: 'hours', label: say('guest-hours'), value: String(this.hours), required: true, inputmode: 'numeric', pattern: '[1-9][0-9]{0,2}' })}
        ${textField({ name: 'pages', label: say('guest-pages'), value: String(this.pages), required: true, inputmode: 'numeric', pattern: '[1-9][0-9]{0,3}' })}
      </div>
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
    return html`<platen-dialog
      heading=${say('guest-add')}
      .body=${body}
      .actions=${html`${button({ label: say('cancel'), press: this.dismiss })}
        <button type="submit" form="guest-add" class="button accent" ?disabled=${this.attempt.busy}>
          ${say('guest-add-do')}
        </button>`}
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
