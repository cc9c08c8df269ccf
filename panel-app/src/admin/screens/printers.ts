// Printers: all of them with their condition; a row opens the device's sheet, "Add printer" asks the new address before it is kept.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PLUS } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { readPrinters } from '../../data/admin.ts';
import { loaded } from '../loaded.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from '../parts/data-table.ts';
import { whenLoaded } from '../parts/loading.ts';
import '../parts/printer-add.ts';
import '../parts/printer-sheet.ts';
import { say } from '../speech.ts';

const EVERY_MS = 5000;

@customElement('admin-printers')
export class AdminPrinters extends LitElement {
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  private readonly printers = loaded(this, readPrinters, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly columns: readonly ShownColumn<AdminPrinter>[] = [
    { id: 'name', head: say('printer'), value: (printer) => printer.name },
    {
      id: 'condition',
      head: say('condition'),
      value: (printer) => printer.sentence,
      show: (printer) =>
        html`<span class="cell-tone"><span class="tone-${printer.tone}">${toneIcon(printer.tone)}</span>${printer.sentence}</span>`,
    },
    { id: 'site', head: say('site'), value: (printer) => printer.site ?? '', priority: 2 },
    { id: 'location', head: say('location'), value: (printer) => printer.location ?? '', priority: 3 },
    {
      id: 'waiting',
      head: say('printing-now'),
      value: (printer) => printer.waiting,
      number: true,
      priority: 1,
    },
    { id: 'uri', head: say('address'), value: (printer) => printer.uri, priority: 3 },
  ];

  private changed = (event: CustomEvent<AdminPrinter | null | undefined>): void => {
    const { value } = this.printers;
    const changed = event.detail;
    if (value !== undefined && changed != null) {
      this.printers.put({
        printers: value.printers.map((printer) => (printer.id === changed.id ? changed : printer)),
      });
    }
    void this.printers.refresh();
  };

  protected override render(): TemplateResult {
    return html`<div class="screen-head">
        <h1>${say('printers')}</h1>
        ${button({
          label: say('printer-add'),
          icon: PLUS,
          kind: 'accent',
          press: () => (location.hash = '#printers=new'),
        })}
      </div>
      ${whenLoaded(this.printers, ({ printers }) => {
        const printer = printers.find(({ id }) => id === this.open);
        return html`${dataTable({
          label: say('printers'),
          columns: this.columns,
          rows: printers,
          id: (row) => row.id,
          href: (row) => `#printers=${encodeURIComponent(row.id)}`,
          open: this.open,
          state: this.table,
          change: (table) => (this.table = table),
          empty: html`<div class="nothing-here"><p>${say('printers-none')}</p></div>`,
        })}
        ${
          printer === undefined
            ? nothing
            : html`<admin-printer-sheet .printer=${printer} @changed=${this.changed}></admin-printer-sheet>`
        }`;
      })}
      ${
        this.open === 'new'
          ? html`<admin-printer-add
              @added=${(event: CustomEvent<AdminPrinter>) => {
                location.hash = `#printers=${event.detail.id}`;
                void this.printers.refresh();
              }}
            ></admin-printer-add>`
          : nothing
      }`;
  }
}
