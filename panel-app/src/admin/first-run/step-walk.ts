// First run, the walk: where the panel is, what to type there, and the word that the page came out.

import type { FirstRunView } from '@platen/shared/api/first-run';
import type { PanelView } from '@platen/shared/api/panel-install';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import type { UserCode } from '../../data/admin.ts';
import { readPanel } from '../../data/admin-fleet.ts';
import { readFirstRun } from '../../data/admin-site.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { panelAddress } from '../parts/panel-address.ts';
import { userCode } from '../parts/user-code.ts';
import { say } from '../speech.ts';
import { stepChanged, stepDone } from './step-done.ts';

/** The person is on the way; the page that says "you did it" should be there when they come back. */
const LOOK_MS = 3000;

@customElement('admin-step-walk')
export class AdminStepWalk extends LitElement {
  @property({ attribute: false }) view: FirstRunView | undefined;
  @property({ attribute: false }) made: UserCode | undefined;
  private readonly panel = loaded(
    this,
    (signal) => (this.view?.printer === undefined ? undefined : readPanel(this.view.printer.id, signal)),
    0,
  );
  private readonly looked = loaded(this, readFirstRun, () => (this.walked() ? 0 : LOOK_MS));

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private walked(): boolean {
    return (this.looked.value ?? this.view)?.user?.walked === true;
  }

  protected override updated(): void {
    if (this.walked() && this.view?.user?.walked !== true) stepChanged(this, this.looked.value);
  }

  private address({ address, printerId }: PanelView): TemplateResult | typeof nothing {
    if (address === undefined) return nothing;
    return html`<section class="first-run-panel">
      <h3>${say('step-walk-panel')}</h3>
      ${panelAddress({ printerId, address, path: new URL(address, location.href).pathname, qr: true })}
      <p class="hint">${say('step-walk-panel-hint')}</p>
      <p><a href="#printers=${encodeURIComponent(printerId)}">${say('step-walk-install')}</a></p>
    </section>`;
  }

  protected override render(): TemplateResult {
    const { view } = this;
    const { printer, user } = view ?? {};
    if (printer === undefined || user === undefined)
      return html`${notice({ tone: 'quiet', text: say('step-walk-needs') })}`;
    if (this.walked()) {
      return html`${notice({
        tone: 'ok',
        announce: 'status',
        text: html`<b>${say('step-walk-done', { printer: printer.name })}</b> ${say('step-walk-done-lead')}`,
      })}
        <div class="sheet-acts">
          ${button({ label: say('done'), kind: 'accent', press: () => stepDone(this, { closed: true }) })}
        </div>`;
    }
    return html`<p class="first-run-lead">${say('step-walk-lead', { printer: printer.name })}</p>
      ${this.made === undefined ? html`<p class="hint">${say('step-walk-code-there')}</p>` : userCode(this.made)}
      ${whenLoaded(this.panel, (panel) => this.address(panel) as TemplateResult, 3)}
      <p class="first-run-waiting" role="status"><span class="tone-busy">${say('step-walk-waiting')}</span></p>`;
  }
}
