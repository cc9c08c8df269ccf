// An on/off switch with its words and what it means.
import { html, nothing, type TemplateResult } from 'lit';

export interface SwitchOptions {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly change: (on: boolean) => void;
}

export function onOff({ label, hint, on, disabled = false, change }: SwitchOptions): TemplateResult {
  const flip = (event: Event): void => {
    const box = event.target as HTMLInputElement;
    const wanted = box.checked;
    // It shows what is, not what was asked for: the server may say no, a question may be answered with "Cancel".
    box.checked = on;
    change(wanted);
  };
  return html`<label class="switch">
    <span class="switch-words">${label}${hint === undefined ? nothing : html`<small>${hint}</small>`}</span>
    <input type="checkbox" role="switch" .checked=${on} ?disabled=${disabled} @change=${flip} />
    <span class="switch-track" aria-hidden="true"></span>
  </label>`;
}
