// Texts, numbers and the three words of JSON (RFC 8259 sections 3, 6, 7).
import type { Cursor } from './cursor.ts';
import { explainStray } from './explain-stray.ts';
import { JsonMistake } from './json-mistake.ts';

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

export function readScalar(cursor: Cursor): string | number | boolean | null {
  if (cursor.text[cursor.at] === '"') return readText(cursor);
  // What stands there up to the next blank or bracket; a hundred characters are more than any number or word has.
  const word = /^[^\s,:[\]{}"]*/.exec(cursor.text.slice(cursor.at, cursor.at + 100))?.[0] ?? '';
  const known = WORDS.get(word);
  if (known !== undefined) {
    cursor.at += word.length;
    return known;
  }
  const number = Number(word);
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word) && Number.isFinite(number)) {
    cursor.at += word.length;
    return number;
  }
  throw explainStray(cursor, 'a value');
}

/** `cursor` stands on the opening quote and is left behind the closing one. */
export function readText(cursor: Cursor): string {
  const { text } = cursor;
  const opened = cursor.at;
  let said = '';
  let at = opened + 1;
  for (;;) {
    const letter = text[at];
    if (letter === undefined || letter === '\n' || letter === '\r') {
      throw new JsonMistake(
        opened,
        'The text that begins here has no closing quote on its line.',
        'Close it with a double quote; a line break inside is written \\n.',
      );
    }
    if (letter === '"') break;
    if (letter === '\\') {
      const escape = readEscape(text, at);
      said += escape.letter;
      at += escape.length;
    } else if (letter < ' ') {
      throw new JsonMistake(at, 'A text holds a control character.', 'A tabulator is written \\t.');
    } else {
      said += letter;
      at += 1;
    }
  }
  cursor.at = at + 1;
  return said;
}

function readEscape(text: string, at: number): { letter: string; length: number } {
  const after = text[at + 1] ?? '';
  const letter = ESCAPES.get(after);
  if (letter !== undefined) return { letter, length: 2 };
  const digits = text.slice(at + 2, at + 6);
  if (after === 'u' && /^[0-9a-fA-F]{4}$/.test(digits)) {
    return { letter: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
  }
  throw new JsonMistake(
    at,
    'A backslash begins something that JSON does not know.',
    'Write a backslash that is meant as such twice: \\\\ (also in a pattern: "\\\\d").',
  );
}
