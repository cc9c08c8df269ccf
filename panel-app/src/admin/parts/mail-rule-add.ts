// The dialog that puts an address or a domain on a list. Fires `added`, and `dismiss` to be taken away.
import type { SenderRule } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { segmented } from '../../components/segmented.ts';
import { addSenderRule } from '../../data/admin-mail.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { textField } from './text-field.ts';

const LISTS: readonly SenderRule['list'][] = ['allow', 'block'];

@customElement('admin-mail-rule-add')
export class AdminMailRuleAdd extends LitElement {
  @state() private list: SenderRule['list'] = 'allow';
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
      void this.add(formText(event.target, 'pattern'), formText(event.target, 'note'));
    }
  };

  private async add(pattern: string, note: string): Promise<void> {
    const answer = await this.attempt.make(
      addSenderRule({ list: this.list, pattern, ...(note === '' ? {} : { note }) }),
    );
    if (answer.ok) this.dispatchEvent(new CustomEvent('added'));
  }

  protected override render(): TemplateResult {
    const body = html`<form class="form" id="rule-add" @submit=${this.onSubmit}>
      ${textField({ name: 'pattern', label: say('mail-pattern'), required: true, first: true, maxlength: 254, placeholder: 'anna@example.org' })}
      <p class="hint">${say('mail-pattern-help')}</p>
      ${segmented({
        label: say('mail-list'),
        segments: LISTS.map((value) => ({ value, label: say(`mail-list-${value}`) })),
        value: this.list,
        change: (list) => {
          this.list = list;
        },
      })}
      ${textField({ name: 'note', label: say('mail-note'), hint: say('optional'), maxlength: 200 })}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
    return html`<platen-dialog
      heading=${say('mail-rule-add')}
      .body=${body}
      .actions=${html`${button({ label: say('cancel'), press: this.dismiss })}
        <button type="submit" form="rule-add" class="button accent" ?disabled=${this.attempt.busy}>
          ${say(`mail-rule-add-${this.list}`)}
        </button>`}
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
