// A locked document on the panel: its row, typing the password by finger and by keyboard, and that nothing of it stays.
import { GETTING_READY, LOCKED, REPORT, session } from '../../panel-app/gallery/panel-data.ts';
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

const SECRET = 'Kranj 2026!';

async function typed(shown: Shown, text = SECRET): Promise<void> {
  await press(shown, LOCKED.title);
  for (const key of text) await pressKey(shown, key);
}

const entry = ({ panel }: Shown): unknown => panel.store.get().password;
const openOne = (): Promise<Shown> => show({ name: 'test', jobs: [REPORT, LOCKED] });

/** Nowhere in what the app keeps, and nowhere on the page. */
function forgotten({ panel }: Shown): void {
  ok(!JSON.stringify(panel.store.get()).includes(SECRET), 'the state still has it');
  ok(!document.documentElement.outerHTML.includes(SECRET), 'the page still has it');
}

test('a locked document says so, is not chosen, and opens the password screen', async () => {
  const shown = await openOne();
  ok(words().includes('Locked. Type its password to print it.'), words());
  ok(findButton('Print 1 document'), 'only the other one is chosen');
  await press(shown, LOCKED.title);
  equal(shown.panel.store.get().screen, 'password');
  ok(words().includes(`Password for ${LOCKED.title}`), words());
  ok(findButton('Unlock').disabled, 'there is nothing to try yet');
});

test('small letters, capitals, symbols and space are typed by finger, and the last is taken back', async () => {
  const shown = await openOne();
  await press(shown, LOCKED.title);
  for (const key of ['a', 'ABC', 'Q', 'Space', '#+=', '~', '\\', 'abc', 'z', '7']) {
    await press(shown, key);
  }
  await press(shown, 'Delete the last letter');
  await press(shown, 'Unlock');
  equal(calls(shown, 'unlock'), [[LOCKED.id, 'aQ ~\\z']]);
});

test('all of ASCII is on the keys, on a large display and on a short one', async () => {
  const { setViewport } = await import('@web/test-runner-commands');
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  for (const [width, height] of [
    [800, 480],
    [640, 240],
  ] as const) {
    await setViewport({ width, height });
    const shown = await openOne();
    await press(shown, LOCKED.title);
    const seen = new Set<string>();
    const faces = (): string[] => [...document.querySelectorAll('.letters .key')].map((one) => words(one));
    const layers = ['abc', 'ABC', ...(height < 320 ? ['123', '<äö'] : ['#+=', 'äöü'])];
    for (const layer of layers) {
      if (faces().includes(layer)) await press(shown, layer);
      for (const face of faces()) seen.add(face === 'Space' ? ' ' : face);
    }
    equal(
      ascii.filter((one) => !seen.has(one)),
      [],
      `cannot be typed at ${width}x${height}`,
    );
    shown.app.remove();
  }
});

test('a hardware keyboard types, Enter tries, Escape leaves', async () => {
  const shown = await openOne();
  await typed(shown, 'aß ');
  await pressKey(shown, 'Shift');
  await pressKey(shown, 'F5');
  await pressKey(shown, 'é');
  await pressKey(shown, 'Backspace');
  await pressKey(shown, 'Enter');
  equal(calls(shown, 'unlock'), [[LOCKED.id, 'aß ']]);
  await typed(shown);
  await pressKey(shown, 'Escape');
  equal(shown.panel.store.get().screen, 'jobs');
  forgotten(shown);
});

test('Space and Enter on a button press it and type nothing', async () => {
  const shown = await openOne();
  await typed(shown, 'ab');
  await pressKey(shown, ' ', findButton('Show'));
  await pressKey(shown, 'Enter', findButton('Show'));
  equal(calls(shown, 'unlock'), []);
  equal(shown.panel.store.get().password?.text, 'ab');
});

test('the password is dots until it is asked for', async () => {
  const shown = await openOne();
  await typed(shown);
  ok(!words().includes(SECRET), 'it is readable');
  ok(words().includes('•'.repeat(SECRET.length)), words());
  await press(shown, 'Show');
  ok(words().includes(SECRET), words());
  await press(shown, 'Hide');
  ok(!words().includes(SECRET), 'it is still readable');
});

test('a wrong password says so and keeps what was typed, and the next key takes the sentence away', async () => {
  const shown = await openOne();
  shown.server.unlock = refused('document-wrong-password');
  await typed(shown);
  await pressKey(shown, 'Enter');
  ok(words().includes('This is not the password of the document. Try again.'), words());
  equal(document.querySelector('[role=alert]') !== null, true, 'it is read out');
  equal(shown.panel.store.get().password?.text, SECRET);
  await pressKey(shown, 'Backspace');
  ok(!words().includes('This is not the password'), words());
});

test('a server that does not answer keeps the screen and what was typed', async () => {
  const shown = await openOne();
  shown.server.unlock = AWAY;
  await typed(shown);
  await pressKey(shown, 'Enter');
  ok(words().includes('The print server does not answer'), words());
  equal(shown.panel.store.get().password?.text, SECRET);
  ok(!findButton('Unlock').disabled, 'it cannot be tried again');
});

test('the right password leads back to the list, which follows the document until it is ready and chosen', async () => {
  const shown = await openOne();
  const making = { ...GETTING_READY, id: LOCKED.id, title: LOCKED.title };
  shown.server.unlock = taken(session([REPORT, making]));
  shown.server.session = shown.server.unlock;
  await typed(shown);
  await press(shown, 'Unlock');
  forgotten(shown);
  ok(words().includes('Getting it ready: page 12 of 80.'), words());
  const height = document.querySelector('.waiting')?.getBoundingClientRect().height;
  shown.server.session = taken(
    session([REPORT, { ...making, sentence: 'Getting it ready: page 80 of 80.' }]),
  );
  await shown.clock.pass(1000);
  await drawn(shown);
  ok(words().includes('page 80 of 80'), words());
  equal(document.querySelector('.waiting')?.getBoundingClientRect().height, height, 'the row jumps');
  shown.server.session = taken(
    session([REPORT, { ...making, state: 'held', sentence: 'Ready. 80 pages.', pages: 80 }]),
  );
  await shown.clock.pass(1000);
  await drawn(shown);
  ok(findButton('Print all 2 documents'), 'it is chosen');
});

test('a document that was unlocked or deleted elsewhere takes its screen with it', async () => {
  const shown = await openOne();
  await typed(shown);
  shown.server.session = taken(session([REPORT]));
  await shown.clock.pass(6000);
  await drawn(shown);
  equal(shown.panel.store.get().screen, 'jobs');
  forgotten(shown);
});

for (const [name, leave] of [
  ['signing out', (shown: Shown) => press(shown, 'Sign out')],
  ['the time-out', (shown: Shown) => shown.clock.pass(61_000)],
  ['the device going elsewhere', (shown: Shown) => Promise.resolve(shown.panel.deviceSwitched())],
  ['Cancel', (shown: Shown) => press(shown, 'Cancel')],
] as const) {
  test(`nothing of the password stays after ${name}`, async () => {
    const shown = await openOne();
    await typed(shown);
    await press(shown, 'Show');
    ok(words().includes(SECRET), words());
    await leave(shown);
    await drawn(shown);
    equal(entry(shown), undefined);
    forgotten(shown);
  });
}

test('an answer that comes after the screen was left changes no screen', async () => {
  const shown = await openOne();
  await typed(shown);
  shown.panel.password.submit();
  shown.panel.password.close();
  await drawn(shown);
  equal(shown.panel.store.get().screen, 'jobs');
  forgotten(shown);
});
