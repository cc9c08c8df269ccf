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

export const switchStyles = /* css */ `
.switch{position:relative;display:flex;align-items:center;justify-content:space-between;gap:16px;min-height:44px;cursor:pointer}
.switch-words{min-width:0}
.switch small{display:block;color:var(--ink-2);font-size:var(--text-1)}
.switch input{position:absolute;right:0;width:48px;height:28px;margin:0;opacity:0;cursor:pointer}
.switch-track{flex:none;width:48px;height:28px;padding:3px;border:1px solid var(--edge);border-radius:14px;background:var(--paper-2);transition:background-color var(--quick)}
.switch-track::after{content:"";display:block;width:20px;height:20px;border-radius:50%;background:var(--edge);transition:transform var(--quick)}
.switch input:checked+.switch-track{border-color:var(--accent);background:var(--accent)}
.switch input:checked+.switch-track::after{background:var(--accent-ink);transform:translateX(20px)}
.switch input:focus-visible+.switch-track{outline:3px solid var(--accent);outline-offset:2px}
.switch input:disabled+.switch-track{opacity:.5}
`;
