// One key of an on-screen keypad or keyboard. It never takes the focus from a tap, so that Enter on real keys stays OK.
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

export function key(options: KeyOptions): TemplateResult {
  return html`<button
    type="button"
    class="button key ${options.place ?? ''}"
    aria-label=${options.label ?? nothing}
    ?disabled=${options.disabled ?? false}
    @mousedown=${keepFocus}
    @click=${options.press}
  >
    ${options.icon === undefined ? nothing : icon(options.icon)}<span>${options.face}</span>
  </button>`;
}
