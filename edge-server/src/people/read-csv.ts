// Reads comma-separated values (RFC 4180) as people's spreadsheets write them: with commas, semicolons or tabs, with or without a byte
// order mark, cells in quotes with line ends inside. Every row knows the line it began on, so that a mistake can be pointed at.

export interface CsvRow {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote was opened and never closed, or something stands behind a closing one. */
  readonly broken: boolean;
}

const SEPARATORS = [',', ';', '\t'] as const;

/** Rows one after the other; empty lines are left out. */
export function* readCsv(text: string): Generator<CsvRow> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(body);
  let line = 1;
  let at = 0;
  while (at < body.length) {
    const row = readRow(body, at, separator, line);
    at = row.end;
    if (row.cells.some((cell) => cell.trim() !== '')) yield { line, cells: row.cells, broken: row.broken };
    line = row.nextLine;
  }
}

/** What the first line has most of outside of quotes; a comma where there is none. */
function separatorOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((one) => first.split(one).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

interface ReadRow {
  readonly cells: string[];
  readonly broken: boolean;
  readonly end: number;
  readonly nextLine: number;
}

function readRow(text: string, start: number, separator: string, line: number): ReadRow {
  const cells: string[] = [];
  let broken = false;
  let at = start;
  let nextLine = line;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      cell = quoted.cell;
      nextLine += cell.split(/\r\n|\r|\n/).length - 1;
      at = quoted.end;
      broken ||= !quoted.closed;
    }
    const rest = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
    const behind = text.slice(rest, at);
    if (cell !== '' && behind.trim() !== '') broken = true;
    cells.push(cell + behind);
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    return { cells, broken, end: at + 1, nextLine: nextLine + 1 };
  }
}

/** @param at of the opening quote. */
function readQuoted(text: string, at: number): { cell: string; end: number; closed: boolean } {
  let cell = '';
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { cell: cell + text.slice(from), end: text.length, closed: false };
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote + 1, closed: true };
    cell += '"';
    from = quote + 2;
  }
}
