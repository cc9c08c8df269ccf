// The words of notifications, which come with that part and not before.
import push from '../locales/portal-push.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn(push, (language) => import(`../locales/portal-push.${language}.json`));
export const say = speech.say;
