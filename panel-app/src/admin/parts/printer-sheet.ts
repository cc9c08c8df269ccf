// A device's sheet: how it is now, its details, what lets us in, the panel app on it; each in a tab of its own.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { changePrinter, type PrinterEdit, removePrinter } from '../../data/admin.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { may } from '../may.ts';
import { isDeclared, lockOf } from '../printer-words.ts';
import { say } from '../speech.ts';
import { directAddress } from './direct-address.ts';
import { lockedBy } from './locked-field.ts';
import './printer-access.ts';
import './printer-details.ts';
import { capabilityList, identityList, supplyList, trayPictures } from './printer-facts.ts';
import './printer-panel.ts';
import './printer-test.ts';
import './side-sheet.ts';
import { onOff } from './switch.ts';
import { type Tab, tabList, tabPanel } from './tabs.ts';
import './virtual-mfd.ts';

type Question = 'remove' | 'allow-http' | 'device-sign-in';
const TABS = ['now', 'details', 'access', 'panel'] as const;
type Place = (typeof TABS)[number];
const USES = ['enabled', 'forDirectMail', 'directQueue', 'forPublic'] as const;

/** Fires `changed` with the printer as the server has it now, or without one when it was removed. */
@customElement('admin-printer-sheet')
export class AdminPrinterSheet extends LitElement {
  @property({ attribute: false }) printer: AdminPrinter | undefined;
  @property({ attribute: false }) sites: readonly string[] = [];

  /** Stays when another printer is opened: who sets up panels goes from device to device. */
  @state() private place: Place = 'now';
  /** The details were opened: what is typed there stays while another tab is looked at. */
  @state() private detailed = false;
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

  private go(place: Place): void {
    this.place = place;
    if (place === 'details') this.detailed = true;
    this.querySelector('.sheet-body')?.scrollTo(0, 0);
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
      'allow-http': {
        heading: say('allow-http-title'),
        cost: say('allow-http-cost', { name }),
        act: say('allow-http-do'),
        yes: () => this.change(id, { allowHttp: true }),
      },
      'device-sign-in': {
        heading: say('device-sign-in-title'),
        cost: say('device-sign-in-cost', { name }),
        act: say('device-sign-in-do'),
        yes: () => this.change(id, { deviceSignIn: true }),
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

  private use(printer: AdminPrinter, field: (typeof USES)[number]): TemplateResult {
    const source = lockOf(printer, field);
    return html`<div>
      ${onOff({
        label: say(`use-${field}`),
        hint: say(`use-${field}-hint`),
        on: printer[field],
        disabled: this.attempt.busy || source !== undefined,
        change: (on) => this.change(printer.id, { [field]: on }),
      })}
      ${source === undefined ? nothing : lockedBy(source)}
      ${field === 'directQueue' ? directAddress(printer, location) : nothing}
    </div>`;
  }

  private now(printer: AdminPrinter): TemplateResult {
    const { capabilities, condition } = printer;
    return html`${notice({
      tone: printer.tone,
      text: html`<b>${printer.sentence}</b>
        ${condition === undefined ? nothing : html`<span class="hint">${say('asked', { when: agoWords(condition.at, Date.now()) })}</span>`}`,
    })}
      ${
        printer.virtual
          ? html`<admin-virtual
            .printerId=${printer.id}
            @told=${() => this.dispatchEvent(new CustomEvent('changed'))}
          ></admin-virtual>`
          : nothing
      }
      ${
        printer.enabled && may('printers:change')
          ? html`<admin-printer-test class="section-act" .printerId=${printer.id}></admin-printer-test>`
          : nothing
      }
      ${printer.virtual || capabilities === undefined ? nothing : trayPictures(capabilities)}
      ${supplyList(printer)}
      <section>
        <h3>${say('uses')}</h3>
        <div class="switches">${USES.map((field) => this.use(printer, field))}</div>
      </section>
      ${capabilities === undefined ? nothing : capabilityList(capabilities)}`;
  }

  private details(printer: AdminPrinter): TemplateResult {
    return html`<admin-printer-details .printer=${printer} .sites=${this.sites}></admin-printer-details>
      ${identityList(printer)}
      <section>
        <h3>${say('where-from')}</h3>
        <dl class="facts">
          <dt>${say('registered')}</dt>
          <dd>${printer.source}</dd>
          ${printer.tlsPin === undefined ? nothing : html`<dt>${say('pinned')}</dt><dd class="pin">${printer.tlsPin}</dd>`}
        </dl>
        ${isDeclared(printer) ? html`<p class="hint section-act">${say('declared-remove', { source: printer.source })}</p>` : nothing}
      </section>
      ${
        isDeclared(printer)
          ? nothing
          : html`<div class="sheet-acts">
              ${button({ label: say('printer-remove'), icon: TRASH, kind: 'danger', press: () => (this.asking = 'remove') })}
            </div>`
      }`;
  }

  private panel(printer: AdminPrinter): TemplateResult {
    const source = lockOf(printer, 'allowHttp');
    return html`<admin-printer-panel
        .printer=${printer}
        @want-access=${() => this.go('access')}
      ></admin-printer-panel>
      <section class="switches">
        ${onOff({
          label: say('allow-http'),
          hint: say('allow-http-hint'),
          on: printer.allowHttp,
          disabled: this.attempt.busy || source !== undefined,
          change: (allowHttp) => {
            if (allowHttp) this.asking = 'allow-http';
            else this.change(printer.id, { allowHttp });
          },
        })}
        ${source === undefined ? nothing : lockedBy(source)}
        ${printer.allowHttp ? notice({ tone: 'warn', text: say('allow-http-is') }) : nothing}
        ${printer.kind === 'queue' ? nothing : this.deviceSignIn(printer)}
      </section>`;
  }

  private deviceSignIn(printer: AdminPrinter): TemplateResult {
    const source = lockOf(printer, 'deviceSignIn');
    return html`${onOff({
      label: say('device-sign-in'),
      hint: say('device-sign-in-hint'),
      on: printer.deviceSignIn,
      disabled: this.attempt.busy || source !== undefined,
      change: (deviceSignIn) => {
        if (deviceSignIn) this.asking = 'device-sign-in';
        else this.change(printer.id, { deviceSignIn });
      },
    })}
    ${source === undefined ? nothing : lockedBy(source)}`;
  }

  private body(printer: AdminPrinter): TemplateResult {
    const { place } = this;
    return html`${this.attempt.problem !== undefined && this.asking === undefined ? notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' }) : nothing}
      ${place === 'now' ? tabPanel('now', true, this.now(printer)) : nothing}
      ${this.detailed ? tabPanel('details', place === 'details', this.details(printer)) : nothing}
      ${place === 'access' ? tabPanel('access', true, html`<admin-printer-access .printer=${printer}></admin-printer-access>`) : nothing}
      ${place === 'panel' ? tabPanel('panel', true, this.panel(printer)) : nothing}
      ${this.asking === undefined ? nothing : this.question(printer, this.asking)}`;
  }

  private tabs(printer: AdminPrinter): readonly Tab<Place>[] {
    const { panelState } = printer;
    const trouble = panelState?.trouble !== undefined || panelState?.passwordRefused === true;
    return TABS.map((id) => ({
      id,
      label: say(`tab-${id}`),
      mark: id === 'panel' && trouble ? say('needs-attention') : undefined,
    }));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { printer } = this;
    if (printer === undefined) return nothing;
    return html`<admin-sheet
      .heading=${printer.name}
      .lead=${[printer.site, printer.location].filter(Boolean).join(' · ')}
      .key=${printer.id}
      .top=${tabList({
        label: printer.name,
        tabs: this.tabs(printer),
        chosen: this.place,
        choose: (place) => this.go(place),
      })}
      .body=${this.body(printer)}
      @dismiss=${() => (location.hash = '#printers')}
    ></admin-sheet>`;
  }
}
