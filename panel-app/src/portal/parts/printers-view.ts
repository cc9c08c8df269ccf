// What the printers screen shows: the list, and in an opened row how that printer is and a press to print there what waits.
// Fires `print` with a PrintersPrint and `signed-out`.
import type { JobView } from '@platen/shared/api/common';
import type { PortalPrinter } from '@platen/shared/api/portal';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PRINTER } from '../../components/icons.ts';
import { say as words } from '../presence-speech.ts';
import { say } from '../printer-speech.ts';
import './printer-details.ts';
import './printer-list.ts';

/** Detail of `print`. */
export interface PrintersPrint {
  readonly jobs: readonly string[];
  readonly at: PortalPrinter;
}

@customElement('portal-printers')
export class PortalPrinters extends LitElement {
  @property({ attribute: false }) jobs: readonly JobView[] | undefined;
  /** A panel's code may be scanned. */
  @property({ type: Boolean }) presence = false;
  /** Calls back when a printer says something else; the function it gives ends that. */
  @property({ attribute: false }) onPrinters: ((changed: () => void) => () => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private opened = (at: PortalPrinter): TemplateResult => {
    // What was sent twice is printed by itself, when somebody chooses it.
    const waiting = (this.jobs ?? []).filter(
      ({ state, duplicateOf }) => state === 'held' && duplicateOf === undefined,
    );
    const print = (): void => {
      const detail: PrintersPrint = { jobs: waiting.map(({ id }) => id), at };
      this.dispatchEvent(new CustomEvent('print', { detail, bubbles: true }));
    };
    return html`<div class="printer-more">
      <portal-printer-details .at=${at}></portal-printer-details>
      ${
        waiting.length === 0
          ? html`<p class="hint">${say('here-nothing')}</p>`
          : button({
              label: say('here-print', { count: waiting.length }),
              icon: PRINTER,
              kind: 'accent',
              press: print,
            })
      }
    </div>`;
  };

  protected override render(): TemplateResult {
    // A new function at each change of the documents: the opened row is drawn anew then.
    return html`<p class="hint">${say('lead')}</p>
      ${this.presence ? html`<a class="button printers-at" href="#at">${words('entrance')}</a>` : nothing}
      <portal-printer-list
        .onPrinters=${this.onPrinters}
        .opened=${(at: PortalPrinter) => this.opened(at)}
      ></portal-printer-list>`;
  }
}
