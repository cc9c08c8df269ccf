// What panel.html paints before any script has the shapes the app draws after it, so that nothing jumps.
import { AWAY } from '../../panel-app/gallery/panel-fake.ts';
import { panelStyles } from '../../panel-app/src/panel/panel-styles.ts';
import { equal, ok, show, test, words } from './panel-support.ts';

const SHAPES = '.bar, h1, .code-display, .code-place, .code-line, .key';

/** Each shape with its words and its place on the display. */
function shapes(): string[] {
  return [...document.querySelectorAll(SHAPES)].map((shape) => {
    const { left, top, width, height } = shape.getBoundingClientRect();
    const place = [left, top, width, height].map((value) => value.toFixed(1)).join(' ');
    // The bar is still empty then: it has no printer's name to show.
    return `${shape.className.replace(/next|away/, '').trim()} ${shape.matches('.bar') ? '' : words(shape)} ${place}`;
  });
}

test('the first screen of the page and that of the app are the same, shape by shape', async () => {
  const page = await (await fetch('/panel-app/panel.html')).text();
  const painted = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-painted]');
  ok(painted, 'nothing is painted');
  document.body.append(document.importNode(painted, true));
  const before = shapes();
  document.body.textContent = '';
  await show({
    name: 'before the server has answered',
    prepare: (server) => {
      server.start = AWAY;
    },
  });
  equal(before, shapes());
  equal(document.querySelectorAll('.key').length, 12);
});

test('the stylesheet asks for nothing from anywhere', () => {
  ok(!/url\(|@import|@font-face/.test(panelStyles), 'it loads something');
});
