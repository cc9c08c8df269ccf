// The words of the other ways to sign in: loaded with them, so that the bundle that every panel waits for carries none.
import en from '../../locales/panel-ways.en.json';
import { speechIn } from '../../locales/spoken.ts';

export const { say } = speechIn(en, (language) => import(`../../locales/panel-ways.${language}.json`));
