// The console's tables: order, filter and CSV, apart from the server.
import { drawSampleTable } from '../../panel-app/gallery/admin-sample-table.ts';
import { toCsv } from '../../panel-app/src/admin/csv.ts';
import { paperWords, sourceWords } from '../../panel-app/src/admin/paper-words.ts';
import { type Column, filterRows, nextOrder, sortRows } from '../../panel-app/src/admin/table-rows.ts';
import { afterEach, describe, equal, it, ok } from './portal-and-admin-checks.ts';

interface Row {
  readonly name: string;
  readonly pages: number;
}
const ROWS: readonly Row[] = [
  { name: 'Page 10', pages: 9 },
  { name: 'page 2', pages: 100 },
  { name: 'Annex', pages: 20 },
];
const COLUMNS: readonly Column<Row>[] = [
  { id: 'name', head: 'Name', value: (row) => row.name },
  { id: 'pages', head: 'Pages', value: (row) => row.pages, number: true },
];
const names = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.name);

describe('rows of a table', () => {
  it('are sorted as people count, not as letters', () => {
    equal(names(sortRows(ROWS, COLUMNS, { column: 'name', down: false })), ['Annex', 'page 2', 'Page 10']);
    equal(names(sortRows(ROWS, COLUMNS, { column: 'pages', down: true })), ['page 2', 'Annex', 'Page 10']);
    equal(names(sortRows(ROWS, COLUMNS, undefined)), names(ROWS));
  });

  it('are found by every word, in any column', () => {
    equal(names(filterRows(ROWS, COLUMNS, '  PAGE 10 ')), ['Page 10', 'page 2']);
    equal(names(filterRows(ROWS, COLUMNS, 'annex 20')), ['Annex']);
    equal(names(filterRows(ROWS, COLUMNS, 'nowhere')), []);
  });

  it('rise, fall, and come back to the order they came in', () => {
    const up = nextOrder(undefined, 'name');
    const down = nextOrder(up, 'name');
    equal(
      [up, down, nextOrder(down, 'name')],
      [{ column: 'name', down: false }, { column: 'name', down: true }, undefined],
    );
  });
});

describe('CSV', () => {
  it('quotes what needs it and ends its lines as RFC 4180 says', () => {
    equal(
      toCsv(
        ['a', 'b'],
        [
          ['x, "y"', 3],
          ['two\nlines', 4],
        ],
      ),
      '\uFEFFa,b\r\n"x, ""y""",3\r\n"two\nlines",4\r\n',
    );
  });

  it('lets no cell become a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r']) {
      ok(toCsv(['a'], [[`${start}cmd`]]).includes(`'${start}cmd`), `${JSON.stringify(start)} is disarmed`);
    }
    equal(toCsv(['a'], [[-5]]), '\uFEFFa\r\n-5\r\n', 'a number stays one');
  });
});

describe('paper and trays', () => {
  it('are named as people call them', () => {
    equal(
      ['iso_a4_210x297mm', 'jis_b5_182x257mm', 'na_letter_8.5x11in', 'custom_card_100x150mm'].map(paperWords),
      ['A4', 'B5', 'Letter', '100 × 150 mm'],
    );
    equal(sourceWords('by-pass-tray'), 'By pass tray');
  });
});

describe('the table on the page', () => {
  const place = document.createElement('div');
  const draw = (): void => drawSampleTable(place, ROWS, COLUMNS, (row) => row.name);
  const shown = (): readonly string[] =>
    [...place.querySelectorAll('.row-link')].map((link) => link.textContent.trim());
  const head = (name: string): HTMLElement | undefined =>
    [...place.querySelectorAll<HTMLElement>('th button')].find(
      (button) => button.textContent.trim() === name,
    );

  afterEach(() => place.remove());

  it('is sorted by a click on a head, which says so', () => {
    document.body.append(place);
    draw();
    head('Name')?.click();
    equal(shown(), ['Annex', 'page 2', 'Page 10']);
    equal(head('Name')?.closest('th')?.getAttribute('aria-sort'), 'ascending');
  });

  it('is filtered as you type', () => {
    document.body.append(place);
    draw();
    const field = place.querySelector<HTMLInputElement>('input[type=search]');
    ok(field, 'a filter');
    field.value = 'annex';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    equal(shown(), ['Annex']);
  });

  it('is walked through by arrow keys', () => {
    document.body.append(place);
    draw();
    const links = [...place.querySelectorAll<HTMLElement>('.row-link')];
    links[0]?.focus();
    links[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    ok(document.activeElement === links[1], 'the next row has the focus');
  });

  it('acts only on ticked rows that are shown', () => {
    document.body.append(place);
    draw();
    place.querySelector<HTMLInputElement>('th input')?.click();
    equal(place.querySelector('output')?.textContent, 'Page 10|page 2|Annex');
    const field = place.querySelector<HTMLInputElement>('input[type=search]');
    ok(field, 'a filter');
    field.value = 'annex';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    equal(place.querySelector('output')?.textContent, 'Annex', 'hidden rows are not acted on');
  });
});
