// The console's table with made-up rows, drawn into a place of its own; it keeps its own state, as a screen would.
import { html, render } from 'lit';
import { dataTable, plainTable, type ShownColumn } from '../src/admin/parts/data-table.ts';

/** An `<output>` shows the ids that a bulk action would act on. */
export function drawSampleTable<Row>(
  place: HTMLElement,
  rows: readonly Row[],
  columns: readonly ShownColumn<Row>[],
  id: (row: Row) => string,
  state = plainTable,
): void {
  const table = dataTable({
    label: 'Things',
    columns,
    rows,
    id,
    href: (row) => `#things=${id(row)}`,
    open: undefined,
    state,
    change: (next) => drawSampleTable(place, rows, columns, id, next),
    empty: html`<p>Nothing</p>`,
    bulk: (ids) => html`<output>${ids.join('|')}</output>`,
  });
  render(table, place);
}
