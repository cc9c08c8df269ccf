// The dialog that adds a conversion server and then shows its token once. Fires `added`, and `dismiss` to be taken away.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { addConversionServer, type ConversionServerToken } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { textField } from './text-field.ts';

@customElement('admin-converter-add')
export class AdminConverterAdd extends LitElement {
  @state() private made: ConversionServerToken | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.add(formText(event.target, 'name'));
  };

  private async add(name: string): Promise<void> {
    const answer = await this.attempt.make(addConversionServer(name));
    if (!answer.ok) return;
    this.made = answer.value;
    this.dispatchEvent(new CustomEvent('added'));
  }

  private form(): TemplateResult {
    return html`<form class="form" id="converter-add" @submit=${this.onSubmit}>
      ${textField({
        name: 'name',
        label: say('converter-name'),
        hint: say('converter-name-hint'),
        required: true,
        maxlength: 40,
        first: true,
      })}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
  }

  private token({ name, token }: ConversionServerToken): TemplateResult {
    return html`<div class="user-code" role="status">
      <p class="hint">${say('converter-token', { name })}</p>
      <p class="token">${token}</p>
      <admin-copy .text=${token} .label=${say('copy-token')}></admin-copy>
      <p class="hint">${say('converter-token-once')}</p>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { made } = this;
    return html`<platen-dialog
      heading=${say(made === undefined ? 'converter-add' : 'converter-added')}
      .body=${made === undefined ? this.form() : this.token(made)}
      .actions=${
        made === undefined
          ? html`${button({ label: say('cancel'), press: this.dismiss })}
              <button type="submit" form="converter-add" class="button accent" ?disabled=${this.attempt.busy}>
                ${say('converter-add-do')}
              </button>`
          : html`${button({ label: say('done'), press: this.dismiss, kind: 'accent', first: true })}`
      }
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
