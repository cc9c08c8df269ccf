// What panel.html paints before any script has the shapes the app draws after it, so that nothing jumps.
import { AWAY } from '../../panel-app/gallery/panel-fake.ts';
import { panelStyles } from '../../panel-app/src/panel/panel-styles.ts';
import { paintedStyles } from '../../panel-app/vite/painted-styles.ts';
import { SIZES } from './panel-screen-checks.ts';
import { equal, ok, paintFirstScreen, show, test, words } from './panel-support.ts';

const SHAPES = '.bar, h1, .code-display, .code-place, .code-line, .key';

/** Each shape with its words and its place on the display. */
function shapes(page = document): string[] {
  return [...page.querySelectorAll(SHAPES)].map((shape) => {
    const { left, top, width, height } = shape.getBoundingClientRect();
    const place = [left, top, width, height].map((value) => value.toFixed(1)).join(' ');
    // The bar is still empty then: it has no printer's name to show.
    return `${shape.className.replace(/next|away/, '').trim()} ${shape.matches('.bar') ? '' : words(shape)} ${place}`;
  });
}

test('the first screen of the page and that of the app are the same, shape by shape', async () => {
  await paintFirstScreen();
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

/** The page by itself, before any script, with these styles. */
async function paintAlone(html: string, styles: string, size: (typeof SIZES)[number]): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.style.cssText = `width:${size.width}px;height:${size.height}px;border:0`;
  frame.srcdoc = html
    .replace(/<script[\s\S]*?<\/script>|<noscript>.*<\/noscript>/g, '')
    .replace('</head>', () => `<style>${styles}</style></head>`);
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    document.body.append(frame);
  });
  ok(frame.contentDocument, 'no page');
  return frame.contentDocument;
}

for (const direction of ['ltr', 'rtl'])
  test(`the few rules that are read before the first frame paint it as all of them would, ${direction}`, async () => {
    const html = (await (await fetch('/panel-app/panel.html')).text())
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace('<html ', `<html dir="${direction}" `);
    const whole = panelStyles.replace(/\s*\n\s*/g, '');
    const few = paintedStyles(whole, html);
    ok(few.length < whole.length / 3, `${few.length} of ${whole.length}`);
    const look = async (styles: string, size: (typeof SIZES)[number]): Promise<unknown> => {
      const page = await paintAlone(html, styles, size);
      const colours = [...page.querySelectorAll('body, [data-painted], [data-painted] *')].map((one) => {
        const { color, backgroundColor, borderColor, boxShadow, font, visibility, touchAction } =
          getComputedStyle(one);
        return [color, backgroundColor, borderColor, boxShadow, font, visibility, touchAction].join(' ');
      });
      const seen = [...shapes(page), ...colours];
      document.body.textContent = '';
      return seen;
    };
    for (const size of SIZES) equal(await look(few, size), await look(whole, size), `at ${size.width}`);
  });
