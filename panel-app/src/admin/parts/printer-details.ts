// The names and the address of a printer as a form; saved together, and only what was changed. Fires `edited` with the change.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import type { PrinterEdit } from '../../data/admin.ts';
import { say } from '../speech.ts';
import { textField } from './text-field.ts';

const FIELDS = ['name', 'uri', 'alias', 'site', 'location'] as const;

@customElement('admin-printer-details')
export class AdminPrinterDetails extends LitElement {
  @property({ attribute: false }) printer: AdminPrinter | undefined;
  /** Fields that differ from what the server has. */
  @state() private changed: PrinterEdit = {};

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('printer') as AdminPrinter | undefined;
    if (before === undefined) return;
    const { printer } = this;
    const same = before.id === printer?.id && FIELDS.every((field) => before[field] === printer[field]);
    if (!same) {
      this.changed = {};
      this.querySelector('form')?.reset();
    }
  }

  private onInput = (event: Event): void => {
    const { printer } = this;
    const form = event.currentTarget;
    if (printer === undefined || !(form instanceof HTMLFormElement)) return;
    const differing = FIELDS.map((field) => [field, formText(form, field)] as const).filter(
      ([field, text]) => text !== (printer[field] ?? ''),
    );
    this.changed = Object.fromEntries(differing);
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent<PrinterEdit>('edited', { detail: this.changed }));
  };

  protected override render(): TemplateResult | typeof nothing {
    const { printer } = this;
    if (printer === undefined) return nothing;
    const dirty = Object.keys(this.changed).length > 0;
    return html`<form class="form" @submit=${this.onSubmit} @input=${this.onInput}>
      <h3>${say('details')}</h3>
      ${textField({ name: 'name', label: say('printer-name'), value: printer.name, required: true, maxlength: 80 })}
      ${textField({ name: 'uri', label: say('address'), value: printer.uri, required: true, maxlength: 500 })}
      ${textField({ name: 'site', label: say('site'), value: printer.site, maxlength: 80 })}
      ${textField({ name: 'location', label: say('location'), value: printer.location, maxlength: 200 })}
      ${textField({ name: 'alias', label: say('alias'), hint: say('alias-hint'), value: printer.alias, maxlength: 40 })}
      ${this.changed.uri === undefined ? nothing : html`<p class="hint">${say('address-changed')}</p>`}
      <div class="sheet-acts">
        <button type="submit" class="button" ?disabled=${!dirty}>${say('save-details')}</button>
      </div>
    </form>`;
  }
}
