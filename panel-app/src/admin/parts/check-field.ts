// A box to tick in a form that is sent as a whole; what takes effect at once is a switch.
import { html, nothing, type TemplateResult } from 'lit';

export interface CheckFieldOptions {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly on?: boolean;
}

export function checkField({ name, label, hint, on = false }: CheckFieldOptions): TemplateResult {
  return html`<label class="check-field">
    <input type="checkbox" name=${name} .defaultChecked=${on} />
    <span>${label}${hint === undefined ? nothing : html`<small>${hint}</small>`}</span>
  </label>`;
}
