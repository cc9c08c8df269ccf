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
  readonly minlength?: number;
  readonly pattern?: string;
  readonly inputmode?: 'numeric' | 'url';
  readonly placeholder?: string;
  /** Id of a datalist. */
  readonly list?: string;
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
      minlength=${options.minlength ?? nothing}
      pattern=${options.pattern ?? nothing}
      inputmode=${options.inputmode ?? nothing}
      placeholder=${options.placeholder ?? nothing}
      list=${options.list ?? nothing}
      autocomplete=${options.autocomplete ?? 'off'}
      autocapitalize="none"
      spellcheck="false"
      .defaultValue=${options.value ?? ''}
    />
  </label>`;
}
