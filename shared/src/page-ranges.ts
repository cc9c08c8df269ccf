// Page numbers as people type them, "2-5,8", and as they are written for them. Pure.
import type { PageRange } from './ticket.ts';

/** undefined: names no pages yet, or some that are not there. An empty list is the whole document. */
export function readRanges(text: string, total: number): PageRange[] | undefined {
  const ranges: PageRange[] = [];
  for (const part of text.replace(/,$/, '').split(',')) {
    const [, first, dash, last] = /^(\d+)(-?)(\d*)$/.exec(part) ?? [];
    const from = Number(first);
    // "5-" goes to the end.
    const to = dash === '-' && last === '' ? total : Number(last === '' ? first : last);
    if (first === undefined || from < 1 || to < from || to > total) return undefined;
    ranges.push({ from, to });
  }
  const merged: PageRange[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const before = merged[merged.length - 1];
    if (before !== undefined && range.from <= before.to + 1) before.to = Math.max(before.to, range.to);
    else merged.push(range);
  }
  const [only, more] = merged;
  return only?.from === 1 && only.to === total && more === undefined ? [] : merged;
}

/** "2-5,8", as it is typed. */
export function rangeText(ranges: readonly PageRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
