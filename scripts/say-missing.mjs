// Which words of the server a language lacks: each missing key with its English, for whoever translates. `node --import tsx scripts/say-missing.mjs pl`
import { ENGLISH_WORDS } from '../shared/src/say/english.ts';
import { isLanguage, LANGUAGE_FACTS } from '../shared/src/say/languages.ts';
import { missingWords } from '../shared/src/say/missing-words.ts';

const [language = ''] = process.argv.slice(2);
if (!isLanguage(language)) {
  process.stderr.write('Name a language of shared/src/say/languages.ts, such as pl.\n');
  process.exit(2);
}
const missing = missingWords(language);
const { tag, name } = LANGUAGE_FACTS[language];
const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.join(', ');
process.stdout.write(
  `${name}: ${missing.length} keys are missing in shared/src/say/${language}.json. Plural categories: ${forms}.\n` +
    `${JSON.stringify(Object.fromEntries(missing.map((key) => [key, ENGLISH_WORDS[key]])), null, 2)}\n`,
);
