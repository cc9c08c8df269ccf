// A skeleton: grey bars in the shape of what is coming, for waits over 300 ms; shorter ones show nothing.
import { html, type TemplateResult } from 'lit';

/**
 * @param lines bars to draw.
 * @param label what is on its way, read out once: "Your documents are on their way".
 */
export function skeleton(lines: number, label: string): TemplateResult {
  return html`<div class="skeleton" role="status">
    <span class="out-of-sight">${label}</span>
    ${Array.from({ length: lines }, () => html`<div></div>`)}
  </div>`;
}

export const skeletonStyles = /* css */ `
.skeleton{animation:appear 1ms 300ms both}
.skeleton>div{height:calc(var(--control)*.8);margin-bottom:8px;border-radius:var(--radius);background:var(--paper-2)}
`;
