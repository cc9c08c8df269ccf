// From Print to the tray: progress, stopping, troubles, answers that were lost, and the question only a person can answer.
import { PASS, PLAN, REPORT, release, session, UNCERTAIN } from '../../panel-app/gallery/panel-data.ts';
import { AWAY, nowPrinting, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import {
  calls,
  drawn,
  equal,
  findButton,
  ok,
  press,
  type Shown,
  show,
  test,
  words,
} from './panel-support.ts';

const DONE = {
  state: 'done',
  ended: true,
  tone: 'ok',
  sentence: 'Printed.',
  mayCancel: false,
  confidence: 'confirmed',
} as const;

const later = async (shown: Shown, ms: number): Promise<void> => {
  await shown.clock.pass(ms);
  await drawn(shown);
};

test('progress is asked for every half second and shown page by page', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT] });
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Print 1 document');
  ok(words().includes('Printing page 3 of 12.'), words());
  equal(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow'), '3');
  nowPrinting(shown.server, [release('report', { page: 4, sentence: 'Printing page 4 of 12.' })]);
  await later(shown, 500);
  ok(words().includes('Printing page 4 of 12.'), words());
});

test('after the last page it says how many to take, and goes to the keypad when nothing is left', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT, PASS] });
  nowPrinting(shown.server, [release('report'), release('pass')]);
  await press(shown, 'Print all 2 documents');
  nowPrinting(shown.server, [release('report', DONE), release('pass', DONE)]);
  shown.server.session = taken(session([]));
  await later(shown, 500);
  ok(words().includes('Take 2 documents from the tray.'), words());
  await later(shown, 4999);
  ok(words().includes('Take 2 documents'), 'gone too early');
  await later(shown, 1);
  ok(words().includes('Enter your code'), words());
  equal(calls(shown, 'signOut').length, 1);
});

test('with documents left it goes back to the list', async () => {
  const shown = await show('done');
  await later(shown, 5000);
  ok(words().includes('Plan of the new entrance'), words());
  equal(calls(shown, 'signOut').length, 0);
});

test('a printer that does not report the end is not said to be done', async () => {
  await show('done-last');
  ok(words().includes('1 document comes out in a moment.'), words());
});

test('a stopped printer says what to do while the document waits', async () => {
  await show('progress-stopped');
  ok(words().includes('No paper in tray 2 (A4). Fill it, and printing goes on by itself.'), words());
});

test('what was refused or did not come out stays on the screen with its reason', async () => {
  const shown = await show('progress-partly');
  await later(shown, 20_000);
  ok(words().includes('This printer cannot do that: A3.'), words());
  ok(words().includes('Nothing was printed: the printer gave up.'), words());
  await press(shown, 'Your documents');
  ok(words().includes('Choose none'), words());
});

test('Stop stops one document and leaves the others alone', async () => {
  const shown = await show('progress');
  await press(shown, 'Stop');
  equal(calls(shown, 'cancel'), [['r-report']]);
});

test('a Print whose answer was lost is not repeated: the panel looks whether the server has taken it', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT] });
  shown.server.release = AWAY;
  shown.server.progress = AWAY;
  shown.server.session = AWAY;
  await press(shown, 'Print 1 document');
  ok(findButton('Sending').disabled, 'Print can be pressed again');
  nowPrinting(shown.server, [release('report')]);
  await later(shown, 2000);
  ok(words().includes('Printing page 3 of 12.'), words());
  equal(calls(shown, 'release').length, 1);
});

test('a Print that was taken and is over by the time the server answers again is not offered anew', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT] });
  shown.server.release = AWAY;
  shown.server.progress = AWAY;
  await press(shown, 'Print 1 document');
  nowPrinting(shown.server, [release('report', DONE)]);
  shown.server.session = taken(session([]));
  await later(shown, 2000);
  ok(words().includes('Take 1 document from the tray.'), words());
});

test('a Print that never arrived says so and can be pressed again', async () => {
  await show('jobs-not-sent');
  ok(words().includes('Nothing was sent to the printer. Press Print again.'), words());
  ok(!findButton('Print all 3 documents').disabled, 'Print is off');
});

test('an older attempt that the server still tells of is not taken for the lost Print', async () => {
  const old = release('report', {
    id: 'r-old',
    state: 'returned',
    ended: true,
    tone: 'bad',
    sentence: 'It gave up.',
  });
  const shown = await show({ name: 'test', jobs: [{ ...REPORT, release: old }] });
  nowPrinting(shown.server, [old]);
  shown.server.release = AWAY;
  await press(shown, 'Print 1 document');
  ok(words().includes('Nothing was sent to the printer. Press Print again.'), words());
});

test('a release the server refuses leaves its sentence above the list', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT] });
  shown.server.release = refused('printer-off', { printer: 'mfd-1' });
  await press(shown, 'Print 1 document');
  ok(words().includes('Printing here is switched off.'), words());
});

test('an uncertain end comes first in the list and asks', async () => {
  await show('jobs-uncertain');
  const [first] = document.querySelectorAll('.jobs > li');
  ok(first !== undefined && words(first).startsWith('Did all 12 pages come out?'), words());
});

for (const [label, carried] of [
  ['Yes', ['r-uncertain', 'printed', null]],
  ['No, print the rest', ['r-uncertain', 'missing', 5]],
  ['No, print again', ['r-uncertain', 'again', null]],
  ['Keep it for later', ['r-uncertain', 'keep', null]],
] as const) {
  test(`"${label}" tells the server just that`, async () => {
    const shown = await show({ name: 'test', jobs: [UNCERTAIN, PASS] });
    await press(shown, label);
    equal(calls(shown, 'decide'), [carried]);
  });
}

test('printing again shows the new attempt, not the old question', async () => {
  const shown = await show({ name: 'test', jobs: [UNCERTAIN, PASS] });
  const { release: old } = UNCERTAIN;
  ok(old, 'no old release');
  nowPrinting(shown.server, [
    { ...old, state: 'superseded' },
    release('uncertain', { id: 'r-new', startedAt: old.startedAt + 5, sentence: 'Printing page 5 of 12.' }),
  ]);
  await press(shown, 'No, print again');
  ok(words().includes('Printing page 5 of 12.'), words());
  ok(words().includes('Contract, signed.pdf'), words());
});

test('saying that the last one came out ends the visit', async () => {
  const shown = await show({ name: 'test', jobs: [UNCERTAIN] });
  shown.server.session = taken(session([]));
  await press(shown, 'Yes');
  ok(words().includes('Nothing is left here.'), words());
  await later(shown, 5000);
  ok(words().includes('Enter your code'), words());
});

test('one of several documents can be left printing to go on with the others', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT, PLAN] });
  const running = release('report');
  nowPrinting(shown.server, [running]);
  shown.panel.toggle('plan');
  await drawn(shown);
  await press(shown, 'Print 1 document');
  shown.server.session = taken(session([{ ...REPORT, state: 'releasing', release: running }, PLAN]));
  await press(shown, 'Your documents');
  ok(words().includes('Printing page 3 of 12.') && words().includes('Plan of the new entrance'), words());
});
