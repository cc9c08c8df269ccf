// What the portal and the console say alike, and the language of both. What only one of them says is in its own speech.ts.
import en from './desk.en.json';
import { makeSpeech } from './say.ts';

const speech = makeSpeech(en, 'en');
export const say = speech.say;
export const languageTag = speech.tag;
