// The languages to choose from, each by its own name and in its own script: one line with the globe before it.
import { LANGUAGE_FACTS, LANGUAGES, type Language } from '@platen/shared/say/languages';
import { html, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { LANGUAGES as GLOBE } from './icons.ts';

export interface LanguageChoiceOptions {
  /** Read out; the globe and the language's own name are what is seen. */
  readonly label: string;
  /** One of `LANGUAGES`. */
  readonly value: string;
  readonly change: (language: Language) => void;
}

export function languageChoice({ label, value, change }: LanguageChoiceOptions): TemplateResult {
  const choose = (event: Event): void => {
    const { value: tag } = event.target as HTMLSelectElement;
    const language = LANGUAGES.find((one) => one === tag);
    if (language !== undefined) change(language);
  };
  return html`<label class="language-choice">
    ${icon(GLOBE)}
    <select aria-label=${label} .value=${value} @change=${choose}>
      ${LANGUAGES.map((language) => {
        const { tag, name, rtl } = LANGUAGE_FACTS[language];
        return html`<option value=${language} lang=${tag} dir=${rtl ? 'rtl' : 'ltr'} ?selected=${language === value}>${name}</option>`;
      })}
    </select>
  </label>`;
}

export const languageChoiceStyles = /* css */ `
.language-choice{display:inline-flex;align-items:center;gap:8px;justify-self:start;min-height:var(--control);color:var(--ink-2);cursor:pointer}
.language-choice select{min-height:var(--control);padding:4px 8px;border:0;border-radius:var(--radius);background:none;color:var(--ink);font-weight:500;cursor:pointer}
.language-choice option{background:var(--paper);color:var(--ink)}
`;
