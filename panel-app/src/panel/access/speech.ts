// The words of the help for seeing, hearing and keys: loaded with it.
import en from '../../locales/panel-access.en.json';
import { speechIn } from '../../locales/spoken.ts';

export const { say } = speechIn(en, (language) => import(`../../locales/panel-access.${language}.json`));
