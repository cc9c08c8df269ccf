// The "Printers" screen. What is in it is loaded when it is first opened.
import { html, type TemplateResult } from 'lit';
import { whenOpened } from '../../state/when-opened.ts';
import type { PrintersPrint } from '../parts/printers-view.ts';
import type { PortalView } from '../portal-view.ts';
import { say } from '../speech.ts';

const load = whenOpened(() => import('../parts/printers-view.ts'));

export function printersScreen({ act, jobs, me, onPrinters }: PortalView): TemplateResult {
  load();
  return html`<div class="printers-screen">
    <h1>${say('printers')}</h1>
    <portal-printers
      .jobs=${jobs}
      .presence=${me.presence ?? false}
      .onPrinters=${onPrinters}
      @print=${({ detail }: CustomEvent<PrintersPrint>) => act.print(detail.jobs, detail.at)}
      @signed-out=${() => act.signedOut()}
    ></portal-printers>
  </div>`;
}
