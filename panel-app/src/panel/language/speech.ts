// The words of the choice of a language, besides the names of the languages: loaded with it.
import en from '../../locales/panel-language.en.json';
import { speechIn } from '../../locales/spoken.ts';

export const { say } = speechIn(en, (language) => import(`../../locales/panel-language.${language}.json`));
