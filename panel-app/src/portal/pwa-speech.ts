// The words of the installed app: without a connection, shared files, new versions. They come with that part and not before.
import pwa from '../locales/portal-pwa.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn(pwa, (language) => import(`../locales/portal-pwa.${language}.json`));
export const say = speech.say;
