// The words of finding a printer and of printing, which come with those screens and not before.
import printers from '../locales/portal-printers.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn(printers, (language) => import(`../locales/portal-printers.${language}.json`));
export const say = speech.say;
