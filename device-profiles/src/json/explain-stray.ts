// What the thing is that stands where JSON wants something else, and how it is written rightly.
import type { Cursor } from './cursor.ts';
import { JsonMistake } from './json-mistake.ts';

interface Stray {
  readonly looks: RegExp;
  readonly sentence: string;
  readonly cure: string;
}

/** The first that fits counts. */
const STRAYS: readonly Stray[] = [
  {
    looks: /^(\/\/|\/\*|#)/,
    sentence: 'A comment stands here; JSON has none.',
    cure: 'Delete it. What is worth saying about a device fits into its "location" or "alias".',
  },
  {
    looks: /^['`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb]/,
    sentence: 'A quote of another kind stands here.',
    cure: 'Names and texts stand in plain double quotes: "like this".',
  },
  {
    looks: /^(true|false|null|yes|no|on|off|none|undefined|nan|infinity)\b/i,
    sentence: 'This word is not one that JSON has.',
    cure: 'Write true or false in small letters, or put a text into double quotes.',
  },
  {
    looks: /^([+.]?\d|-[\d.])/,
    sentence: 'The number is not written as JSON wants it.',
    cure: 'Write digits only, without a leading zero or plus; an address or a version is a text in double quotes.',
  },
  {
    looks: /^,/,
    sentence: 'A comma stands here with nothing before it.',
    cure: 'Delete the comma, or write what is missing.',
  },
  {
    looks: /^[A-Za-z_$]/,
    sentence: 'A word stands here without quotes.',
    cure: 'Put it into double quotes.',
  },
];

export function explainStray(cursor: Cursor, wanted: string): JsonMistake {
  const { text, at } = cursor;
  if (at >= text.length) {
    return new JsonMistake(at, `The file ends where ${wanted} should stand.`, 'Write what is missing.');
  }
  // Behind a value of a list, the usual slip is the comma that was forgotten on the line above.
  if (wanted.startsWith('a comma') && /^["{[\d]/.test(text.slice(at, at + 1))) {
    return new JsonMistake(
      at,
      'A comma is missing before this.',
      'Write a comma behind what stands before it.',
    );
  }
  const stray = STRAYS.find(({ looks }) => looks.test(text.slice(at, at + 16)));
  return stray === undefined
    ? new JsonMistake(
        at,
        `Something else stands where ${wanted} should stand.`,
        'Compare it with an example.',
      )
    : new JsonMistake(at, stray.sentence, stray.cure);
}
