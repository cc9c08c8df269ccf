// The words of "Print from your computer or phone", which come with that screen and not before.
import print from '../locales/portal-print.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn(print, (language) => import(`../locales/portal-print.${language}.json`));
export const say = speech.say;
