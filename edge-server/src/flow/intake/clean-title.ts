// A sender's file name made fit to be shown: one line, no path, no control or direction characters, of a bearable length.

/** Longer names are cut in the middle, so that the ending stays: 120 characters are two lines on a panel. */
const MOST = 120;

export function cleanTitle(name: string): string {
  const oneLine = name
    .normalize('NFC')
    // C0, C1, zero-width, bidirectional controls and the line separators: none of them is part of a title.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ')
    .trim();
  const last =
    oneLine
      .split(/[/\\]/)
      .filter((part) => part.trim() !== '')
      .pop() ?? '';
  const title = last.replace(/\s+/g, ' ').trim();
  if (title === '' || /^\.+$/.test(title)) return 'Untitled';
  const letters = Array.from(title);
  if (letters.length <= MOST) return title;
  const tail = 24;
  return `${letters.slice(0, MOST - tail - 1).join('')}\u2026${letters.slice(-tail).join('')}`;
}
