// Makes text from the network fit to show and to log on one line (threat T09: CR/LF, escape sequences, text direction
// tricks in names and states of printers). It is not an escape for HTML or SQL: those happen where the text is used.
import { maxTextOctets } from './limits.ts';

// C0 and C1 controls and DEL, line and paragraph separators, zero-width and direction marks, the byte order mark,
// interlinear marks, lone surrogates.
const unfit =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/**
 * Each run of unfit characters becomes one space, the ends are trimmed, and what is longer than `maxLength` UTF-16
 * units is cut between characters and ends with an ellipsis. No legal IPP text is longer than the default.
 */
export function cleanText(raw: string, maxLength: number = maxTextOctets): string {
  // Ten megabytes of text need not be searched to show a line of it; the slack is for what cleaning takes away.
  const bounded = raw.length > maxLength * 4 ? raw.slice(0, maxLength * 4) : raw;
  const clean = bounded
    .replace(unfit, '\u0000')
    .replace(/[\u0000 ]*\u0000[\u0000 ]*/g, ' ')
    .trim();
  return clean.length > maxLength ? `${wholeCharacters(clean, maxLength - 1)}…` : clean;
}

/** At most `maxOctets` octets of UTF-8, cut between characters: for attributes with a legal length. */
export function fitOctets(value: string, maxOctets: number): string {
  if (Buffer.byteLength(value) <= maxOctets) return value;
  // A character has at least one octet per UTF-16 unit, so the cut never lies behind this slice.
  let fitting = wholeCharacters(value, maxOctets);
  while (Buffer.byteLength(fitting) > maxOctets) fitting = wholeCharacters(fitting, fitting.length - 1);
  return fitting;
}

function wholeCharacters(value: string, length: number): string {
  const splitsPair = /[\ud800-\udbff]/.test(value.charAt(length - 1));
  return value.slice(0, splitsPair ? length - 1 : length);
}
