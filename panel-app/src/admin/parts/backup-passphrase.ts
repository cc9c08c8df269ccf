// The dialog that sets the passphrase of backups: typed twice, since a slip would be found when it is too late. Fires `saved`, and `dismiss`
// to be taken away.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { setBackupPassphrase } from '../../data/admin-connections.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { textField } from './text-field.ts';

/** As the server asks for. */
const LEAST = 12;

@customElement('admin-backup-passphrase')
export class AdminBackupPassphrase extends LitElement {
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const typed = new FormData(event.target);
    // As it was typed, spaces included.
    const [first, second] = [String(typed.get('first') ?? ''), String(typed.get('second') ?? '')];
    if ([...first].length < LEAST) return this.attempt.show(say('backup-passphrase-short'));
    if (first !== second) return this.attempt.show(say('backup-passphrase-differs'));
    void this.save(first);
  };

  private async save(passphrase: string): Promise<void> {
    if (!(await this.attempt.make(setBackupPassphrase(passphrase))).ok) return;
    this.dispatchEvent(new CustomEvent('saved'));
    this.dismiss();
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<platen-dialog
      heading=${say('backup-passphrase-title')}
      .body=${html`<form class="form" id="backup-passphrase" @submit=${this.onSubmit}>
        <p class="hint">${say('backup-passphrase-help')}</p>
        ${textField({
          name: 'first',
          type: 'password',
          label: say('backup-passphrase'),
          required: true,
          maxlength: 1000,
          autocomplete: 'new-password',
          first: true,
        })}
        ${textField({
          name: 'second',
          type: 'password',
          label: say('backup-passphrase-again'),
          required: true,
          maxlength: 1000,
          autocomplete: 'new-password',
        })}
        ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      </form>`}
      .actions=${html`${button({ label: say('cancel'), press: this.dismiss })}
        <button type="submit" form="backup-passphrase" class="button accent" ?disabled=${busy}>
          ${say('backup-passphrase-do')}
        </button>`}
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
