// A user's fresh code, shown this once: for telling or writing to the person. It is nowhere else in the console.
import { groupCode } from '@platen/shared/code-length';
import { html, type TemplateResult } from 'lit';
import type { UserCode } from '../../data/admin.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

export function userCode({ user, code }: UserCode): TemplateResult {
  return html`<div class="user-code" role="status">
    <p class="hint">${say('user-code', { email: user.email })}</p>
    <p class="user-code-digits">
      <span aria-hidden="true">${groupCode(code)}</span><span class="out-of-sight">${[...code].join(' ')}</span>
    </p>
    <admin-copy .text=${code} .label=${say('copy-code')}></admin-copy>
    <p class="hint">${say('user-code-once')}</p>
  </div>`;
}
