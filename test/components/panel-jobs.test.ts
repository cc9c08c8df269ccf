// The list of documents: what is chosen, what can be done with it, and how it follows the server.
import {
  AGAIN,
  CHANGED,
  job,
  PASS,
  PLAN,
  RECEIVED,
  REFUSED,
  REPORT,
  RUNNING,
  release,
  session,
} from '../../panel-app/gallery/panel-data.ts';
import { AWAY, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import { calls, drawn, equal, findButton, ok, press, show, test, words } from './panel-support.ts';

const row = (title: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('.jobs > li')].find((one) =>
    words(one).includes(title),
  );
  ok(found, `no row "${title}"`);
  return found;
};

const isChosen = (title: string): string | null =>
  row(title).querySelector('[role=checkbox]')?.getAttribute('aria-checked') ?? null;

test('everything is chosen at the start and one press prints it', async () => {
  const shown = await show('jobs');
  equal(words(findButton('Print all 3 documents')), 'Print all 3 documents (15 pages · 9 sheets)');
  await press(shown, 'Print all 3 documents');
  equal(calls(shown, 'release'), [
    [
      [
        { id: 'report', ticket: REPORT.ticket },
        { id: 'pass', ticket: PASS.ticket },
        { id: 'plan', ticket: PLAN.ticket },
      ],
    ],
  ]);
});

test('a press anywhere on a row takes it out, and the button counts with it', async () => {
  const shown = await show('jobs');
  row('Boarding pass').querySelector<HTMLElement>('[role=checkbox]')?.click();
  await drawn(shown);
  equal(isChosen('Boarding pass'), 'false');
  equal(words(findButton('Print 2')), 'Print 2 documents (14 pages · 8 sheets)');
});

test('choosing none turns Print off and choosing all brings it back', async () => {
  const shown = await show('jobs');
  await press(shown, 'Choose none');
  ok(findButton('Nothing is chosen').disabled, 'Print is on');
  ok(findButton('Delete').disabled, 'Delete is on');
  await press(shown, 'Choose all');
  ok(!findButton('Print all 3 documents').disabled, 'Print is off');
});

test('copies count in the pages of the button', async () => {
  const shown = await show('jobs-one');
  shown.panel.change('pass', () => ({ copies: 4 }));
  await drawn(shown);
  equal(words(findButton('Print 1')), 'Print 1 document (4 pages)');
});

test('masked titles show the kind and the time instead', async () => {
  await show('jobs-masked');
  ok(words().includes('PDF document, 09:18'), words());
  ok(!words().includes('Boarding'), 'the title is there');
});

test('a refused document says why, can be deleted, and cannot be printed or looked at', async () => {
  const shown = await show({ name: 'test', jobs: [REFUSED] });
  ok(words().includes('This PDF is protected in a way'), words());
  ok(row('salaries').querySelector('.job-picture') === null, 'it has a picture');
  row('salaries').querySelector<HTMLElement>('[role=checkbox]')?.click();
  await drawn(shown);
  ok(findButton('Nothing is chosen').disabled, 'it can be printed');
  await press(shown, 'Delete');
  await press(shown, 'Delete 1 document');
  equal(calls(shown, 'remove'), [[['refused']]]);
});

test('deleting asks first, says how many, and does nothing until it is told', async () => {
  const shown = await show('jobs-delete');
  ok(words().includes('Delete 3 documents?'), words());
  equal(words(document.activeElement ?? document.body), 'Keep them');
  await press(shown, 'Keep them');
  equal(calls(shown, 'remove'), []);
  await press(shown, 'Delete');
  await press(shown, 'Delete 3 documents');
  equal(calls(shown, 'remove'), [[['report', 'pass', 'plan']]]);
  ok(words().includes('Deleted.'), words());
});

test('a document that is being made ready goes live by itself, chosen', async () => {
  const shown = await show({ name: 'test', jobs: [PASS, RECEIVED] });
  ok(words().includes('Received. Getting it ready.'), words());
  shown.server.session = taken(session([PASS, { ...RECEIVED, state: 'held', pages: 20 }]));
  await shown.clock.pass(1000);
  await drawn(shown);
  equal(isChosen('Slides for Thursday'), 'true');
  equal(words(findButton('Print all 2')), 'Print all 2 documents (21 pages)');
});

test('a document somebody took out stays out when the list is asked for anew', async () => {
  const shown = await show('jobs');
  shown.panel.toggle('pass');
  await shown.clock.pass(6000);
  await drawn(shown);
  equal(isChosen('Boarding pass'), 'false');
});

test('a document sent while somebody looks appears by itself', async () => {
  const shown = await show({ name: 'test', jobs: [] });
  shown.server.session = taken(session([PASS]));
  await shown.clock.pass(5000);
  await drawn(shown);
  equal(isChosen('Boarding pass'), 'true');
});

test('one that is printing shows its page and can be stopped', async () => {
  const shown = await show({ name: 'test', jobs: [RUNNING] });
  ok(words().includes('Printing page 3 of 12.'), words());
  await press(shown, 'Stop');
  equal(calls(shown, 'cancel'), [['r-running']]);
});

test('one that did not come out the last time says so in its row', async () => {
  const ended = release('pass', {
    state: 'returned',
    ended: true,
    tone: 'bad',
    sentence: 'The printer gave up.',
  });
  await show({ name: 'test', jobs: [{ ...PASS, release: ended }] });
  ok(words(row('Boarding pass')).includes('The printer gave up.'), words());
});

test('a printer that will not print is told of before Print is pressed', async () => {
  await show('jobs-printer-stopped');
  ok(words().includes('Paper jam behind door A.'), words());
});

test('a server that is away is told of calmly and nothing that was chosen is lost', async () => {
  const shown = await show('jobs');
  shown.panel.toggle('pass');
  shown.server.session = AWAY;
  await shown.clock.pass(5000);
  await drawn(shown);
  ok(words().includes('Nothing is lost; we keep trying.'), words());
  shown.server.session = taken(session([REPORT, PASS, PLAN]));
  await shown.clock.pass(2000);
  await drawn(shown);
  ok(!words().includes('we keep trying'), 'the banner stays');
  equal(isChosen('Boarding pass'), 'false');
});

test('a session the server has ended leads to the keypad and says so', async () => {
  const shown = await show('jobs');
  shown.server.session = refused('not-signed-in', { role: 'panel-user' });
  await shown.clock.pass(5000);
  await drawn(shown);
  ok(words().includes('You were signed out.'), words());
  equal(calls(shown, 'signOut'), []);
});

test('more documents than fit are reached by two large buttons', async () => {
  const shown = await show({
    name: 'test',
    jobs: Array.from({ length: 20 }, (_, index) => job(String(index))),
  });
  ok(findButton('Up').disabled, 'Up is on at the top');
  await press(shown, 'Down');
  ok((document.querySelector('.pane')?.scrollTop ?? 0) > 100, 'it did not scroll');
  ok(!findButton('Up').disabled, 'Up is off further down');
});

test('signing out tells the server and forgets everything', async () => {
  const shown = await show('jobs');
  await press(shown, 'Sign out');
  equal(calls(shown, 'signOut').length, 1);
  ok(words().includes('Enter your code') && !words().includes('You were signed out'), words());
  equal(shown.panel.store.get().session, undefined);
});

test('what conversion changed is read before printing: the first in the row, all with the page and below the options', async () => {
  const shown = await show({ name: 'test', jobs: [CHANGED] });
  const [first = '', second = '', third = ''] = CHANGED.notes;
  ok(words(row('Invitation')).includes(first), words());
  ok(!words().includes(second), 'the row has all of them');
  for (const open of [() => shown.panel.openPreview('changed'), () => shown.panel.openOptions()]) {
    open();
    await drawn(shown);
    for (const note of [first, second, third]) ok(words().includes(note), `${note} is not in ${words()}`);
  }
});

test('with many notes the preview says how many more there are', async () => {
  const notes = ['1', '2', '3', '4', '5'].map((number) => `Font ${number} was replaced.`);
  const shown = await show({ name: 'test', jobs: [{ ...CHANGED, notes }] });
  shown.panel.openPreview('changed');
  await drawn(shown);
  ok(words().includes('2 more, below the options'), words());
  ok(!words().includes('Font 4'), 'the page has no room');
});

test('a document that was sent twice is chosen once, says so, and one press deletes the other', async () => {
  const shown = await show('jobs-twice');
  equal(
    [...document.querySelectorAll('[role=checkbox]')].map((one) => one.getAttribute('aria-checked')),
    ['false', 'true', 'true'],
  );
  ok(words().includes('Sent twice, prints once.'), words());
  equal(words(findButton('Print all 2')), 'Print all 2 documents (13 pages · 7 sheets)');
  shown.server.remove = taken(session([REPORT, PASS]));
  document.querySelector<HTMLElement>('.twice .button')?.click();
  await drawn(shown);
  equal(calls(shown, 'remove'), [[['again']]]);
  equal(document.querySelector('.twice'), null);
});

test('choosing all chooses nothing twice; who chooses both is asked, and one press prints once', async () => {
  const shown = await show('jobs-twice');
  await press(shown, 'Choose none');
  await press(shown, 'Choose all');
  equal(words(findButton('Print all 2')), 'Print all 2 documents (13 pages · 7 sheets)');
  document.querySelector<HTMLElement>('.twice [role=checkbox]')?.click();
  await drawn(shown);
  ok(words().includes('Sent twice. Print once?'), words());
  equal(words(findButton('Print all 3')), 'Print all 3 documents (25 pages · 13 sheets)');
  await press(shown, 'Once');
  await press(shown, 'Print all 2');
  equal(calls(shown, 'release'), [
    [
      [
        { id: 'report', ticket: REPORT.ticket },
        { id: 'pass', ticket: PASS.ticket },
      ],
    ],
  ]);
});

test('when the first of two is deleted, the other is a document like any', async () => {
  const shown = await show('jobs-twice');
  // The server names no other one any more.
  const { duplicateOf: _gone, ...alone } = AGAIN;
  shown.server.session = taken(session([alone, PASS]));
  await shown.clock.pass(6000);
  await drawn(shown);
  equal(document.querySelector('.twice'), null);
  ok(!words().includes('Sent twice'), words());
});

test('when the first of two is printed, the other says so, is not chosen by itself, and one press deletes it', async () => {
  const shown = await show('jobs-twice-printed');
  ok(words().includes('Sent twice, printed already.'), words());
  equal(
    [...document.querySelectorAll('[role=checkbox]')].map((one) => one.getAttribute('aria-checked')),
    ['false', 'true'],
  );
  await press(shown, 'Choose none');
  await press(shown, 'Choose all');
  equal(words(findButton('Print 1')), 'Print 1 document (1 page)');
  shown.server.remove = taken(session([PASS]));
  document.querySelector<HTMLElement>('.twice .button')?.click();
  await drawn(shown);
  equal(calls(shown, 'remove'), [[['again']]]);
});

test('while the first of two is being printed, the other is still marked', async () => {
  const shown = await show('jobs-twice');
  const printing = { ...REPORT, state: 'releasing' as const, tone: 'busy' as const, sentence: 'Printing.' };
  shown.server.session = taken(session([AGAIN, printing, PASS]));
  await shown.clock.pass(6000);
  await drawn(shown);
  ok(document.querySelector('.twice') !== null, words());
});
