// The grid a plain text stands on: how many cells a character takes, tabs, wrapping of long lines, and control characters made harmless.
import { isInvisible } from './text-shape.ts';

/** East Asian wide and full-width characters take two cells (UAX #11), and so do emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]/u;

const MARK = /[\p{Mn}\p{Me}]/u;
const PLAIN = /^[\x20-\x7e]*$/;

/** Columns from one tab stop to the next: what terminals and editors agree on when nobody says otherwise. */
const TAB = 8;

/** Longest line that is looked at as a whole; a longer one is broken hard. A megabyte of one line is data, not writing. */
const MAX_LINE = 20_000;

export function cellsOf(character: string): 0 | 1 | 2 {
  if (character <= '\u02ff') return character === '\u00ad' ? 0 : 1;
  if (isInvisible(character) || MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

export function cellsIn(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += cellsOf(character);
  return cells;
}

/** Lines of the text; `\f` alone stands for a new page. Every way to end a line counts, and so do Unicode's. */
export function* linesOf(text: string): Generator<string> {
  const ends = /\r\n|[\n\r\v\u0085\u2028\u2029]|\f/g;
  let start = 0;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    const isPage = end[0] === '\f';
    // A form feed ends its line only if something stands before it.
    if (!isPage || end.index > start) yield* cut(text.slice(start, end.index));
    if (isPage) {
      yield '\f';
      // Printers' files write the line end either side of the form feed.
      if (/^\r?\n/.test(text.slice(ends.lastIndex, ends.lastIndex + 2))) ends.exec(text);
    }
    start = ends.lastIndex;
  }
  if (start < text.length) yield* cut(text.slice(start));
}

function* cut(line: string): Generator<string> {
  if (line.length <= MAX_LINE) return yield line;
  for (let start = 0; start < line.length; ) {
    let end = Math.min(start + MAX_LINE, line.length);
    // Never between the two halves of one character.
    if (/[\ud800-\udbff]/.test(line[end - 1] ?? '') && end < line.length) end -= 1;
    yield line.slice(start, end);
    start = end;
  }
}

/** Colours and cursor moves of terminals (ECMA-48 5.4, 8.3): they have no meaning on paper. */
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\))/g;

/** Letter, backspace, letter: how typewriters and old manuals make bold and underlined. The second one stays. */
const OVERSTRUCK = /[^\x08]\x08/g;

/** Control characters in the notation of terminals (^G), tabs as blanks; nothing left that could act on a printer or reorder text. */
export function showHarmless(line: string): string {
  if (PLAIN.test(line)) return line;
  let shown = line;
  if (/[\x08\x1b]/.test(shown)) shown = shown.replaceAll(TERMINAL, '').replaceAll(OVERSTRUCK, '');
  if (/[\0-\x08\x0e-\x1f\x7f-\x9f]/.test(shown)) {
    shown = shown.replaceAll(/[\0-\x08\x0e-\x1f\x7f-\x9f]/g, (character) => {
      const code = character.charCodeAt(0);
      // DOS ends a file with 1A; it says nothing.
      if (code === 0x1a) return '';
      return code < 0x80 ? `^${String.fromCharCode(code ^ 0x40)}` : '\ufffd';
    });
  }
  // Overrides and isolates can show a program other than it is; lone halves of a character are none.
  shown = shown
    .replaceAll(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC');
  return shown.includes('\t') ? expandTabs(shown) : shown;
}

function expandTabs(line: string): string {
  let shown = '';
  let column = 0;
  for (const part of line.split(/(\t)/)) {
    const text = part === '\t' ? ' '.repeat(TAB - (column % TAB)) : part;
    shown += text;
    column += cellsIn(text);
  }
  return shown;
}

/** A line may be broken after these; between ideographs anywhere. */
const BREAK_AFTER = /[\s\-/,;|]/;

/** A break further left than this share of the line would leave a hole: the word is cut instead. */
const EARLIEST_BREAK = 0.4;

export interface WrappedLine {
  readonly text: string;
  /** Cells to leave free at its beginning: continued lines stand under the beginning of their own text. */
  readonly indent: number;
}

/** `line` as `showHarmless` left it. */
export function wrap(line: string, columns: number): readonly WrappedLine[] {
  const trimmed = line.trimEnd();
  if (cellsIn(trimmed) <= columns) return [{ text: trimmed, indent: 0 }];
  const own = /^ */.exec(trimmed)?.[0].length ?? 0;
  const indent = own > columns / 2 ? 0 : own;
  const wrapped: WrappedLine[] = [];
  let rest = trimmed;
  while (rest !== '') {
    const room = wrapped.length === 0 ? columns : columns - indent;
    const end = breakAt(rest, room);
    wrapped.push({ text: rest.slice(0, end).trimEnd(), indent: wrapped.length === 0 ? 0 : indent });
    rest = rest.slice(end).trimStart();
  }
  return wrapped;
}

/** UTF-16 units of `text` that go on a line of `room` cells; at least one character. */
function breakAt(text: string, room: number): number {
  let cells = 0;
  let at = 0;
  let soft = 0;
  let softCells = 0;
  for (const character of text) {
    const width = cellsOf(character);
    if (cells + width > room && at > 0) {
      // The word ends exactly here.
      if (character === ' ') return at;
      return softCells >= room * EARLIEST_BREAK ? soft : at;
    }
    cells += width;
    at += character.length;
    if (width === 2 || BREAK_AFTER.test(character)) {
      soft = at;
      softCells = cells;
    }
  }
  return at;
}
