// What the portal and the console say alike, and the language of both. What only one of them says is in its own speech.ts.
import en from './desk.en.json';
import { speechIn } from './spoken.ts';

const speech = speechIn(en, (language) => import(`./desk.${language}.json`));
export const say = speech.say;
export const languageTag = speech.tag;
