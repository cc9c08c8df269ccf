// What every kind of mail says alike: error sentences in the reader's language, times, quoted words, texts of strangers made harmless.
import type { ErrorCode } from '../error-table.ts';
import { sayingOf } from '../say/saying.ts';
import type { MailWords, RenderOptions } from './mail-text.ts';

/** A title longer than this says nothing more. */
const LONGEST_TITLE = 120;
/** In a subject, where 35 to 70 characters are seen. */
const LONGEST_IN_SUBJECT = 60;

/** One line of what somebody else wrote: no line breaks, no controls, no change of direction that runs on, not endless. */
export function tame(text: string, longest = LONGEST_TITLE): string {
  const plain = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...plain];
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}\u2026`
    : plain;
}

export const tameForSubject = (text: string): string => tame(text, LONGEST_IN_SUBJECT);

/** The user's sentence of a code. */
export function errorSentence(
  words: MailWords,
  code: ErrorCode,
  values: Readonly<Record<string, string | number>>,
): string {
  const harmless = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? tame(value) : value]),
  );
  return sayingOf(words.language).error(code, harmless);
}

/** Making one costs a third of a millisecond, as much as the rest of a text; there are as many as languages and time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** "Monday 23 November at 12:00" */
export function whenIn(words: MailWords, at: number, { timeZone }: RenderOptions): string {
  const key = `${words.tag} ${timeZone ?? ''}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(words.tag, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    formats.set(key, format);
  }
  return format.format(at);
}

/** More words than this are a text and no options. */
const MOST_WORDS = 6;

export const quoted = (unknown: readonly string[], words: MailWords): string =>
  unknown
    .slice(0, MOST_WORDS)
    .map((word) => words.quote(tame(word, 30)))
    .join(', ');
