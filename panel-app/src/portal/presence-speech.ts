// The words of standing at a printer: they come with that screen.
import presence from '../locales/portal-presence.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn(presence, (language) => import(`../locales/portal-presence.${language}.json`));
export const say = speech.say;
