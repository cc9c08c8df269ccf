// Filter and sort of a console table's rows: pure, so that the table itself only draws.

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  /** What is sorted by, filtered by and written to CSV: a number sorts as one. */
  readonly value: (row: Row) => string | number;
  /** What CSV holds where that differs: a date as text, a size in bytes. */
  readonly csv?: (row: Row) => string | number;
  /** Right-aligned with tabular digits. */
  readonly number?: boolean;
  /** An e-mail address and the like: it breaks anywhere rather than push the table out of the window. */
  readonly breaks?: boolean;
  /** Given up first when the table gets narrow: 1 stays longest. Absent: always there. */
  readonly priority?: 1 | 2 | 3;
}

export interface Order {
  readonly column: string;
  readonly down: boolean;
}

/** "Page 2" before "Page 10", and no difference between cases. */
export const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compare = (a: string | number, b: string | number) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** Rows in which every word of `filter` occurs in some column. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  filter: string,
): readonly Row[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => String((column.csv ?? column.value)(row)))
      .join('\n')
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.column);
  if (order === undefined || column === undefined) return rows;
  const sign = order.down ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
}

/** A click on a head: this column rising, then falling, then the order the rows came in. */
export function nextOrder(order: Order | undefined, column: string): Order | undefined {
  if (order?.column !== column) return { column, down: false };
  return order.down ? undefined : { column, down: true };
}
