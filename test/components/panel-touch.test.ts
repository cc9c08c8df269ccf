// Keys act when they are touched; the click that comes when the finger is lifted is the same press, wherever it falls.
import { setViewport } from '@web/test-runner-commands';
import { PASS, REPORT, session } from '../../panel-app/gallery/panel-data.ts';
import { taken } from '../../panel-app/gallery/panel-fake.ts';
import { keepEarlyKeys } from '../../panel-app/src/panel/early-keys.ts';
import { onePress } from '../../panel-app/src/platform/one-press.ts';
import { owedClicks } from '../../panel-app/src/platform/owed-clicks.ts';
import {
  calls,
  drawn,
  equal,
  findButton,
  ok,
  paintFirstScreen,
  pressKey,
  type Shown,
  show,
  test,
} from './panel-support.ts';

const MADE = { bubbles: true, cancelable: true };

function down(at: Element, init: PointerEventInit = {}): void {
  const { left, top } = at.getBoundingClientRect();
  at.dispatchEvent(
    new PointerEvent('pointerdown', { ...MADE, clientX: left + 5, clientY: top + 5, ...init }),
  );
}

/** Of a finger: a keyboard's has the detail 0. */
function click(at: Element, detail = 1): void {
  const { left, top } = at.getBoundingClientRect();
  at.dispatchEvent(new MouseEvent('click', { ...MADE, detail, clientX: left + 5, clientY: top + 5 }));
}

const digits = (shown: Shown): string => shown.panel.store.get().entry.digits;

test('a key acts when it is touched, and its click adds nothing', async () => {
  const shown = await show({ name: 'test' });
  down(findButton('4'));
  equal(digits(shown), '4', 'the touch');
  click(findButton('4'));
  equal(digits(shown), '4', 'the click of that touch');
  click(findButton('4'));
  equal(digits(shown), '44', 'a click without a touch, as some assistive technology makes them');
});

test('two quick thumbs lose nothing and double nothing', async () => {
  const shown = await show({ name: 'test' });
  down(findButton('4'), { pointerId: 1 });
  down(findButton('8'), { pointerId: 2, isPrimary: false });
  click(findButton('4'));
  click(findButton('8'));
  equal(digits(shown), '48');
});

test('a touch that slides off its key is not taken for the next one', async () => {
  const shown = await show({ name: 'test' });
  down(findButton('4'));
  // Lifted elsewhere: no click. A touch of something that is no key begins anew.
  down(document.body);
  click(findButton('8'));
  equal(digits(shown), '48');
});

test('keyboards press keys by clicks without a touch, also while a finger is down', async () => {
  const shown = await show({ name: 'test' });
  down(findButton('4'));
  click(findButton('8'), 0);
  equal(digits(shown), '48');
});

test('other buttons of the mouse, and keys that are off, are not pressed', async () => {
  const shown = await show({ name: 'test' });
  down(findButton('4'), { button: 2 });
  const key = findButton('8');
  key.disabled = true;
  down(key);
  equal(digits(shown), '');
});

test('the finger that typed the last digit presses nothing on the list, and neither does its bounce', async () => {
  await setViewport({ width: 800, height: 480 });
  const shown = await show({ name: 'test' });
  shown.server.signIn = taken(session([REPORT, PASS]));
  for (const digit of '48291730') await pressKey(shown, digit);
  const key = findButton('5');
  const { left, top } = key.getBoundingClientRect();
  down(key);
  await drawn(shown);
  ok(shown.panel.store.get().session, 'not signed in');
  const print = findButton('Print all 2 documents');
  click(print);
  print.dispatchEvent(
    new MouseEvent('click', { ...MADE, detail: 1, clientX: left + 9, clientY: top + 9, buttons: 0 }),
  );
  await drawn(shown);
  equal(calls(shown, 'release').length, 0, 'printed');
  down(print);
  click(print);
  await drawn(shown);
  equal(calls(shown, 'release').length, 1, 'a touch of its own was not taken');
});

test('a touch of the painted keypad whose click falls on the app’s own is one press', async () => {
  await paintFirstScreen();
  const pressEarlyKeys = keepEarlyKeys();
  const [first, second] = [...document.querySelectorAll('[data-painted] .key')];
  ok(first && second, 'no keys');
  down(first);
  click(first);
  down(second);
  document.querySelector('[data-painted]')?.remove();
  const shown = await show({ name: 'test' });
  shown.app.clicks = owedClicks(pressEarlyKeys(shown.panel.code));
  equal(digits(shown), '12');
  click(findButton('2'));
  equal(digits(shown), '12', 'pressed twice');
});

for (const order of [
  ['tap', 'click'],
  ['click', 'tap'],
]) {
  test(`a device that tells of one touch by itself, ${order.join(' and ')}: one press`, async () => {
    const end = onePress(document, performance.now.bind(performance));
    const shown = await show({ name: 'test' });
    for (const digit of ['4', '8']) {
      down(findButton(digit));
      for (const kind of order) {
        if (kind === 'click') click(findButton(digit));
        else findButton(digit).dispatchEvent(new Event('tap', MADE));
      }
    }
    equal(digits(shown), '48');
    end();
  });
}
