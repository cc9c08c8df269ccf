// The portal's screens as scenes for the gallery: which made-up server, which address, and what is done once it is there.
import type { Preflight } from '@platen/shared/api/preflight';
import type { UploadItem } from '../src/portal/upload-queue.ts';
import { pictureNow } from './picture-clock.ts';
import { CAMERA_PICTURES } from './portal-camera-scenes.ts';
import { changed, gettingReady, jobs, locked, me, twice, twicePrinted } from './portal-data.ts';
import { answer, refuse } from './portal-fake.ts';
import { PHONE_PICTURES } from './portal-phone-scenes.ts';
import type { PortalPicture } from './portal-picture.ts';
import { PRESENCE_PICTURES } from './portal-presence-scenes.ts';
import { PRINT_PICTURES } from './portal-print-scenes.ts';
import { printers, printersPage } from './portal-printers-data.ts';
import { PUSH_PICTURES } from './portal-push-scenes.ts';
import { SIGN_IN_PICTURES } from './portal-sign-in-scenes.ts';

const MB = 1024 * 1024;
const upload = (id: number, change: Partial<UploadItem>): UploadItem => ({
  id,
  name: `Scan ${id}.pdf`,
  size: 40 * MB,
  sent: 0,
  state: 'sending',
  speed: undefined,
  message: undefined,
  retry: false,
  ...change,
});

export const UPLOADS: readonly UploadItem[] = [
  upload(1, { name: 'Thesis, final version.pdf', size: 84 * MB, sent: 31 * MB, speed: 2.4 * MB }),
  upload(2, {
    name: 'Holiday photos of the whole family in the garden.jpg',
    sent: 12 * MB,
    state: 'offline',
  }),
  upload(3, { sent: 8 * MB, state: 'paused' }),
  upload(4, { state: 'waiting' }),
  upload(5, {
    name: 'locked.pdf',
    state: 'refused',
    message:
      'This PDF is protected in a way that only its own program can open. Print it to a PDF there, and send that.',
  }),
];

const now = pictureNow;

const OFFICE = [locked(now), gettingReady(now), changed(now)];
const LOCKED = '#document=j-locked';

/** The printer cannot do all of it, and the nearest that can is in the list. */
const NOT_HERE: Preflight = {
  ageSeconds: 130,
  findings: [
    {
      key: 'no-paper:A4',
      kind: 'no-paper',
      severity: 'stop',
      sentence: 'No paper in tray 1 (A4). Fill it.',
      jobs: ['j-report'],
      choices: [
        { label: 'Print on A3, made to fit', ticket: { media: 'iso_a3_297x420mm', printScaling: 'fit' } },
      ],
      nearest: { id: 'p2', name: 'Library MFD', place: 'First floor' },
    },
  ],
};

export const PORTAL_PICTURES: readonly PortalPicture[] = [
  { name: 'sign-in', scene: { signedIn: false } },
  {
    name: 'sign-in-refused',
    scene: {
      signedIn: false,
      answers: { 'POST /api/portal/session': () => refuse('wrong-code') },
    },
    press: ['Sign in'],
  },
  { name: 'sign-in-mailed', scene: { signedIn: false }, press: ['Mail me my code'] },
  ...SIGN_IN_PICTURES,
  { name: 'server-away', scene: { away: true } },
  { name: 'documents', scene: {} },
  { name: 'documents-code', scene: {}, press: ['Show code'] },
  { name: 'code-large', scene: {}, press: ['Show code', 'Large'] },
  { name: 'documents-empty', scene: { jobs: [] } },
  { name: 'documents-twice', scene: { jobs: twice(now) } },
  { name: 'document-twice', scene: { jobs: twice(now) }, hash: '#document=j-again' },
  { name: 'documents-twice-printed', scene: { jobs: twicePrinted(now) } },
  { name: 'document-twice-printed', scene: { jobs: twicePrinted(now) }, hash: '#document=j-again' },
  { name: 'documents-one', scene: { jobs: jobs(now).slice(2, 3) } },
  { name: 'uploads', scene: { jobs: jobs(now).slice(2, 5) }, uploads: UPLOADS },
  { name: 'document', scene: {}, hash: '#document=j-report' },
  { name: 'document-print', scene: {}, hash: '#document=j-report', press: ['Print at…'] },
  {
    name: 'document-print-finding',
    scene: {
      answers: {
        'POST /api/portal/release': () => answer({ releases: [], refused: [], preflight: NOT_HERE }),
      },
    },
    hash: '#document=j-report',
    press: ['Print at…', 'Print at Reception MFD'],
  },
  {
    name: 'document-print-accounting',
    scene: { answers: { 'GET /api/portal/printers': () => answer(printersPage(printers.slice(2))) } },
    hash: '#document=j-report',
    press: ['Print at…'],
  },
  { name: 'document-uncertain', scene: {}, hash: '#document=j-uncertain' },
  { name: 'document-refused', scene: {}, hash: '#document=j-refused' },
  { name: 'document-gone', scene: {}, hash: '#document=j-none' },
  { name: 'documents-locked', scene: { jobs: OFFICE } },
  { name: 'document-locked', scene: { jobs: OFFICE }, hash: LOCKED },
  {
    name: 'document-wrong-password',
    scene: {
      jobs: OFFICE,
      answers: { 'POST /api/portal/jobs/j-locked/unlock': () => refuse('document-wrong-password') },
    },
    hash: LOCKED,
    press: ['Unlock'],
  },
  { name: 'document-making', scene: { jobs: OFFICE }, hash: '#document=j-making' },
  { name: 'document-changed', scene: { jobs: OFFICE }, hash: '#document=j-changed' },
  { name: 'document-delete', scene: {}, hash: '#document=j-report', press: ['Delete'] },
  { name: 'me', scene: {}, hash: '#me' },
  { name: 'me-everywhere', scene: {}, hash: '#me', press: ['Sign out everywhere'] },
  {
    name: 'me-guest',
    scene: {
      answers: {
        'GET /api/portal/me': () =>
          answer({
            ...me,
            email: 'k7pwd@guest',
            name: 'Guest',
            guest: { until: now + 5 * 3_600_000, pagesLeft: 12 },
          }),
      },
    },
    hash: '#me',
  },
  { name: 'me-new-code', scene: {}, hash: '#me', press: ['New code'] },
  { name: 'preferences', scene: {}, hash: '#preferences' },
  { name: 'preferences-saved', scene: {}, hash: '#preferences', press: ['One side'] },
  {
    name: 'preferences-refused',
    scene: {
      answers: { 'PUT /api/portal/preferences': () => refuse('disk-full', { where: 'the data directory' }) },
    },
    hash: '#preferences',
    press: ['Both sides'],
  },
  ...PRINT_PICTURES,
  ...PUSH_PICTURES,
  ...CAMERA_PICTURES,
  ...PHONE_PICTURES,
  ...PRESENCE_PICTURES,
];
