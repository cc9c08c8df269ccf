// A user's fresh code: it was mailed, or where that cannot be it is shown this once. It is nowhere else in the console.
import { groupCode } from '@platen/shared/code-length';
import { html, type TemplateResult } from 'lit';
import { notice } from '../../components/notice.ts';
import type { UserCode } from '../../data/admin.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

export function userCode({ user, code }: UserCode): TemplateResult {
  if (code === undefined)
    return notice({ tone: 'ok', announce: 'status', text: say('user-code-mailed', { email: user.email }) });
  return html`<div class="user-code" role="status">
    <p class="hint">${say('user-code', { email: user.email })}</p>
    <p class="user-code-digits">
      <span aria-hidden="true">${groupCode(code)}</span><span class="out-of-sight">${[...code].join(' ')}</span>
    </p>
    <admin-copy .text=${code} .label=${say('copy-code')}></admin-copy>
    <p class="hint">${say('user-code-once')}</p>
  </div>`;
}
