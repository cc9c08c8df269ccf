// Where pages go on the picture of a sheet: fitting into the box and number-up (RFC 8011 section 5.2.9). Pure arithmetic.
import { MAX_PREVIEW_PIXELS } from './limits.ts';
import type { Sheet } from './pdf-draw.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Lays `sizes` (points, one per page in reading order) out on one sheet that fits the box of pixels. With number-up 2
 * the sheet lies across the page, as printers do it; with 4 it has the page's own shape; the cells run left to right,
 * then top to bottom (presentation-direction-number-up toright-tobottom). Missing pages leave white cells.
 */
export function layOutSheet(
  sizes: readonly [Size, ...Size[]],
  firstIndex: number,
  numberUp: 1 | 2 | 4,
  box: Size,
): Sheet {
  const page = sizes[0];
  const paper = numberUp === 2 ? { width: page.height, height: page.width } : page;
  const sheet = fit(paper, box);
  const across = numberUp === 1 || (numberUp === 2 && paper.width < paper.height) ? 1 : 2;
  const down = numberUp / across;
  const cell = { width: sheet.width / across, height: sheet.height / down };
  return {
    ...sheet,
    cells: sizes.map((size, order) => {
      const fitted = numberUp === 1 ? sheet : fit(size, cell);
      const left = (order % across) * cell.width;
      const top = Math.floor(order / across) * cell.height;
      return {
        index: firstIndex + order,
        x: Math.round(left + (cell.width - fitted.width) / 2),
        y: Math.round(top + (cell.height - fitted.height) / 2),
        ...fitted,
      };
    }),
  };
}

/** Whole pixels, at least one each way. The box itself bounds them, whatever size the page claims to be. */
function fit(size: Size, box: Size): Size {
  const scale = Math.min(box.width / size.width, box.height / size.height);
  return {
    width: Math.max(1, Math.min(Math.round(size.width * scale), Math.floor(box.width))),
    height: Math.max(1, Math.min(Math.round(size.height * scale), Math.floor(box.height))),
  };
}

/** Whether a box is one that a picture may be drawn into. */
export function isUsableBox(width: number, height: number): boolean {
  return (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    width >= 1 &&
    height >= 1 &&
    width * height <= MAX_PREVIEW_PIXELS
  );
}
