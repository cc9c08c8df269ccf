// A notice: one sentence with its icon and tone, in the flow of the page; never a pop-up, never colour alone.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { CIRCLE_ALERT, CIRCLE_CHECK, CLOCK, INFO, TRIANGLE_ALERT } from './icons.ts';

export type Tone = 'quiet' | 'busy' | 'ok' | 'warn' | 'bad';

const TONE_ICON: Readonly<Record<Tone, string>> = {
  quiet: INFO,
  busy: CLOCK,
  ok: CIRCLE_CHECK,
  warn: TRIANGLE_ALERT,
  bad: CIRCLE_ALERT,
};

/** The icon that goes with a tone wherever a tone is shown. */
export function toneIcon(tone: Tone): TemplateResult {
  return icon(TONE_ICON[tone]);
}

export interface NoticeOptions {
  readonly tone: Tone;
  readonly text: string | TemplateResult;
  /** Buttons at the end of the line. */
  readonly actions?: TemplateResult | undefined;
  /** `status` is read out when there is time, `alert` at once; without it nothing is read out. */
  readonly announce?: 'status' | 'alert' | undefined;
}

export function notice({ tone, text, actions, announce }: NoticeOptions): TemplateResult {
  return html`<div class="notice notice-${tone}" role=${announce ?? nothing}>
    ${toneIcon(tone)}
    <div class="notice-text">${text}</div>
    ${actions ?? nothing}
  </div>`;
}

export const noticeStyles = /* css */ `
.notice{display:flex;align-items:center;padding:10px 16px;border-radius:var(--radius);background:var(--paper-2);color:var(--ink);line-height:1.3}
.notice>.icon{margin-inline-end:12px}
.notice-text{flex:1;min-width:0}
.notice>.button{margin-inline-start:12px}
.notice-busy{background:var(--accent-soft)}
.notice-busy>.icon{color:var(--accent)}
.notice-ok{background:var(--ok-soft)}
.notice-ok>.icon{color:var(--ok)}
.notice-warn{background:var(--warn-soft)}
.notice-warn>.icon{color:var(--warn)}
.notice-bad{background:var(--bad-soft)}
.notice-bad>.icon{color:var(--bad)}
`;
