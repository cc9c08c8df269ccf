// The languages the panel speaks: add the JSON file beside this one and a line here.
import en from './en.json';
import { makeSpeech, type Words } from './say.ts';

interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** Its name for itself. */
  readonly name: string;
  readonly words: () => Promise<Words>;
}

export const LANGUAGES: readonly Language[] = [
  { tag: 'en-GB', name: 'English', words: () => Promise.resolve(en) },
];

const speech = makeSpeech(en, 'en-GB');
export const say = speech.say;
export const languageTag = speech.tag;

/** Says everything in the language `tag` from now on; the caller draws its screen anew. */
export async function useLanguage(tag: string): Promise<void> {
  const language = LANGUAGES.find((one) => one.tag === tag);
  if (language === undefined) return;
  speech.use(await language.words(), tag);
  document.documentElement.lang = tag;
}
