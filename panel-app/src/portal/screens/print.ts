// The "Print from your computer or phone" screen, behind "Me". What is in it is loaded when it is first opened.
import { html, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { ARROW_LEFT } from '../../components/icons.ts';
import { whenOpened } from '../../state/when-opened.ts';
import type { PortalView } from '../portal-view.ts';
import { say } from '../speech.ts';

const load = whenOpened(() => import('../parts/print-ways.ts'));

export function printScreen({ act }: PortalView): TemplateResult {
  load();
  return html`<div class="print-from">
    <a class="document-back" href="#me">${icon(ARROW_LEFT)}${say('me')}</a>
    <h1>${say('print-from')}</h1>
    <portal-print-ways @signed-out=${() => act.signedOut()}></portal-print-ways>
  </div>`;
}

export const printScreenStyles = /* css */ `
.print-from{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;max-width:720px}
`;
