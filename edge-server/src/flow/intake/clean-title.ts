// A sender's file name made fit to be shown: one line, no path, no control or direction characters, of a bearable length.

/** Longer names are cut in the middle, so that the ending stays: 120 characters are two lines on a panel. */
const MOST = 120;
/** Of these the end: a name and the ending of its kind. */
const TAIL = 24;

/**
 * C0, C1, zero-width, bidirectional controls and the line separators: none of them is part of a title. The two joiners (U+200C, U+200D) are where
 * a letter or a picture stands before and behind them: Persian is spelt with the one, families are joined by the other (UTS 51).
 */
const UNFIT =
  /(?:[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}]))+/gu;

export function cleanTitle(name: string): string {
  const oneLine = name.normalize('NFC').replace(UNFIT, ' ').trim();
  const last =
    oneLine
      .split(/[/\\]/)
      .filter((part) => part.trim() !== '')
      .pop() ?? '';
  const title = last.replace(/\s+/g, ' ').trim();
  if (title === '' || /^\.+$/.test(title)) return 'Untitled';
  return lengthOf(title) <= MOST ? title : shortened(title);
}

const lengthOf = (text: string): number => Array.from(text).length;

/** Between what is seen as one sign: an accent stays on its letter, a family together (UAX 29). */
function shortened(title: string): string {
  // No two signs are kept of what is longer than any title: there is no use in looking at all of it.
  const signs = (text: string): string[] =>
    Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  const letters = Array.from(title);
  const head = upTo(signs(letters.slice(0, MOST).join('')), MOST - TAIL - 1);
  const tail = upTo(signs(letters.slice(-MOST).join('')).reverse(), TAIL).reverse();
  return `${head.join('')}\u2026${tail.join('')}`;
}

/** As many whole signs as have no more than `most` characters. */
function upTo(signs: readonly string[], most: number): string[] {
  let sum = 0;
  const end = signs.findIndex((sign) => {
    sum += lengthOf(sign);
    return sum > most;
  });
  return end === -1 ? [...signs] : signs.slice(0, end);
}
