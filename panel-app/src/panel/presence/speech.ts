// The words beside the code for phones: loaded with it.
import en from '../../locales/panel-presence.en.json';
import { speechIn } from '../../locales/spoken.ts';

export const { say } = speechIn(en, (language) => import(`../../locales/panel-presence.${language}.json`));
