// What lets the server into a device: SNMP and its administrator. Only what is stored is said, never its value; replaced or removed.
// Fires `changed` with the printer.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { formText } from '../../components/form-text.ts';
import { icon } from '../../components/icon.ts';
import { KEY_ROUND } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { type CredentialsEdit, setCredentials } from '../../data/admin-fleet.ts';
import { attempt } from '../../state/attempt.ts';
import { lockOf } from '../printer-words.ts';
import { say } from '../speech.ts';
import { lockedField } from './locked-field.ts';
import { loginFields, loginOf } from './login-fields.ts';
import './snmp-fields.ts';
import { snmpOf } from './snmp-fields.ts';

const KINDS = ['snmp', 'admin'] as const;
type Kind = (typeof KINDS)[number];

@customElement('admin-printer-access')
export class AdminPrinterAccess extends LitElement {
  @property({ attribute: false }) printer: AdminPrinter | undefined;

  @state() private editing: Kind | undefined;
  @state() private removing: Kind | undefined;
  @state() private saved: Kind | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('printer') as AdminPrinter | undefined;
    if (before === undefined || before.id === this.printer?.id) return;
    this.show(undefined);
    this.saved = undefined;
    this.removing = undefined;
  }

  private show(kind: Kind | undefined): void {
    this.editing = kind;
    this.saved = undefined;
    this.attempt.show(undefined);
  }

  private async store(kind: Kind, edit: CredentialsEdit): Promise<void> {
    const { printer } = this;
    if (printer === undefined) return;
    const answer = await this.attempt.make(setCredentials(printer.id, edit));
    if (!answer.ok) return;
    this.editing = undefined;
    this.removing = undefined;
    this.saved = edit[kind] === null ? undefined : kind;
    this.dispatchEvent(new CustomEvent<AdminPrinter>('changed', { detail: answer.value, bubbles: true }));
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if (formText(form, 'kind') === 'admin') {
      void this.store('admin', { admin: loginOf(form) });
      return;
    }
    const snmp = snmpOf(form);
    if (snmp !== undefined && snmp !== false) void this.store('snmp', { snmp });
  };

  private form(kind: Kind): TemplateResult {
    return html`<form class="form boxed" autocomplete="off" @submit=${this.onSubmit}>
      <input type="hidden" name="kind" value=${kind} />
      ${kind === 'snmp' ? html`<admin-snmp-fields></admin-snmp-fields>` : loginFields()}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>
          ${say(this.attempt.busy ? 'storing' : 'store')}
        </button>
        ${button({ label: say('cancel'), press: () => this.show(undefined) })}
      </div>
    </form>`;
  }

  private refused(printer: AdminPrinter): TemplateResult | typeof nothing {
    if (printer.panelState?.passwordRefused !== true) return nothing;
    return notice({ tone: 'bad', text: say('password-refused') });
  }

  private section(printer: AdminPrinter, kind: Kind): TemplateResult {
    const words = printer.credentials[kind];
    const fixed = lockOf(printer, 'credentials');
    if (fixed !== undefined) {
      return html`<section>
        <h3>${say(`access-${kind}`)}</h3>
        ${lockedField({ label: say('stored'), value: words ?? '', source: fixed })}
      </section>`;
    }
    return html`<section>
      <h3>${say(`access-${kind}`)}</h3>
      <p class="hint">${say(`access-${kind}-help`)}</p>
      ${kind === 'admin' ? this.refused(printer) : nothing}
      ${
        this.editing === kind
          ? this.form(kind)
          : words === undefined
            ? html`<div class="sheet-acts section-act">
                ${button({ label: say(`access-${kind}-set`), icon: KEY_ROUND, press: () => this.show(kind) })}
              </div>`
            : html`<div class="stored">
                ${icon(KEY_ROUND)}
                <p>
                  <b>${words}</b>
                  ${
                    this.saved === kind
                      ? html`<span class="stored-now" role="status"
                          ><span class="tone-ok">${toneIcon('ok')}</span>${say('stored-now')}</span
                        >`
                      : html`<span class="hint">${say('stored')}</span>`
                  }
                </p>
                ${button({ label: say('replace'), press: () => this.show(kind), place: `replace-${kind}` })}
                ${button({ label: say('remove'), kind: 'quiet', press: () => (this.removing = kind), place: `remove-${kind}` })}
              </div>`
      }
    </section>`;
  }

  private question(kind: Kind, name: string): TemplateResult {
    return confirm({
      heading: say(`access-${kind}-remove-title`),
      cost: say(`access-${kind}-remove-cost`, { name }),
      act: say('access-remove-do'),
      danger: true,
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.store(kind, kind === 'snmp' ? { snmp: null } : { admin: null }),
      no: () => {
        this.removing = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { printer } = this;
    if (printer === undefined) return nothing;
    return html`${KINDS.map((kind) => this.section(printer, kind))}
      <p class="hint">${say('access-kept')}</p>
      ${this.removing === undefined ? nothing : this.question(this.removing, printer.name)}`;
  }
}
