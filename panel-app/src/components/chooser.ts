// A chooser: one of many choices, stepped through with two large buttons. For more choices than fit side by side.
import { html, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { CHEVRON_LEFT, CHEVRON_RIGHT } from './icons.ts';

export interface ChooserOptions {
  readonly label: string;
  /** The choices in words, in their order. */
  readonly choices: readonly string[];
  /** Undefined: nothing is chosen, `shown` says why. */
  readonly index: number | undefined;
  readonly change: (index: number) => void;
  readonly previous: string;
  readonly next: string;
  /** What stands there while nothing is chosen. */
  readonly shown?: string | undefined;
}

export function chooser(options: ChooserOptions): TemplateResult {
  const { label, choices, index = -1, change } = options;
  const step = (by: number, name: string, face: string): TemplateResult => {
    const to = (Math.max(index, by < 0 ? 0 : -1) + by + choices.length) % choices.length;
    return html`<button type="button" class="button" aria-label=${name} @click=${() => change(to)}>${icon(face)}</button>`;
  };
  return html`<div class="field" role="group" aria-label=${label}>
    <span class="field-label">${label}</span>
    <div class="stepper chooser">
      ${step(-1, options.previous, CHEVRON_LEFT)}
      <output aria-live="polite">${choices[index] ?? options.shown ?? ''}</output>
      ${step(1, options.next, CHEVRON_RIGHT)}
    </div>
  </div>`;
}

export const chooserStyles = /* css */ `
.chooser output{font-size:var(--text-1);font-weight:500;line-height:1.15;padding:0 4px}
`;
