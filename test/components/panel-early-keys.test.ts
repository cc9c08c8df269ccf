// What is pressed on the painted first screen, before the app runs, reaches the app's keypad in its order.
import { keepEarlyKeys } from '../../panel-app/src/panel/early-keys.ts';
import { equal, paintFirstScreen, test } from './panel-support.ts';

/** The painted first screen of panel.html, and a keypad that writes down what is pressed on it. */
async function paint(): Promise<{
  press: (face: string) => void;
  code: Parameters<ReturnType<typeof keepEarlyKeys>>[0];
  got: string[];
}> {
  await paintFirstScreen();
  const got: string[] = [];
  return {
    press: (face) => {
      const key = [...document.querySelectorAll<HTMLElement>('.key span')].find(
        (span) => span.textContent === face,
      );
      key?.click();
    },
    got,
    code: {
      digit: (digit) => got.push(digit),
      backspace: () => got.push('backspace'),
      clear: () => got.push('clear'),
      submit: () => got.push('submit'),
    },
  };
}

const type = (key: string, init: KeyboardEventInit = {}): boolean =>
  document.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...init }));

test('keys pressed and typed before the app runs are pressed again, in their order', async () => {
  const { press, code, got } = await paint();
  const pressEarlyKeys = keepEarlyKeys();
  press('4');
  type('0');
  press('Delete');
  press('Clear');
  type('7');
  type('Backspace');
  type('Escape');
  type('Enter');
  equal(got, [], 'pressed before its time');
  pressEarlyKeys(code);
  equal(got, ['4', '0', 'backspace', 'clear', '7', 'backspace', 'clear', 'submit']);
});

test('each digit is a dot in its place until the app draws it', async () => {
  const { press, code } = await paint();
  const pressEarlyKeys = keepEarlyKeys();
  const dots = (): number =>
    [...document.querySelectorAll('.code-place')].filter(({ textContent }) => textContent === '•').length;
  press('4');
  type('0');
  equal(dots(), 2);
  press('Delete');
  equal(dots(), 1);
  type('7');
  press('Clear');
  equal(dots(), 0);
  pressEarlyKeys(code);
});

test('other keys, and keys together with Ctrl, are left to the browser', async () => {
  const { code, got } = await paint();
  const pressEarlyKeys = keepEarlyKeys();
  equal([type('Tab'), type('a'), type('5', { ctrlKey: true })], [true, true, true], 'kept from the browser');
  pressEarlyKeys(code);
  equal(got, []);
});

test('nothing is listened to once the app has the keys', async () => {
  const { press, code, got } = await paint();
  keepEarlyKeys()(code);
  press('1');
  equal([type('2'), got], [true, []]);
});
