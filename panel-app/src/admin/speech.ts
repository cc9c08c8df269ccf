// The console's words: those it shares with the portal, and its own file of sentences, so that the panel's bundle carries none.

import en from '../locales/admin.en.json';
import mail from '../locales/admin-mail.en.json';
import shared from '../locales/desk.en.json';
import { makeSpeech } from '../locales/say.ts';

const speech = makeSpeech({ ...shared, ...en, ...mail }, 'en');
export const say = speech.say;
export type Sentence = Parameters<typeof say>[0];
