// The portal's printers, printing of several documents, history and reading as scenes.
// Loaded at once, so that a picture need not wait for it.
import '../src/portal/parts/history-list.ts';
import '../src/portal/parts/print-at.ts';
import '../src/portal/parts/printers-view.ts';
import { pictureNow } from './picture-clock.ts';
import { gettingReady, jobs } from './portal-data.ts';
import { answer, refuse } from './portal-fake.ts';
import type { PortalPicture } from './portal-picture.ts';
import { printers, printersPage } from './portal-printers-data.ts';

const now = pictureNow;
const MANY = 9_996;
const [first] = printers;
if (first === undefined) throw new Error('there are no made-up printers');

/** A site as large as they come. */
const many = (): Response => answer(printersPage(printers, MANY));
const none = (): Response => answer(printersPage([]));
const MORE = { 'GET /api/portal/printers': many };

export const PHONE_PICTURES: readonly PortalPicture[] = [
  { name: 'printers', scene: {}, hash: '#printers' },
  { name: 'printers-many', scene: { answers: MORE }, hash: '#printers' },
  { name: 'printers-open', scene: {}, hash: '#printers', press: ['Reception MFD'] },
  {
    name: 'printers-open-nothing',
    scene: { jobs: [], answers: MORE },
    hash: '#printers',
    press: ['Workshop'],
  },
  {
    name: 'printers-none',
    scene: { answers: { 'GET /api/portal/printers': none } },
    hash: '#printers',
  },
  {
    name: 'printers-refused',
    scene: { answers: { 'GET /api/portal/printers': () => refuse('internal') } },
    hash: '#printers',
  },
  { name: 'print-all', scene: {}, press: ['Print all 3'] },
  { name: 'print-options', scene: {}, hash: '#document=j-report', press: ['Print at…', 'Options'] },
  {
    name: 'print-waiting',
    scene: { jobs: [gettingReady(now), ...jobs(now).slice(2, 3)] },
    hash: '#documents',
    press: ['Print Quarterly report.pdf'],
  },
  { name: 'document-printing', scene: {}, hash: '#document=j-printing' },
  { name: 'document-picture', scene: {}, hash: '#document=j-photo' },
  { name: 'document-zoomed', scene: {}, hash: '#document=j-report', press: ['Larger', 'Larger'] },
  { name: 'history', scene: {}, hash: '#history' },
  { name: 'history-open', scene: {}, hash: '#history', press: ['Invoice 2231.pdf'] },
  {
    name: 'history-empty',
    scene: { answers: { 'GET /api/portal/history': () => answer({ entries: [], keptDays: 90 }) } },
    hash: '#history',
  },
  {
    name: 'history-refused',
    scene: { answers: { 'GET /api/portal/history': () => refuse('internal') } },
    hash: '#history',
  },
];
