// A phone at a printer, as scenes.
import '../src/portal/parts/at-printer.ts';
import '../src/portal/parts/print-at.ts';
import { pictureNow } from './picture-clock.ts';
import { jobs } from './portal-data.ts';
import { answer, refuse } from './portal-fake.ts';
import type { PortalPicture } from './portal-picture.ts';
import { printers } from './portal-printers-data.ts';

const [first] = printers;
if (first === undefined) throw new Error('there are no made-up printers');
const MINUTES_5 = 300_000;

export const TOKEN = `p1.${'Yf3kQm81sVd0aXc2LwPzRt9eBhJ'}`;
export const SCAN = 'POST /api/portal/presence/scan';
export const STAND = 'POST /api/portal/presence';
export const here = {
  [SCAN]: () =>
    answer({ printer: { name: first.printer.name, location: 'Ground floor' }, expiresIn: MINUTES_5 }),
  [STAND]: () => answer({ at: first, expiresIn: MINUTES_5 }),
};
export const tooOld = {
  [SCAN]: () => refuse('presence-expired'),
  [STAND]: () => refuse('presence-expired'),
};

const waiting = jobs(pictureNow).filter(({ state }) => state === 'held');

export const PRESENCE_PICTURES: readonly PortalPicture[] = [
  { name: 'at-printer', scene: { answers: here }, hash: `#at=${TOKEN}` },
  { name: 'at-printer-waiting', scene: { answers: here, jobs: waiting }, hash: `#at=${TOKEN}` },
  { name: 'at-printer-none', scene: { answers: here, jobs: [] }, hash: `#at=${TOKEN}` },
  { name: 'at-printer-expired', scene: { answers: tooOld }, hash: `#at=${TOKEN}` },
  { name: 'at-printer-scan', scene: { answers: tooOld }, hash: '#at' },
  { name: 'at-printer-sign-in', scene: { answers: here, signedIn: false }, hash: `#at=${TOKEN}` },
  {
    name: 'at-printer-sign-in-expired',
    scene: { answers: tooOld, signedIn: false },
    hash: `#at=${TOKEN}`,
  },
];
