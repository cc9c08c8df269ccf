// The panel's words. Which languages there are is shared/src/say/languages.ts; the words of each are panel.<language>.json, loaded when it is spoken.
import en from './en.json';
import { speechIn } from './spoken.ts';

const speech = speechIn(en, (language) => import(`./panel.${language}.json`), 'en-GB');
export const say = speech.say;
export const languageTag = speech.tag;
