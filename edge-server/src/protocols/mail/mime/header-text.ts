// Makes text out of a message fit for one line: what a header field or a file name may not bring into a log, a page or another header.

/** Line breaks and other control characters become blanks: decoded words may hold them (threats.md T21). */
export const withoutControls = (text: string): string => text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, ' ');

/** Characters that turn the direction of writing, with which "fdp.exe" can be made to look like "exe.pdf", and invisible ones. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One line of at most `most` characters for people to read, no blanks around it. */
export function cleanLine(text: string, most: number): string {
  const line = withoutControls(text).replace(UNSEEN, '').trim();
  if (line.length <= most) return line;
  // No half of a surrogate pair at the end.
  const cut = line.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** What file systems allow, and far more than people read. */
const MOST_NAME = 255;

/** A file name without the folders that old programs send along; undefined when nothing is left. The ending is kept when it is cut. */
export function cleanFileName(text: string): string | undefined {
  const line = cleanLine(text, 64 * 1024);
  const name = line.slice(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1).trim();
  if (/^\.*$/.test(name)) return undefined;
  if (name.length <= MOST_NAME) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot !== -1 && name.length - dot <= 10 ? name.slice(dot) : '';
  return cleanLine(name, MOST_NAME - ending.length) + ending;
}
