// The language of the page: every speech of the surface that is loaded says it, one that is loaded later joins in. Not the words themselves.
import type { Words } from '@platen/shared/say/words';
import { directionOf, tagOf } from './page-language.ts';
import { makeSpeech, type Speech } from './say.ts';

/** One of `LANGUAGES` (shared/src/say/languages.ts) in a file's name. The English words are those a speech begins with. */
type Load = (language: string) => Promise<{ readonly default: Words }>;

interface Speaker {
  readonly speech: Speech<string>;
  readonly load: Load;
  readonly firstTag: string;
}

const speakers: Speaker[] = [];
let wanted = 'en';
let inUse = 'en';

/** undefined: they cannot be had now, or nobody has written them. */
const wordsFor = ({ load }: Speaker, language: string): Promise<Words | undefined> =>
  language === 'en'
    ? Promise.resolve({})
    : load(language).then(
        (file) => file.default,
        () => undefined,
      );

function take({ speech, firstTag }: Speaker, language: string, words: Words | undefined): void {
  if (words !== undefined) speech.use(words, language === 'en' ? firstTag : tagOf(language));
}

function drawAnew(): void {
  for (const element of document.querySelectorAll('*') as Iterable<Element & { requestUpdate?: () => void }>)
    element.requestUpdate?.();
}

/**
 * The speech of one part of a surface, in the language in use, now and after every change of it.
 * @param load `` (language) => import(`./part.${language}.json`) ``: a file that is not there is said in English.
 */
export function speechIn<const W extends Words>(
  en: W,
  load: Load,
  firstTag = 'en',
): Speech<keyof W & string> {
  const speech = makeSpeech(en, firstTag);
  const speaker = { speech: speech as Speech<string>, load, firstTag };
  speakers.push(speaker);
  if (inUse !== 'en') {
    const language = inUse;
    void wordsFor(speaker, language).then((words) => {
      if (language !== inUse) return;
      take(speaker, language, words);
      drawAnew();
    });
  }
  return speech;
}

/** One of `LANGUAGES`: what is spoken now. */
export const languageInUse = (): string => inUse;

/**
 * Says everything in `language` from now on, and draws it anew.
 * @returns whether it changed: not where it is the one in use, its words cannot be had, or another was chosen meanwhile.
 */
export async function speak(language: string): Promise<boolean> {
  if (language === wanted) return false;
  wanted = language;
  const loaded = await Promise.all(
    speakers.map(async (speaker) => [speaker, await wordsFor(speaker, language)] as const),
  );
  if (wanted !== language) return false;
  if (loaded.every(([, words]) => words === undefined)) {
    wanted = inUse;
    return false;
  }
  inUse = language;
  for (const [speaker, words] of loaded) take(speaker, language, words ?? {});
  const root = document.documentElement;
  root.lang = tagOf(language);
  root.dir = directionOf(language);
  drawAnew();
  return true;
}
