// A device's sheet: condition, virtual controls if it is the virtual MFD, paper, panel address, switches, details, removal.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { icon } from '../../components/icon.ts';
import { EXTERNAL_LINK, KEY_ROUND, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { changePrinter, type PrinterEdit, removePrinter, renewPanelKey } from '../../data/admin.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import './printer-details.ts';
import { capabilityList, trayPictures } from './printer-facts.ts';
import './side-sheet.ts';
import { onOff } from './switch.ts';
import './virtual-mfd.ts';

type Question = 'remove' | 'panel-key' | 'allow-http';

/** Fires `changed` with the printer as the server has it now, or without one when it was removed. */
@customElement('admin-printer-sheet')
export class AdminPrinterSheet extends LitElement {
  @property({ attribute: false }) printer: AdminPrinter | undefined;

  @state() private asking: Question | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('printer') as AdminPrinter | undefined;
    if (before === undefined || before.id === this.printer?.id) return;
    this.asking = undefined;
    this.attempt.show(undefined);
  }

  private async settle(call: Promise<ApiResult<AdminPrinter | { readonly ok: true }>>): Promise<void> {
    const answer = await this.attempt.make(call);
    if (!answer.ok) return;
    this.asking = undefined;
    const printer = 'id' in answer.value ? answer.value : undefined;
    if (printer === undefined) location.hash = '#printers';
    this.dispatchEvent(new CustomEvent('changed', { detail: printer }));
  }

  private change(id: string, change: PrinterEdit): void {
    void this.settle(changePrinter(id, change));
  }

  private question(printer: AdminPrinter, asked: Question): TemplateResult {
    const { id, name } = printer;
    const forms = {
      remove: {
        heading: say('printer-remove-title', { name }),
        cost: say('printer-remove-cost'),
        act: say('printer-remove-do'),
        yes: () => void this.settle(removePrinter(id)),
      },
      'panel-key': {
        heading: say('panel-key-title'),
        cost: say('panel-key-cost', { name }),
        act: say('panel-key-do'),
        yes: () => void this.settle(renewPanelKey(id)),
      },
      'allow-http': {
        heading: say('allow-http-title'),
        cost: say('allow-http-cost', { name }),
        act: say('allow-http-do'),
        yes: () => this.change(id, { allowHttp: true }),
      },
    };
    return confirm({
      ...forms[asked],
      danger: true,
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      no: () => {
        this.asking = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  private panel(printer: AdminPrinter): TemplateResult {
    const address = new URL(printer.panelPath, location.origin).href;
    return html`<section>
      <h3>${say('panel')}</h3>
      <p class="hint">${say('panel-help')}</p>
      <p class="address">${address}</p>
      <div class="sheet-acts">
        <admin-copy .text=${address} .label=${say('copy-address')}></admin-copy>
        <a class="button plain" href=${printer.panelPath} target="_blank" rel="noopener"
          >${icon(EXTERNAL_LINK)}<span class="words">${say('panel-open')}</span></a
        >
        ${button({ label: say('panel-key'), icon: KEY_ROUND, press: () => (this.asking = 'panel-key') })}
      </div>
    </section>`;
  }

  private switches(printer: AdminPrinter): TemplateResult {
    return html`<section class="switches">
      ${onOff({
        label: say('enabled'),
        hint: say('enabled-hint'),
        on: printer.enabled,
        disabled: this.attempt.busy,
        change: (enabled) => this.change(printer.id, { enabled }),
      })}
      ${onOff({
        label: say('allow-http'),
        hint: say('allow-http-hint'),
        on: printer.allowHttp,
        disabled: this.attempt.busy,
        change: (allowHttp) => {
          if (allowHttp) this.asking = 'allow-http';
          else this.change(printer.id, { allowHttp });
        },
      })}
      ${printer.allowHttp ? notice({ tone: 'warn', text: say('allow-http-is') }) : nothing}
    </section>`;
  }

  private body(printer: AdminPrinter): TemplateResult {
    const { capabilities, condition } = printer;
    return html`${notice({
      tone: printer.tone,
      text: html`<b>${printer.sentence}</b>
        ${condition === undefined ? nothing : html`<span class="hint">${say('asked', { when: agoWords(condition.at, Date.now()) })}</span>`}`,
    })}
      ${this.attempt.problem !== undefined && this.asking === undefined ? notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' }) : nothing}
      ${
        printer.virtual
          ? html`<admin-virtual
            .printerId=${printer.id}
            @told=${() => this.dispatchEvent(new CustomEvent('changed'))}
          ></admin-virtual>`
          : nothing
      }
      ${printer.virtual || capabilities === undefined ? nothing : trayPictures(capabilities)}
      ${this.switches(printer)} ${this.panel(printer)}
      <admin-printer-details
        .printer=${printer}
        @edited=${(event: CustomEvent<PrinterEdit>) => this.change(printer.id, event.detail)}
      ></admin-printer-details>
      ${capabilities === undefined ? nothing : capabilityList(capabilities)}
      <section>
        <h3>${say('where-from')}</h3>
        <dl class="facts">
          <dt>${say('registered')}</dt>
          <dd>${printer.source}</dd>
          ${printer.tlsPin === undefined ? nothing : html`<dt>${say('pinned')}</dt><dd class="pin">${printer.tlsPin}</dd>`}
        </dl>
      </section>
      <div class="sheet-acts">
        ${button({ label: say('printer-remove'), icon: TRASH, kind: 'danger', press: () => (this.asking = 'remove') })}
      </div>
      ${this.asking === undefined ? nothing : this.question(printer, this.asking)}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { printer } = this;
    if (printer === undefined) return nothing;
    return html`<admin-sheet
      .heading=${printer.name}
      .lead=${[printer.site, printer.location].filter(Boolean).join(' · ')}
      .key=${printer.id}
      .body=${this.body(printer)}
      @dismiss=${() => (location.hash = '#printers')}
    ></admin-sheet>`;
  }
}
