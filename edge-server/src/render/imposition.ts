// Where pages go on sheets: number-up, booklet, page ranges, orientation and scaling as a plan. Pure arithmetic in points;
// drawing it is pdf-draw.ts, making a PDF of it is pdf-impose.ts (RFC 8011 section 5.2, PWG 5100.3, PWG 5100.13).
import type { Impose, NumberUp, PrintScaling } from '@platen/shared/ticket';

/** Points (1/72 inch). */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Degrees clockwise, as /Rotate of PDF counts. */
export type Turn = 0 | 90 | 180 | 270;

/** A page in its place. What lies outside the sheet is cut off. */
export interface SheetCell {
  /** Page of the document, from 0. */
  readonly page: number;
  /** Points from the left and the top of the sheet to the box of the page as it lies there, turned. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotate: Turn;
}

/** One printed side. Two of them in a row are one sheet of paper where the job is two-sided. */
export interface SheetPlan extends Size {
  /** In order of reading; empty for a blank side. */
  readonly cells: readonly SheetCell[];
  /** Pale words along the diagonal. */
  readonly watermark?: string;
  /** How far the side is turned from how it is read: set by `turnSheet`, for the watermark. */
  readonly turn: Turn;
}

export interface SheetsToLayOut {
  /** Every page of the document as it is seen (its own rotation applied). */
  readonly pages: readonly Size[];
  readonly ticket: Impose;
  /** The paper, either way round. Without it each sheet is as large as its page. */
  readonly media?: Size | undefined;
  /** Documents that read from right to left (ViewerPreferences /Direction /R2L) fill their sheets that way. Default ltr. */
  readonly direction?: 'ltr' | 'rtl' | undefined;
}

/** Points no printer reaches at an edge, kept free wherever pages are scaled anyway: 1/6 inch, 4.23 mm (PWG 5100.13's common margin). */
export const MARGIN = 12;

/** Points by which a page may be larger than the paper and still count as the same: 2 mm, what sizes in files are off by. */
const SAME_SIZE = 5.7;

/** Turning a page is worth it from this gain in size on. */
const WORTH_TURNING = 1.01;

/** Columns and rows when the sheet is taller than wide; the other way round both are tried. */
const GRIDS: Readonly<Record<NumberUp, readonly (readonly [columns: number, rows: number])[]>> = {
  1: [[1, 1]],
  2: [
    [1, 2],
    [2, 1],
  ],
  4: [[2, 2]],
  6: [
    [2, 3],
    [3, 2],
  ],
  9: [[3, 3]],
  16: [[4, 4]],
};

/**
 * The sides in the order they are read. Empty when the page ranges pick nothing. Sheets lie as they are read (wide for two
 * upright pages side by side); `turnSheet` turns them as they are fed.
 */
export function layOutSheets({ pages, ticket, media, direction }: SheetsToLayOut): readonly SheetPlan[] {
  const chosen = chosenPages(ticket, pages.length);
  const reference = commonSize(chosen.map((page) => pages[page] ?? NOTHING));
  if (reference === undefined) return [];
  const setting: Setting = { pages, ticket, media, reference, rtl: direction === 'rtl' };
  const numberUp = ticket.numberUp ?? 1;
  const sheets =
    ticket.booklet === true
      ? layOutBooklet(setting, chosen)
      : numberUp === 1
        ? chosen.map((page) => layOutOne(setting, page))
        : layOutGrid(setting, chosen, numberUp);
  const watermark = ticket.watermark?.trim();
  const turn = ticket.orientation?.startsWith('reverse-') === true ? 180 : 0;
  return sheets.map((sheet) =>
    turnSheet(
      { ...sheet, turn: 0, ...(watermark === undefined || watermark === '' ? {} : { watermark }) },
      turn,
    ),
  );
}

/** The same side turned clockwise: `turnSheet(plan, 270)` is a wide side as it is fed with its short edge first. */
export function turnSheet(plan: SheetPlan, by: Turn): SheetPlan {
  let turned = plan;
  for (let turn = 0; turn < by; turn += 90) turned = turnQuarter(turned);
  return turned;
}

function turnQuarter({ cells, width, height, turn, ...plan }: SheetPlan): SheetPlan {
  return {
    ...plan,
    width: height,
    height: width,
    turn: addTurn(turn, 90),
    cells: cells.map((cell) => ({
      page: cell.page,
      x: height - cell.y - cell.height,
      y: cell.x,
      width: cell.height,
      height: cell.width,
      rotate: addTurn(cell.rotate, 90),
    })),
  };
}

interface Setting {
  readonly pages: readonly Size[];
  readonly ticket: Impose;
  readonly media: Size | undefined;
  readonly reference: Size;
  readonly rtl: boolean;
}

type Side = Pick<SheetPlan, 'width' | 'height' | 'cells'>;

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

const NOTHING: Size = { width: 1, height: 1 };
const isWide = ({ width, height }: Size): boolean => width > height;
const laid = (size: Size, wide: boolean): Size =>
  isWide(size) === wide ? size : { width: size.height, height: size.width };
const addTurn = (turn: Turn, by: Turn): Turn => ((turn + by) % 360) as Turn;

/** Pages picked by the ranges, from 0, in order. */
export function chosenPages({ pageRanges = [] }: Impose, count: number): readonly number[] {
  const ranges = pageRanges.length === 0 ? [{ from: 1, to: count }] : pageRanges;
  return ranges.flatMap(({ from, to }) =>
    Array.from({ length: Math.max(0, Math.min(to, count) - from + 1) }, (_, index) => from - 1 + index),
  );
}

/** The size most pages have, the earlier one of two that are equally common: it decides how sheets lie. */
function commonSize(sizes: readonly Size[]): Size | undefined {
  const counts = new Map<string, { size: Size; count: number }>();
  for (const size of sizes) {
    const key = `${Math.round(size.width)} ${Math.round(size.height)}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { size, count: 1 });
    else known.count += 1;
  }
  let best: { size: Size; count: number } | undefined;
  for (const entry of counts.values()) if (entry.count > (best?.count ?? 0)) best = entry;
  return best?.size;
}

/** How the person wants the sheet to lie, if they said so. */
function askedWide({ orientation }: Impose): boolean | undefined {
  return orientation === undefined ? undefined : orientation.endsWith('landscape');
}

function layOutOne({ pages, ticket, media }: Setting, page: number): Side {
  const size = pages[page] ?? NOTHING;
  const sheet = laid(media ?? size, askedWide(ticket) ?? isWide(size));
  const scale = scaleOnto(size, sheet, ticket.printScaling ?? 'auto');
  return { ...sheet, cells: [centred(page, size, scale, { x: 0, y: 0, ...sheet }, 0)] };
}

function scaleOnto(page: Size, sheet: Size, scaling: PrintScaling): number {
  const fitted = fitInto(page, inset({ x: 0, y: 0, ...sheet }, MARGIN));
  switch (scaling) {
    case 'auto':
    case 'auto-fit':
      return page.width > sheet.width + SAME_SIZE || page.height > sheet.height + SAME_SIZE ? fitted : 1;
    case 'fit':
      return fitted;
    case 'fill':
      return Math.max(sheet.width / page.width, sheet.height / page.height);
    case 'none':
      return 1;
  }
}

function layOutGrid(setting: Setting, chosen: readonly number[], numberUp: NumberUp): readonly Side[] {
  const { reference, ticket, media, rtl } = setting;
  const margin = ticket.printScaling === 'fill' || ticket.printScaling === 'none' ? 0 : MARGIN;
  const asked = askedWide(ticket);
  const ways = asked === undefined ? [isWide(reference), !isWide(reference)] : [asked];
  const arrangements = ways.flatMap((wide) => {
    const sheet = laid(media ?? reference, wide);
    return GRIDS[numberUp].map(([columns, rows]) => {
      const area = inset({ x: 0, y: 0, ...sheet }, margin);
      const cell = { width: area.width / columns, height: area.height / rows };
      return { sheet, columns, area, cell, scale: fitInto(reference, cell) };
    });
  });
  // The first of equals stays: the sheet then lies as its pages do.
  const best = arrangements.reduce((one, other) => (other.scale > one.scale * WORTH_TURNING ? other : one));
  const { sheet, columns, area, cell } = best;
  return groups(chosen, numberUp).map((group) => ({
    ...sheet,
    cells: group.map((page, order) => {
      const across = order % columns;
      const x = area.x + (rtl ? columns - 1 - across : across) * cell.width;
      const y = area.y + Math.floor(order / columns) * cell.height;
      return placed(setting, page, { x, y, ...cell });
    }),
  }));
}

/**
 * Sheets to lay into each other and fold: with 8 pages the outer sheet holds 8 and 1 on its front, 2 and 7 on its back.
 * What is missing to a multiple of four stays blank, at the end. The fold is the middle of the sheet to the point.
 */
function layOutBooklet(setting: Setting, chosen: readonly number[]): readonly Side[] {
  const { media, reference, ticket, rtl } = setting;
  const sheet = laid(media ?? reference, true);
  const half = { y: 0, width: sheet.width / 2, height: sheet.height };
  const margin = ticket.printScaling === 'fit' ? MARGIN : 0;
  const total = Math.ceil(chosen.length / 4) * 4;
  return Array.from({ length: total / 2 }, (_, side): Side => {
    const inner = side;
    const outer = total - 1 - side;
    // On fronts the later page is on the left; on backs, which are turned over, the earlier one.
    const [left, right] = (side % 2 === 0) === rtl ? [inner, outer] : [outer, inner];
    const cells = [left, right].flatMap((place, index) => {
      const page = chosen[place];
      return page === undefined
        ? []
        : [placed(setting, page, inset({ ...half, x: index * half.width }, margin))];
    });
    return { ...sheet, cells: rtl ? cells.reverse() : cells };
  });
}

/** A page as large as its cell allows; one that lies the other way than most is turned if that makes it larger. */
function placed({ pages, reference, ticket }: Setting, page: number, box: Box): SheetCell {
  const size = pages[page] ?? NOTHING;
  const turned = { width: size.height, height: size.width };
  const turn =
    isWide(size) !== isWide(reference) && fitInto(turned, box) > fitInto(size, box) * WORTH_TURNING;
  const shown = turn ? turned : size;
  const scale = fitInto(shown, box);
  // A quarter to the left, as orientation-requested turns a page (RFC 8011 section 5.2.10).
  return centred(
    page,
    shown,
    ticket.printScaling === 'none' ? Math.min(1, scale) : scale,
    box,
    turn ? 270 : 0,
  );
}

function centred(page: number, size: Size, scale: number, box: Box, rotate: Turn): SheetCell {
  const [width, height] = [size.width * scale, size.height * scale];
  const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2];
  return { page, x, y, width, height, rotate };
}

function fitInto(size: Size, box: Size): number {
  return Math.min(box.width / size.width, box.height / size.height);
}

/** Never more than a quarter of a side: labels are paper too. */
function inset(box: Box, margin: number): Box {
  const [dx, dy] = [Math.min(margin, box.width / 4), Math.min(margin, box.height / 4)];
  return { x: box.x + dx, y: box.y + dy, width: box.width - 2 * dx, height: box.height - 2 * dy };
}

function groups(pages: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(pages.length / size) }, (_, index) =>
    pages.slice(index * size, (index + 1) * size),
  );
}
