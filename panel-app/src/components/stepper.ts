// A stepper: a number between minus and plus, for copies and page numbers. No typing, no holding down.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { MINUS, PLUS } from './icons.ts';

export interface StepperOptions {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly change: (value: number) => void;
  /** What the two buttons are called: "Fewer copies", "More copies". */
  readonly less: string;
  readonly more: string;
  /** Adds a pair of buttons for larger steps, for example 10. */
  readonly stride?: number | undefined;
  /** Hides the label from sight where a heading beside it says the same. */
  readonly labelHidden?: boolean | undefined;
  /** What is shown instead of the bare number: "3 of 12". */
  readonly shown?: string | undefined;
}

export function stepper(options: StepperOptions): TemplateResult {
  const { label, value, min, max, change, less, more, stride } = options;
  const step = (by: number, name: string, face: TemplateResult): TemplateResult => {
    const next = Math.min(max, Math.max(min, value + by));
    return html`<button type="button" class="button" aria-label=${name} ?disabled=${next === value} @click=${() => change(next)}>
      ${face}
    </button>`;
  };
  return html`<div class="field ${stride === undefined ? '' : 'wide'}" role="group" aria-label=${label}>
    <span class="field-label ${options.labelHidden === true ? 'out-of-sight' : ''}">${label}</span>
    <div class="stepper">
      ${stride === undefined ? nothing : step(-stride, `−${stride}: ${less}`, html`<b>−${stride}</b>`)}
      ${step(-1, less, icon(MINUS))}
      <output aria-live="polite">${options.shown ?? value}</output>
      ${step(1, more, icon(PLUS))}
      ${stride === undefined ? nothing : step(stride, `+${stride}: ${more}`, html`<b>+${stride}</b>`)}
    </div>
  </div>`;
}

export const stepperStyles = /* css */ `
.field{min-width:0;border:0;margin:0;padding:0}
.field-label{display:block;margin-bottom:4px;color:var(--ink-2);font-size:var(--text-1);line-height:1.3}
.stepper{display:flex;align-items:stretch;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper)}
.stepper .button{border:0;border-radius:calc(var(--radius) - 1px);padding:0;flex:none;width:var(--control);min-height:calc(var(--control) - 2px)}
.stepper output{flex:1;min-width:1.6em;display:flex;align-items:center;justify-content:center;font-size:var(--text-3);font-weight:600;
  line-height:1;text-align:center;border:solid var(--line);border-width:0 1px}
`;
