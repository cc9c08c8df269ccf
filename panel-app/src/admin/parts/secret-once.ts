// A webhook's secret, shown this once.
import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../speech.ts';
import './copy-button.ts';

/** @param renewed there was one before, which is good for a while yet. */
export function secretOnce(secret: string, renewed: boolean): TemplateResult {
  return html`<div class="user-code" role="status">
    <p class="hint">${say('hook-secret-once')}</p>
    <p class="token">${secret}</p>
    <admin-copy .text=${secret} .label=${say('hook-secret-copy')}></admin-copy>
    ${renewed ? html`<p class="hint">${say('hook-secret-old')}</p>` : nothing}
  </div>`;
}
