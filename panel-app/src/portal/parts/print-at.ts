// "Print at...": the printers and queues, the likeliest first and chosen, what the chosen one asks for, and what stands in its way.
import type { JobView } from '@platen/shared/api/common';
import type { PortalPrinter } from '@platen/shared/api/portal';
import type { PreflightFinding } from '@platen/shared/api/preflight';
import { type AccountingField, accountingFields } from '@platen/shared/preflight-accounting';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { toneIcon } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { readPrinters, releaseJob } from '../../data/portal.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import {
  anyway,
  choose,
  isComplete,
  mustAnswer,
  newOrder,
  type PrintOrder,
  withFindings,
} from './print-order.ts';

const TONE = { stop: 'bad', ask: 'warn', tell: 'quiet' } as const;
/** As the schema of accounting data has it. */
const LONGEST = 63;

/** Fires `close`, `released`, and `signed-out`. */
@customElement('portal-print')
export class PortalPrint extends LitElement {
  @property({ attribute: false }) job: JobView | undefined;
  @state() private printers: readonly PortalPrinter[] | undefined;
  @state() private order: PrintOrder | undefined;
  private readonly loading = attempt(this);
  private readonly sending = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    const answer = await this.loading.make(readPrinters());
    if (!answer.ok || this.job === undefined) return;
    this.printers = answer.value.printers;
    const [first] = this.printers;
    if (first !== undefined) this.order = newOrder(this.job.id, first);
  }

  private close = (): void => {
    this.dispatchEvent(new CustomEvent('close'));
  };

  private chosen(): PortalPrinter | undefined {
    return this.printers?.find(({ printer }) => printer.id === this.order?.printerId);
  }

  private choosePrinter(at: PortalPrinter): void {
    if (this.job === undefined) return;
    this.sending.show(undefined);
    this.order = newOrder(this.job.id, at);
  }

  private async send(order: PrintOrder): Promise<void> {
    this.order = order;
    const answer = await this.sending.make(releaseJob(order));
    if (!answer.ok) return;
    const { preflight, refused } = answer.value;
    const [no] = refused;
    if (preflight !== undefined) this.order = withFindings(order, preflight);
    else if (no !== undefined) this.sending.show(no.message);
    else {
      this.dispatchEvent(new CustomEvent('released', { bubbles: true }));
      this.close();
    }
  }

  private answer(order: PrintOrder): void {
    if (mustAnswer(order)) this.order = order;
    else void this.send(order);
  }

  private sendElsewhere(at: PortalPrinter): void {
    this.choosePrinter(at);
    const { order } = this;
    if (order !== undefined && isComplete(order, at)) void this.send(order);
  }

  private row(at: PortalPrinter): TemplateResult {
    const { printer, kind, isDefault, loaded } = at;
    const place = [
      kind === 'queue' ? say('print-queue') : '',
      printer.location ?? '',
      printer.site ?? '',
      loaded.length === 0 ? '' : say('print-loaded', { papers: loaded.join(', ') }),
    ].filter((part) => part !== '');
    return html`<label class="print-printer">
      <input
        type="radio"
        name="printer"
        .checked=${printer.id === this.order?.printerId}
        ?disabled=${this.sending.busy}
        @change=${() => this.choosePrinter(at)}
      />
      <span>
        <b>${printer.alias ?? printer.name}${isDefault ? html` <small>${say('print-default')}</small>` : nothing}</b>
        <span class="print-state"><span class="tone-${printer.tone}">${toneIcon(printer.tone)}</span>${printer.sentence}</span>
        ${place.length === 0 ? nothing : html`<span class="hint">${place.join(' · ')}</span>`}
      </span>
    </label>`;
  }

  private field(order: PrintOrder, field: AccountingField): TemplateResult {
    return html`<label class="text-field">
      <span>${say(`print-${field}`)}</span>
      <input
        .value=${order.accounting[field] ?? ''}
        maxlength=${LONGEST}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        @input=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          this.order = { ...order, accounting: { ...order.accounting, [field]: value } };
        }}
      />
    </label>`;
  }

  private finding(order: PrintOrder, finding: PreflightFinding): TemplateResult {
    const { severity, sentence, choices, nearest } = finding;
    const elsewhere = this.printers?.find(({ printer }) => printer.id === nearest?.id);
    const press = { disabled: this.sending.busy };
    return html`<li class="print-finding">
      <p><span class="tone-${TONE[severity]}">${toneIcon(TONE[severity])}</span>${sentence}</p>
      ${choices.map((choice) =>
        button({ label: choice.label, ...press, press: () => this.answer(choose(order, finding, choice)) }),
      )}
      ${
        elsewhere === undefined
          ? nothing
          : button({
              label: say('print-there', { printer: elsewhere.printer.name }),
              hint: elsewhere.printer.location,
              ...press,
              press: () => this.sendElsewhere(elsewhere),
            })
      }
    </li>`;
  }

  private findings(order: PrintOrder): TemplateResult {
    const { ageSeconds, findings } = order;
    const age =
      ageSeconds === undefined
        ? nothing
        : html`<p class="hint">${
            ageSeconds < 60
              ? say('print-seconds', { count: ageSeconds })
              : say('print-minutes', { count: Math.round(ageSeconds / 60) })
          }</p>`;
    return html`<div role="alert">${age}
      <ul class="print-findings">${findings.map((finding) => this.finding(order, finding))}</ul>
    </div>`;
  }

  private body(): TemplateResult {
    const { printers, order } = this;
    const problem = this.loading.problem ?? this.sending.problem;
    const told = problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`;
    if (printers === undefined)
      return html`${this.loading.problem === undefined ? skeleton(3, say('print-loading')) : nothing}${told}`;
    const chosen = this.chosen();
    if (order === undefined || chosen === undefined) return html`<p>${say('print-none')}</p>`;
    if (order.findings.length > 0) return html`${this.findings(order)}${told}`;
    const fields = accountingFields(chosen.accounting?.need ?? 'none');
    return html`<div class="print-printers" role="radiogroup" aria-label=${say('print-at')}>${printers.map((at) => this.row(at))}</div>
      ${
        fields.length === 0
          ? nothing
          : html`<div class="print-accounting">
              ${fields.map((field) => this.field(order, field))}
              <p class="hint">${say('print-remember')}</p>
            </div>`
      }${told}`;
  }

  private actions(): TemplateResult {
    const { order } = this;
    const chosen = this.chosen();
    const { busy } = this.sending;
    const cancel = button({ label: say('cancel'), press: this.close, first: true });
    if (order === undefined || chosen === undefined) return cancel;
    if (order.findings.length > 0) {
      const stopped = order.findings.some(({ severity }) => severity === 'stop');
      return html`${cancel}
        ${stopped ? button({ label: say('print-look'), disabled: busy, press: () => void this.send(order) }) : nothing}
        ${button({ label: say('print-anyway'), disabled: busy, press: () => void this.send(anyway(order)) })}`;
    }
    return html`${cancel}
    ${button({
      label: busy ? say('print-sending') : say('print-do', { printer: chosen.printer.name }),
      kind: 'accent',
      disabled: busy || !isComplete(order, chosen),
      press: () => void this.send(order),
    })}`;
  }

  protected override render(): TemplateResult {
    return html`<platen-dialog
      heading=${say('print-title', { title: this.job?.title ?? '' })}
      .body=${this.body()}
      .actions=${this.actions()}
      @dismiss=${this.close}
    ></platen-dialog>`;
  }
}

export const printAtStyles = /* css */ `
portal-print h2{overflow-wrap:anywhere}
.print-printers{display:grid;max-height:46vh;overflow-y:auto;margin:0 -8px;border-top:1px solid var(--line)}
.print-printer{display:flex;align-items:flex-start;gap:12px;min-height:64px;padding:12px 8px;border-bottom:1px solid var(--line);color:var(--ink);cursor:pointer}
.print-printer input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--accent)}
.print-printer>span{display:grid;gap:2px;min-width:0}
.print-printer b small{margin-left:6px;color:var(--ink-2);font-weight:400}
.print-state{display:flex;gap:6px}
.print-state .icon{width:18px;height:18px;margin-top:2px}
.print-accounting{display:grid;gap:12px;margin-top:16px;color:var(--ink)}
.print-finding{display:grid;gap:8px;padding:12px 0;color:var(--ink)}
.print-finding p{display:flex;gap:8px;font-weight:600}
.print-finding+.print-finding{border-top:1px solid var(--line)}
.print-finding .button{min-height:48px}
`;
