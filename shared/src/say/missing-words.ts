// What a language still lacks: keys, plural categories and values that differ from the English ones. For the test and for translators.
import { isConsoleError } from './console-errors.ts';
import { ENGLISH_WORDS } from './english.ts';
import { LANGUAGE_FACTS, type Language } from './languages.ts';
import { SAID } from './saying.ts';
import type { Plural } from './words.ts';

/** Keys that people at panel and portal can meet and that are said in English. */
export function missingWords(language: Language): readonly string[] {
  return Object.keys(ENGLISH_WORDS).filter(
    (key) =>
      !Object.hasOwn(SAID[language], key) &&
      !(key.startsWith('error.') && isConsoleError(key.slice('error.'.length))),
  );
}

/** What is wrong with the words that are there, a line each. */
export function wrongWords(language: Language): readonly string[] {
  const { tag } = LANGUAGE_FACTS[language];
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return Object.entries(SAID[language]).flatMap(([key, entry]) => {
    const english = ENGLISH_WORDS[key];
    if (english === undefined) return [`${key}: English does not have it`];
    const wanted = placeholders(english);
    if (typeof entry === 'string') {
      const plural =
        typeof english === 'string' ? [] : categories.length === 1 ? [] : [`${key}: needs plurals`];
      return [...plural, ...differ(key, wanted, [entry])];
    }
    const forms = Object.keys(entry);
    const lacks = categories.filter((one) => !forms.includes(one)).map((one) => `${key}: lacks "${one}"`);
    const odd = forms
      .filter((one) => !categories.some((known) => known === one))
      .map((one) => `${key}: has "${one}"`);
    return [...lacks, ...odd, ...differ(key, wanted, textsOf(entry))];
  });
}

/** A form for one or two may leave the number out. */
function differ(key: string, wanted: ReadonlySet<string>, texts: readonly string[]): string[] {
  const found = new Set(texts.flatMap((text) => [...placeholders(text)]));
  const lacks = [...wanted].filter((name) => !found.has(name)).map((name) => `${key}: lacks {${name}}`);
  return [
    ...lacks,
    ...[...found].filter((name) => !wanted.has(name)).map((name) => `${key}: knows no {${name}}`),
  ];
}

function placeholders(entry: string | Plural): ReadonlySet<string> {
  const texts = typeof entry === 'string' ? [entry] : textsOf(entry);
  return new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)));
}

const textsOf = (entry: Plural): string[] =>
  Object.values(entry).filter((text): text is string => typeof text === 'string');
