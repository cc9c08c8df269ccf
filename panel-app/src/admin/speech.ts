// The console's words. Its own file of sentences, so that the panel's bundle carries none of them.
import en from '../locales/admin.en.json';
import { makeSpeech } from '../locales/say.ts';

const speech = makeSpeech(en, 'en');
export const say = speech.say;
export const languageTag = speech.tag;
export type Sentence = Parameters<typeof say>[0];
