// Page sizes as facts keep them: pages in a row that share one size are one entry.
import type { PageSizeRun } from './render-outcome.ts';

/** Millimetres to a tenth, which is finer than paper is cut. */
export const toTenth = (millimetres: number): number => Math.round(millimetres * 10) / 10;

/** Adds `count` pages at the end. */
export function addPageSize(
  runs: PageSizeRun[],
  { width, height }: { readonly width: number; readonly height: number },
  count = 1,
): void {
  const last = runs.at(-1);
  if (last?.width === width && last.height === height)
    runs[runs.length - 1] = { ...last, count: last.count + count };
  else runs.push({ count, width, height });
}
