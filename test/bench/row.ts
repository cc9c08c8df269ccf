// One line of a benchmark's result, for people and for programs.

export type Row = {
  readonly area: string;
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** The same measured on what we compare ourselves with, in the same run; null where there is nothing to compare. */
  readonly peer: number | null;
  /** ours / peer, or what the target says; null without a peer. */
  readonly ratio: number | null;
  readonly target: string;
  readonly ok: boolean;
};

export type Target =
  /** ours / peer at least. */
  | { readonly kind: 'ratio-at-least'; readonly value: number }
  /** ours / peer at most. */
  | { readonly kind: 'ratio-at-most'; readonly value: number }
  /** ours at most, whatever the peer. */
  | { readonly kind: 'at-most'; readonly value: number };

export type Measured = {
  readonly area: string;
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: number;
  readonly target: Target;
};

const judge = (target: Target, ours: number, ratio: number | null): boolean => {
  if (target.kind === 'at-most') return ours <= target.value;
  if (ratio === null) return false;
  return target.kind === 'ratio-at-least' ? ratio >= target.value : ratio <= target.value;
};

const describe = ({ kind, value }: Target, unit: string): string => {
  if (kind === 'at-most') return `<= ${value} ${unit}`;
  return `${kind === 'ratio-at-least' ? '>=' : '<='} ${value} x peer`;
};

// Three digits say more than the noise of a shared machine lets us know.
const round = (value: number): number => Number(value.toPrecision(4));

export const makeRow = ({ area, name, unit, ours, peer, target }: Measured): Row => {
  const ratio = peer === undefined || peer === 0 ? null : ours / peer;
  return {
    area,
    name,
    unit,
    ours: round(ours),
    peer: peer === undefined ? null : round(peer),
    ratio: ratio === null ? null : round(ratio),
    target: describe(target, unit),
    ok: judge(target, ours, ratio),
  };
};

const COLUMNS = ['', 'name', 'ours', 'peer', 'ratio', 'target', 'unit'] as const;

/** A table with one line per row; the first column says whether the target was met. */
export const formatTable = (rows: readonly Row[]): string => {
  const cells = rows.map(({ ok, name, ours, peer, ratio, target, unit }) => [
    ok ? 'ok' : 'MISSED',
    name,
    String(ours),
    peer === null ? '-' : String(peer),
    ratio === null ? '-' : String(ratio),
    target,
    unit,
  ]);
  const table = [[...COLUMNS], ...cells];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
