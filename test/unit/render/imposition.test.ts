// Where pages land: number-up, booklets, ranges, orientation and scaling, to the point. No pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  layOutSheets,
  MARGIN,
  type SheetPlan,
  type Size,
  turnSheet,
} from '@platen/edge-server/render/imposition';
import { countSheets, countSides, type Impose, NUMBER_UP } from '@platen/shared/ticket';
import fc from 'fast-check';

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const A4: Size = { width: mm(210), height: mm(297) };
const A3: Size = { width: mm(297), height: mm(420) };
const A5: Size = { width: mm(148), height: mm(210) };
const LETTER: Size = { width: 612, height: 792 };
const wide = ({ width, height }: Size): Size => ({ width: height, height: width });
const many = (count: number, size: Size = A4): readonly Size[] => Array.from({ length: count }, () => size);

const lay = (pages: readonly Size[], ticket: Impose, media: Size | undefined = A4): readonly SheetPlan[] =>
  layOutSheets({ pages, ticket, media });
const first = (plans: readonly SheetPlan[]): SheetPlan => {
  const [plan] = plans;
  assert.ok(plan !== undefined);
  return plan;
};
/** Pages from 1, side by side. */
const order = (plans: readonly SheetPlan[]): readonly (readonly number[])[] =>
  plans.map(({ cells }) => cells.map(({ page }) => page + 1));
/** To a thousandth of a point. */
function near(found: number, wanted: number, what = ''): void {
  assert.ok(Math.abs(found - wanted) < 0.001, `${what} ${found}, wanted ${wanted}`);
}
function nearBox(cell: SheetPlan['cells'][number] | undefined, wanted: readonly number[]): void {
  assert.ok(cell !== undefined);
  [cell.x, cell.y, cell.width, cell.height].forEach((value, index) => near(value, wanted[index] ?? 0));
}

void test('a page of the size of the paper fills it to the point', () => {
  const sheet = first(lay([A4], {}));
  assert.deepEqual([sheet.width, sheet.height], [A4.width, A4.height]);
  nearBox(sheet.cells[0], [0, 0, A4.width, A4.height]);
});

void test('a page that is off by a rounding is not made smaller, it is put in the middle', () => {
  const odd = { width: A4.width + 2, height: A4.height - 3 };
  nearBox(first(lay([odd], {})).cells[0], [-1, 1.5, odd.width, odd.height]);
});

void test('a smaller page stays as large as it is, in the middle of the paper', () => {
  const [x, y] = [(A4.width - A5.width) / 2, (A4.height - A5.height) / 2];
  for (const printScaling of [undefined, 'auto', 'auto-fit', 'none'] as const) {
    nearBox(first(lay([A5], { printScaling })).cells[0], [x, y, A5.width, A5.height]);
  }
});

void test('a larger page is made to fit inside the margins, in the middle', () => {
  const cell = first(lay([A3], {})).cells[0];
  const scale = Math.min((A4.width - 2 * MARGIN) / A3.width, (A4.height - 2 * MARGIN) / A3.height);
  const [width, height] = [A3.width * scale, A3.height * scale];
  nearBox(cell, [(A4.width - width) / 2, (A4.height - height) / 2, width, height]);
  assert.ok(cell !== undefined && cell.x >= MARGIN - 0.001 && cell.y >= MARGIN - 0.001);
});

void test('fit enlarges too, fill leaves no white, none keeps 100 % and loses the edges', () => {
  const fit = first(lay([A5], { printScaling: 'fit' })).cells[0];
  near(fit?.width ?? 0, A4.width - 2 * MARGIN);
  const fill = first(lay([LETTER], { printScaling: 'fill' })).cells[0];
  near(fill?.height ?? 0, A4.height);
  assert.ok(fill !== undefined && fill.width > A4.width && fill.x < 0);
  near(fill.x + fill.width / 2, A4.width / 2);
  const none = first(lay([A3], { printScaling: 'none' })).cells[0];
  nearBox(none, [(A4.width - A3.width) / 2, (A4.height - A3.height) / 2, A3.width, A3.height]);
});

void test('the paper is turned as the page lies; without a paper each side is as large as its page', () => {
  const turned = first(lay([wide(A4)], {}));
  assert.deepEqual([turned.width, turned.height], [A4.height, A4.width]);
  assert.equal(turned.cells[0]?.rotate, 0);
  const [one, other] = layOutSheets({ pages: [A3, A5], ticket: {} });
  assert.deepEqual([one?.width, one?.height], [A3.width, A3.height]);
  assert.deepEqual([other?.width, other?.height], [A5.width, A5.height]);
});

void test('two upright pages lie side by side on a wide sheet, two wide ones below each other on a tall sheet', () => {
  const upright = first(lay(many(2), { numberUp: 2 }));
  assert.deepEqual([upright.width, upright.height], [A4.height, A4.width]);
  const cell = { width: (A4.height - 2 * MARGIN) / 2, height: A4.width - 2 * MARGIN };
  const scale = Math.min(cell.width / A4.width, cell.height / A4.height);
  const [w, h] = [A4.width * scale, A4.height * scale];
  nearBox(upright.cells[0], [MARGIN + (cell.width - w) / 2, MARGIN + (cell.height - h) / 2, w, h]);
  nearBox(upright.cells[1], [
    MARGIN + cell.width + (cell.width - w) / 2,
    MARGIN + (cell.height - h) / 2,
    w,
    h,
  ]);
  const lying = first(lay(many(2, wide(A4)), { numberUp: 2 }));
  assert.deepEqual([lying.width, lying.height], [A4.width, A4.height]);
  assert.ok((lying.cells[1]?.y ?? 0) > (lying.cells[0]?.y ?? 0));
  near(lying.cells[0]?.x ?? 0, lying.cells[1]?.x ?? 0);
});

void test('several pages run along the rows, from the right where the document is read that way', () => {
  const places = (direction: 'ltr' | 'rtl'): readonly number[] => {
    const [plan] = layOutSheets({ pages: many(6), ticket: { numberUp: 6 }, media: A4, direction });
    assert.ok(plan !== undefined && plan.width > plan.height);
    const byRow = [...plan.cells].sort((a, b) => a.y - b.y || a.x - b.x);
    return byRow.map(({ page }) => page + 1);
  };
  assert.deepEqual(places('ltr'), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(places('rtl'), [3, 2, 1, 6, 5, 4]);
});

void test('a wide page among upright ones is turned a quarter to the left to be as large as they are', () => {
  const [sheet] = lay([A4, wide(A4), A4, A4], { numberUp: 4 });
  const [upright, turned] = sheet?.cells ?? [];
  assert.deepEqual([upright?.rotate, turned?.rotate], [0, 270]);
  near(turned?.height ?? 0, upright?.height ?? 1);
});

void test('each number of pages per side gives the largest pages that its grid allows', () => {
  // A4 on A4 with the margins: columns, rows, and whether the sheet is wide.
  const grids = {
    2: [2, 1, true],
    4: [2, 2, false],
    6: [3, 2, true],
    9: [3, 3, false],
    16: [4, 4, false],
  } as const;
  for (const numberUp of [2, 4, 6, 9, 16] as const) {
    const [columns, rows, isWide] = grids[numberUp];
    const sheet = first(lay(many(numberUp), { numberUp }));
    assert.equal(sheet.width > sheet.height, isWide, `${numberUp} up`);
    assert.equal(new Set(sheet.cells.map(({ x }) => Math.round(x))).size, columns);
    assert.equal(new Set(sheet.cells.map(({ y }) => Math.round(y))).size, rows);
  }
});

void test('pages stay on the sheet and off each other, whatever their sizes', () => {
  const size = fc.record({
    width: fc.double({ min: 3, max: 20_000, noNaN: true }),
    height: fc.double({ min: 3, max: 20_000, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(size, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(...NUMBER_UP.slice(1)),
      fc.boolean(),
      fc.option(size, { nil: undefined }),
      (pages, numberUp, booklet, media) => {
        const plans = layOutSheets({ pages, ticket: { numberUp, booklet }, media });
        assert.equal(plans.length, countSides({ numberUp, booklet }, pages.length));
        for (const { cells, width, height } of plans) {
          for (const [index, cell] of cells.entries()) {
            const slack = 1e-6 * Math.max(width, height);
            assert.ok(cell.x >= -slack && cell.x + cell.width <= width + slack);
            assert.ok(cell.y >= -slack && cell.y + cell.height <= height + slack);
            const page = pages[cell.page] ?? A4;
            const shape = cell.rotate === 0 ? page : wide(page);
            assert.ok(Math.abs(cell.width / cell.height / (shape.width / shape.height) - 1) < 1e-6);
            for (const other of cells.slice(index + 1)) {
              const apart =
                cell.x + cell.width <= other.x + slack ||
                other.x + other.width <= cell.x + slack ||
                cell.y + cell.height <= other.y + slack ||
                other.y + other.height <= cell.y + slack;
              assert.ok(apart, 'two pages overlap');
            }
          }
        }
      },
    ),
  );
});

void test('page ranges pick pages in order, and what lies past the end is nothing', () => {
  const ranges = (...list: readonly (readonly [number, number])[]): Impose => ({
    pageRanges: list.map(([from, to]) => ({ from, to })),
  });
  assert.deepEqual(order(lay(many(9), ranges([2, 3], [7, 7]))), [[2], [3], [7]]);
  assert.deepEqual(order(lay(many(9), { ...ranges([2, 3], [7, 99]), numberUp: 4 })), [[2, 3, 7, 8], [9]]);
  assert.deepEqual(lay(many(9), ranges([10, 12])), []);
  assert.deepEqual(order(lay(many(2), { pageRanges: [] })), [[1], [2]]);
});

/** What somebody reads who folds the sheets once, lays them into each other and turns the leaves. */
function readBooklet(plans: readonly SheetPlan[], direction: 'ltr' | 'rtl'): readonly (number | undefined)[] {
  const halves = plans.map(({ cells, width }) => {
    const at = (left: boolean): number | undefined =>
      cells.find(({ x, width: w }) => x + w / 2 < width / 2 === left)?.page;
    return { left: at(true), right: at(false) };
  });
  const leading: (number | undefined)[] = [];
  const trailing: (number | undefined)[] = [];
  for (let sheet = 0; sheet * 2 < halves.length; sheet++) {
    const [front, back] = halves.slice(sheet * 2, sheet * 2 + 2);
    assert.ok(front !== undefined && back !== undefined, 'a sheet has two sides');
    // Held with the fold at the spine, the front of the outer sheet is the cover; turned over, its other half is behind it.
    const [cover, coverBack, last, lastBack] =
      direction === 'ltr'
        ? [front.right, back.left, front.left, back.right]
        : [front.left, back.right, front.right, back.left];
    leading.push(cover, coverBack);
    trailing.unshift(lastBack, last);
  }
  return [...leading, ...trailing];
}

void test('booklets of 1 to 17 pages read in order when folded, with blank pages only at the end', () => {
  for (let count = 1; count <= 17; count++) {
    for (const direction of ['ltr', 'rtl'] as const) {
      const plans = layOutSheets({ pages: many(count), ticket: { booklet: true }, media: A4, direction });
      const total = Math.ceil(count / 4) * 4;
      assert.equal(plans.length, total / 2);
      assert.equal(plans.length, countSides({ booklet: true }, count));
      assert.equal(countSheets({ booklet: true }, count), total / 4);
      const wanted = Array.from({ length: total }, (_, page) => (page < count ? page : undefined));
      assert.deepEqual(readBooklet(plans, direction), wanted, `${count} pages, ${direction}`);
    }
  }
});

void test('a booklet of eight pages has 8 and 1 outside, 2 and 7 behind them', () => {
  const plans = lay(many(8), { booklet: true, numberUp: 4 });
  assert.deepEqual(order(plans), [
    [8, 1],
    [2, 7],
    [6, 3],
    [4, 5],
  ]);
});

void test('the fold of a booklet is the middle of the sheet, and pages meet it to the point', () => {
  const [, back] = lay(many(4), { booklet: true });
  assert.ok(back !== undefined);
  const [left, right] = back.cells;
  const height = (A4.height / 2) * (A4.height / A4.width);
  assert.ok(left !== undefined && right !== undefined);
  // Half an A4 sheet is A5, whose shape differs from A4's by a rounding of half a millimetre.
  const shown = Math.min(height, A4.width);
  near(left.height, shown);
  near(left.x + left.width / 2, A4.height / 4);
  near(right.x + right.width / 2, (A4.height * 3) / 4);
  assert.ok(A4.height / 2 - (left.x + left.width) < 1);
});

void test('orientation decides how the sheet lies, and reverse turns all of it around', () => {
  const lying = first(lay([A4], { orientation: 'landscape' }));
  assert.deepEqual([lying.width, lying.height], [A4.height, A4.width]);
  assert.equal(lying.cells[0]?.rotate, 0);
  near(lying.cells[0]?.height ?? 0, A4.width - 2 * MARGIN);
  const tall = first(lay(many(2), { numberUp: 2, orientation: 'portrait' }));
  assert.ok(tall.height > tall.width);
  const plain = first(lay(many(2), { numberUp: 2, orientation: 'landscape' }));
  const reversed = first(lay(many(2), { numberUp: 2, orientation: 'reverse-landscape', watermark: 'Draft' }));
  assert.deepEqual([reversed.turn, reversed.cells[0]?.rotate], [180, 180]);
  const [one, turned] = [plain.cells[0], reversed.cells[0]];
  near((one?.x ?? 0) + (one?.width ?? 0) + (turned?.x ?? 0), plain.width);
  near((one?.y ?? 0) + (one?.height ?? 0) + (turned?.y ?? 0), plain.height);
});

void test('turning a side four times a quarter, or by all at once, comes to the same', () => {
  const plan = first(lay(many(6), { numberUp: 6, watermark: 'Copy' }));
  let turned = plan;
  for (let quarter = 0; quarter < 4; quarter++) turned = turnSheet(turned, 90);
  assert.deepEqual({ ...turned, cells: [] }, { ...plan, cells: [] });
  turned.cells.forEach((cell, index) => {
    const own = plan.cells[index];
    nearBox(cell, own === undefined ? [] : [own.x, own.y, own.width, own.height]);
  });
  const fed = turnSheet(plan, 270);
  assert.deepEqual([fed.width, fed.height, fed.turn], [plan.height, plan.width, 270]);
  // The upper left corner of what is read is the lower left one of what is fed.
  const cell = plan.cells[0];
  nearBox(fed.cells[0], [
    cell?.y ?? 0,
    plan.width - (cell?.x ?? 0) - (cell?.width ?? 0),
    cell?.height ?? 0,
    cell?.width ?? 0,
  ]);
});

void test('a watermark stands on every side, and spaces are none', () => {
  for (const plan of lay(many(5), { booklet: true, watermark: ' Draft ' }))
    assert.equal(plan.watermark, 'Draft');
  assert.equal(first(lay([A4], { watermark: '  ' })).watermark, undefined);
});

void test('labels and pages of no size worth speaking of still have a place', () => {
  const tiny = { width: 0.01, height: 0.02 };
  const sheet = first(layOutSheets({ pages: [tiny, tiny], ticket: { numberUp: 2 } }));
  for (const cell of sheet.cells) assert.ok(cell.width > 0 && cell.height > 0 && cell.x >= 0);
});
