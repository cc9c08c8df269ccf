// The button: an icon where it helps, always words, and one accent button per screen.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export interface ButtonOptions {
  readonly label: string;
  readonly press: (event: Event) => void;
  /** `accent`: the one thing to press. `plain`: outlined. `quiet`: no outline until pressed. `danger`: takes something away. */
  readonly kind?: 'accent' | 'plain' | 'quiet' | 'danger' | undefined;
  /** A constant of icons.ts. */
  readonly icon?: string | undefined;
  /** A second, smaller line: "12 pages". */
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Shows the icon only; `label` is still what is read out. Not on the panel. */
  readonly iconOnly?: boolean | undefined;
  /** Extra classes for the place it stands in. */
  readonly place?: string | undefined;
  /** Takes the focus when its dialog or screen opens (see dialog.ts and the panel's app). */
  readonly first?: boolean | undefined;
  /** For buttons that switch something: aria-pressed. */
  readonly pressed?: boolean | undefined;
}

export function button(options: ButtonOptions): TemplateResult {
  const { label, press, kind = 'plain', hint, iconOnly = false } = options;
  return html`<button
    type="button"
    class="button ${kind} ${iconOnly ? 'icon-only' : ''} ${options.place ?? ''}"
    ?disabled=${options.disabled ?? false}
    ?data-first=${options.first ?? false}
    aria-label=${iconOnly ? label : nothing}
    aria-pressed=${options.pressed === undefined ? nothing : String(options.pressed)}
    @click=${press}
  >
    ${options.icon === undefined ? nothing : icon(options.icon)}
    ${iconOnly ? nothing : html`<span class="words">${label}${hint === undefined ? nothing : html` <small>${hint}</small>`}</span>`}
  </button>`;
}

export const buttonStyles = /* css */ `
.button{display:inline-flex;align-items:center;justify-content:center;min-height:var(--control);min-width:var(--control);
  margin:0;padding:4px calc(var(--control)*.3);border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink);
  font-weight:600;line-height:1.2;text-align:center;cursor:pointer;user-select:none;-webkit-user-select:none;transition:background-color var(--quick)}
.button .words{min-width:0}
.button .icon+.words{margin-inline-start:.5em}
.button small{display:block;font-weight:400;font-size:var(--text-1)}
.button:active{background:var(--paper-3)}
.button.accent{background:var(--accent);border-color:var(--accent);color:var(--accent-ink);font-weight:700}
.button.accent:active{background:var(--accent-press)}
.button.quiet{border-color:transparent;background:none;font-weight:500}
.button.quiet:active{background:var(--paper-3)}
.button.danger{color:var(--bad);border-color:currentColor}
.button.danger:active{background:var(--bad-soft)}
.button.icon-only{padding:0}
.button[aria-pressed=true]{background:var(--accent-soft);border-color:var(--accent);color:var(--accent)}
.button[disabled]{cursor:default;background:var(--paper-2);border-color:var(--line);color:var(--ink-3)}
.button.quiet[disabled]{background:none;border-color:transparent}
@media(hover:hover){
.button:hover:not([disabled]){background:var(--paper-2)}
.button.accent:hover:not([disabled]){background:var(--accent-press)}
.button.danger:hover:not([disabled]){background:var(--bad-soft)}
}
`;
