// The words of "Print from your computer or phone", which come with that screen and not before.
import print from '../locales/portal-print.en.json';
import { makeSpeech } from '../locales/say.ts';

const speech = makeSpeech(print, 'en');
export const say = speech.say;
