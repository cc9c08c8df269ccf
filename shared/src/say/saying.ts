// Says things to one reader: a key and values become a sentence of the reader's language. All languages are held in memory, and what is dear to
// make (plural rules, number formats) is made once for each.
import type { ErrorCode } from '../error-table.ts';
import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import { ENGLISH_WORDS, isSayKey, type SayKey } from './english.ts';
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import { isolate } from './isolate.ts';
import it from './it.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import { LANGUAGE_FACTS, type Language } from './languages.ts';
import nl from './nl.json' with { type: 'json' };
import pl from './pl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };
import { fromStored, type Told, type ToldValues, toStored } from './stored.ts';
import type { SayValues, Words } from './words.ts';
import zh from './zh.json' with { type: 'json' };

export interface Saying {
  readonly language: Language;
  /** BCP 47. */
  readonly tag: string;
  /** The sentence; a value that is a stored sentence (stored.ts) is said, too. What has no value stays visible. */
  readonly say: (key: SayKey, values?: SayValues) => string;
  /** The user's sentence of an error. */
  readonly error: (code: ErrorCode, values?: SayValues) => string;
  /** A stored sentence; any other text as it is. */
  readonly told: (text: string) => string;
  /** Names one after the other, as the language separates them. */
  readonly list: (names: readonly string[]) => string;
}

/** A language's own words; what one lacks is said in English. */
export const SAID: Readonly<Record<Language, Words>> = {
  ...{ en: ENGLISH_WORDS, de, fr, es, it, pt },
  ...{ nl, pl, ja, zh, ar },
};

/** Those whose value may stand first and may be a word that is written small elsewhere. */
const BEGINS_WITH_VALUE = /^(?:story|condition-sentence)\./;
const FIRST_LETTER = /^\u2068?\p{Ll}/u;

function makeSaying(language: Language): Saying {
  const { tag, rtl } = LANGUAGE_FACTS[language];
  const words = SAID[language];
  const rules = new Intl.PluralRules(tag);
  // Digits as on the keypad that codes are typed on.
  const numbers = new Intl.NumberFormat(tag, { numberingSystem: 'latn' });
  const comma = words['list.comma'] ?? ENGLISH_WORDS['list.comma'];

  function pick(key: string, values: ToldValues): string {
    const entry = words[key] ?? ENGLISH_WORDS[key] ?? key;
    if (typeof entry === 'string') return entry;
    const count = values['count'] ?? Object.values(values).find((value) => typeof value === 'number') ?? 0;
    return entry[rules.select(Number(count))] ?? entry.other;
  }

  function valueText(value: string | number | Told): string {
    if (typeof value === 'number') return numbers.format(value);
    const stored = typeof value === 'string' ? readOwn(value) : value;
    if (stored !== undefined) return fill(...stored);
    return isolate(String(value), rtl);
  }

  function fill(key: string, values: ToldValues): string {
    const text = pick(key, values).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : valueText(value);
    });
    return BEGINS_WITH_VALUE.test(key)
      ? text.replace(FIRST_LETTER, (first) => first.toLocaleUpperCase(tag))
      : text;
  }

  const say: Saying['say'] = (key, values = {}) => fill(key, values);
  return {
    language,
    tag,
    say,
    error: (code, values) => say(`error.${code}`, values),
    told: (text) => {
      const stored = readOwn(text);
      return stored === undefined ? text : fill(...stored);
    },
    list: (names) => names.join(typeof comma === 'string' ? comma : ', '),
  };
}

function readOwn(text: string): ReturnType<typeof fromStored> {
  const stored = fromStored(text);
  return stored !== undefined && isSayKey(stored[0]) ? stored : undefined;
}

const MADE = new Map<Language, Saying>();

/** Made when the first reader of the language comes. */
export function sayingOf(language: Language): Saying {
  let saying = MADE.get(language);
  if (saying === undefined) {
    saying = makeSaying(language);
    MADE.set(language, saying);
  }
  return saying;
}

export const ENGLISH: Saying = sayingOf('en');

/** Says nothing yet: what it gives is stored, and said when it is read. */
export const STORED: Saying = {
  language: 'en',
  tag: 'en',
  say: toStored,
  error: (code, values) => toStored(`error.${code}`, values),
  told: (text) => text,
  list: (names) => names.join(', '),
};
