// A labelled text field of the console's forms, with its hint or what is wrong with it below.
import { html, nothing, type TemplateResult } from 'lit';

export interface TextFieldOptions {
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'password' | undefined;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly autocomplete?: AutoFill;
  readonly maxlength?: number;
  /** Takes the focus when its dialog opens. */
  readonly first?: boolean;
}

export function textField(options: TextFieldOptions): TemplateResult {
  const { name, label, hint, type = 'text' } = options;
  return html`<label class="text-field">
    <span>${label}${hint === undefined ? nothing : html` <small>${hint}</small>`}</span>
    <input
      name=${name}
      type=${type}
      ?required=${options.required ?? false}
      ?data-first=${options.first ?? false}
      maxlength=${options.maxlength ?? nothing}
      autocomplete=${options.autocomplete ?? 'off'}
      autocapitalize="none"
      spellcheck="false"
      .defaultValue=${options.value ?? ''}
    />
  </label>`;
}
