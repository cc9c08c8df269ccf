// Turns a key and its values into a sentence of the language in use. The words themselves are JSON files beside this one.
import { isolate } from '@platen/shared/say/isolate';
import type { SayValues, Words } from '@platen/shared/say/words';
import { directionOf } from './page-language.ts';

export interface Speech<K extends string> {
  /** The sentence for `key`, its `{name}`s replaced, texts among them kept apart in their direction; a plural is chosen by `values.count`. */
  readonly say: (key: K, values?: SayValues) => string;
  /** Switches to other words; keys they lack are said in the language this began with. */
  readonly use: (words: Words, tag: string) => void;
  /** BCP 47 tag of the language in use. */
  readonly tag: () => string;
}

/**
 * One surface's speech.
 * @param first the words of the language that is complete, which also give the type of the keys.
 */
export function makeSpeech<const W extends Words>(first: W, firstTag: string): Speech<keyof W & string> {
  let words: Words = first;
  let tag = firstTag;
  let rules = new Intl.PluralRules(tag);
  const pick = (key: string, values: SayValues): string => {
    const entry = words[key] ?? first[key] ?? key;
    if (typeof entry === 'string') return entry;
    return entry[rules.select(Number(values['count'] ?? 0))] ?? entry.other;
  };
  return {
    say: (key, values = {}) =>
      pick(key, values).replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name];
        return typeof value === 'string'
          ? isolate(value, directionOf(tag) === 'rtl')
          : String(value ?? whole);
      }),
    use: (next, nextTag) => {
      words = next;
      tag = nextTag;
      rules = new Intl.PluralRules(nextTag);
    },
    tag: () => tag,
  };
}
