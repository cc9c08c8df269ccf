// The other ways to sign in at a panel: choosing one, user name and password by finger and by keyboard, domains, guests, cards, and that nothing stays.
import { session, type start } from '../../panel-app/gallery/panel-data.ts';
import { AWAY, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import { holdCard } from '../../panel-app/gallery/panel-ways-scenes.ts';
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
type Start = NonNullable<Parameters<typeof start>[0]>;

const open = async (change: Start): Promise<Shown> => show({ name: 'test', start: change });
const type = async (shown: Shown, text: string): Promise<void> => {
  for (const key of text) await pressKey(shown, key);
};
const card = async (shown: Shown, number?: string): Promise<void> => {
  await holdCard(number);
  await drawn(shown);
};
const SECTION: Start = { ways: ['directory', 'code', 'email-and-code'] };

test('a site with the code alone loads nothing else and shows nothing else', async () => {
  const shown = await open({});
  equal(shown.app.loading, undefined);
  ok(!words().includes('User name'), words());
});

test('one other way is one press away, several are a choice', async () => {
  const one = await open(SECTION);
  await press(one, 'User name and password');
  ok(words().includes('As at your computer.'), words());
  one.app.remove();
  const several = await open({ needsEmail: true, ways: ['directory', 'email-and-code', 'guest'] });
  await press(several, 'Other ways');
  for (const way of ['Email address and code', 'Guest code', 'User name and password'])
    ok(findButton(way), way);
  await press(several, 'Guest code');
  ok(words().includes('It was given to you at the desk.'), words());
  await type(several, '482917305');
  equal(calls(several, 'signIn'), [['482917305', null]], 'no address goes with a guest’s code');
});

test('user name and password are typed by finger and by keyboard; the password is hidden and gone after each try', async () => {
  const shown = await open({ ways: ['directory'] });
  ok(words().includes('User name'), 'it is the first screen where no code is taken');
  for (const key of ['m', 'a', 'r', 'x']) await press(shown, key);
  await press(shown, 'Delete the last letter');
  await press(shown, 'a');
  await press(shown, 'Next');
  shown.server.signIn = refused('wrong-sign-in');
  await type(shown, SECRET);
  ok(!document.body.innerHTML.includes(SECRET), 'it is readable');
  ok(words().includes('•'.repeat(SECRET.length)), words());
  await press(shown, 'Sign in');
  equal(calls(shown, 'signIn')[0], [null, null, { user: 'mara', password: SECRET }]);
  ok(words().includes('User name or password is not right.'), words());
  ok(!JSON.stringify(shown.panel.store.get()).includes(SECRET), 'the state still has it');
  shown.server.signIn = taken(session([]));
  await type(shown, SECRET);
  await pressKey(shown, 'Enter');
  ok(words().includes('Nothing is waiting'), words());
  ok(!JSON.stringify(shown.panel.store.get()).includes(SECRET), 'the state has it after all');
});

test('back leads from the password to the name, and from there to the code', async () => {
  const shown = await open(SECTION);
  await press(shown, 'User name and password');
  await type(shown, 'mara');
  await pressKey(shown, 'Enter');
  await type(shown, 'secret');
  await press(shown, 'Back');
  ok(words().includes('mara'), words());
  ok(!JSON.stringify(shown.panel.store.get()).includes('secret'), 'what was typed stays');
  await pressKey(shown, 'Escape');
  ok(words().includes('Enter your code'), words());
  equal(shown.panel.store.get().user, undefined);
});

test('with several domains one can be chosen, and goes along', async () => {
  const domains = [
    { id: 'STAFF', label: 'Staff' },
    { id: 'STUDENTS', label: 'Students' },
  ];
  const shown = await open({ ways: ['directory'], domains });
  await press(shown, 'Choose a domain');
  await press(shown, 'Students');
  ok(findButton('Domain: Students'), words());
  await type(shown, 'mara');
  await pressKey(shown, 'Enter');
  await type(shown, 'x');
  await pressKey(shown, 'Enter');
  equal(calls(shown, 'signIn')[0], [null, null, { user: 'mara', password: 'x', domain: 'STUDENTS' }]);
});

test('what somebody began and left is forgotten, and who left while the server was asked is not signed in', async () => {
  const shown = await open(SECTION);
  await press(shown, 'User name and password');
  await type(shown, 'mara');
  await shown.clock.pass(61_000);
  await drawn(shown);
  equal(shown.panel.store.get().user, undefined);
  ok(words().includes('Enter your code'), words());
});

test('a card signs in, asks for the code, or becomes the card of whoever signs in next', async () => {
  const shown = await open({ ways: ['card', 'directory', 'code'] });
  ok(words().includes('Type it, or hold your card to the reader.'), words());
  shown.server.signIn = refused('card-unknown', {
    next: 'Sign in another way once, and it is yours from then on.',
  });
  await card(shown, '04A22B91');
  equal(calls(shown, 'signIn')[0], [null, null, { card: '04A22B91' }]);
  ok(words().includes('it is yours from then on'), words());
  shown.server.signIn = taken(session([]));
  await type(shown, '482917305');
  equal(calls(shown, 'signIn')[1], ['482917305', null, { enrol: '04A22B91' }]);
  ok(words().includes('Nothing is waiting'), words());
  await card(shown, '99999999');
  equal(calls(shown, 'signIn').length, 2, 'nothing while somebody is signed in');
});

test('an unknown card is enrolled by a directory password, too', async () => {
  const shown = await open({ ways: ['card', 'directory'] });
  shown.server.signIn = refused('card-unknown', { next: 'Sign in another way once.' });
  await card(shown, '04A22B91');
  ok(words().includes('Sign in another way once.'), words());
  await type(shown, 'mara');
  await pressKey(shown, 'Enter');
  await type(shown, 'x');
  await pressKey(shown, 'Enter');
  equal(calls(shown, 'signIn')[1], [null, null, { user: 'mara', password: 'x', enrol: '04A22B91' }]);
});

test('a card whose code is missing shows the keypad, also where no code is taken otherwise', async () => {
  const shown = await open({ ways: ['card'] });
  ok(words().includes('Hold your card to the reader'), words());
  shown.server.signIn = refused('card-needs-code');
  await card(shown, '04A22B91');
  ok(words().includes('Now type your code.'), words());
  shown.server.signIn = taken(session([]));
  await type(shown, '482917305');
  equal(calls(shown, 'signIn')[1], ['482917305', null, { card: '04A22B91' }]);
});

test('a card that nobody followed up is forgotten, and what is no text is no card', async () => {
  const shown = await open({ ways: ['card', 'code'] });
  shown.server.signIn = refused('card-needs-code');
  await card(shown, '04A22B91');
  await shown.clock.pass(61_000);
  await drawn(shown);
  equal(shown.panel.store.get().entry.with, {});
  document.dispatchEvent(new CustomEvent('platen-card', { detail: { number: 1 } }));
  document.dispatchEvent(new Event('platen-card'));
  await drawn(shown);
  equal(calls(shown, 'signIn').length, 1);
});

test('a server that does not answer is told of, and a card can be held again', async () => {
  const shown = await open({ ways: ['card', 'code'] });
  shown.server.signIn = AWAY;
  await card(shown);
  ok(words().includes('The print server does not answer'), words());
  shown.server.signIn = taken(session([]));
  await card(shown);
  ok(words().includes('Nothing is waiting'), words());
});
