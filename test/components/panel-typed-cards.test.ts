// Card readers that type like a keyboard: told from a person by speed, on a clock turned by hand. What is a card signs in; what is not is typed as if
// nobody had waited.
import { REPORT, start } from '../../panel-app/gallery/panel-data.ts';
import { refused } from '../../panel-app/gallery/panel-fake.ts';
import { hearTypedCards } from '../../panel-app/src/panel/ways/typed-cards.ts';
import { FIRST_STATE, type PanelState } from '../../panel-app/src/state/panel-state.ts';
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

type Start = NonNullable<Parameters<typeof start>[0]>;
const SITE: Start = { ways: ['card', 'code'], typedCards: true };
const GAP_MS = 50;

function strike(key: string, more: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
}
/** All at once, as a reader does. */
async function read(shown: Shown, number: string, ...behind: string[]): Promise<void> {
  for (const key of [...number, ...behind]) strike(key);
  await drawn(shown);
}
/** One key after the other, as people do. */
async function type(shown: Shown, keys: Iterable<string>): Promise<void> {
  for (const key of keys) {
    strike(key);
    await shown.clock.pass(GAP_MS);
  }
  await drawn(shown);
}
const open = (change: Start = SITE): Promise<Shown> => show({ name: 'test', start: change });
const signIns = (shown: Shown): unknown => calls(shown, 'signIn');
const CARD = '0004822911';

test('a number that is typed at once, with Enter behind it, is a card', async () => {
  const shown = await open();
  await read(shown, CARD, 'Enter');
  equal(signIns(shown), [[null, null, { card: CARD }]]);
  ok(shown.panel.store.get().session, 'not signed in');
  // Nothing of it is typed anywhere, then or later.
  await shown.clock.pass(1000);
  equal(signIns(shown), [[null, null, { card: CARD }]]);
});

test('without Enter it is a card as soon as no key follows', async () => {
  const shown = await open();
  await read(shown, CARD);
  equal(signIns(shown), []);
  await shown.clock.pass(GAP_MS - 1);
  equal(signIns(shown), []);
  await shown.clock.pass(1);
  equal(signIns(shown), [[null, null, { card: CARD }]]);
});

test('letters, separators and Shift between them are a card, too', async () => {
  const shown = await open();
  await read(shown, '04:a2', 'Shift', 'B', '9', '1', 'Tab');
  equal(signIns(shown), [[null, null, { card: '04:a2B91' }]]);
});

test('a code that a person types is a code, a moment later, and never a card', async () => {
  const shown = await open();
  await type(shown, '4829');
  equal(shown.panel.store.get().entry.digits, '4829');
  await type(shown, ['Backspace']);
  equal(shown.panel.store.get().entry.digits, '482');
  await type(shown, '917305');
  equal(signIns(shown), [['482917305', null]]);
});

test('a few keys at once are a person’s, in their order, Enter included', async () => {
  const shown = await open({ ...SITE, codeLengths: [4, 9] });
  await read(shown, '4829', 'Enter');
  equal(signIns(shown), [['4829', null]]);
});

test('a key that is held down is no card', async () => {
  const shown = await open();
  strike('5');
  for (let count = 0; count < 7; count++) strike('5', { repeat: true });
  await shown.clock.pass(GAP_MS);
  equal(signIns(shown), []);
  ok(shown.panel.store.get().entry.digits.startsWith('5'), 'the key itself was lost');
  shown.app.remove();
  // Where the browser does not say that it repeats.
  const old = await open();
  for (let count = 0; count < 8; count++) strike('5');
  await old.clock.pass(GAP_MS);
  equal(signIns(old), []);
  equal(old.panel.store.get().entry.digits, '55555555');
});

test('keys of a person that waited behind a busy page are told by when they were pressed', async () => {
  const pressed: string[] = [];
  const hear = (event: Event): void => void pressed.push((event as KeyboardEvent).key);
  const shown = await open({ ways: ['code'] });
  const { clock } = shown;
  const state: PanelState = { ...FIRST_STATE, start: start(SITE) };
  const store = { ...shown.panel.store, get: () => state };
  let at = 0;
  const cards: unknown[] = [];
  const onCard = (event: Event): void => void cards.push((event as CustomEvent).detail);
  document.addEventListener('platen-card', onCard);
  const end = hearTypedCards({ store, clock }, () => at);
  document.addEventListener('keydown', hear);
  for (const key of '482917') {
    strike(key);
    at += GAP_MS + 1;
  }
  await clock.pass(GAP_MS);
  equal([pressed.join(''), cards], ['482917', []]);
  for (const key of '482917') {
    strike(key);
    at += GAP_MS;
  }
  await clock.pass(GAP_MS);
  equal([pressed.join(''), cards], ['482917', ['482917']]);
  end();
  document.removeEventListener('keydown', hear);
  document.removeEventListener('platen-card', onCard);
});

test('while somebody is signed in, a card does nothing: no document is pressed by its digits', async () => {
  const shown = await show({ name: 'test', start: SITE, jobs: [REPORT] });
  const before = [shown.panel.store.get().screen, calls(shown, 'signIn').length];
  await read(shown, '0000222333', 'Enter');
  await shown.clock.pass(1000);
  equal([shown.panel.store.get().screen, calls(shown, 'signIn').length], before);
  equal(calls(shown, 'release'), []);
});

test('what is typed at once where something is typed stays what it is', async () => {
  const shown = await show('jobs-locked');
  shown.panel.store.set({ start: start(SITE) });
  await shown.app.loading;
  shown.panel.password.open('locked');
  await read(shown, 'Kranj2026');
  await shown.clock.pass(GAP_MS);
  equal(shown.panel.store.get().password?.text, 'Kranj2026');
  shown.app.remove();
  const directory = await open({ ways: ['directory', 'card'], typedCards: true });
  for (const key of 'mara') await press(directory, key);
  await press(directory, 'Next');
  await read(directory, 'Kranj-2026!');
  await directory.clock.pass(GAP_MS);
  equal(directory.panel.store.get().user?.password, 'Kranj-2026!');
});

test('on the first screen of a directory a card is a card while nothing is typed', async () => {
  const shown = await open({ ways: ['directory', 'card'], typedCards: true });
  await read(shown, CARD, 'Enter');
  equal(signIns(shown), [[null, null, { card: CARD }]]);
});

test('Enter on a button presses it, also right after a digit', async () => {
  const shown = await open();
  findButton('Help').focus();
  strike('4');
  strike('Enter');
  await drawn(shown);
  equal([shown.panel.store.get().entry.digits, shown.panel.store.get().dialog], ['4', 'help']);
});

test('an unknown card says so, and the next one is read', async () => {
  const shown = await open();
  shown.server.signIn = refused('card-unknown', { next: 'Type your code once.' });
  await read(shown, CARD, 'Enter');
  ok(words().includes('This card is not known here.'), words());
  await read(shown, '0009999999', 'Enter');
  equal(calls(shown, 'signIn').length, 2);
});

test('where no reader types, keys are what they were, at once', async () => {
  const shown = await open({ ways: ['card', 'code'] });
  for (const key of '48291730') strike(key);
  equal(shown.panel.store.get().entry.digits, '48291730');
  equal(signIns(shown), []);
});
