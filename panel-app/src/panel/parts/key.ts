// One key of an on-screen keypad or keyboard: pressed as soon as it is touched, as real keys are, so that two quick thumbs lose nothing. It never takes
// the focus from a tap, so that Enter on real keys stays OK.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';

export interface KeyOptions {
  readonly face: string;
  readonly press: () => void;
  /** What is read out where the face does not say it. */
  readonly label?: string | undefined;
  readonly icon?: string | undefined;
  readonly place?: string | undefined;
  readonly disabled?: boolean | undefined;
}

const keepFocus = (event: Event): void => event.preventDefault();

/** The click that comes when the finger is lifted is the same press: whoever prevents the default here has acted (owed-clicks.ts). */
const atOnce =
  (press: () => void) =>
  (event: PointerEvent): void => {
    if (event.button !== 0 || (event.currentTarget as HTMLButtonElement).disabled) return;
    event.preventDefault();
    press();
  };

export function key(options: KeyOptions): TemplateResult {
  return html`<button
    type="button"
    class="button key ${options.place ?? ''}"
    aria-label=${options.label ?? nothing}
    ?disabled=${options.disabled ?? false}
    @pointerdown=${atOnce(options.press)}
    @mousedown=${keepFocus}
    @click=${options.press}
  >
    ${options.icon === undefined ? nothing : icon(options.icon)}<span>${options.face}</span>
  </button>`;
}
