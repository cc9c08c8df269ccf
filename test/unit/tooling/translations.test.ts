// Every language of panel, portal and sign-in against the English words: the same keys, values and plural forms, and nothing left in English.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LANGUAGE_FACTS, LANGUAGES, type Language } from '@platen/shared/say/languages';

/** Not translated to the end: what these lack is said in English, and only what they have is looked at. */
const UNFINISHED: readonly Language[] = [];

const LOCALES = fileURLToPath(new URL('../../../panel-app/src/locales', import.meta.url));

/** Names, signs and words that are the same in a language as in English. */
const SAME = new Set(
  'Code|OK|Name|Port|Kind|PDF|Office|Text|Windows|Mac|Android|Chromebook|Linux|A3|A4|a-m|n-z|0-9|Windows, Mac, iPhone, Android, Chromebook, Linux'.split(
    '|',
  ),
);
/** Words that one language spells as English does, alone or beside each other. */
const SAME_IN: Partial<Record<Language, string>> = {
  fr: 'page pages document documents copies options message notifications site',
  es: 'no',
  it: 'no password',
  nl: 'document printer printers protocol',
};
const isSameIn = (language: Language, text: string): boolean => {
  const same = SAME_IN[language]?.split(' ') ?? [];
  const words = text.replace(/\{\w+\}/g, '').match(/\p{L}+/gu) ?? [];
  return words.every((word) => same.includes(word.toLowerCase()));
};

/** As it is, whatever the language: only values and signs. */
const isBare = (text: string): boolean => !/\p{L}/u.test(text.replace(/\{\w+\}/g, ''));

type Entry = string | Readonly<Record<string, string>>;
type Words = Readonly<Record<string, Entry>>;

const read = async (file: string): Promise<Words> =>
  JSON.parse(await readFile(join(LOCALES, file), 'utf8')) as Words;

const files = await readdir(LOCALES);
/** The console stays in English. The panel's first file has no name of its own before the language. */
const surfaces = files
  .filter((file) => /(^|\.)en\.json$/.test(file) && !file.startsWith('admin'))
  .map((file) => ({ english: file, name: file === 'en.json' ? 'panel' : file.replace(/\.en\.json$/, '') }));

const valuesOf = (entry: Entry): string[] => {
  const text = typeof entry === 'string' ? entry : Object.values(entry).join(' ');
  return [...new Set([...text.matchAll(/\{\w+\}/g)].map(([value]) => value))].sort();
};

const sentences = (entry: Entry): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry));

function faultsOf(language: Language, english: Words, own: Words): string[] {
  const forms = new Intl.PluralRules(LANGUAGE_FACTS[language].tag).resolvedOptions().pluralCategories;
  return Object.entries(own).flatMap(([key, entry]) => {
    const from = english[key];
    if (from === undefined) return [`${key}: not an English key`];
    const faults: string[] = [];
    if (typeof from !== typeof entry) return [`${key}: plural in one, and not in the other`];
    if (typeof entry !== 'string') {
      const lacking = forms.filter((form) => !(form in entry));
      if (lacking.length > 0) faults.push(`${key}: lacks the plural ${lacking.join(', ')}`);
      const strange = Object.keys(entry).filter((form) => !forms.some((one) => one === form));
      if (strange.length > 0) faults.push(`${key}: has no plural ${strange.join(', ')}`);
    }
    if (valuesOf(from).join() !== valuesOf(entry).join())
      faults.push(`${key}: values ${valuesOf(entry).join()} instead of ${valuesOf(from).join()}`);
    const left = sentences(entry).find(
      (text) =>
        sentences(from).includes(text) && !isBare(text) && !SAME.has(text) && !isSameIn(language, text),
    );
    if (left !== undefined) faults.push(`${key}: "${left}" is English`);
    return faults;
  });
}

describe('translations', () => {
  for (const language of LANGUAGES.filter((one) => one !== 'en')) {
    test(`${language}: the same keys, values and plural forms as in English`, async (t) => {
      const faults: string[] = [];
      const missing: string[] = [];
      for (const { english, name } of surfaces) {
        const from = await read(english);
        const file = `${name}.${language}.json`;
        const own = files.includes(file) ? await read(file) : {};
        faults.push(...faultsOf(language, from, own).map((fault) => `${file}: ${fault}`));
        const lacks = Object.keys(from).filter((key) => own[key] === undefined);
        if (lacks.length > 0) missing.push(`${file} lacks ${lacks.length}: ${lacks.join(' ')}`);
      }
      assert.deepEqual(faults, []);
      if (UNFINISHED.includes(language)) for (const line of missing) t.diagnostic(line);
      else assert.deepEqual(missing, []);
    });
  }

  test('every file is that of a language and a part that exist', () => {
    const known = new Set(surfaces.flatMap(({ name }) => LANGUAGES.map((one) => `${name}.${one}.json`)));
    const strange = files.filter(
      (file) => file.endsWith('.json') && !file.startsWith('admin') && file !== 'en.json' && !known.has(file),
    );
    assert.deepEqual(strange, []);
    assert.ok(surfaces.length >= 7);
  });
});
