// The words of the other ways to sign in: loaded with them, so that the bundle that every panel waits for carries none.
import en from '../../locales/panel-ways.en.json';
import { makeSpeech } from '../../locales/say.ts';

export const { say } = makeSpeech(en, 'en');
