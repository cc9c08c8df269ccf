// Rows under headings, in columns that line up; one column may give way where the terminal is narrow.
import { columnsOf, cutTo, plain } from './plain.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'right';
  /** Gives way when the line is too long. */
  readonly flexible?: true;
}

/** A title shorter than this says nothing. */
const LEAST_FLEXIBLE = 12;
const GAP = '  ';

/** `width`: columns of the terminal; undefined never cuts. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number | undefined,
): string[] {
  const cells = rows.map((row) => columns.map((column) => plain(column.value(row))));
  const widths = columns.map((column, i) =>
    Math.max(columnsOf(column.title), ...cells.map((line) => columnsOf(line[i] ?? ''))),
  );
  const flexible = columns.findIndex((column) => column.flexible === true);
  if (width !== undefined && flexible !== -1) {
    const all = widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
    const wanted = widths[flexible] ?? 0;
    widths[flexible] = Math.min(wanted, Math.max(LEAST_FLEXIBLE, wanted - Math.max(0, all - width)));
  }
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => {
        const room = widths[i] ?? 0;
        const shown = i === flexible ? cutTo(text, room) : text;
        const fill = ' '.repeat(Math.max(0, room - columnsOf(shown)));
        return columns[i]?.align === 'right' ? fill + shown : shown + fill;
      })
      .join(GAP)
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...cells.map(line)];
}
