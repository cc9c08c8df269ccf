// Fresh recovery codes, shown this once in a dialog that does not go by accident. Fires `kept`.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { DOWNLOAD } from '../../components/icons.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

@customElement('admin-recovery-codes')
export class AdminRecoveryCodes extends LitElement {
  @property({ attribute: false }) codes: readonly string[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private save = (): void => {
    const url = URL.createObjectURL(new Blob([`${this.codes.join('\n')}\n`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'platen-recovery-codes.txt';
    link.click();
    // The download has its own hold on the bytes once the click was handled.
    setTimeout(() => URL.revokeObjectURL(url), 0);
  };

  protected override render(): TemplateResult {
    const body = html`<div class="form">
      <p>${say('account-recovery-once')}</p>
      <ul class="recovery-codes">
        ${this.codes.map((code) => html`<li>${code}</li>`)}
      </ul>
      <div class="sheet-acts">
        <admin-copy .text=${this.codes.join('\n')} .label=${say('account-recovery-copy')}></admin-copy>
        ${button({ label: say('account-recovery-save'), icon: DOWNLOAD, press: this.save })}
      </div>
    </div>`;
    // No `dismiss`: Escape or a tap beside it would take away what is shown only once.
    return html`<platen-dialog
      kind="alertdialog"
      heading=${say('account-recovery-title')}
      .body=${body}
      .actions=${button({
        label: say('account-recovery-kept'),
        kind: 'accent',
        press: () => this.dispatchEvent(new CustomEvent('kept')),
      })}
    ></platen-dialog>`;
  }
}
