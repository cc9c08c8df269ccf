// The "History" screen. What is in it is loaded when it is first opened.
import { html, type TemplateResult } from 'lit';
import { whenOpened } from '../../state/when-opened.ts';
import type { PortalView } from '../portal-view.ts';
import { say } from '../speech.ts';

const load = whenOpened(() => import('../parts/history-list.ts'));

export function historyScreen({ act }: PortalView): TemplateResult {
  load();
  return html`<div class="history-screen">
    <h1>${say('history')}</h1>
    <portal-history @signed-out=${() => act.signedOut()}></portal-history>
  </div>`;
}
