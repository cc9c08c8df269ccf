// Finding printers on the network: a search is asked for, watched and stopped; what it found is chosen from and registered. Fires
// `added` for each. The search belongs to the server: closing the sheet does not end it.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { DiscoveryStart, DiscoveryView } from '@platen/shared/api/discovery';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { SEARCH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { addPrinter } from '../../data/admin.ts';
import {
  type Finding,
  readDiscovery,
  setCredentials,
  startDiscovery,
  stopDiscovery,
} from '../../data/admin-fleet.ts';
import { waitWords } from '../../locales/amounts.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { findingKey, mayAdd, registrationOf } from '../finding-words.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import './find-form.ts';
import { type Adding, findingList } from './finding-list.ts';
import { whenLoaded } from './loading.ts';
import './side-sheet.ts';
import { textField } from './text-field.ts';

/** A /24 takes a few seconds; less would only make the list jump. */
const RUNNING_MS = 1000;

@customElement('admin-printer-find')
export class AdminPrinterFind extends LitElement {
  /** Those there are: a finding that is one of them says which. */
  @property({ attribute: false }) printers: readonly AdminPrinter[] = [];
  @property({ attribute: false }) sites: readonly string[] = [];

  /** The form is shown instead of the last search. */
  @state() private again = false;
  @state() private ticked: ReadonlySet<string> = new Set();
  @state() private adding: ReadonlyMap<string, Adding> = new Map();
  @state() private busy = false;
  private site = '';
  /** SNMP access that was typed for this search: kept with the printers it opened. */
  private access: SnmpAccess | undefined;
  private readonly attempt = attempt(this);
  private stopAdding = new AbortController();
  private readonly search: Loaded<DiscoveryView> = loaded(this, readDiscovery, () =>
    this.search.value?.state === 'running' ? RUNNING_MS : 0,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopAdding = new AbortController();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopAdding.abort();
  }

  private start = async (event: CustomEvent<DiscoveryStart>): Promise<void> => {
    const answer = await this.attempt.make(startDiscovery(event.detail));
    if (!answer.ok) return;
    const { snmp } = event.detail;
    this.access = typeof snmp === 'object' ? snmp : undefined;
    this.again = false;
    this.ticked = new Set();
    this.adding = new Map();
    this.search.put(answer.value);
    // From here on it is watched.
    void this.search.refresh();
  };

  private async stop(): Promise<void> {
    const answer = await this.attempt.make(stopDiscovery());
    if (answer.ok) this.search.put(answer.value);
  }

  private note(key: string, adding: Adding): void {
    this.adding = new Map([...this.adding, [key, adding]]);
  }

  private onAdd = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) this.site = formText(event.target, 'site');
    const chosen = (this.search.value?.findings ?? []).filter(
      (one) => mayAdd(one) && this.ticked.has(findingKey(one)),
    );
    void this.add(chosen);
  };

  /** One after the other: each printer is asked, and the server has other work too. */
  private async add(chosen: readonly Finding[]): Promise<void> {
    const { signal } = this.stopAdding;
    this.busy = true;
    for (const one of chosen) this.note(findingKey(one), { state: 'waiting' });
    for (const one of chosen) {
      const key = findingKey(one);
      this.note(key, { state: 'asking' });
      const answer = await addPrinter(registrationOf(one, this.site), signal);
      if (signal.aborted) break;
      if (isSignedOut(answer)) {
        signedOut(this);
        break;
      }
      if (answer.ok) {
        const { id, name } = answer.value;
        if (this.access !== undefined && one.evidence.includes('snmp'))
          await setCredentials(id, { snmp: this.access });
        this.note(key, { state: 'added', printerId: id, name });
        this.ticked = new Set([...this.ticked].filter((other) => other !== key));
        this.dispatchEvent(new CustomEvent<AdminPrinter>('added', { detail: answer.value }));
      } else {
        this.note(key, { state: 'refused', sentence: refusalSentence(answer) ?? '' });
      }
    }
    this.busy = false;
  }

  private progress(view: DiscoveryView): TemplateResult {
    const found = say('find-so-far', { count: view.findings.length });
    // Announcements alone have no number of addresses to count.
    const counted = view.total > 0;
    const words = counted
      ? say('find-asked', { asked: view.asked, count: view.total })
      : say('find-listening');
    return html`<section class="find-progress">
      <p>${words} <span class="hint" role="status">${found}</span></p>
      ${progressBar({ label: say('find-running'), max: Math.max(1, view.total), ...(counted ? { value: view.asked } : {}) })}
      <div class="sheet-acts">
        ${button({ label: say('find-stop'), disabled: this.attempt.busy, press: () => void this.stop() })}
      </div>
    </section>`;
  }

  private summary(view: DiscoveryView): TemplateResult {
    const { startedAt, endedAt, findings, total } = view;
    const fresh = findings.filter(mayAdd).length;
    const took =
      startedAt === undefined || endedAt === undefined
        ? undefined
        : waitWords(Math.max(1, (endedAt - startedAt) / 1000));
    const parts = [
      total > 0 ? say('find-was-asked', { count: view.asked }) : undefined,
      took === undefined ? undefined : say('find-took', { time: took }),
      endedAt === undefined ? undefined : agoWords(endedAt, Date.now()),
    ].filter((part) => part !== undefined);
    const stopped = view.state === 'stopped';
    return html`${notice({
      tone: stopped ? 'warn' : findings.length === 0 ? 'quiet' : 'ok',
      announce: 'status',
      text: html`<b
          >${stopped ? say('find-stopped') : nothing}
          ${
            findings.length === 0
              ? say('find-none')
              : html`${say('find-found', { count: findings.length })} ${say('find-new', { count: fresh })}`
          }</b
        >
        <span class="hint">${parts.join(' · ')}</span>`,
      actions: button({ label: say('find-again'), icon: SEARCH, press: () => (this.again = true) }),
    })}
    ${findings.length === 0 ? html`<p class="hint">${say('find-nothing-help')}</p>` : nothing}`;
  }

  private addForm(view: DiscoveryView): TemplateResult | typeof nothing {
    if (!view.findings.some(mayAdd)) return nothing;
    const count = this.ticked.size;
    const refused = [...this.adding.values()].filter(({ state }) => state === 'refused').length;
    const done = [...this.adding.values()].filter(({ state }) => state === 'added').length;
    const at = [...this.adding.values()].filter(
      ({ state }) => state === 'added' || state === 'refused',
    ).length;
    return html`<form class="form find-add" @submit=${this.onAdd}>
      ${
        this.busy || (done === 0 && refused === 0)
          ? nothing
          : notice({
              tone: refused > 0 ? 'warn' : 'ok',
              announce: 'status',
              text: html`${say('find-added', { count: done })} ${refused > 0 ? say('find-refused', { count: refused }) : nothing}`,
            })
      }
      <div class="find-add-row">
        ${textField({ name: 'site', label: say('find-site'), hint: say('optional'), maxlength: 80, list: 'find-sites', value: this.site })}
        <datalist id="find-sites">${this.sites.map((site) => html`<option value=${site}></option>`)}</datalist>
        <button type="submit" class="button accent" ?disabled=${this.busy || count === 0}>
          ${
            this.busy
              ? say('find-adding', { at: Math.min(at + 1, this.adding.size), count: this.adding.size })
              : count === 0
                ? say('find-choose')
                : say('find-add', { count })
          }
        </button>
      </div>
    </form>`;
  }

  private view(view: DiscoveryView): TemplateResult {
    if (view.state === 'idle' || (this.again && view.state !== 'running')) {
      return html`<admin-find-form
        .ranges=${view.ranges}
        .busy=${this.attempt.busy}
        .problem=${this.attempt.problem}
        @start=${this.start}
      ></admin-find-form>`;
    }
    return html`${view.state === 'running' ? this.progress(view) : this.summary(view)}
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${view.notes.map((text) => notice({ tone: 'quiet', text }))}
      ${
        view.findings.length === 0
          ? nothing
          : html`<section>
              ${findingList({
                findings: view.findings,
                ticked: this.ticked,
                tick: (ticked) => (this.ticked = ticked),
                adding: this.adding,
                busy: this.busy,
                printerName: (id) => this.printers.find((printer) => printer.id === id)?.name,
              })}
            </section>`
      }
      ${this.addForm(view)}`;
  }

  protected override render(): TemplateResult {
    return html`<admin-sheet
      .heading=${say('find')}
      key="find"
      wide
      .body=${whenLoaded(this.search, (view) => this.view(view), 4)}
      @dismiss=${() => (location.hash = '#printers')}
    ></admin-sheet>`;
  }
}
