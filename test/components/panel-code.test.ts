// Typing the code: by the keys on the screen and by real ones, and everything the server can answer.
import { NOW, session, start } from '../../panel-app/gallery/panel-data.ts';
import { AWAY, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import {
  calls,
  drawn,
  equal,
  findButton,
  ok,
  press,
  pressKey,
  type Shown,
  show,
  test,
  words,
} from './panel-support.ts';

const code = (change: Partial<ReturnType<typeof start>> = {}): Promise<Shown> =>
  show({ name: 'test', start: change });

async function tap(shown: Shown, digits: string): Promise<void> {
  for (const digit of digits) await press(shown, digit);
}

const signIns = (shown: Shown): unknown => calls(shown, 'signIn');
const typed = (): string => words(document.querySelector('.code-display') ?? document.body).replace(/ /g, '');

test('a code sends itself on its last digit and the list is there without another call', async () => {
  const shown = await show({ name: 'test' });
  shown.server.signIn = taken(session([]));
  await tap(shown, '482917305');
  equal(signIns(shown), [['482917305', null]]);
  ok(words().includes('Nothing is waiting for you'), 'the list is not shown');
  equal(calls(shown, 'session').length, 0);
});

test('real keys do the same as the keys on the screen', async () => {
  const shown = await code();
  for (const key of ['4', '8', '7', 'Backspace', '2']) await pressKey(shown, key);
  equal(typed(), '482');
  await pressKey(shown, 'Escape');
  equal(typed(), '');
  for (const key of '482917305') await pressKey(shown, key);
  equal(signIns(shown), [['482917305', null]]);
});

test('Enter typed after the code presses nothing on the next screen', async () => {
  const shown = await show({ name: 'test' });
  for (const key of '482917305') await pressKey(shown, key);
  await pressKey(shown, 'Enter', document.activeElement ?? document.body);
  equal(document.activeElement?.tagName, 'H1');
  equal(calls(shown, 'release'), []);
});

test('a shorter live length waits 900 ms, and another digit stops the wait', async () => {
  const shown = await code({ codeLengths: [8, 9] });
  await tap(shown, '48291730');
  await shown.clock.pass(899);
  equal(signIns(shown), []);
  await tap(shown, '5');
  equal(signIns(shown), [['482917305', null]]);

  const second = await code({ codeLengths: [8, 9] });
  for (const digit of '48291730') second.panel.code.digit(digit);
  await second.clock.pass(900);
  equal(signIns(second), [['48291730', null]]);
});

test('OK sends a code of a live length and is off at every other length', async () => {
  const shown = await code({ codeLengths: [8, 10] });
  await tap(shown, '4829173');
  ok(findButton('OK').disabled, 'OK is on at seven digits');
  await tap(shown, '0');
  await press(shown, 'OK');
  equal(signIns(shown), [['48291730', null]]);
});

test('a PIN of a document is sent by OK at its own length, and never by itself: it could be the beginning of a code', async () => {
  const shown = await code({ codeLengths: [9], pinLengths: [4] });
  await tap(shown, '739');
  ok(findButton('OK').disabled, 'OK is on at three digits');
  await tap(shown, '1');
  await shown.clock.pass(5_000);
  equal(signIns(shown), []);
  await press(shown, 'OK');
  equal(signIns(shown), [['7391', null]]);
});

test('a wrong code leaves one neutral sentence, read out at once, and an empty field', async () => {
  const shown = await show('code-wrong');
  ok(words().includes('This code does not match. Look it up and try again.'), 'no sentence');
  ok(document.querySelector('[role=alert]'), 'not read out');
  equal(typed(), '');
  await tap(shown, '1');
  ok(!words().includes('does not match'), 'the sentence stays while the next try is typed');
});

test('too many tries are counted down, the keys are off meanwhile, and on again after', async () => {
  const shown = await show('code-wait');
  ok(words().includes('Try again in 47 seconds.'), words());
  ok(findButton('5').disabled, 'keys are on');
  await pressKey(shown, '5');
  equal(typed(), '');
  await shown.clock.pass(47_000);
  await drawn(shown);
  ok(!findButton('5').disabled, 'keys stay off');
  ok(!words().includes('Too many'), 'the sentence stays');
});

test('when the guess budget is used up the email address goes with the code', async () => {
  const shown = await code();
  shown.server.signIn = refused('code-needs-email');
  shown.server.start = taken(start({ needsEmail: true }));
  await tap(shown, '482917305');
  await shown.app.loading;
  await drawn(shown);
  ok(words().includes('Email address'), 'no email field');
  for (const key of 'mara@example.org') await pressKey(shown, key);
  shown.server.signIn = taken(session([]));
  await press(shown, 'Next');
  await tap(shown, '482917305');
  equal(calls(shown, 'signIn')[1], ['482917305', 'mara@example.org']);
  ok(words().includes('Nothing is waiting'), 'not signed in');
});

test('the address can be typed on the screen alone, on the short display in layers', async () => {
  const shown = await code({ needsEmail: true });
  await press(shown, 'Email address');
  for (const letter of 'ab@c') await press(shown, letter);
  await press(shown, 'Delete the last letter');
  equal(shown.panel.store.get().entry.email, 'ab@');
  shown.app.querySelector('platen-letter-keys')?.setAttribute('short', '');
  await drawn(shown);
  await press(shown, 'n-z');
  await press(shown, 'z');
  equal(shown.panel.store.get().entry.email, 'ab@z');
});

test('hidden codes show dots and never a digit', async () => {
  await show('code-hidden');
  equal(typed(), '••••');
});

test('digits typed before the server answered for the first time are not lost', async () => {
  const shown = await show({
    name: 'test',
    prepare: (server) => {
      server.start = AWAY;
    },
  });
  await tap(shown, '482917305');
  ok(words().includes('does not answer'), 'no banner');
  equal(signIns(shown), []);
  shown.server.start = taken(start());
  await shown.clock.pass(2000);
  await drawn(shown);
  equal(signIns(shown), [['482917305', null]]);
});

test('a code whose answer never came is sent again when the server is back', async () => {
  const shown = await code();
  shown.server.signIn = AWAY;
  shown.server.start = AWAY;
  await tap(shown, '482917305');
  equal(typed(), '482917305');
  shown.server.signIn = taken(session([]));
  shown.server.start = taken(start());
  await shown.clock.pass(30_000);
  await drawn(shown);
  equal(calls(shown, 'signIn').length, 2);
  ok(words().includes('Nothing is waiting'), 'not signed in');
});

test('a code that was begun and left is forgotten after the idle time', async () => {
  const shown = await code({ idleSeconds: 60 });
  await tap(shown, '4829');
  await shown.clock.pass(59_000);
  await drawn(shown);
  equal(typed(), '4829');
  await shown.clock.pass(1000);
  await drawn(shown);
  equal(typed(), '');
});

test('a panel that is not set up says so, and starts by itself once it is', async () => {
  const shown = await show('closed');
  ok(words().includes('This panel is not set up.'), words());
  shown.server.start = taken(start());
  await shown.clock.pass(30_000);
  await drawn(shown);
  ok(words().includes('Enter your code'), words());
});

test('plain HTTP is said in words beside an open padlock', async () => {
  await show('code-insecure');
  ok(words().includes('Not encrypted'), words());
});

test('help opens over the keypad, keeps the keys to itself, and gives the focus back', async () => {
  const shown = await code();
  const help = findButton('Help');
  help.focus();
  await press(shown, 'Help');
  const close = findButton('Close');
  equal(document.activeElement === close, true, 'focus is not in the dialog');
  await pressKey(shown, '4', close);
  equal(typed(), '');
  await pressKey(shown, 'Escape', close);
  ok(document.querySelector('platen-dialog') === null, 'Escape does not close it');
  equal(document.activeElement === help, true, 'focus is not given back');
  equal(shown.clock.now(), NOW);
});
