// The words of the camera, which come with that part and not before.
import camera from '../../locales/portal-camera.en.json';
import { speechIn } from '../../locales/spoken.ts';

const speech = speechIn(camera, (language) => import(`../../locales/portal-camera.${language}.json`));
export const say = speech.say;
