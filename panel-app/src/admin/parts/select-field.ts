// A labelled choice of the console's forms. For few choices that should all be seen there is the segmented control.
import { html, nothing, type TemplateResult } from 'lit';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SelectFieldOptions {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  /** More choices below a heading of their own. */
  readonly groups?: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
  readonly hint?: string | undefined;
  readonly change?: (value: string) => void;
}

export function selectField(options: SelectFieldOptions): TemplateResult {
  const { name, label, hint, value, choices, groups = [], change } = options;
  // The attribute, not the property: it is what a reset of the form goes back to.
  const option = (choice: Choice): TemplateResult =>
    html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`;
  return html`<label class="text-field">
    <span>${label}</span>
    <select
      name=${name}
      class="select"
      @change=${(event: Event) => change?.((event.target as HTMLSelectElement).value)}
    >
      ${choices.map(option)}
      ${groups.map((group) => html`<optgroup label=${group.label}>${group.choices.map(option)}</optgroup>`)}
    </select>
    ${hint === undefined ? nothing : html`<small>${hint}</small>`}
  </label>`;
}
