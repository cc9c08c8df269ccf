// A name within a sentence: kept apart where its direction, or that of the sentence, could turn the words around it (Unicode UAX 9, section 2.4).
// Panel, portal and server fill their sentences with it; the panel's old browsers run it, so no flags and classes that ES5 lacks.

/**
 * Hebrew, Arabic and their kin (Unicode 16: 0590-08FF, FB1D-FDFF, FE70-FEFC; 10800-10FFF and 1E800-1EFFF by their first halves), and characters that
 * turn text by themselves.
 */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/;
/** First strong isolate, which takes the direction of what is in it, and its end. */
const [ISOLATE, END_ISOLATE] = ['\u2068', '\u2069'];

/** @param rtl whether the sentence runs from right to left: then every name in it is kept apart. */
export const isolate = (name: string, rtl: boolean): string =>
  name !== '' && (rtl || TURNS.test(name)) ? ISOLATE + name + END_ISOLATE : name;

/** For text that is not shown but used: the name of a file. */
export const withoutIsolates = (text: string): string => text.replace(/[\u2068\u2069]/g, '');
