// Printers: all of them with their condition, by site; a row opens the device's sheet. Others open over the list: add, find, import.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD, LAYERS, LOCK, PLUG, PLUS, SEARCH, UPLOAD } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { type PrinterList, readPrinters } from '../../data/admin.ts';
import { EXPORT_URL } from '../../data/admin-fleet.ts';
import { loaded } from '../loaded.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from '../parts/data-table.ts';
import '../parts/file-trouble.ts';
import { whenLoaded } from '../parts/loading.ts';
import '../parts/printer-add.ts';
import '../parts/printer-find.ts';
import '../parts/printer-import.ts';
import '../parts/printer-sheet.ts';
import { hostWords, isDeclared, kindWords, sitesOf } from '../printer-words.ts';
import { say } from '../speech.ts';

const EVERY_MS = 5000;
/** Printers without a site, as a choice of the filter; no site is called this. */
const NO_SITE = '\0';

@customElement('admin-printers')
export class AdminPrinters extends LitElement {
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  /** undefined: all. */
  @state() private site: string | undefined;
  @state() private grouped = true;
  private readonly printers = loaded(this, readPrinters, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private columns(grouped: boolean): readonly ShownColumn<AdminPrinter>[] {
    return [
      {
        id: 'name',
        head: say('printer'),
        value: (printer) => printer.name,
        show: (printer) => {
          const what = [
            printer.kind === 'queue' ? kindWords(printer.kind) : undefined,
            printer.family,
          ].filter((one) => one !== undefined);
          return html`${printer.name}${what.length === 0 ? nothing : html`<small>${what.join(' · ')}</small>`}`;
        },
      },
      {
        id: 'condition',
        head: say('condition'),
        value: (printer) => printer.sentence,
        show: (printer) =>
          html`<span class="cell-tone"><span class="tone-${printer.tone}">${toneIcon(printer.tone)}</span>${printer.sentence}</span>`,
      },
      {
        id: 'kind',
        head: say('kind'),
        value: (printer) => kindWords(printer.kind),
        // Said below the name where it is not a printer.
        hidden: true,
      },
      {
        id: 'site',
        head: say('site'),
        value: (printer) => printer.site ?? '',
        hidden: grouped || this.site !== undefined,
        priority: 2,
      },
      { id: 'location', head: say('location'), value: (printer) => printer.location ?? '', priority: 3 },
      {
        id: 'waiting',
        head: say('printing-now'),
        value: (printer) => printer.waiting,
        number: true,
        priority: 1,
      },
      {
        id: 'uri',
        head: say('address'),
        value: (printer) => printer.uri,
        show: (printer) => html`<span class="cell-host">${hostWords(printer.uri)}</span>`,
        priority: 3,
      },
      {
        id: 'source',
        head: say('where-from'),
        value: (printer) => printer.source,
        show: (printer) =>
          html`<span class="cell-source">${isDeclared(printer) ? icon(LOCK) : nothing}${printer.source}</span>`,
        priority: 2,
      },
    ];
  }

  private changed = (event: CustomEvent<AdminPrinter | null | undefined>): void => {
    const { value } = this.printers;
    const changed = event.detail;
    if (value !== undefined && changed != null) {
      this.printers.put({
        ...value,
        printers: value.printers.map((printer) => (printer.id === changed.id ? changed : printer)),
      });
    }
    void this.printers.refresh();
  };

  private tools(printers: readonly AdminPrinter[], sites: readonly string[]): TemplateResult {
    const without = printers.some(({ site }) => site === undefined || site === '');
    const choose = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement;
      this.site = value === '' ? undefined : value;
    };
    const option = (value: string, label: string): TemplateResult =>
      html`<option value=${value} ?selected=${value === (this.site ?? '')}>${label}</option>`;
    return html`${
      sites.length === 0
        ? nothing
        : html`<select class="select" aria-label=${say('site-which')} @change=${choose}>
              ${option('', say('site-all'))} ${sites.map((site) => option(site, site))}
              ${without ? option(NO_SITE, say('group-none')) : nothing}
            </select>
            ${
              this.site === undefined && sites.length > 1
                ? button({
                    label: say('by-site'),
                    icon: LAYERS,
                    pressed: this.grouped,
                    press: () => (this.grouped = !this.grouped),
                  })
                : nothing
            }`
    }
      <span class="table-space"></span>
      ${button({ label: say('import'), icon: UPLOAD, kind: 'quiet', press: () => (location.hash = '#printers=import') })}
      <a class="button quiet" href=${EXPORT_URL} download="printers.json"
        >${icon(DOWNLOAD)}<span class="words">${say('export')}</span></a
      >`;
  }

  private list({ printers, mistakes }: PrinterList): TemplateResult {
    const printer = printers.find(({ id }) => id === this.open);
    const sites = sitesOf(printers);
    const { site } = this;
    const grouped = this.grouped && site === undefined && sites.length > 1;
    const shown = printers.filter(
      (one) => site === undefined || (one.site ?? '') === (site === NO_SITE ? '' : site),
    );
    return html`<admin-file-trouble .mistakes=${mistakes}></admin-file-trouble>
      ${dataTable({
        label: say('printers'),
        columns: this.columns(grouped),
        rows: shown,
        id: (row) => row.id,
        href: (row) => `#printers=${encodeURIComponent(row.id)}`,
        open: this.open,
        state: this.table,
        change: (table) => (this.table = table),
        tools: this.tools(printers, sites),
        group: grouped ? (row) => row.site ?? '' : undefined,
        empty: html`<div class="nothing-here">
          <p>${say(printers.length === 0 ? 'printers-none' : 'printers-none-site')}</p>
          ${
            printers.length === 0
              ? html`<div class="sheet-acts">
                  ${button({ label: say('find'), icon: SEARCH, press: () => (location.hash = '#printers=find') })}
                </div>`
              : button({ label: say('site-all'), press: () => (this.site = undefined) })
          }
        </div>`,
      })}
      ${
        printer === undefined
          ? nothing
          : html`<admin-printer-sheet
              .printer=${printer}
              .sites=${sites}
              @changed=${this.changed}
            ></admin-printer-sheet>`
      }`;
  }

  private over(): TemplateResult | typeof nothing {
    const refresh = (): void => void this.printers.refresh();
    const printers = this.printers.value?.printers ?? [];
    switch (this.open) {
      case 'new':
        return html`<admin-printer-add
          .sites=${sitesOf(printers)}
          @added=${(event: CustomEvent<AdminPrinter>) => {
            location.hash = `#printers=${event.detail.id}`;
            refresh();
          }}
        ></admin-printer-add>`;
      case 'find':
        return html`<admin-printer-find
          .printers=${printers}
          .sites=${sitesOf(printers)}
          @added=${refresh}
        ></admin-printer-find>`;
      case 'import':
        return html`<admin-printer-import @added=${refresh}></admin-printer-import>`;
      default:
        return nothing;
    }
  }

  protected override render(): TemplateResult {
    if (this.open === 'ways') {
      void import('../parts/print-finding.ts');
      return html`<admin-print-finding></admin-print-finding>`;
    }
    return html`<div class="screen-head">
        <h1>${say('printers')}</h1>
        <div class="head-acts">
          ${button({ label: say('printers-ways'), icon: PLUG, kind: 'quiet', press: () => (location.hash = '#printers=ways') })}
          ${button({ label: say('find'), icon: SEARCH, press: () => (location.hash = '#printers=find') })}
          ${button({
            label: say('printer-add'),
            icon: PLUS,
            kind: 'accent',
            press: () => (location.hash = '#printers=new'),
          })}
        </div>
      </div>
      ${whenLoaded(this.printers, (list) => this.list(list))} ${this.over()}`;
  }
}
