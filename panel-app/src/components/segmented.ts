// A segmented control: two to four exclusive choices side by side, a radio group to the keyboard and to screen readers.
import { html, nothing, type TemplateResult } from 'lit';

export interface Segment<T extends string | number> {
  readonly value: T;
  readonly label: string;
}

export interface SegmentedOptions<T extends string | number> {
  readonly label: string;
  readonly segments: readonly Segment<T>[];
  /** Undefined: nothing is chosen yet, or the things this speaks for differ. */
  readonly value: T | undefined;
  readonly change: (value: T) => void;
  readonly labelHidden?: boolean | undefined;
  /** Said after the label: "Left to the printer". */
  readonly hint?: string | undefined;
}

export function segmented<T extends string | number>(options: SegmentedOptions<T>): TemplateResult {
  const { label, segments, value, change } = options;
  const chosen = segments.findIndex((segment) => segment.value === value);
  // Radio groups are one stop of the Tab key; arrows move and choose (WAI-ARIA APG, radio group).
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const group = event.currentTarget;
    if (by === undefined || !(group instanceof HTMLElement)) return;
    event.preventDefault();
    const index = (Math.max(0, chosen) + by + segments.length) % segments.length;
    const next = segments[index];
    if (next === undefined) return;
    group.querySelectorAll('button')[index]?.focus();
    change(next.value);
  };
  return html`<div class="field">
    <span class="field-label ${options.labelHidden === true ? 'out-of-sight' : ''}"
      >${label}${options.hint === undefined ? nothing : html`<span class="field-hint"> ${options.hint}</span>`}</span
    >
    <div class="segmented" role="radiogroup" aria-label=${label} @keydown=${move}>
      ${segments.map(
        (segment, index) => html`<button
          type="button"
          class="button"
          role="radio"
          aria-checked=${index === chosen ? 'true' : 'false'}
          tabindex=${index === Math.max(0, chosen) ? 0 : -1}
          @click=${() => change(segment.value)}
        >
          ${segment.label}
        </button>`,
      )}
    </div>
  </div>`;
}

export const segmentedStyles = /* css */ `
.segmented{display:flex;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper)}
.segmented .button{flex:1 1 0;min-width:0;min-height:calc(var(--control) - 2px);padding:4px 6px;border:0;border-radius:calc(var(--radius) - 1px);
  font-weight:500;line-height:1.15;overflow-wrap:anywhere}
.segmented .button+.button{margin-inline-start:1px}
.segmented .button[aria-checked=true]{background:var(--accent);color:var(--accent-ink);font-weight:700}
.field-hint{margin-inline-start:.5em;color:var(--ink-3)}
`;
