// Adding a printer: its address is asked first, what answers is shown, then it gets a name and is kept. Fires `added`.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { addPrinter, type Probed, probePrinter } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { capabilityList, trayPictures } from './printer-facts.ts';
import './side-sheet.ts';
import { textField } from './text-field.ts';

@customElement('admin-printer-add')
export class AdminPrinterAdd extends LitElement {
  /** Offered while a site is typed. */
  @property({ attribute: false }) sites: readonly string[] = [];
  @state() private uri = '';
  @state() private probed: Probed | undefined;
  private readonly attempt = attempt(this);

  private asking: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  private onCheck = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.check(formText(event.target, 'uri'));
  };

  private async check(uri: string): Promise<void> {
    this.asking = new AbortController();
    this.probed = undefined;
    const answer = await this.attempt.make(probePrinter(uri, this.asking.signal));
    if (!answer.ok) return;
    this.uri = uri;
    this.probed = answer.value;
  }

  private onAdd = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.add(event.target);
  };

  private async add(form: HTMLFormElement): Promise<void> {
    const text = (name: string): string => formText(form, name);
    const alias = text('alias');
    const site = text('site');
    const location = text('location');
    const answer = await this.attempt.make(
      addPrinter({
        name: text('name'),
        uri: this.uri,
        ...(alias === '' ? {} : { alias }),
        ...(site === '' ? {} : { site }),
        ...(location === '' ? {} : { location }),
      }),
    );
    if (answer.ok) this.dispatchEvent(new CustomEvent<AdminPrinter>('added', { detail: answer.value }));
  }

  private refusal(): TemplateResult | typeof nothing {
    return this.attempt.problem === undefined
      ? nothing
      : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' });
  }

  private found({ capabilities, profile }: Probed): TemplateResult {
    return html`${notice({
      tone: 'ok',
      announce: 'status',
      text: html`<b>${say('answers', { model: capabilities.makeAndModel })}</b> ${say('answers-next')}`,
    })}
      <form class="form" @submit=${this.onAdd}>
        ${textField({ name: 'name', label: say('printer-name'), hint: say('printer-name-hint'), required: true, maxlength: 80 })}
        ${textField({ name: 'site', label: say('site'), hint: say('optional'), maxlength: 80, list: 'known-sites' })}
        <datalist id="known-sites">${this.sites.map((site) => html`<option value=${site}></option>`)}</datalist>
        ${textField({ name: 'location', label: say('location'), hint: say('optional'), maxlength: 200 })}
        ${textField({ name: 'alias', label: say('alias'), hint: say('alias-hint'), maxlength: 40 })}
        ${this.refusal()}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>${say('printer-add-do')}</button>
          ${button({ label: say('other-address'), press: () => (this.probed = undefined) })}
        </div>
      </form>
      ${trayPictures(capabilities)} ${capabilityList(capabilities)}
      <details class="more-options">
        <summary>${say('proposed-profile')}</summary>
        <p class="hint">${say('proposed-profile-help')}</p>
        <pre class="address">${profile}</pre>
        <admin-copy .text=${profile} .label=${say('copy-profile')}></admin-copy>
      </details>`;
  }

  private question(): TemplateResult {
    return html`<form class="form" @submit=${this.onCheck}>
        ${textField({ name: 'uri', label: say('address'), required: true, maxlength: 500, value: this.uri === '' ? 'ipps://' : this.uri })}
        <p class="hint">${say('address-help')}</p>
        ${this.refusal()}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>
            ${say(this.attempt.busy ? 'checking' : 'check-address')}
          </button>
        </div>
      </form>
      <p class="hint">${say('check-first')}</p>`;
  }

  protected override render(): TemplateResult {
    return html`<admin-sheet
      .heading=${say('printer-add')}
      .lead=${this.probed === undefined ? '' : this.uri}
      key="new"
      .body=${this.probed === undefined ? this.question() : this.found(this.probed)}
      @dismiss=${() => (location.hash = '#printers')}
    ></admin-sheet>`;
  }
}
