// A counted progress bar. It always stands beside words that say the same; it never spins.
import { html, nothing, type TemplateResult } from 'lit';

export interface ProgressBarOptions {
  /** What is progressing, for those who cannot see the bar. */
  readonly label: string;
  /** Steps done; without it the bar says only that something is going on. */
  readonly value?: number | undefined;
  readonly max: number;
  readonly tone?: 'busy' | 'ok' | 'warn' | 'bad' | undefined;
}

export function progressBar({ label, value, max, tone = 'busy' }: ProgressBarOptions): TemplateResult {
  const share = value === undefined || max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  // `.style` sets the property: a style attribute would need the content security policy to allow all of them.
  return html`<div
    class="progress progress-${tone} ${value === undefined ? 'progress-open' : ''}"
    role="progressbar"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${max}
    aria-valuenow=${value ?? nothing}
  >
    <div .style=${`transform:scaleX(${share})`}></div>
  </div>`;
}

export const progressBarStyles = /* css */ `
.progress{height:10px;border-radius:5px;overflow:hidden;background:var(--paper-3)}
.progress>div{height:100%;background:var(--accent);transform-origin:0 0;transition:transform 180ms}
[dir=rtl] .progress>div{transform-origin:100% 0}
.progress-ok>div{background:var(--ok)}
.progress-warn>div{background:var(--warn)}
.progress-bad>div{background:var(--bad)}
.progress-open{background:repeating-linear-gradient(90deg,var(--paper-3) 0 12px,var(--accent-soft) 12px 24px)}
`;
