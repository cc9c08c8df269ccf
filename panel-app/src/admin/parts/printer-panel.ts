// The panel app on one device: how it stands, putting it there, bringing it up to date, taking it away; by the server, or by a person
// who is led. Fires `changed` with the printer or without one, and `want-access` when the stored password is to be replaced.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { PanelDone, PanelInstall, PanelView } from '@platen/shared/api/panel-install';
import type { PanelKind } from '@platen/shared/panel-kind';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { DOWNLOAD, KEY_ROUND, REFRESH_CW, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { changePrinter, renewPanelKey } from '../../data/admin.ts';
import { checkPanel, installPanel, readPanel, removePanel, setCredentials } from '../../data/admin-fleet.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import { whenLoaded } from './loading.ts';
import { panelAddress, panelSteps } from './panel-address.ts';
import './panel-form.ts';
import type { PanelOrder } from './panel-form.ts';
import { panelKindField } from './panel-kind-field.ts';

/** Somebody at the device has just opened the address and looks here whether it worked. */
const EVERY_MS = 5000;

type Act = 'install' | 'update' | 'remove';
/** What is to be confirmed first. */
type Question = 'remove' | 'panel-key';

@customElement('admin-printer-panel')
export class AdminPrinterPanel extends LitElement {
  @property({ attribute: false }) printer: AdminPrinter | undefined;

  @state() private act: Act | undefined;
  @state() private asking: Question | undefined;
  /** What was worth knowing of the last thing done, and whether it was a removal. */
  @state() private notes: readonly string[] = [];
  @state() private doing: 'check' | undefined;
  private readonly attempt = attempt(this);
  private readonly panel = loaded(
    this,
    (signal) => (this.printer === undefined ? undefined : readPanel(this.printer.id, signal)),
    EVERY_MS,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('printer') as AdminPrinter | undefined;
    if (before === undefined || before.id === this.printer?.id) return;
    this.act = undefined;
    this.asking = undefined;
    this.notes = [];
    this.attempt.show(undefined);
    this.panel.forget();
    void this.panel.refresh();
  }

  private tell(printer?: AdminPrinter): void {
    this.dispatchEvent(new CustomEvent('changed', { detail: printer, bubbles: true }));
  }

  private async settle(id: string, call: Promise<ApiResult<PanelDone>>): Promise<void> {
    const answer = await this.attempt.make(call);
    if (id !== this.printer?.id) return;
    if (!answer.ok) {
      // What went wrong may have changed how it stands: a refused password is not tried again.
      void this.panel.refresh();
      return;
    }
    this.panel.put(answer.value.panel);
    this.notes = answer.value.notes;
    this.act = undefined;
    this.asking = undefined;
    this.tell();
  }

  private async carryOut(printer: AdminPrinter, { how, keep }: PanelOrder): Promise<void> {
    const { id } = printer;
    this.notes = [];
    if (keep !== undefined) {
      const kept = await this.attempt.make(setCredentials(id, { admin: keep }));
      if (!kept.ok) return;
      this.tell(kept.value);
    }
    await this.settle(id, this.act === 'remove' ? removePanel(id, how) : installPanel(id, how));
  }

  private setUp(printer: AdminPrinter, how: PanelInstall = {}): void {
    this.notes = [];
    void this.settle(printer.id, installPanel(printer.id, how));
  }

  private async check(printer: AdminPrinter): Promise<void> {
    this.notes = [];
    this.doing = 'check';
    await this.settle(printer.id, checkPanel(printer.id));
    this.doing = undefined;
  }

  private async renewKey(printer: AdminPrinter): Promise<void> {
    const answer = await this.attempt.make(renewPanelKey(printer.id));
    if (!answer.ok) return;
    this.asking = undefined;
    this.tell(answer.value);
    void this.panel.refresh();
  }

  private async changeKind(printer: AdminPrinter, panelKind: PanelKind | null): Promise<void> {
    this.notes = [];
    const answer = await this.attempt.make(changePrinter(printer.id, { panelKind }));
    if (answer.ok) this.tell(answer.value);
  }

  private standing(view: PanelView): TemplateResult {
    const now = Date.now();
    const facts: readonly (readonly [string, string | undefined])[] = [
      [say('panel-platform'), view.platformName],
      [say('panel-version'), view.installedVersion],
      [say('panel-since'), view.installedAt === undefined ? undefined : agoWords(view.installedAt, now)],
      [
        say('panel-contact'),
        view.lastContactAt === undefined ? say('never') : agoWords(view.lastContactAt, now),
      ],
    ];
    // What is comes first and stands out; what to do follows it.
    const [what = '', ...cure] = view.sentence.split(/(?<=[.?!]) /);
    return html`${notice({
      tone: view.tone,
      text: html`<b>${what}</b> ${cure.join(' ')}
        ${
          view.passwordRefused
            ? html`<div>
                ${button({
                  label: say('panel-new-password'),
                  icon: KEY_ROUND,
                  press: () => this.dispatchEvent(new CustomEvent('want-access')),
                })}
              </div>`
            : nothing
        }`,
    })}
      ${
        this.notes.length === 0
          ? nothing
          : notice({
              tone: 'quiet',
              announce: 'status',
              text: this.notes.length === 1 ? (this.notes[0] ?? '') : panelSteps(this.notes, view.address),
            })
      }
      ${this.attempt.problem === undefined || this.act !== undefined || this.asking !== undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${
        view.way === 'none'
          ? nothing
          : html`<dl class="facts">
              ${facts.map(([name, value]) => (value === undefined ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`))}
            </dl>`
      }`;
  }

  private checkButton(printer: AdminPrinter): TemplateResult {
    return button({
      label: say(this.doing === 'check' ? 'panel-checking' : 'panel-check'),
      icon: REFRESH_CW,
      disabled: this.attempt.busy,
      press: () => void this.check(printer),
    });
  }

  private automatic(printer: AdminPrinter, view: PanelView): TemplateResult {
    const installed = view.installedAt !== undefined;
    if (this.act !== undefined) {
      return html`<admin-panel-form
        .act=${this.act}
        .stored=${view.credentialsStored && !view.passwordRefused}
        .http=${printer.allowHttp}
        .busy=${this.attempt.busy}
        .problem=${this.attempt.problem}
        @go=${(event: CustomEvent<PanelOrder>) => void this.carryOut(printer, event.detail)}
        @dismiss=${() => this.choose(undefined)}
      ></admin-panel-form>`;
    }
    return html`<div class="sheet-acts">
      ${button({
        label: say(installed ? 'panel-update-do' : 'panel-install-do'),
        icon: DOWNLOAD,
        kind: installed && view.tone !== 'bad' ? 'plain' : 'accent',
        press: () => this.choose(installed ? 'update' : 'install'),
      })}
      ${this.checkButton(printer)}
      ${installed ? button({ label: say('panel-remove-do'), icon: TRASH, kind: 'danger', press: () => this.choose('remove') }) : nothing}
    </div>`;
  }

  private choose(act: Act | undefined): void {
    this.act = act;
    this.notes = [];
    this.attempt.show(undefined);
  }

  private byHand(printer: AdminPrinter, view: PanelView): TemplateResult {
    const begun = view.installedAt !== undefined;
    return html`<section>
        <h3>${say('panel-steps')}</h3>
        ${panelSteps(view.steps, view.address)}
      </section>
      <div class="sheet-acts">
        ${
          begun
            ? this.checkButton(printer)
            : button({
                label: say('panel-done'),
                kind: 'accent',
                disabled: this.attempt.busy || view.address === undefined,
                press: () => this.setUp(printer),
              })
        }
        ${begun ? button({ label: say('panel-forget-do'), icon: TRASH, kind: 'danger', press: () => (this.asking = 'remove') }) : nothing}
      </div>`;
  }

  private address(printer: AdminPrinter, view: PanelView): TemplateResult | typeof nothing {
    if (view.address === undefined) return nothing;
    return html`<section>
      <h3>${say('panel-address')}</h3>
      <p class="hint">
        ${say('panel-help')}
        <button type="button" class="as-link" @click=${() => (this.asking = 'panel-key')}>${say('panel-key')}</button>
      </p>
      ${panelAddress({
        printerId: printer.id,
        address: view.address,
        path: printer.panelPath,
        qr: view.way === 'address',
      })}
    </section>`;
  }

  private question(printer: AdminPrinter, asked: Question): TemplateResult {
    const { name } = printer;
    const forms = {
      remove: {
        heading: say('panel-forget-title'),
        cost: say('panel-forget-cost', { name }),
        act: say('panel-forget-do'),
        yes: () => void this.settle(printer.id, removePanel(printer.id, {})),
      },
      'panel-key': {
        heading: say('panel-key-title'),
        cost: say('panel-key-cost', { name }),
        act: say('panel-key-do'),
        yes: () => void this.renewKey(printer),
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

  private view(printer: AdminPrinter, view: PanelView): TemplateResult {
    const instead = (label: 'panel-tablet' | 'panel-by-hand'): TemplateResult =>
      html`<section>
        <p class="hint">${say(`${label}-help`)}</p>
        <p class="section-act">
          ${button({ label: say(label), disabled: this.attempt.busy, press: () => this.setUp(printer, { platform: 'browser' }) })}
        </p>
      </section>`;
    return html`${this.standing(view)}
      ${view.way === 'automatic' ? this.automatic(printer, view) : nothing}
      ${view.way === 'address' ? this.address(printer, view) : nothing}
      ${view.way === 'guided' || view.way === 'address' ? this.byHand(printer, view) : nothing}
      ${view.way === 'guided' || view.way === 'automatic' ? this.address(printer, view) : nothing}
      ${view.way === 'none' ? instead('panel-tablet') : nothing}
      ${view.way === 'automatic' && view.trouble !== undefined && this.act === undefined ? instead('panel-by-hand') : nothing}
      ${
        view.way === 'none'
          ? nothing
          : html`<section>${panelKindField(printer, (panelKind) => void this.changeKind(printer, panelKind))}</section>`
      }
      ${this.asking === undefined ? nothing : this.question(printer, this.asking)}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { printer } = this;
    if (printer === undefined) return nothing;
    return whenLoaded(this.panel, (view) => this.view(printer, view), 4);
  }
}
