// First run, the first printer: found by its announcement or asked at its address, shown as it is, and taken.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { DiscoveryView } from '@platen/shared/api/discovery';
import type { FirstRunView } from '@platen/shared/api/first-run';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { SEARCH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { addPrinter, type NewPrinter, type Probed, probePrinter, readPrinters } from '../../data/admin.ts';
import { type Finding, readDiscovery, startDiscovery } from '../../data/admin-fleet.ts';
import { attempt } from '../../state/attempt.ts';
import { findingName, mayAdd, registrationOf } from '../finding-words.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { capabilityList, trayPictures } from '../parts/printer-facts.ts';
import { textField } from '../parts/text-field.ts';
import { say } from '../speech.ts';
import { stepDone } from './step-done.ts';

const RUNNING_MS = 1000;

@customElement('admin-step-printer')
export class AdminStepPrinter extends LitElement {
  @property({ attribute: false }) view: FirstRunView | undefined;
  /** What is about to be registered, and what it said of itself. */
  @state() private chosen: NewPrinter | undefined;
  @state() private probed: Probed | undefined;
  @state() private another = false;
  @state() private searched = false;
  private readonly attempt = attempt(this);
  private readonly printers = loaded(this, readPrinters, 0);
  private readonly search: Loaded<DiscoveryView> = loaded(
    this,
    (signal) => (this.searched ? readDiscovery(signal) : undefined),
    () => (this.search.value?.state === 'running' ? RUNNING_MS : 0),
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async find(): Promise<void> {
    // Announcements alone: whoever knows address ranges has them under Printers, with everything else.
    const answer = await this.attempt.make(startDiscovery({ ranges: [], mdns: true }));
    if (!answer.ok) return;
    this.searched = true;
    this.search.put(answer.value);
    void this.search.refresh();
  }

  private readonly onAsk = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement)
      void this.probe({ name: '', uri: formText(event.target, 'uri') });
  };

  private async probe(printer: NewPrinter): Promise<void> {
    const answer = await this.attempt.make(probePrinter(printer.uri));
    if (!answer.ok) return;
    this.probed = answer.value;
    this.chosen = printer;
  }

  private readonly onUse = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.use(formText(event.target, 'name'));
  };

  private async use(name: string): Promise<void> {
    const { chosen } = this;
    if (chosen === undefined) return;
    const answer = await this.attempt.make(addPrinter({ ...chosen, name }));
    if (answer.ok) stepDone(this, { printerId: answer.value.id });
  }

  private problem(): TemplateResult | typeof nothing {
    const { problem } = this.attempt;
    return problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' });
  }

  private have(printers: readonly AdminPrinter[]): TemplateResult {
    const mine = printers.find(({ id }) => id === this.view?.printer?.id) ?? printers[0];
    if (mine === undefined) return html``;
    return html`${notice({ tone: 'ok', text: say('step-printer-have', { name: mine.name }) })}
      <div class="sheet-acts">
        ${button({
          label: say('step-printer-go-on', { name: mine.name }),
          kind: 'accent',
          press: () => stepDone(this, { printerId: mine.id }),
        })}
        ${button({ label: say('step-printer-another'), press: () => (this.another = true) })}
      </div>`;
  }

  private found(finding: Finding): TemplateResult {
    const name = findingName(finding);
    const registration = registrationOf(finding, '');
    return html`<li class="first-run-found">
      <div>
        <p><b>${name}</b> <span class="hint">${finding.address}</span></p>
        <p class="hint">${[finding.identity.makeAndModel, finding.location].filter((one) => one !== undefined && one !== name).join(' · ')}</p>
      </div>
      ${button({
        label: say('step-printer-use', { name }),
        disabled: this.attempt.busy,
        press: () => void this.probe(registration),
      })}
    </li>`;
  }

  private findings({ findings, state }: DiscoveryView): TemplateResult {
    const usable = findings.filter(mayAdd);
    const running = state === 'running';
    return html`<div role="status">
        ${
          running
            ? html`<p>${say('step-printer-finding')}</p>
                ${progressBar({ label: say('step-printer-finding'), max: 1 })}`
            : usable.length === 0
              ? notice({ tone: 'quiet', text: say('step-printer-none') })
              : html`<p>${say('step-printer-found', { count: usable.length })}</p>`
        }
      </div>
      ${usable.length === 0 ? nothing : html`<ul class="first-run-findings">${usable.map((one) => this.found(one))}</ul>`}`;
  }

  private question(): TemplateResult {
    const found = this.search.value;
    return html`<div class="sheet-acts">
        ${button({
          label: say('step-printer-find'),
          icon: SEARCH,
          disabled: this.attempt.busy || found?.state === 'running',
          press: () => void this.find(),
        })}
      </div>
      ${this.searched && found !== undefined ? this.findings(found) : nothing}
      <form class="form" @submit=${this.onAsk}>
        ${textField({ name: 'uri', label: say('address'), required: true, maxlength: 500, value: 'ipps://' })}
        <p class="hint">${say('address-help')}</p>
        ${this.problem()}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>
            ${say(this.attempt.busy ? 'checking' : 'step-printer-ask')}
          </button>
        </div>
      </form>`;
  }

  private answers(chosen: NewPrinter, { capabilities, identity }: Probed): TemplateResult {
    const name = chosen.name === '' ? (identity.makeAndModel ?? capabilities.makeAndModel) : chosen.name;
    return html`${notice({
      tone: 'ok',
      announce: 'status',
      text: html`<b>${say('answers', { model: capabilities.makeAndModel })}</b> ${say('answers-next')}`,
    })}
      <form class="form" @submit=${this.onUse}>
        ${textField({ name: 'name', label: say('printer-name'), hint: say('printer-name-hint'), value: name, required: true, maxlength: 80 })}
        ${this.problem()}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>${say('printer-add-do')}</button>
          ${button({ label: say('other-address'), press: () => (this.chosen = undefined) })}
        </div>
      </form>
      ${trayPictures(capabilities)} ${capabilityList(capabilities)}`;
  }

  protected override render(): TemplateResult {
    const { chosen, probed } = this;
    const there = this.printers.value?.printers ?? [];
    if (there.length > 0 && !this.another) return this.have(there);
    return html`<p class="first-run-lead">${say('step-printer-lead')}</p>
      ${chosen !== undefined && probed !== undefined ? this.answers(chosen, probed) : this.question()}`;
  }
}
