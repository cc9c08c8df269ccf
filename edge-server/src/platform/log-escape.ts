// Makes what a terminal or a page would obey or be fooled by visible as text. Pure.

// JSON escapes the C0 controls itself. These are left: DEL and the C1 controls, line separators, zero-width and direction marks.
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Each as the six characters of a JSON escape. */
export const escapeUnsafe = (line: string): string =>
  line.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
