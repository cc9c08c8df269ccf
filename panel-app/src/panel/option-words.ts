// Papers, trays and finishings in words, from the keywords a printer uses.
import type { MediaChoice } from '@platen/shared/printer-capabilities';
import type { PageRange } from '@platen/shared/ticket';
import en from '../locales/en.json';
import { say } from '../locales/languages.ts';

type Key = keyof typeof en;
const isKey = (key: string): key is Key => Object.prototype.hasOwnProperty.call(en, key);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A PWG 5101.1 name: "iso_a4_210x297mm" is "A4", "na_letter_8.5x11in" is "Letter"; custom sizes are said in millimetres. */
export function paperWords(choice: Pick<MediaChoice, 'media' | 'width' | 'height'>): string {
  const [family = '', name = ''] = choice.media.split('_');
  if (family === 'custom' || name === '') {
    // Given in 1/100 mm.
    const millimetres = (hundredths: number): number => Math.round(hundredths / 100);
    return choice.width === 0
      ? choice.media
      : `${millimetres(choice.width)} × ${millimetres(choice.height)} mm`;
  }
  const short = /^[a-z]\d+$/.test(name)
    ? name.toUpperCase()
    : name
        .split('-')
        .map((word) => capital(word))
        .join(' ');
  return family === 'jis' ? `JIS ${short}` : short;
}

/** With its tray, as the server says it. */
export const paperChoiceWords = (choice: MediaChoice): string => choice.label ?? paperWords(choice);

/** @param finishing an enum of PWG 5100.1. */
export function finishingWords(finishing: number): string {
  const key = `finishing.${finishing}`;
  return isKey(key) ? say(key) : say('finishing.other', { number: finishing });
}

/** "2–5, 8". */
export function pageWords(ranges: readonly PageRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
