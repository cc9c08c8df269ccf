// The console's table: sorted by its heads, filtered as you type, rows opened by link or arrow keys, and CSV of exactly what is shown.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { ARROW_DOWN, ARROW_UP, DOWNLOAD, SEARCH } from '../../components/icons.ts';
import { saveCsv, toCsv } from '../csv.ts';
import { say } from '../speech.ts';
import { type Column, collator, filterRows, nextOrder, type Order, sortRows } from '../table-rows.ts';

export interface ShownColumn<Row> extends Column<Row> {
  /** How the cell looks where plain text is not enough. */
  readonly show?: (row: Row) => TemplateResult | string;
  /** Not drawn, but filtered by and written to CSV. */
  readonly hidden?: boolean;
}

/** What the person did to the table; the screen keeps it. */
export interface TableState {
  readonly filter: string;
  readonly order: Order | undefined;
  /** Rows ticked for acting on several, by id. */
  readonly ticked: ReadonlySet<string>;
}
export const plainTable: TableState = { filter: '', order: undefined, ticked: new Set() };

export interface TableOptions<Row> {
  /** What the rows are: "Printers". Names the table and the CSV file. */
  readonly label: string;
  readonly columns: readonly ShownColumn<Row>[];
  readonly rows: readonly Row[];
  readonly id: (row: Row) => string;
  /** Where the first cell's link leads. */
  readonly href: (row: Row) => string;
  /** Id of the row whose sheet is open. */
  readonly open: string | undefined;
  readonly state: TableState;
  readonly change: (state: TableState) => void;
  /** What stands there when there are no rows at all. */
  readonly empty: TemplateResult;
  /** Controls beside the filter. */
  readonly tools?: TemplateResult | undefined;
  /** Buttons for the ticked rows; with it each row gets a box to tick. */
  readonly bulk?: ((ids: readonly string[]) => TemplateResult) | undefined;
  /** What to call one row in its tick box. */
  readonly name?: (row: Row) => string;
  /** The server has filtered and sorted, and there is more than came: it counts, and it gives the file. */
  readonly served?:
    | { readonly count: string; readonly csv: TemplateResult; readonly hint: string }
    | undefined;
  /** Heading that the row stands under; rows keep their order below it. */
  readonly group?: ((row: Row) => string) | undefined;
}

function moveFocus(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const table = event.currentTarget;
  if (by === undefined || !(table instanceof HTMLElement)) return;
  const links = [...table.querySelectorAll<HTMLElement>('.row-link')];
  const at = links.findIndex((link) => link === event.target);
  if (at === -1) return;
  event.preventDefault();
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

const classes = <Row>(column: ShownColumn<Row>): string =>
  `${column.number === true ? 'number' : ''} ${column.breaks === true ? 'breaks' : ''} ${column.priority === undefined ? '' : `gives-${column.priority}`}`;

function head<Row>(column: ShownColumn<Row>, { state, change, served }: TableOptions<Row>): TemplateResult {
  // Sorting a part of the rows would tell something that is not so.
  if (served !== undefined)
    return html`<th scope="col" class=${classes(column)}><span class="plain-head">${column.head}</span></th>`;
  const mine = state.order?.column === column.id ? state.order : undefined;
  const sort = mine === undefined ? 'none' : mine.down ? 'descending' : 'ascending';
  return html`<th scope="col" class=${classes(column)} aria-sort=${sort}>
    <button type="button" @click=${() => change({ ...state, order: nextOrder(state.order, column.id) })}>
      ${column.head}${mine === undefined ? nothing : icon(mine.down ? ARROW_DOWN : ARROW_UP)}
    </button>
  </th>`;
}

function row<Row>(item: Row, options: TableOptions<Row>): TemplateResult {
  const { id, href, open, state, change, bulk, name } = options;
  const columns = options.columns.filter(({ hidden }) => hidden !== true);
  const key = id(item);
  const tick = (): void => {
    const ticked = new Set(state.ticked);
    if (!ticked.delete(key)) ticked.add(key);
    change({ ...state, ticked });
  };
  return html`<tr class=${key === open ? 'open' : ''}>
    ${
      bulk === undefined
        ? nothing
        : html`<td class="tick">
            <label><input type="checkbox" aria-label=${say('tick', { name: name?.(item) ?? key })} .checked=${state.ticked.has(key)} @change=${tick} /></label>
          </td>`
    }
    ${columns.map((column, index) => {
      const face = column.show?.(item) ?? String(column.value(item));
      return html`<td class=${classes(column)}>
        ${index === 0 ? html`<a class="row-link" href=${href(item)} aria-current=${key === open ? 'true' : nothing}>${face}</a>` : face}
      </td>`;
    })}
  </tr>`;
}

/** One body of the table for each group, in the order of their headings; those without a heading last. */
function bodies<Row>(shown: readonly Row[], options: TableOptions<Row>): TemplateResult {
  const { group } = options;
  if (group === undefined) return html`<tbody>${shown.map((item) => row(item, options))}</tbody>`;
  const names = [...new Set(shown.map(group))].sort((a, b) =>
    a === '' ? 1 : b === '' ? -1 : collator.compare(a, b),
  );
  const wide =
    options.columns.filter(({ hidden }) => hidden !== true).length + (options.bulk === undefined ? 0 : 1);
  return html`${names.map((name) => {
    const items = shown.filter((item) => group(item) === name);
    return html`<tbody>
      <tr class="group">
        <th scope="rowgroup" colspan=${wide}>
          ${name === '' ? say('group-none') : name} <span class="hint">${items.length}</span>
        </th>
      </tr>
      ${items.map((item) => row(item, options))}
    </tbody>`;
  })}`;
}

export function dataTable<Row>(options: TableOptions<Row>): TemplateResult {
  const { label, columns, rows, state, change, empty, tools, bulk, served } = options;
  const shown =
    served === undefined ? sortRows(filterRows(rows, columns, state.filter), columns, state.order) : rows;
  const ticked = shown.map((item) => options.id(item)).filter((id) => state.ticked.has(id));
  const save = (): void => {
    const lines = shown.map((item) => columns.map((column) => (column.csv ?? column.value)(item)));
    const heads = columns.map((column) => column.head);
    saveCsv(`${label.toLowerCase()}.csv`, toCsv(heads, lines));
  };
  const all = (): void => {
    const every = ticked.length < shown.length ? shown.map((item) => options.id(item)) : [];
    change({ ...state, ticked: new Set(every) });
  };
  return html`<div class="table-tools">
      <label class="table-filter">
        ${icon(SEARCH)}
        <input
          type="search"
          placeholder=${served?.hint ?? say('filter')}
          aria-label=${say('filter-what', { what: label })}
          .value=${state.filter}
          @input=${(event: InputEvent) => change({ ...state, filter: (event.target as HTMLInputElement).value })}
        />
      </label>
      ${tools ?? nothing}
      ${served?.csv ?? button({ label: say('csv'), icon: DOWNLOAD, press: save, disabled: shown.length === 0, kind: 'quiet' })}
    </div>
    ${
      bulk !== undefined && ticked.length > 0
        ? html`<div class="table-bulk" role="status">${say('ticked', { count: ticked.length })} ${bulk(ticked)}</div>`
        : nothing
    }
    ${
      rows.length === 0
        ? empty
        : shown.length === 0
          ? html`<div class="nothing-here">
              <p>${say('filter-none', { filter: state.filter })}</p>
              ${button({ label: say('filter-clear'), press: () => change({ ...state, filter: '' }) })}
            </div>`
          : html`<table class="table" @keydown=${moveFocus}>
                <caption class="out-of-sight">${label}</caption>
                <thead>
                  <tr>
                    ${
                      bulk === undefined
                        ? nothing
                        : html`<th class="tick">
                            <label
                              ><input
                                type="checkbox"
                                aria-label=${say('tick-all')}
                                .checked=${ticked.length === shown.length}
                                .indeterminate=${ticked.length > 0 && ticked.length < shown.length}
                                @change=${all}
                            /></label>
                          </th>`
                    }
                    ${columns.map((column) => (column.hidden === true ? nothing : head(column, options)))}
                  </tr>
                </thead>
                ${bodies(shown, options)}
              </table>
              <p class="hint table-count">${served?.count ?? say('rows', { count: shown.length })}</p>`
    }`;
}
