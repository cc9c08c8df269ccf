// Text from documents, printers and people made fit for a terminal: nothing in it may move the cursor or turn the line round.

// Control characters (C0, DEL, C1) would be obeyed by the terminal; the bidirectional ones let a name read as another.
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function plain(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(UNSAFE, '');
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
// Unicode's East Asian wide letters and pictures take two columns (UAX 11); the scripts in which they are common.
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

/** Columns a text takes in a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}

/** The text, cut with "…" where it takes more than `most` columns. */
export function cutTo(text: string, most: number): string {
  if (columnsOf(text) <= most) return text;
  let kept = '';
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = columns + (WIDE.test(segment) ? 2 : 1);
    if (next > most - 1) break;
    kept += segment;
    columns = next;
  }
  return `${kept}…`;
}
