// "Print at...": the printers and queues to be found, the likeliest first and chosen, the options, what the chosen one asks for, and what
// stands in its way. Loaded when it is first wanted.
import type { JobView } from '@platen/shared/api/common';
import type { PortalPrinter } from '@platen/shared/api/portal';
import type { PreflightFinding } from '@platen/shared/api/preflight';
import type { TicketChange } from '@platen/shared/change-ticket';
import { readRanges } from '@platen/shared/page-ranges';
import { type AccountingField, accountingFields } from '@platen/shared/preflight-accounting';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_DOWN } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { releaseJobs } from '../../data/portal-printers.ts';
import { attempt } from '../../state/attempt.ts';
import { say as words } from '../printer-speech.ts';
import { say } from '../speech.ts';
import './page-view.ts';
import type { PortalPrinterList } from './printer-list.ts';
import './printer-list.ts';
import { effectiveTicket, printOptions } from './print-options.ts';
import {
  anyway,
  choose,
  isComplete,
  mustAnswer,
  newOrder,
  type PrintOrder,
  toSend,
  withFindings,
  withOptions,
} from './print-order.ts';

const TONE = { stop: 'bad', ask: 'warn', tell: 'quiet' } as const;
/** As the schema of accounting data has it. */
const LONGEST = 63;

const printable = ({ state: now, expiresAt }: JobView): boolean =>
  now === 'held' || (now === 'printed' && expiresAt !== undefined);

/** Fires `close`, `released`, and `signed-out`. */
@customElement('portal-print')
export class PortalPrint extends LitElement {
  /** As they are now: one that is being made ready is waited for. */
  @property({ attribute: false }) jobs: readonly JobView[] = [];
  /** Documents that are still being sent here. */
  @property({ type: Number }) coming = 0;
  /** Where to print, when that is settled already. */
  @property({ attribute: false }) at: PortalPrinter | undefined;

  @state() private chosen: PortalPrinter | undefined;
  @state() private order: PrintOrder | undefined;
  @state() private pagesTyped: string | undefined;
  /** Print was pressed, and it goes as soon as everything is ready. */
  @state() private pressed = false;
  private readonly sending = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    // Not on being connected: an element that was on the page before its code came has no properties then.
    if (this.at !== undefined && this.chosen === undefined) this.choosePrinter(this.at);
  }

  protected override updated(): void {
    const { order } = this;
    if (!this.pressed || this.waiting() > 0 || order === undefined) return;
    this.pressed = false;
    if (this.ready().length > 0) void this.send(order);
  }

  private ready(): readonly JobView[] {
    return this.jobs.filter(printable);
  }

  /** On their way, or being made ready. */
  private waiting(): number {
    return this.coming + this.jobs.filter(({ state: now }) => now === 'received').length;
  }

  private close = (): void => {
    this.dispatchEvent(new CustomEvent('close'));
  };

  private choosePrinter(at: PortalPrinter): void {
    this.sending.show(undefined);
    this.chosen = at;
    this.order = newOrder([], at, this.order?.options);
  }

  private async send(order: PrintOrder): Promise<void> {
    // Documents that got ready since then come along, with what was answered for the others.
    const tickets = new Map(order.jobs.map(({ id, ticket }) => [id, ticket]));
    const whole = { ...order, jobs: this.ready().map(({ id }) => ({ id, ticket: tickets.get(id) ?? {} })) };
    this.order = whole;
    const answer = await this.sending.make(releaseJobs(toSend(whole)));
    if (!answer.ok) return;
    const { preflight, refused } = answer.value;
    const [no] = refused;
    if (preflight !== undefined) this.order = withFindings(whole, preflight);
    else if (no !== undefined) this.sending.show(no.message);
    else {
      this.dispatchEvent(new CustomEvent('released', { bubbles: true }));
      this.close();
    }
  }

  private press(order: PrintOrder): void {
    if (this.waiting() > 0) this.pressed = true;
    else void this.send(order);
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
    const elsewhere = this.querySelector<PortalPrinterList>('portal-printer-list')
      ?.printers()
      .find(({ printer }) => printer.id === nearest?.id);
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

  private options(order: PrintOrder): TemplateResult | typeof nothing {
    const jobs = this.ready();
    const [first] = jobs;
    if (first === undefined) return nothing;
    const { options: chosen } = order;
    const change = (what: TicketChange): void => {
      if (this.order !== undefined) this.order = withOptions(this.order, what);
    };
    const fields = printOptions({
      jobs,
      capabilities: this.chosen?.printer.capabilities,
      chosen,
      pagesTyped: this.pagesTyped,
      change,
      typePages: (text) => {
        this.pagesTyped = text;
        const typed = text.replace(/\s/g, '');
        const ranges = typed === '' ? [] : readRanges(typed, first.pages ?? 1);
        if (ranges !== undefined) change({ pageRanges: ranges.length === 0 ? undefined : ranges });
      },
    });
    if (fields === nothing) return nothing;
    return html`<details class="print-more">
      <summary>
        <b>${words('options')}</b>
        <span class="hint">${words(Object.keys(chosen).length === 0 ? 'options-as-is' : 'options-changed')}</span>
        ${icon(CHEVRON_DOWN)}
      </summary>
      <div class="print-more-in">
        ${fields}
        ${
          jobs.length === 1 && first.pages !== undefined
            ? html`<portal-page
                small
                .job=${first.id}
                .pages=${first.pages}
                .ticket=${effectiveTicket(first.ticket, chosen)}
              ></portal-page>`
            : nothing
        }
      </div>
    </details>`;
  }

  private progress(): TemplateResult | typeof nothing {
    const waiting = this.waiting();
    const lost = this.jobs.length - this.ready().length - (waiting - this.coming);
    if (waiting === 0 && lost === 0) return nothing;
    return html`<div class="print-progress">
      ${
        waiting === 0
          ? nothing
          : notice({
              tone: 'busy',
              announce: 'status',
              text: this.pressed
                ? `${words('waiting', { count: waiting })} ${words('goes-then')}`
                : words('waiting', { count: waiting }),
            })
      }
      ${lost === 0 ? nothing : notice({ tone: 'warn', announce: 'status', text: words('cannot', { count: lost }) })}
    </div>`;
  }

  private body(): TemplateResult {
    const { order, chosen, at } = this;
    const { problem } = this.sending;
    const told = problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`;
    if (this.ready().length === 0 && this.waiting() === 0) return html`<p>${words('nothing-left')}</p>`;
    const asking = order !== undefined && order.findings.length > 0;
    const fields = chosen === undefined ? [] : accountingFields(chosen.accounting?.need ?? 'none');
    // The list stays behind the findings: what was found in it, and where it was scrolled to, is still there afterwards.
    return html`${asking ? this.findings(order) : this.progress()}
      <div ?hidden=${asking}>
        ${
          at === undefined
            ? html`<portal-printer-list
                choosing
                .chosen=${order?.printerId}
                ?disabled=${this.sending.busy}
                @choose=${({ detail }: CustomEvent<PortalPrinter>) => this.choosePrinter(detail)}
              ></portal-printer-list>`
            : nothing
        }
        ${order === undefined ? nothing : this.options(order)}
        ${
          order === undefined || fields.length === 0
            ? nothing
            : html`<div class="print-accounting">
                ${fields.map((field) => this.field(order, field))}
                <p class="hint">${say('print-remember')}</p>
              </div>`
        }
      </div>
      ${told}`;
  }

  private actions(): TemplateResult {
    const { order, chosen } = this;
    const { busy } = this.sending;
    const cancel = button({ label: say('cancel'), press: this.close, first: true });
    const none = this.ready().length === 0 && this.waiting() === 0;
    if (order === undefined || chosen === undefined || none) return cancel;
    if (order.findings.length > 0) {
      const stopped = order.findings.some(({ severity }) => severity === 'stop');
      return html`${cancel}
        ${stopped ? button({ label: say('print-look'), disabled: busy, press: () => void this.send(order) }) : nothing}
        ${button({ label: say('print-anyway'), disabled: busy, press: () => void this.send(anyway(order)) })}`;
    }
    const { printer } = chosen;
    return html`${cancel}
    ${button({
      label: busy ? say('print-sending') : say('print-do', { printer: printer.alias ?? printer.name }),
      hint: this.waiting() > 0 ? words('print-when-ready') : undefined,
      kind: 'accent',
      disabled: busy || this.pressed || !isComplete(order, chosen),
      press: () => this.press(order),
    })}`;
  }

  protected override render(): TemplateResult {
    const [only, second] = this.jobs;
    const count = this.jobs.length + this.coming;
    const heading =
      only !== undefined && second === undefined && this.coming === 0
        ? say('print-title', { title: only.title })
        : words('print-count', { count });
    return html`<platen-dialog
      class="print-dialog"
      .heading=${heading}
      .body=${this.body()}
      .actions=${this.actions()}
      @dismiss=${this.close}
    ></platen-dialog>`;
  }
}
