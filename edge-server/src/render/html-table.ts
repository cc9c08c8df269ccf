// Lays out tables: columns as wide as their content wants, within the page. Tables that only place things, as newsletters use them, are flattened.

import { type Block, type BlockContext, isBlank, type MakeContainer, stack } from './html-block.ts';
import { largest } from './html-largest.ts';
import type { Flow, FlowCell } from './html-pages.ts';
import { type BoxStyle, POINTS_PER_PIXEL, type Style, styleOf, type TextStyle } from './html-style.ts';
import type { Element } from './html-tree.ts';

interface Cell {
  readonly block: Block | undefined;
  readonly column: number;
  readonly span: number;
  readonly header: boolean;
  readonly bordered: boolean;
  readonly width: BoxStyle['width'];
  readonly top: number;
  readonly bottom: number;
}
type Row = readonly Cell[];

/** Columns of one table: wider sheets cannot be read on paper anyway. */
const MAX_COLUMNS = 60;

/** Points: a column of running text narrower than this is better read under the other one. */
const NARROWEST = 70;

/** Points inside a cell of a table of data: above and below, left and right. */
const DATA_PADDING = [2.5, 4] as const;
/** Between things placed side by side. */
const LAYOUT_PADDING = [0, 5] as const;

/** `makeContainer` lays out what is in a cell; it is handed in because it lays out tables in turn. */
export function makeTable(
  element: Element,
  style: Style,
  context: BlockContext,
  makeContainer: MakeContainer,
): Block | undefined {
  const data = isData(element, style);
  const captions: Block[] = [];
  const rows = readRows(element, style, { ...context, makeContainer }, data, captions);
  const used = rows.flat().filter(({ block }) => block !== undefined);
  const table =
    used.length === 0
      ? undefined
      : !data && rows.every((row) => row.filter(({ block }) => block !== undefined).length <= 1)
        ? stackCells(rows)
        : columnTable(dropEmptyColumns(rows, data), { data, style, element });
  const blocks = [...captions, ...(table === undefined ? [] : [table])];
  return blocks.length === 0 ? undefined : stack(blocks.map((block) => ({ block, top: 0, bottom: 2 })));
}

/** A table that says something by its columns: with lines, head cells, or plain text in several columns. */
function isData({ attributes, children }: Element, style: Style): boolean {
  if (attributes['role'] === 'presentation' || attributes['role'] === 'none') return false;
  const inside = { children };
  if (has(inside, ({ tag }) => tag === 'table')) return false;
  return (
    style.box.bordered ||
    has(
      inside,
      ({ tag, attributes: own }) => tag === 'th' || /border[^;]*:[^;]*solid/.test(own['style'] ?? ''),
    )
  );
}

function has({ children }: Pick<Element, 'children'>, wanted: (element: Element) => boolean): boolean {
  return children.some((child) => child.kind === 'element' && (wanted(child) || has(child, wanted)));
}

function readRows(
  table: Element,
  style: Style,
  context: BlockContext & { readonly makeContainer: MakeContainer },
  data: boolean,
  captions: Block[],
): readonly Row[] {
  const rows: Row[] = [];
  /** Columns still taken by cells that reach down from above: column -> rows left. */
  const reaching = new Map<number, number>();
  const tableBorder = Number.parseInt(table.attributes['border'] ?? '0', 10) > 0;

  const readRow = (row: Element, inherited: TextStyle): void => {
    const cells: Cell[] = [];
    let column = 0;
    for (const node of row.children) {
      if (node.kind === 'text' || (node.tag !== 'td' && node.tag !== 'th')) continue;
      const own = styleOf(node, inherited, context);
      if (own.box.display === 'none') continue;
      while ((reaching.get(column) ?? 0) > 0) column += 1;
      const span = Math.min(
        MAX_COLUMNS,
        Math.max(1, Number.parseInt(node.attributes['colspan'] ?? '1', 10) || 1),
      );
      const down = Math.min(1000, Math.max(1, Number.parseInt(node.attributes['rowspan'] ?? '1', 10) || 1));
      if (column + span > MAX_COLUMNS) break;
      cells.push({
        block: isBlank(node) ? undefined : context.makeContainer(node, cellStyle(node, own), context),
        column,
        span,
        header: node.tag === 'th',
        bordered: tableBorder || own.box.bordered,
        width: own.box.width,
        top: own.box.paddingTop,
        bottom: own.box.paddingBottom,
      });
      for (let index = column; index < column + span; index++) reaching.set(index, down);
      column += span;
    }
    for (const [index, left] of reaching) reaching.set(index, left - 1);
    if (cells.some(({ block }) => block !== undefined) || (data && cells.length > 0)) rows.push(cells);
  };
  const walk = (parent: Element, inherited: TextStyle): void => {
    for (const node of parent.children) {
      if (node.kind === 'text') continue;
      const own = styleOf(node, inherited, context);
      if (own.box.display === 'none') continue;
      if (node.tag === 'tr') readRow(node, own.text);
      else if (node.tag === 'caption') {
        const block = context.makeContainer(node, own, context);
        if (block !== undefined) captions.push(block);
      } else if (node.tag === 'td' || node.tag === 'th') readRow({ ...parent, children: [node] }, inherited);
      else walk(node, own.text);
    }
  };
  walk(table, style.text);
  return rows;
}

/** The middle is where head cells stand unless they say otherwise (HTML 15.3.8). */
function cellStyle(node: Element, own: Style): Style {
  return node.tag === 'th' && own.text.align === 'start'
    ? { ...own, text: { ...own.text, align: 'center' } }
    : own;
}

function stackCells(rows: readonly Row[]): Block | undefined {
  const items = rows
    .flat()
    .flatMap(({ block, top, bottom }) => (block === undefined ? [] : [{ block, top, bottom }]));
  return items.length === 0 ? undefined : stack(items);
}

/** Columns that hold nothing are the white between others. */
function dropEmptyColumns(rows: readonly Row[], data: boolean): readonly Row[] {
  if (data) return rows;
  const full = new Set(
    rows.flat().flatMap(({ block, column, span }) => (block === undefined ? [] : range(column, span))),
  );
  const order = [...full].sort((a, b) => a - b);
  return rows.map((row) =>
    row.flatMap((cell) => {
      const columns = range(cell.column, cell.span).filter((column) => full.has(column));
      const [first] = columns;
      return first === undefined ? [] : [{ ...cell, column: order.indexOf(first), span: columns.length }];
    }),
  );
}

const range = (start: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => start + index);

function columnTable(rows: readonly Row[], about: { data: boolean; style: Style; element: Element }): Block {
  const { data, style, element } = about;
  const [above, plain] = data ? DATA_PADDING : LAYOUT_PADDING;
  const asked = Number.parseInt(element.attributes['cellpadding'] ?? '', 10) * POINTS_PER_PIXEL;
  const beside = data && asked > plain ? Math.min(8, asked) : plain;
  const count = largest(rows.flat().map(({ column, span }) => column + span));
  const least = columnWidths(rows, count, (cell) => (cell.block?.minWidth ?? 0) + 2 * beside);
  const most = columnWidths(rows, count, (cell) => wanted(cell) + 2 * beside);
  const header = rows.some((row) => row.some((cell) => cell.header));
  const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

  return {
    minWidth: data ? sum(least) : largest(least),
    maxWidth: sum(most),
    flow: (available) => {
      const room = tableWidth(style.box.width, available, sum(most), data);
      const widths = share(least, most, room);
      const squeezed = widths.some((width, index) => width < Math.min(NARROWEST, (most[index] ?? 0) - 0.01));
      if (!data && squeezed && sum(most) > room) return stackCells(rows)?.flow(available) ?? [];
      const total = sum(widths);
      const free = Math.max(0, available - total);
      const place = element.attributes['align']?.toLowerCase();
      const x =
        place === 'center' || (!data && style.text.align === 'center')
          ? free / 2
          : place === 'right'
            ? free
            : 0;
      const rtl = style.text.direction === 'rtl';
      return rows.map((row): Flow => {
        const cells = row.map((cell): FlowCell => {
          const start = sum(widths.slice(0, cell.column));
          const width = sum(widths.slice(cell.column, cell.column + cell.span));
          return {
            x: rtl ? total - start - width : start,
            width,
            padding: [data ? above : Math.max(above, (cell.top + cell.bottom) / 4), beside],
            content: cell.block?.flow(Math.max(1, width - 2 * beside)) ?? [],
          };
        });
        const border = row.some(({ bordered }) => bordered)
          ? 'box'
          : header && row.every((cell) => cell.header)
            ? 'below'
            : undefined;
        return { kind: 'row', x, cells, border: data ? border : undefined, bars: [] };
      });
    },
  };
}

/** A cell asks for its own width, but never for less than its content needs or for a whole line of a novel. */
function wanted({ block, width }: Cell): number {
  const content = block?.maxWidth ?? 0;
  return width !== undefined && 'points' in width
    ? Math.max(block?.minWidth ?? 0, Math.min(width.points, Math.max(content, 40)))
    : content;
}

function columnWidths(
  rows: readonly Row[],
  count: number,
  widthOf: (cell: Cell) => number,
): readonly number[] {
  const widths = new Array<number>(count).fill(0);
  const cells = rows.flat().sort((a, b) => a.span - b.span);
  for (const cell of cells) {
    const columns = range(cell.column, cell.span);
    const missing = widthOf(cell) - columns.reduce((total, column) => total + (widths[column] ?? 0), 0);
    // What a cell over several columns lacks is shared among them.
    if (missing > 0)
      for (const column of columns) widths[column] = (widths[column] ?? 0) + missing / cell.span;
  }
  return widths;
}

function tableWidth(width: BoxStyle['width'], available: number, most: number, data: boolean): number {
  if (width === undefined) return Math.min(available, most);
  const asked = 'share' in width ? width.share * available : width.points;
  // Tables of data may take the page when they need it, whatever width a screen was thought to have.
  return data
    ? Math.min(available, Math.max(asked, most))
    : Math.min(available, Math.max(asked, Math.min(most, available)));
}

/** Between what columns need and what they want; each gives or gets by how much it wants beyond its need. */
function share(least: readonly number[], most: readonly number[], room: number): readonly number[] {
  const needed = least.reduce((sum, width) => sum + width, 0);
  const wished = most.reduce((sum, width) => sum + width, 0);
  if (wished <= room) return most.map((width) => width + ((room - wished) * width) / Math.max(1, wished));
  if (needed >= room) return least.map((width) => (width * room) / needed);
  return least.map((width, index) => {
    const wish = (most[index] ?? width) - width;
    return width + (wish * (room - needed)) / (wished - needed);
  });
}
