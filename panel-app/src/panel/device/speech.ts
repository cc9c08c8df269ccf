// The words that only a device's own browser needs: loaded with what it needs them for.
import en from '../../locales/panel-device.en.json';
import { speechIn } from '../../locales/spoken.ts';

export const { say } = speechIn(en, (language) => import(`../../locales/panel-device.${language}.json`));
