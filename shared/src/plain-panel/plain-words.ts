// The words of the panel's plain forms in each language, and how a key becomes a sentence. The server's own sentences are say/.
import { isolate } from '../say/isolate.ts';
import { LANGUAGE_FACTS, LANGUAGES, type Language } from '../say/languages.ts';
import type { SayValues, Words } from '../say/words.ts';
import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import pl from './pl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

export type PlainKey = keyof typeof en;
export type SayPlain = (key: PlainKey, values?: SayValues) => string;

/** A language's own words; what one lacks is said in English. */
const SAID: Readonly<Record<Language, Words>> = { ...{ en, de, fr, es, it, pt }, ...{ nl, pl, ja, zh, ar } };

/** Those that have words: what has none is not offered. */
export const PLAIN_LANGUAGES: readonly Language[] = LANGUAGES.filter(
  (language) => Object.keys(SAID[language]).length > 0,
);

export const isPlainKey = (key: string): key is PlainKey => Object.hasOwn(en, key);

export function sayPlain(language: Language): SayPlain {
  const words = SAID[language];
  const english: Words = en;
  const { tag, rtl } = LANGUAGE_FACTS[language];
  const rules = new Intl.PluralRules(tag);
  return (key, values = {}) => {
    const entry = words[key] ?? english[key] ?? key;
    const text =
      typeof entry === 'string' ? entry : (entry[rules.select(Number(values['count'] ?? 0))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === 'string' ? isolate(value, rtl) : String(value ?? whole);
    });
  };
}
