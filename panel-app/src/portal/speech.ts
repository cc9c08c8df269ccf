// The portal's words: those it shares with the console, and its own file of sentences, so that the panel's bundle carries none.
import shared from '../locales/desk.en.json';
import en from '../locales/portal.en.json';
import signIn from '../locales/portal-sign-in.en.json';
import { speechIn } from '../locales/spoken.ts';

const speech = speechIn({ ...shared, ...en, ...signIn }, async (language) => {
  const files = await Promise.all([
    import(`../locales/desk.${language}.json`),
    import(`../locales/portal.${language}.json`),
    import(`../locales/portal-sign-in.${language}.json`),
  ]);
  return { default: Object.assign({}, ...files.map((file) => file.default)) };
});
export const say = speech.say;
export type Sentence = Parameters<typeof say>[0];
