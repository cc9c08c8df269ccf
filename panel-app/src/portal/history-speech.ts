// The words of the history, which come with that screen and not before.
import history from '../locales/portal-history.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn(history, (language) => import(`../locales/portal-history.${language}.json`));
export const say = speech.say;
