// Turns a key and its values into a sentence of the language in use. The words themselves are JSON files beside this one.

/** A sentence that depends on `count`; the categories are those of Intl.PluralRules. */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

export type Words = Readonly<Record<string, string | Plural>>;
export type Values = Readonly<Record<string, string | number>>;

export interface Speech<K extends string> {
  /** The sentence for `key`, its `{name}`s replaced; a plural is chosen by `values.count`. */
  readonly say: (key: K, values?: Values) => string;
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
  const pick = (key: string, values: Values): string => {
    const entry = words[key] ?? first[key] ?? key;
    if (typeof entry === 'string') return entry;
    return entry[rules.select(Number(values['count'] ?? 0))] ?? entry.other;
  };
  return {
    say: (key, values = {}) =>
      pick(key, values).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    use: (next, nextTag) => {
      words = next;
      tag = nextTag;
      rules = new Intl.PluralRules(nextTag);
    },
    tag: () => tag,
  };
}
