// A labelled field of several lines of the console's forms: addresses, files.
import { html, nothing, type TemplateResult } from 'lit';

export interface TextAreaOptions {
  readonly name: string;
  readonly label: string;
  readonly rows: number;
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  readonly placeholder?: string;
  readonly required?: boolean;
  /** Takes the focus when its dialog opens. */
  readonly first?: boolean;
  readonly maxlength?: number;
}

export function textArea(options: TextAreaOptions): TemplateResult {
  const { name, label, hint } = options;
  return html`<label class="text-field">
    <span>${label}</span>
    <textarea
      name=${name}
      rows=${options.rows}
      placeholder=${options.placeholder ?? nothing}
      maxlength=${options.maxlength ?? nothing}
      ?required=${options.required ?? false}
      ?data-first=${options.first ?? false}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      .defaultValue=${options.value ?? ''}
    ></textarea>
    ${hint === undefined ? nothing : html`<small>${hint}</small>`}
  </label>`;
}
