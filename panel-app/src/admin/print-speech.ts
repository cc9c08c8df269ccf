// The words of "How people get the queue", which come with that screen and not before.
import print from '../locales/admin-print.en.json';
import { makeSpeech } from '../locales/say.ts';

const speech = makeSpeech(print, 'en');
export const say = speech.say;
