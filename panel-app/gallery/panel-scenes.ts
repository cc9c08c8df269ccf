// The panel's screens as scenes: what the made-up server says, and what a person has done by then. The gallery draws
// each one, the accessibility tests check each one.
import type { PanelStart } from '@platen/shared/api/panel';
import { settle } from './hand-clock.ts';
import { ACCESS_SCENES } from './panel-access-scenes.ts';
import { CHECK_SCENES } from './panel-check-scenes.ts';
import {
  AGAIN,
  BOOK,
  CAPABILITIES,
  CHANGED,
  GETTING_READY,
  job,
  LOCKED,
  masked,
  PASS,
  PLAN,
  RECEIVED,
  REFUSED,
  REPORT,
  RUNNING,
  release,
  session,
  start,
  UNCERTAIN,
} from './panel-data.ts';
import { DEVICE_SCENES } from './panel-device-scenes.ts';
import { AWAY, nowPrinting, refused, taken } from './panel-fake.ts';
import { PRESENCE_SCENES } from './panel-presence-scenes.ts';
import { type PanelScene, type PanelStage, print } from './panel-scene.ts';
import { WAYS_SCENES } from './panel-ways-scenes.ts';

const type = ({ panel }: PanelStage, digits: string): void => {
  for (const digit of digits) panel.code.digit(digit);
};
const FEW = [REPORT, PASS, PLAN];
const MANY = [REPORT, PASS, PLAN, BOOK, ...['5', '6', '7', '8', '9'].map((id) => job(id))];
const DONE = { state: 'done', ended: true, tone: 'ok', sentence: 'Printed.', mayCancel: false } as const;

const code: readonly PanelScene[] = [
  { name: 'code' },
  { name: 'code-typed', act: (stage) => type(stage, '4829') },
  { name: 'code-hidden', start: { hideCode: true }, act: (stage) => type(stage, '4829') },
  { name: 'code-two-lengths', start: { codeLengths: [8, 9] }, act: (stage) => type(stage, '48291730') },
  { name: 'code-longest', start: { codeLengths: [12, 16] }, act: (stage) => type(stage, '48291730') },
  {
    name: 'code-wrong',
    prepare: (server) => {
      server.signIn = refused('wrong-code');
    },
    act: (stage) => type(stage, '482917305'),
  },
  {
    name: 'code-wait',
    prepare: (server) => {
      server.signIn = refused('too-many-tries', { seconds: 60, scope: 'panel' });
    },
    act: async (stage) => {
      type(stage, '482917305');
      await stage.clock.pass(13_000);
    },
  },
  {
    name: 'code-email',
    start: { needsEmail: true },
    act: async (stage) => {
      stage.panel.code.focus('email');
      for (const letter of 'mara.novak@') stage.panel.code.letter(letter);
      await settle();
    },
  },
  {
    name: 'code-email-code',
    start: { needsEmail: true },
    act: (stage) => {
      stage.panel.code.focus('email');
      for (const letter of 'mara.novak@example.org') stage.panel.code.letter(letter);
      stage.panel.code.submit();
      type(stage, '4829');
    },
  },
  { name: 'code-insecure', start: { insecure: true } },
  {
    name: 'code-away',
    act: async (stage) => {
      type(stage, '48');
      stage.server.start = AWAY;
      await stage.clock.pass(30_000);
    },
  },
  {
    name: 'languages',
    act: async () => {
      document.querySelector<HTMLElement>('.bar-language')?.click();
      // Its screen is loaded when it is asked for.
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
  },
  { name: 'code-help', act: ({ panel }) => panel.openDialog('help') },
  { name: 'code-signed-out', jobs: FEW, act: ({ clock }) => clock.pass(61_000) },
  {
    name: 'closed',
    prepare: (server) => {
      server.start = refused('panel-unknown');
    },
  },
];

const jobs: readonly PanelScene[] = [
  { name: 'jobs', jobs: FEW },
  { name: 'jobs-twice', jobs: [AGAIN, REPORT, PASS] },
  { name: 'jobs-twice-chosen', jobs: [AGAIN, REPORT, PASS], act: ({ panel }) => panel.toggle('again') },
  { name: 'jobs-twice-printed', jobs: [{ ...AGAIN, printedBefore: true }, PASS] },
  { name: 'jobs-one', jobs: [PASS] },
  { name: 'jobs-many', jobs: MANY },
  { name: 'jobs-empty', jobs: [] },
  { name: 'jobs-masked', jobs: FEW.map(masked) },
  { name: 'jobs-states', jobs: [RUNNING, RECEIVED, REFUSED, PASS] },
  { name: 'jobs-locked', jobs: [REPORT, LOCKED, GETTING_READY, CHANGED] },
  { name: 'jobs-uncertain', jobs: [REPORT, PASS, UNCERTAIN] },
  { name: 'jobs-none-chosen', jobs: FEW, act: ({ panel }) => panel.chooseAll(false) },
  {
    name: 'jobs-printer-stopped',
    jobs: FEW,
    printer: { tone: 'bad', sentence: 'Paper jam behind door A. Open it and pull the sheet out.' },
  },
  {
    name: 'jobs-not-sent',
    jobs: FEW,
    act: async (stage) => {
      stage.server.release = AWAY;
      await print(stage);
    },
  },
  {
    name: 'jobs-away',
    jobs: FEW,
    act: async ({ server, clock }) => {
      server.session = AWAY;
      await clock.pass(6000);
    },
  },
  { name: 'jobs-delete', jobs: FEW, act: ({ panel }) => panel.openDialog('delete') },
  { name: 'jobs-delete-one', jobs: [PASS], act: ({ panel }) => panel.openDialog('delete') },
  { name: 'idle-warning', jobs: FEW, act: ({ clock }) => clock.pass(43_000) },
];

const locked = [REPORT, LOCKED];
const typePassword = ({ panel }: PanelStage, text: string): void => {
  panel.password.open(LOCKED.id);
  for (const character of text) panel.password.type(character);
};
const password: readonly PanelScene[] = [
  { name: 'password', jobs: locked, act: ({ panel }) => panel.password.open(LOCKED.id) },
  { name: 'password-typed', jobs: locked, act: (stage) => typePassword(stage, 'Kranj 2026!') },
  {
    name: 'password-shown',
    jobs: locked,
    act: async (stage) => {
      typePassword(stage, 'Correct Horse #9 and a long tail of other words');
      stage.panel.password.show();
      await settle();
      [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'ABC')?.click();
    },
  },
  {
    name: 'password-wrong',
    jobs: locked,
    act: async (stage) => {
      stage.server.unlock = refused('document-wrong-password');
      typePassword(stage, 'Kranj 2025!');
      stage.panel.password.submit();
      await settle();
    },
  },
];

/** Prints grey on one side of what it is given: everything else is done by the server. */
const PLAIN = {
  capabilities: {
    ...CAPABILITIES,
    sides: ['one-sided'],
    printColorModes: ['monochrome'],
    finishings: [],
    numberUp: [1],
    pageRanges: false,
    mediaReady: [],
  },
} satisfies PanelScene['printer'];

const choosing: readonly PanelScene[] = [
  { name: 'preview', jobs: FEW, act: ({ panel }) => panel.openPreview('report') },
  {
    name: 'preview-grey-two-up',
    jobs: FEW,
    act: ({ panel }) => {
      panel.openPreview('report');
      panel.change('report', () => ({ printColorMode: 'monochrome', numberUp: 2, copies: 3 }));
      panel.turnTo(1);
    },
  },
  {
    name: 'preview-failed',
    jobs: FEW,
    prepare: (server) => {
      server.picture = () => 'data:image/jpeg,';
    },
    act: ({ panel }) => panel.openPreview('pass'),
  },
  {
    name: 'preview-few-options',
    jobs: FEW,
    printer: PLAIN,
    act: ({ panel }) => panel.openPreview('plan'),
  },
  { name: 'preview-notes', jobs: [CHANGED], act: ({ panel }) => panel.openPreview('changed') },
  {
    name: 'options-notes',
    jobs: [CHANGED, PLAN],
    act: ({ panel }) => panel.openOptions(),
  },
  {
    name: 'options-few',
    jobs: FEW,
    printer: PLAIN,
    act: ({ panel }) => {
      panel.openPreview('report');
      panel.openOptions('report');
      panel.change('report', () => ({ numberUp: 4, printScaling: 'fit', watermark: 'Confidential' }));
    },
  },
  { name: 'options', jobs: FEW, act: ({ panel }) => panel.openOptions() },
  {
    name: 'options-one',
    jobs: [BOOK],
    act: ({ panel }) => {
      panel.openPreview('book');
      panel.openOptions('book');
      panel.change('book', () => ({ pageRanges: [{ from: 12, to: 186 }], finishings: [28] }));
    },
  },
  {
    name: 'preview-booklet',
    jobs: FEW,
    act: ({ panel }) => {
      panel.openPreview('report');
      panel.change('report', () => ({ booklet: true, watermark: 'Draft' }));
    },
  },
  {
    name: 'preview-sixteen-up',
    jobs: [BOOK],
    act: ({ panel }) => {
      panel.openPreview('book');
      panel.change('book', () => ({ numberUp: 16 }));
    },
  },
  {
    name: 'pages',
    jobs: [BOOK],
    act: ({ panel }) => {
      panel.openPreview('book');
      panel.pages.open('book', undefined);
      for (const sign of '2-5,8') panel.pages.type(sign);
    },
  },
  {
    name: 'options-unknown',
    jobs: FEW,
    prepare: (server) => {
      const people = session(FEW);
      Reflect.deleteProperty(people.printer, 'capabilities');
      server.signIn = taken(people);
    },
    act: ({ panel }) => panel.openOptions(),
  },
];

const printing: readonly PanelScene[] = [
  {
    name: 'progress',
    jobs: FEW,
    act: async (stage) => {
      nowPrinting(stage.server, [
        release('report'),
        release('pass', { state: 'accepted', sentence: 'The printer has the document.', page: 0, pages: 1 }),
        release('plan', { state: 'claimed', sentence: 'Waiting for the printer.', page: 0, pages: 2 }),
      ]);
      await print(stage);
    },
  },
  {
    name: 'progress-stopped',
    jobs: FEW,
    act: async (stage) => {
      nowPrinting(
        stage.server,
        [
          release('report', { tone: 'warn', sentence: 'Stopped after page 3 of 12.' }),
          release('pass', { ...DONE, page: 1, pages: 1 }),
        ],
        { tone: 'warn', sentence: 'No paper in tray 2 (A4). Fill it, and printing goes on by itself.' },
      );
      await print(stage);
    },
  },
  {
    name: 'progress-partly',
    jobs: FEW,
    act: async (stage) => {
      nowPrinting(stage.server, [
        release('report', { ...DONE, page: 12 }),
        release('pass', {
          state: 'returned',
          ended: true,
          tone: 'warn',
          sentence: 'Nothing was printed: the printer gave up. The document is still here.',
          mayCancel: false,
        }),
      ]);
      stage.server.release = taken({
        releases: stage.server.progress.ok ? stage.server.progress.value.releases : [],
        refused: [{ jobId: 'plan', code: 'option-unsupported', message: 'This printer cannot do that: A3.' }],
      });
      await print(stage);
    },
  },
  {
    name: 'progress-uncertain',
    jobs: FEW,
    act: async (stage) => {
      const { release: ended } = UNCERTAIN;
      if (ended === undefined) return;
      nowPrinting(stage.server, [
        { ...ended, jobId: 'report' },
        release('pass', { ...DONE, page: 1, pages: 1 }),
      ]);
      await print(stage);
    },
  },
  {
    name: 'done',
    jobs: FEW,
    act: async (stage) => {
      nowPrinting(stage.server, [
        release('report', { ...DONE, confidence: 'confirmed' }),
        release('pass', { ...DONE, confidence: 'confirmed' }),
      ]);
      stage.server.session = taken(session([PLAN]));
      await print(stage);
    },
  },
  {
    name: 'done-last',
    jobs: [PASS],
    act: async (stage) => {
      nowPrinting(stage.server, [release('pass', { ...DONE, confidence: 'accepted' })]);
      stage.server.session = taken(session([]));
      await print(stage);
    },
  },
];

export const PANEL_SCENES: readonly PanelScene[] = [
  ...code,
  ...WAYS_SCENES,
  ...PRESENCE_SCENES,
  ...DEVICE_SCENES,
  ...jobs,
  ...password,
  ...choosing,
  ...CHECK_SCENES,
  ...printing,
  ...ACCESS_SCENES,
];

export function sceneStart(scene: PanelScene): PanelStart {
  return start(scene.start);
}
