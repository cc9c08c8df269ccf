// Printers to be found: a field to type into, the sites, the nearest first, and the list with how each printer is. To choose one of, or to look at.
// Fires `choose` (`CustomEvent<PortalPrinter>`), also for the first one found, and `signed-out`.
import type { PortalPrinter } from '@platen/shared/api/portal';
import { isolate } from '@platen/shared/say/isolate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { SEARCH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { languageTag } from '../../locales/desk.ts';
import { distanceWords } from '../distance.ts';
import { findPrinters } from '../find-printers.ts';
import { say as words } from '../printer-speech.ts';
import { say } from '../speech.ts';

/** From here on nobody wants to look through them. */
const SEARCH_FROM = 5;

@customElement('portal-printer-list')
export class PortalPrinterList extends LitElement {
  /** Undefined: the list is to be looked at, and a row opens. */
  @property({ attribute: false }) chosen: string | undefined;
  @property({ type: Boolean }) choosing = false;
  @property({ type: Boolean }) disabled = false;
  /** What an opened row shows, where rows open. */
  @property({ attribute: false }) opened: ((at: PortalPrinter) => TemplateResult) | undefined;

  /** Calls back when a printer says something else; the function it gives ends that. */
  @property({ attribute: false }) onPrinters: ((changed: () => void) => () => void) | undefined;

  private open: string | undefined;
  private unhear: (() => void) | undefined;
  private begun = false;
  private readonly finder = findPrinters(this, () => this.first());

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.finder.again();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.finder.stop();
    this.unhear?.();
    this.unhear = undefined;
  }

  protected override willUpdate(): void {
    if (this.onPrinters !== undefined) this.unhear ??= this.onPrinters(() => this.finder.freshen());
  }

  /** All that were found so far. */
  printers(): readonly PortalPrinter[] {
    return this.finder.found() ?? [];
  }

  private first(): void {
    if (this.begun) return;
    this.begun = true;
    const [likeliest] = this.printers();
    if (this.choosing && likeliest !== undefined) this.choose(likeliest);
  }

  private choose(at: PortalPrinter): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: at }));
  }

  private toggle(id: string): void {
    this.open = this.open === id ? undefined : id;
    this.requestUpdate();
  }

  private tools(): TemplateResult | typeof nothing {
    const { finder } = this;
    const sites = finder.sites();
    const narrowed = finder.search() !== '' || finder.site() !== '';
    if (finder.total() < SEARCH_FROM && sites.length < 2 && !narrowed) return nothing;
    const placed = sites.some(({ latitude }) => latitude !== undefined) && 'geolocation' in navigator;
    const nearness = finder.nearness();
    return html`<div class="finder" role="search">
      <label class="finder-field">
        ${icon(SEARCH)}<span class="out-of-sight">${words('find')}</span>
        <input
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength="100"
          placeholder=${words('find-hint')}
          .value=${finder.search()}
          @input=${(event: Event) => finder.type((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && event.preventDefault()}
        />
      </label>
      ${
        sites.length < 2
          ? nothing
          : html`<label class="finder-site">
              <span class="out-of-sight">${words('site')}</span>
              <select @change=${(event: Event) => finder.choose((event.target as HTMLSelectElement).value)}>
                <option value="" ?selected=${finder.site() === ''}>${words('site-all')}</option>
                ${sites.map(
                  ({ name, printers }) =>
                    html`<option value=${name} ?selected=${finder.site() === name}>${name} (${printers})</option>`,
                )}
              </select>
            </label>`
      }
      ${
        placed
          ? button({
              label: words('nearest'),
              pressed: nearness === 'on',
              disabled: nearness === 'asking',
              press: () => finder.nearest(),
            })
          : nothing
      }
      ${
        nearness === 'off'
          ? nothing
          : html`<p class="hint finder-note" role="status">${words(
              nearness === 'unknown'
                ? 'nearest-unknown'
                : nearness === 'asking'
                  ? 'nearest-asking'
                  : 'nearest-private',
            )}</p>`
      }
    </div>`;
  }

  private words({ printer, kind, isDefault, usedLast, loaded }: PortalPrinter): TemplateResult {
    const metres = printer.site === undefined ? undefined : this.finder.distances().get(printer.site);
    const place = [
      metres === undefined ? '' : words('away', { distance: distanceWords(metres, languageTag()) }),
      kind === 'queue' ? say('print-queue') : '',
      printer.location ?? '',
      printer.site ?? '',
      loaded.length === 0 ? '' : say('print-loaded', { papers: loaded.join(', ') }),
    ]
      .filter((part) => part !== '')
      .map((part) => isolate(part, document.documentElement.dir === 'rtl'));
    const mark = isDefault ? say('print-default') : usedLast === true ? words('last') : undefined;
    return html`<span class="printer-words">
      <b><bdi>${printer.alias ?? printer.name}</bdi>${mark === undefined ? nothing : html` <small>${mark}</small>`}</b>
      <span class="print-state"><span class="tone-${printer.tone}">${toneIcon(printer.tone)}</span>${printer.sentence}</span>
      ${place.length === 0 ? nothing : html`<span class="hint">${place.join(' · ')}</span>`}
    </span>`;
  }

  private row(at: PortalPrinter): TemplateResult {
    const { id } = at.printer;
    if (this.choosing) {
      return html`<label class="print-printer">
        <input
          type="radio"
          name="printer"
          .checked=${id === this.chosen}
          ?disabled=${this.disabled}
          @change=${() => this.choose(at)}
        />
        ${this.words(at)}
      </label>`;
    }
    const isOpen = this.open === id;
    return html`<li class="printer ${isOpen ? 'is-open' : ''}">
      <button
        type="button"
        class="printer-row"
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => this.toggle(id)}
      >
        ${this.words(at)}
      </button>
      ${isOpen ? this.opened?.(at) : nothing}
    </li>`;
  }

  protected override render(): TemplateResult {
    const { finder } = this;
    const found = finder.found();
    const problem = finder.problem();
    const trouble =
      problem === undefined
        ? nothing
        : notice({
            tone: 'bad',
            text: problem,
            announce: 'alert',
            actions: button({ label: say('try-again'), press: () => finder.again() }),
          });
    if (found === undefined) return html`${problem === undefined ? skeleton(3, words('loading')) : trouble}`;
    const total = finder.total();
    const number = new Intl.NumberFormat(languageTag());
    const narrowed = finder.search() !== '' || finder.site() !== '';
    const none = html`<p class="finder-none">${narrowed ? words('none-found') : say('print-none')}</p>`;
    const rows = found.map((at) => this.row(at));
    return html`${this.tools()}${trouble}
      <p class="out-of-sight" role="status">${finder.busy() ? '' : words('found', { count: total })}</p>
      ${
        found.length === 0
          ? none
          : this.choosing
            ? html`<div class="print-printers" role="radiogroup" aria-label=${say('print-at')}>${rows}</div>`
            : html`<ul class="printers">${rows}</ul>`
      }
      ${
        found.length < total
          ? button({
              label: words('more'),
              hint: words('more-of', { shown: number.format(found.length), total: number.format(total) }),
              disabled: finder.busy(),
              press: () => finder.more(),
            })
          : nothing
      }`;
  }
}
