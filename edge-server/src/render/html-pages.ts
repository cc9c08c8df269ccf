// Puts what was laid out onto pages: lines, gaps and table rows from top to bottom, broken where a page ends.
import { largest } from './html-largest.ts';
import type { Pen, Rgb } from './text-pdf.ts';

/** Measures in points; `x` counts from the left edge of what holds it. */
export type Flow =
  | {
      readonly kind: 'line';
      readonly x: number;
      readonly height: number;
      readonly draw: (pen: Pen, x: number, top: number) => void;
      /** Stays on one page with what follows: headings. */
      readonly keep?: boolean;
      /** Left edges of the bars that mark quotations. */
      readonly bars: readonly number[];
    }
  | { readonly kind: 'gap'; readonly height: number; readonly bars: readonly number[] }
  | {
      readonly kind: 'row';
      readonly x: number;
      readonly cells: readonly FlowCell[];
      readonly border: 'box' | 'below' | undefined;
      readonly bars: readonly number[];
    };

export interface FlowCell {
  readonly x: number;
  readonly width: number;
  /** White above and below, and left and right of what is in it. */
  readonly padding: readonly [number, number];
  readonly content: readonly Flow[];
}

const RULE: Rgb = [0.6, 0.6, 0.6];
const RULE_WIDTH = 0.5;
const BAR: Rgb = [0.7, 0.7, 0.7];
const BAR_WIDTH = 1.5;

/** A row taller than this share of the page is broken where it stands; a smaller one moves to the next page whole. */
const BREAKABLE = 0.4;

export function heightOf(flow: readonly Flow[]): number {
  let height = 0;
  flow.forEach((item, index) => {
    // White above the first and below the last is the container's business.
    if (item.kind === 'gap' && (index === 0 || index === flow.length - 1)) return;
    height += item.kind === 'row' ? rowHeight(item) : item.height;
  });
  return height;
}

/** Asked for again at every level above: known rows are not measured twice. */
const measured = new WeakMap<Flow, number>();

function rowHeight(row: Flow & { kind: 'row' }): number {
  let height = measured.get(row);
  if (height === undefined) {
    height = largest(row.cells.map(({ content, padding }) => heightOf(content) + 2 * padding[0]));
    measured.set(row, height);
  }
  return height;
}

export interface Area {
  readonly x: number;
  /** Points from the bottom of the page. */
  readonly top: number;
  readonly bottom: number;
  /** Nothing stands on the page yet: what does not fit here fits nowhere. */
  readonly fresh: boolean;
}

/** Draws what fits; the rest is for the next page. */
export function place(
  flow: readonly Flow[],
  pen: Pen,
  area: Area,
  pageHeight: number,
): { readonly y: number; readonly rest: readonly Flow[] } {
  let y = area.top;
  let { fresh } = area;
  let first = true;
  for (const [index, item] of flow.entries()) {
    if (item.kind === 'gap') {
      if (!first && index < flow.length - 1) {
        drawBars(pen, item.bars, area.x, y, item.height);
        y -= item.height;
      }
      continue;
    }
    const needed =
      item.kind === 'row' ? rowHeight(item) : item.height + (item.keep === true ? following(flow, index) : 0);
    if (y - needed < area.bottom - 0.01) {
      if (item.kind === 'row' && (fresh || needed > pageHeight * BREAKABLE)) {
        const part = placePart(item, pen, { ...area, top: y, fresh }, pageHeight);
        if (part !== undefined) return { y: part.y, rest: [...part.rest, ...flow.slice(index + 1)] };
      }
      if (!fresh) return { y, rest: flow.slice(index) };
    }
    if (item.kind === 'line') {
      drawBars(pen, item.bars, area.x, y, item.height);
      item.draw(pen, area.x + item.x, y);
      y -= item.height;
    } else {
      drawBars(pen, item.bars, area.x, y, needed);
      for (const cell of item.cells)
        placeCell(item, cell, pen, { ...area, top: y, bottom: Number.NEGATIVE_INFINITY, fresh }, pageHeight);
      drawBorder(item, pen, area.x, y, needed);
      y -= needed;
    }
    fresh = false;
    first = false;
  }
  return { y, rest: [] };
}

/** As much of a tall row as the page takes; undefined when that is nothing. */
function placePart(
  row: Flow & { kind: 'row' },
  pen: Pen,
  area: Area,
  pageHeight: number,
): { readonly y: number; readonly rest: readonly Flow[] } | undefined {
  const starts = row.cells.some(({ content, padding }) => {
    const first = content.find((item) => item.kind !== 'gap');
    return (
      first?.kind === 'row' || (first !== undefined && area.top - padding[0] - first.height >= area.bottom)
    );
  });
  if (!starts && !area.fresh) return undefined;
  const placed = row.cells.map((cell) => placeCell(row, cell, pen, area, pageHeight));
  if (
    !area.fresh &&
    placed.every(({ rest }, index) => rest.length >= (row.cells[index]?.content.length ?? 0))
  )
    return undefined;
  const lowest = Math.max(
    area.bottom,
    Math.min(...placed.map(({ y }, index) => y - (row.cells[index]?.padding[0] ?? 0))),
  );
  drawBorder(row, pen, area.x, area.top, area.top - lowest);
  if (placed.every(({ rest }) => rest.length === 0)) return { y: lowest, rest: [] };
  const cells = row.cells.map((cell, index) => ({ ...cell, content: placed[index]?.rest ?? [] }));
  return { y: lowest, rest: [{ ...row, cells }] };
}

function placeCell(row: Flow & { kind: 'row' }, cell: FlowCell, pen: Pen, area: Area, pageHeight: number) {
  const [above, beside] = cell.padding;
  const inner = { ...area, x: area.x + row.x + cell.x + beside, top: area.top - above };
  return place(cell.content, pen, inner, pageHeight);
}

/** Height a heading wants to see below it: gaps, further headings, and one line or row. */
function following(flow: readonly Flow[], index: number): number {
  let height = 0;
  for (const item of flow.slice(index + 1)) {
    if (item.kind === 'row') return height + Math.min(rowHeight(item), 40);
    height += item.height;
    if (item.kind === 'line' && item.keep !== true) return height;
  }
  // A heading that nothing follows may stand anywhere.
  return 0;
}

function drawBars(pen: Pen, bars: readonly number[], x: number, top: number, height: number): void {
  for (const bar of bars) pen.rectangle(x + bar, top - height, BAR_WIDTH, height, BAR);
}

function drawBorder(row: Flow & { kind: 'row' }, pen: Pen, x: number, top: number, height: number): void {
  if (row.border === undefined) return;
  const left = x + row.x;
  const right = largest(row.cells.map((cell) => cell.x + cell.width));
  const level = (y: number): void => pen.rectangle(left, y - RULE_WIDTH / 2, right, RULE_WIDTH, RULE);
  level(top - height);
  if (row.border === 'below') return;
  level(top);
  for (const edge of new Set(row.cells.flatMap((cell) => [cell.x, cell.x + cell.width]))) {
    pen.rectangle(left + edge - RULE_WIDTH / 2, top - height, RULE_WIDTH, height, RULE);
  }
}
