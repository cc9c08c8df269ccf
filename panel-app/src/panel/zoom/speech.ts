// The words of the large page: loaded with it.
import en from '../../locales/panel-zoom.en.json';
import { speechIn } from '../../locales/spoken.ts';

export const { say } = speechIn(en, (language) => import(`../../locales/panel-zoom.${language}.json`));
