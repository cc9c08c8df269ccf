// The console's words: those it shares with the portal, and its own file of sentences, so that the panel's bundle carries none.

import en from '../locales/admin.en.json';
import certificate from '../locales/admin-certificate.en.json';
import connections from '../locales/admin-connections.en.json';
import mail from '../locales/admin-mail.en.json';
import people from '../locales/admin-people.en.json';
import queues from '../locales/admin-queues.en.json';
import reports from '../locales/admin-reports.en.json';
import security from '../locales/admin-security.en.json';
import site from '../locales/admin-site.en.json';
import shared from '../locales/desk.en.json';
import { makeSpeech } from '../locales/say.ts';

const speech = makeSpeech(
  {
    ...shared,
    ...connections,
    ...en,
    ...certificate,
    ...reports,
    ...mail,
    ...people,
    ...site,
    ...security,
    ...queues,
  },
  'en',
);
export const say = speech.say;
export type Sentence = Parameters<typeof say>[0];
