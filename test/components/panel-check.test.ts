// Between Print and the printing: nothing when all is well, one tap per answer when not, and what the printer asks for its accounting.
import type { PreflightFinding } from '@platen/shared/api/preflight';
import { PASS, PLAN, REPORT, release, session, start } from '../../panel-app/gallery/panel-data.ts';
import { nowPrinting, type PanelServer, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import { calls, drawn, equal, findButton, ok, press, pressKey, show, test, words } from './panel-support.ts';

const A3: PreflightFinding = {
  key: 'media:A3',
  kind: 'media',
  severity: 'ask',
  sentence: 'Made for A3. Loaded here: A4.',
  jobs: ['plan'],
  choices: [
    {
      label: 'Print on A4, made to fit',
      ticket: { media: 'iso_a4_210x297mm', mediaSource: null, printScaling: 'fit' },
    },
  ],
  nearest: { id: 'p2', name: 'Library MFD', place: 'First floor' },
};
const STAPLE: PreflightFinding = {
  key: 'finishing:20',
  kind: 'finishing',
  severity: 'ask',
  sentence: 'This printer cannot staple.',
  jobs: ['report'],
  choices: [{ label: 'Print without staples', ticket: { finishings: [] } }],
};
const JAM: PreflightFinding = {
  key: 'jam',
  kind: 'jam',
  severity: 'stop',
  sentence: 'Paper jam. Open the printer and take the paper out.',
  jobs: ['report', 'plan'],
  choices: [],
};

const JOBS = [REPORT, PLAN];
const says = (server: PanelServer, findings: readonly PreflightFinding[], ageSeconds?: number): void => {
  const preflight = { findings: [...findings], ...(ageSeconds === undefined ? {} : { ageSeconds }) };
  server.release = taken({ releases: [], refused: [], preflight });
};
const orders = (shown: Awaited<ReturnType<typeof show>>) =>
  calls(shown, 'release').map(([jobs, accepted = []]) => [jobs, accepted] as const);

test('when all is well Print prints: one call, no screen between', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT] });
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Print 1 document');
  equal(calls(shown, 'release').length, 1);
  ok(words().includes('Printing page 3 of 12.'), words());
});

test('one question: the tap on a choice changes that document only, and prints all', async () => {
  const shown = await show({ name: 'test', jobs: JOBS });
  says(shown.server, [A3]);
  await press(shown, 'Print all 2 documents');
  ok(words().includes('Made for A3. Loaded here: A4.'), words());
  ok(words().includes('The nearest that can: Library MFD, First floor.'), words());
  nowPrinting(shown.server, [release('report'), release('plan')]);
  await press(shown, 'Print on A4, made to fit');
  const [, second] = orders(shown);
  equal(second, [
    [
      { id: 'report', ticket: { sides: 'two-sided-long-edge' } },
      { id: 'plan', ticket: { sides: 'one-sided', media: 'iso_a4_210x297mm', printScaling: 'fit' } },
    ],
    ['media:A3'],
  ]);
  ok(words().includes('Printing page 3 of 12.'), words());
});

test('several questions: each answer takes one away, and the last one prints', async () => {
  const shown = await show({ name: 'test', jobs: JOBS });
  says(shown.server, [A3, STAPLE]);
  await press(shown, 'Print all 2 documents');
  await press(shown, 'Print on A4');
  equal(calls(shown, 'release').length, 1, 'printed before the last answer');
  ok(!words().includes('Made for A3') && words().includes('cannot staple'), words());
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Print without staples');
  equal(orders(shown)[1]?.[1], ['media:A3', 'finishing:20']);
});

test('nobody is blocked: Print anyway sends everything as it is', async () => {
  const shown = await show({ name: 'test', jobs: JOBS });
  says(shown.server, [JAM, A3]);
  await press(shown, 'Print all 2 documents');
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Print anyway');
  const [first, second] = orders(shown);
  equal(second?.[0], first?.[0], 'a ticket changed');
  equal(second?.[1], ['jam', 'media:A3']);
});

test('a stopped printer that was seen to: Look again asks anew and prints', async () => {
  const shown = await show({ name: 'test', jobs: JOBS });
  says(shown.server, [JAM]);
  await press(shown, 'Print all 2 documents');
  await press(shown, 'Look again');
  ok(words().includes('Paper jam.'), 'still jammed');
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Look again');
  equal(orders(shown)[2]?.[1], []);
  ok(words().includes('Printing page 3 of 12.'), words());
});

test('old values are shown with their age', async () => {
  const shown = await show({ name: 'test', jobs: JOBS });
  says(shown.server, [JAM], 122);
  await press(shown, 'Print all 2 documents');
  ok(words().includes('as of 2 minutes ago'), words());
});

test('Back leads back, and nothing was printed', async () => {
  const shown = await show({ name: 'test', jobs: JOBS });
  says(shown.server, [A3]);
  shown.panel.openPreview('plan');
  await drawn(shown);
  await press(shown, 'Print');
  await press(shown, 'Back');
  equal(shown.panel.store.get().screen, 'preview');
  await pressKey(shown, 'Escape');
  equal(shown.panel.store.get().screen, 'jobs');
  equal(calls(shown, 'release').length, 1);
});

const BOTH = { need: 'user-and-account' } as const;
const asking = (known: { user?: string; account?: string } = {}) => ({
  name: 'test',
  jobs: [PASS],
  start: start(),
  prepare: (server: PanelServer) => {
    const people = { ...session([PASS]), accounting: { ...BOTH, ...known } };
    server.signIn = taken(people);
    server.session = taken(people);
  },
});

test('accounting data is asked for field by field, kept, and then it prints', async () => {
  const shown = await show(asking());
  await press(shown, 'Print 1 document');
  equal(calls(shown, 'release'), [], 'printed without it');
  ok(words().includes('Your user ID for this printer'), words());
  ok(findButton('Next').disabled, 'an empty field was taken');
  for (const key of 'mn') await pressKey(shown, key);
  await press(shown, 'Next');
  ok(words().includes('Account to print on'), words());
  for (const key of ['4', '7', 'x', 'Backspace']) await pressKey(shown, key);
  shown.server.account = taken({ ...BOTH, user: 'mn', account: '47' });
  nowPrinting(shown.server, [release('pass')]);
  await press(shown, 'Print');
  equal(calls(shown, 'account'), [[{ user: 'mn', account: '47' }]]);
  equal(calls(shown, 'release').length, 1);
});

test('what is remembered is not asked again, and can be changed among the options', async () => {
  const known = { user: 'mnovak', account: '4711' };
  const shown = await show(asking(known));
  shown.panel.openOptions();
  await drawn(shown);
  await press(shown, 'mnovak, 4711');
  ok(words().includes('mnovak'), 'not filled in');
  await press(shown, 'Next');
  shown.server.account = taken({ ...BOTH, ...known });
  await press(shown, 'OK');
  equal(calls(shown, 'release'), [], 'printed though nobody asked');
  nowPrinting(shown.server, [release('pass')]);
  await press(shown, 'Print 1 document');
  equal(calls(shown, 'release').length, 1);
});

test('a refused value stays in the field with the reason', async () => {
  const shown = await show(asking({ user: 'mnovak' }));
  shown.server.account = refused('bad-request');
  await press(shown, 'Print 1 document');
  ok(words().includes('Account to print on'), 'asked for what is known');
  await pressKey(shown, '4');
  await press(shown, 'Print');
  ok(words().includes('This request could not be understood.') && words().includes('4'), words());
  equal(calls(shown, 'release'), []);
});
