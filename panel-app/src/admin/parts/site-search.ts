// The search over everything: sections, printers, users, documents and settings, from one field. Fires `dismiss`.
import type { nothing } from 'lit';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import { FILE_TEXT, PRINTER, SEARCH, SETTINGS, USER } from '../../components/icons.ts';
import '../../components/dialog.ts';
import { readJobs, readPrinters, readSettings, readUsers } from '../../data/admin.ts';
import { say } from '../speech.ts';

interface Hit {
  readonly href: string;
  readonly title: string;
  readonly more: string;
  readonly face: string;
}

/** Of each kind; who looks for more opens the section and filters there. */
const MOST = 5;
const TYPING_MS = 150;

async function find(text: string, signal: AbortSignal): Promise<readonly Hit[]> {
  const has = (...texts: readonly (string | undefined)[]): boolean =>
    texts.some((one) => one?.toLocaleLowerCase().includes(text.toLocaleLowerCase()) === true);
  const [printers, users, jobs, settings] = await Promise.all([
    readPrinters(signal),
    readUsers({ search: text, limit: MOST }, signal),
    readJobs({ search: text, limit: MOST }, signal),
    readSettings(signal),
  ]);
  const hits: Hit[] = [];
  if (printers.ok) {
    const found = printers.value.printers.filter((one) =>
      has(one.name, one.alias, one.site, one.location, one.uri),
    );
    for (const { id, name, sentence } of found.slice(0, MOST))
      hits.push({ href: `#printers=${id}`, title: name, more: sentence, face: PRINTER });
  }
  if (users.ok) {
    for (const { id, name, email } of users.value.users)
      hits.push({ href: `#users=${id}`, title: name === '' ? email : name, more: email, face: USER });
  }
  if (jobs.ok) {
    for (const { id, title, owner } of jobs.value.jobs)
      hits.push({ href: `#documents=${id}`, title, more: owner, face: FILE_TEXT });
  }
  if (settings.ok) {
    const all = settings.value.groups.flatMap((group) =>
      group.settings.map((one) => ({ ...one, group: group.title })),
    );
    for (const { key, label, group } of all.filter((one) => has(one.label, one.help, one.key)).slice(0, MOST))
      hits.push({ href: `#settings=${key}`, title: label, more: group, face: SETTINGS });
  }
  return hits;
}

@customElement('admin-search')
export class AdminSearch extends LitElement {
  @state() private text = '';
  @state() private hits: readonly Hit[] | undefined;

  private asking: AbortController | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
    this.asking?.abort();
  }

  private onInput = (event: InputEvent): void => {
    this.text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.typing);
    this.asking?.abort();
    if (this.text === '') {
      this.hits = undefined;
      return;
    }
    this.typing = setTimeout(() => void this.look(), TYPING_MS);
  };

  private async look(): Promise<void> {
    const asking = new AbortController();
    this.asking = asking;
    const hits = await find(this.text, asking.signal);
    if (!asking.signal.aborted) this.hits = hits;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  /** Arrow keys go from the field through the results; Enter in the field opens the first. */
  private onKey = (event: KeyboardEvent): void => {
    const stops = [...this.querySelectorAll<HTMLElement>('.search-field input,.hits a')];
    const at = stops.findIndex((stop) => stop === event.target);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && at !== -1) {
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, at + by))]?.focus();
    } else if (event.key === 'Enter' && at === 0) {
      stops[1]?.click();
    }
  };

  private results(): TemplateResult | typeof nothing {
    if (this.hits === undefined) return html`<p class="hint">${say('search-hint')}</p>`;
    if (this.hits.length === 0)
      return html`<p class="hint" role="status">${say('filter-none', { filter: this.text })}</p>`;
    return html`<ul class="hits" @click=${this.dismiss}>
      ${this.hits.map(
        (hit) => html`<li>
          <a href=${hit.href}>${icon(hit.face)}<span class="one-line"><b>${hit.title}</b> ${hit.more}</span></a>
        </li>`,
      )}
    </ul>`;
  }

  protected override render(): TemplateResult {
    return html`<platen-dialog
      class="search"
      heading=${say('search')}
      .body=${html`<div @keydown=${this.onKey}>
        <label class="table-filter search-field">
          ${icon(SEARCH)}
          <input type="search" data-first aria-label=${say('search')} placeholder=${say('search-what')} @input=${this.onInput} />
        </label>
        ${this.results()}
      </div>`}
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
