// Strong contrast, large type, number keys and speech: how they are switched, what a keypad of hardware can do, what is read aloud, and that
// all of it ends with the visit.
import { setViewport } from '@web/test-runner-commands';
import { switchOn } from '../../panel-app/gallery/panel-access-scenes.ts';
import { PASS, PLAN, REPORT } from '../../panel-app/gallery/panel-data.ts';
import { nowPrinting } from '../../panel-app/gallery/panel-fake.ts';
import type { PanelScene } from '../../panel-app/gallery/panel-scene.ts';
import { still } from '../../panel-app/gallery/still.ts';
import { nearest } from '../../panel-app/src/panel/access/walk.ts';
import {
  calls,
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

const FEW = [REPORT, PASS, PLAN];
const root = document.documentElement;

/** Longer than a change is let settle before its buttons are numbered and it is read. */
const SETTLED_MS = 200;

async function within(scene: string | PanelScene, ...modes: readonly string[]): Promise<Shown> {
  await setViewport({ width: 800, height: 480 });
  const shown = await show(scene);
  await switchOn(...modes);
  shown.panel.closeDialog();
  await still(SETTLED_MS);
  return shown;
}
const jobs = (...modes: readonly string[]): Promise<Shown> => within({ name: 'test', jobs: FEW }, ...modes);

async function key(shown: Shown, name: string): Promise<void> {
  await pressKey(shown, name, document.activeElement ?? document.body);
  await still(SETTLED_MS);
}
/** What Enter on a button does in a browser; a made-up key event is not pressed by it. */
const enter = async (): Promise<void> => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.click();
  await still(SETTLED_MS);
};
const focused = (): string =>
  document.activeElement?.getAttribute('aria-label') ?? words(document.activeElement ?? document.body);
const carrying = (digit: string): string =>
  words(document.querySelector(`[data-key="${digit}"]`) ?? root).slice(0, 20);

/** A browser's speech that only remembers. */
function listen(): { readonly said: string[]; readonly tags: string[] } {
  const heard = { said: [] as string[], tags: [] as string[] };
  Object.defineProperty(window, 'speechSynthesis', {
    configurable: true,
    value: {
      speak: ({ text, lang }: SpeechSynthesisUtterance) => {
        heard.said.push(text);
        heard.tags.push(lang);
      },
      cancel: () => heard.said.push('(hush)'),
    },
  });
  return heard;
}
const spoken = ({ said }: ReturnType<typeof listen>): string[] => said.filter((one) => one !== '(hush)');

test('the help of the first screen leads to the choices, and each is switched by one press', async () => {
  const shown = await show({ name: 'test' });
  await press(shown, 'Help');
  await press(shown, 'Easier to see and hear');
  while (document.querySelector('.access') === null) await still();
  await press(shown, 'Large type');
  await press(shown, 'Strong contrast');
  equal([root.hasAttribute('data-large'), root.hasAttribute('data-contrast')], [true, true]);
  equal(findButton('Large type').getAttribute('aria-pressed'), 'true');
  await press(shown, 'Large type');
  equal(root.hasAttribute('data-large'), false);
  await press(shown, 'Done');
  ok(words().includes('Enter your code'), words());
});

test('a mode lasts for the visit and not longer', async () => {
  const shown = await jobs('Large type', 'Number keys');
  equal(root.hasAttribute('data-large'), true);
  await press(shown, 'Sign out');
  equal([root.hasAttribute('data-large'), root.hasAttribute('data-keys')], [false, false]);
});

test('a mode that somebody switched on and left goes after the idle time', async () => {
  const shown = await within({ name: 'test' }, 'Strong contrast');
  await shown.clock.pass(59_000);
  equal(root.hasAttribute('data-contrast'), true);
  await shown.clock.pass(2000);
  equal(root.hasAttribute('data-contrast'), false);
});

test('rows and acts carry digits, 0 is the one thing to press, and a digit presses', async () => {
  const shown = await jobs('Number keys');
  equal(
    [carrying('1'), carrying('2'), carrying('4')],
    ['Quarterly report, se', 'Boarding pass 1 page', 'Options'],
  );
  ok(carrying('0').startsWith('Print all 3'), carrying('0'));
  await key(shown, '2');
  equal(shown.panel.store.get().chosen, ['report', 'plan']);
  nowPrinting(shown.server, []);
  await key(shown, '0');
  equal(calls(shown, 'release').length, 1);
});

test('the digit that is read is pressed, also when the numbers are about to be others', async () => {
  const shown = await jobs('Number keys');
  shown.panel.openPreview('report');
  await still(SETTLED_MS);
  const twoSided = findButton('2-sided');
  const digit = twoSided.dataset['key'] ?? '';
  // A first copy more brings "Fewer copies" to life, which stands before it.
  findButton('More copies').click();
  await pressKey(shown, digit);
  equal(twoSided.getAttribute('aria-checked'), 'true');
  await still(SETTLED_MS);
  ok(twoSided.dataset['key'] !== digit, 'the numbers did not change');
});

test('digits are digits of the code on the first screen, whatever is switched on', async () => {
  const shown = await within({ name: 'test' }, 'Number keys');
  equal(document.querySelectorAll('.keypad [data-key]').length, 0);
  await key(shown, '4');
  equal(shown.panel.store.get().entry.digits, '4');
});

test('in a dialog only its own buttons carry digits', async () => {
  const shown = await jobs('Number keys');
  await press(shown, 'Delete');
  await still(SETTLED_MS);
  equal(
    [...document.querySelectorAll('[data-key]')].every((one) => one.closest('platen-dialog') !== null),
    true,
  );
  await key(shown, '1');
  equal(shown.panel.store.get().dialog, undefined);
});

test('from code to paper with arrows, Enter, digits and Clear alone, and no touch before', async () => {
  await setViewport({ width: 800, height: 480 });
  const shown = await show({ name: 'test' });
  for (const digit of '48291730') await pressKey(shown, digit);
  await pressKey(shown, 'ArrowDown');
  await still(SETTLED_MS);
  ok(root.hasAttribute('data-keys'), 'an arrow key did not switch them on');
  equal(focused(), '1');
  await key(shown, 'ArrowRight');
  await key(shown, 'ArrowDown');
  equal(focused(), '5');
  await enter();
  ok(shown.panel.store.get().session, 'not signed in');
  await key(shown, 'ArrowDown');
  ok(focused() !== '', 'nothing has the focus');
  await key(shown, 'Clear');
  equal(shown.panel.store.get().screen, 'jobs');
});

test('arrows reach every control of the options and leave a choice of few again', async () => {
  const shown = await jobs('Number keys');
  shown.panel.openPreview('report');
  await still(SETTLED_MS);
  findButton('1-sided').focus();
  await key(shown, 'ArrowDown');
  ok(document.activeElement?.closest('[aria-label=Colour]'), `at ${focused()}`);
  await key(shown, 'ArrowUp');
  await key(shown, 'ArrowUp');
  ok(document.activeElement?.closest('[aria-label=Copies]'), `at ${focused()}`);
  await key(shown, 'Clear');
  equal(shown.panel.store.get().screen, 'jobs');
});

test('letters are walked to by arrows, and star and hash are typed among them', async () => {
  const shown = await within('jobs-locked', 'Number keys');
  shown.panel.password.open('locked');
  await still(SETTLED_MS);
  await key(shown, 'ArrowDown');
  await enter();
  for (const one of '*#') await key(shown, one);
  const typed = shown.panel.store.get().password?.text ?? '';
  ok(typed.endsWith('*#'), `typed ${typed}`);
  equal(shown.panel.store.get().dialog, undefined);
});

test('an arrow leads to the next row, and there to what is straightest ahead', () => {
  const box = (left: number, top: number, wide = 100, high = 60) => ({
    left,
    top,
    right: left + wide,
    bottom: top + high,
  });
  const [from, below, aside, above] = [box(0, 100), box(0, 300), box(150, 170), box(20, 0)];
  const others = [below, aside, above];
  // The next row, though it is to the side: nobody is led past it.
  equal(nearest(from, others, 'ArrowDown'), 1);
  equal(nearest(from, [below, above], 'ArrowDown'), 0);
  equal(nearest(from, others, 'ArrowRight'), 1);
  equal(nearest(from, others, 'ArrowUp'), 2);
  equal(nearest(from, [from, above], 'ArrowLeft'), -1);
});

test('the screen is read when it changes, its one act with it, in the language in use', async () => {
  const heard = listen();
  const shown = await jobs('Read aloud', 'Number keys');
  ok(
    spoken(heard).some((one) => one.startsWith('Your documents (3).')),
    spoken(heard).join(' | '),
  );
  shown.panel.openPreview('report');
  const before = spoken(heard).length;
  // A busy engine settles later.
  while (spoken(heard).length === before) await still(SETTLED_MS);
  const last = spoken(heard)[spoken(heard).length - 1] ?? '';
  ok(last.startsWith('Quarterly report') && last.includes('Print (12 pages): press 0.'), last);
  equal([...new Set(heard.tags)], ['en-GB']);
});

test('the button that gets the focus is read with its state and its digit', async () => {
  const heard = listen();
  const shown = await jobs('Read aloud', 'Number keys');
  await key(shown, 'ArrowDown');
  const last = spoken(heard)[spoken(heard).length - 1] ?? '';
  ok(last.includes('Quarterly report') && last.includes(', chosen: press 1'), last);
});

test('digits are echoed where the code is shown, and only as digits where it is hidden', async () => {
  for (const [hideCode, echo] of [
    [false, '7'],
    [true, 'digit'],
  ] as const) {
    const heard = listen();
    const shown = await within({ name: 'test', start: { hideCode } }, 'Read aloud');
    await key(shown, '7');
    ok(spoken(heard).includes(echo), spoken(heard).join(' | '));
    if (hideCode) ok(!spoken(heard).includes('7'), 'a hidden digit was said');
    await key(shown, 'Backspace');
    ok(spoken(heard).includes('deleted'), spoken(heard).join(' | '));
    shown.app.remove();
  }
});

test('a password is never said', async () => {
  const heard = listen();
  const shown = await within('jobs-locked', 'Read aloud');
  shown.panel.password.open('locked');
  await still(SETTLED_MS);
  for (const one of 'Kr9') await key(shown, one);
  ok(spoken(heard).includes('character'), spoken(heard).join(' | '));
  ok(!spoken(heard).some((one) => /Kr9|^[Kr9]$/.test(one)), spoken(heard).join(' | '));
});

test('speech stops when the person signs out', async () => {
  const heard = listen();
  const shown = await jobs('Read aloud');
  heard.said.length = 0;
  await press(shown, 'Sign out');
  await still(SETTLED_MS);
  equal([...new Set(heard.said)], ['(hush)']);
});

test('hash reads the screen, and switches reading on the first time', async () => {
  const heard = listen();
  const shown = await show({ name: 'test' });
  await pressKey(shown, '#');
  await still(SETTLED_MS);
  ok(spoken(heard)[0]?.startsWith('Reading aloud is on.'), spoken(heard).join(' | '));
  await key(shown, '#');
  ok(
    spoken(heard)[spoken(heard).length - 1]?.includes('It is in the message we sent you.'),
    spoken(heard).join(' | '),
  );
});

test('where the browser has no speech it is not offered, and hash does nothing', async () => {
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { configurable: true, value: undefined });
  const kept = Reflect.deleteProperty(window, 'SpeechSynthesisUtterance');
  const shown = await show({ name: 'test' });
  await switchOn();
  ok(kept && !words().includes('Read aloud'), words());
  shown.panel.closeDialog();
  await key(shown, '#');
  equal(root.hasAttribute('data-voice'), false);
});
