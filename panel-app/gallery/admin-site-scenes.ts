// The screens about the site itself as scenes: first run, dashboard, checks, log, settings, the conversation with a mail server.

import { overview, quietOverview } from './admin-data.ts';
import type { AdminPicture } from './admin-picture.ts';
import { PRINT_SETTINGS_PICTURES } from './admin-print-settings-scenes.ts';
import {
  attackedOverview,
  codesView,
  conversedRefused,
  conversedWell,
  doctorIll,
  firstRun,
  firstUser,
  guessMicrosoft,
  guessNone,
  logPage,
  testPage,
} from './admin-site-data.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;
const printer = { id: 'p2', name: 'Reception', virtual: false };
const begun = { site: 'done', certificate: 'done', mail: 'skipped' } as const;
const page = { ...begun, printer: 'done' } as const;
const walk = { ...page, page: 'done', user: 'done' } as const;

export const SITE_PICTURES: readonly AdminPicture[] = [
  { name: 'first-run', scene: {}, hash: '#dashboard=setup' },
  {
    name: 'first-run-certificate',
    scene: { firstRun: firstRun({ site: 'done' }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-mail',
    scene: { mailAccounts: [], firstRun: firstRun({ site: 'done', certificate: 'done' }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-mail-guessed',
    scene: {
      mailAccounts: [],
      mailTested: conversedWell,
      firstRun: firstRun({ site: 'done', certificate: 'done' }),
    },
    hash: '#dashboard=setup',
    steps: [['address', 'print@northgate.example'], ['Find its settings'], ['secret', 'something'], ['Test']],
  },
  {
    name: 'first-run-mail-microsoft',
    scene: {
      mailAccounts: [],
      mailGuess: guessMicrosoft,
      firstRun: firstRun({ site: 'done', certificate: 'done' }),
    },
    hash: '#dashboard=setup',
    steps: [['address', 'print@northgate.example'], ['Find its settings']],
  },
  {
    name: 'first-run-mail-unknown',
    scene: {
      mailAccounts: [],
      mailGuess: guessNone,
      firstRun: firstRun({ site: 'done', certificate: 'done' }),
    },
    hash: '#dashboard=setup',
    steps: [['address', 'print@northgate.example'], ['Find its settings']],
  },
  {
    name: 'first-run-printer',
    scene: { printers: [], firstRun: firstRun(begun) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-printer-found',
    scene: { printers: [], firstRun: firstRun(begun) },
    hash: '#dashboard=setup',
    steps: [['Find on the network']],
  },
  {
    name: 'first-run-printer-answers',
    scene: { printers: [], firstRun: firstRun(begun) },
    hash: '#dashboard=setup',
    steps: [['uri', 'ipps://192.0.2.9/ipp/print'], ['Ask this address']],
  },
  { name: 'first-run-page', scene: { firstRun: firstRun(page, { printer }) }, hash: '#dashboard=setup' },
  {
    name: 'first-run-page-printing',
    scene: { page: testPage(now, 'printing'), firstRun: firstRun(page, { printer }) },
    hash: '#dashboard=setup',
    steps: [['Print a test page at Reception']],
  },
  {
    name: 'first-run-page-question',
    scene: { firstRun: firstRun(page, { printer, page: testPage(now) }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-page-failed',
    scene: { firstRun: firstRun(page, { printer, page: testPage(now, 'returned') }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-user',
    scene: { firstRun: firstRun({ ...page, page: 'done' }, { printer }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-user-code',
    scene: { noMail: true, firstRun: firstRun({ ...page, page: 'done' }, { printer }) },
    hash: '#dashboard=setup',
    steps: [['name', 'Renate'], ['email', 'renate@northgate.example'], ['Add and give a code']],
  },
  {
    name: 'first-run-walk',
    scene: { firstRun: firstRun(walk, { printer, user: firstUser }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'first-run-done',
    scene: { firstRun: firstRun(walk, { printer, user: { ...firstUser, waiting: false, walked: true } }) },
    hash: '#dashboard=setup',
  },
  {
    name: 'dashboard-setting-up',
    scene: { overview: { ...quietOverview(now), firstRun: { done: 3, of: 7 } } },
    hash: '#dashboard',
  },
  { name: 'dashboard-attack', scene: { overview: attackedOverview(now) } },
  {
    name: 'dashboard-news',
    scene: {
      overview: {
        ...overview(now),
        decisions: [],
        failing: [],
        news: { since: now - 15 * 3_600_000, printed: 214, pages: 1870, changes: 3 },
      },
    },
  },
  { name: 'health-ill', scene: { doctorNews: doctorIll }, hash: '#health' },
  {
    name: 'health-running',
    scene: { doctorNews: doctorIll.slice(0, 5), doctorHangs: true },
    hash: '#health',
  },
  { name: 'log', scene: {}, hash: '#health=log' },
  { name: 'log-filtered', scene: {}, hash: '#health=log', steps: [['Filter the log', 'mailbox'], ['Pause']] },
  { name: 'log-nothing', scene: {}, hash: '#health=log', steps: [['Filter the log', 'no such thing']] },
  { name: 'log-quiet', scene: { log: logPage(now, 'warn') }, hash: '#health=log' },
  { name: 'codes', scene: {}, hash: '#security=codes' },
  { name: 'codes-attack', scene: { codes: codesView(now, true) }, hash: '#security=codes' },
  { name: 'company-code-renew', scene: {}, hash: '#security=codes', steps: [['Renew']] },
  { name: 'settings-idle', scene: {}, hash: '#settings=guest' },
  { name: 'settings-open-id', scene: {}, hash: '#settings=openid' },
  ...PRINT_SETTINGS_PICTURES,
  {
    name: 'mail-conversation',
    scene: { mailTested: conversedWell },
    hash: '#mail=account-m1',
    steps: [['Test']],
  },
  {
    name: 'mail-conversation-refused',
    scene: { mailTested: conversedRefused },
    hash: '#mail=account-m1',
    steps: [['Test']],
  },
];
