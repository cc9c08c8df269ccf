// The portal's words: those it shares with the console, and its own file of sentences, so that the panel's bundle carries none.
import shared from '../locales/desk.en.json';
import en from '../locales/portal.en.json';
import signIn from '../locales/portal-sign-in.en.json';
import { makeSpeech } from '../locales/say.ts';

const speech = makeSpeech({ ...shared, ...en, ...signIn }, 'en');
export const say = speech.say;
export type Sentence = Parameters<typeof say>[0];
