// Which language the portal speaks: as chosen in this browser, else the person's own, else what the browser asks for, else the site's.
import { LANGUAGES, type Language } from '@platen/shared/say/languages';
import { speak } from './spoken.ts';

const KEY = 'platen.language';

const known = (tag: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => language === tag?.toLowerCase().split('-')[0]);

function chosenHere(): Language | undefined {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    // Storage is switched off in this browser.
    return undefined;
  }
}

/** For this page where nothing can be stored. */
let chosen = chosenHere();

const asked = (): Language | undefined => {
  for (const tag of navigator.languages) {
    const language = known(tag);
    if (language !== undefined) return language;
  }
  return undefined;
};

/** @param own of the person who is signed in. @param site of the organisation. @returns whether it changed. */
export async function speakOwn({
  own,
  site,
}: {
  readonly own?: string | undefined;
  readonly site?: string | undefined;
} = {}): Promise<boolean> {
  const language = chosen ?? known(own) ?? asked() ?? known(site);
  return language !== undefined && speak(language);
}

/** From now on, in this browser. @param language null: no choice any more. */
export async function chooseLanguage(language: Language | null): Promise<void> {
  chosen = language ?? undefined;
  try {
    if (language === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, language);
  } catch {
    // It then lasts as long as the page.
  }
  await speakOwn();
}
