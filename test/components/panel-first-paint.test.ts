// What panel.html paints before any script has the shapes the app draws after it, so that nothing jumps.
import { panelStyles } from '../../panel-app/src/panel/panel-styles.ts';
import { equal, ok, show, test } from './panel-support.ts';

const box = (element: Element): string => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left, top, width, height].map((value) => value.toFixed(1)).join(' ');
};
const keys = (root: ParentNode): string[] =>
  [...root.querySelectorAll('.key')].map(
    (key) => `${key.className.trim()} ${key.querySelector('span')?.textContent ?? ''} ${box(key)}`,
  );

test('the keypad of the page and the keypad of the app are the same, key by key', async () => {
  const page = await (await fetch('/panel-app/panel.html')).text();
  const painted = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-painted]');
  ok(painted, 'nothing is painted');
  document.body.append(document.importNode(painted, true));
  const before = keys(document.body);
  document.body.textContent = '';
  await show('code');
  equal(before, keys(document.body));
  equal(before.length, 12);
});

test('the stylesheet asks for nothing from anywhere', () => {
  ok(!/url\(|@import|@font-face/.test(panelStyles), 'it loads something');
});
