// The larger page: asked for at its size, moved by keys, buttons and a mouse, turned, and gone when it is left.
import { setViewport } from '@web/test-runner-commands';
import { openZoom } from '../../panel-app/gallery/panel-access-scenes.ts';
import { PASS, PLAN, REPORT, session } from '../../panel-app/gallery/panel-data.ts';
import { taken } from '../../panel-app/gallery/panel-fake.ts';
import { still } from '../../panel-app/gallery/still.ts';
import { equal, findButton, ok, press, pressKey, type Shown, show, test, words } from './panel-support.ts';

const FEW = [REPORT, PASS, PLAN];

async function zoom(jobId: string, sizes: string[] = []): Promise<Shown> {
  await setViewport({ width: 800, height: 480 });
  const shown = await show({
    name: 'test',
    jobs: FEW,
    prepare: (server) => {
      const { picture } = server;
      server.picture = (job, side, look) => {
        sizes.push(`${side} ${look.width}x${look.height}`);
        return picture(job, side, look);
      };
    },
  });
  await openZoom(jobId, shown);
  await still();
  return shown;
}

const view = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('.zoom-view');
  ok(found, 'no large page');
  return found;
};

test('each size is asked for as its own picture, never wider than the server draws', async () => {
  const sizes: string[] = [];
  const shown = await zoom('report', sizes);
  const { clientWidth: wide, clientHeight: high } = view();
  ok(sizes.includes(`1 ${2 * wide}x${2 * high}`), sizes.join(', '));
  await press(shown, 'Larger');
  await press(shown, 'Larger');
  await still();
  equal(sizes[sizes.length - 1], `1 ${Math.min(2400, 4 * wide)}x${Math.min(2400, 4 * high)}`);
  ok(findButton('Larger').disabled, 'larger than the largest');
});

test('it begins at the top; arrow keys and the keys beside it move it', async () => {
  const shown = await zoom('report');
  equal(view().scrollTop, 0);
  await pressKey(shown, 'ArrowDown');
  const after = view().scrollTop;
  ok(after > 0, 'the arrow key did nothing');
  await press(shown, 'Down the page');
  ok(view().scrollTop > after, 'the button did nothing');
  await press(shown, 'To the right');
  ok(view().scrollLeft > 0, 'not to the right');
  await pressKey(shown, 'ArrowUp');
  await press(shown, 'Up the page');
  equal(view().scrollTop, 0);
});

test('a mouse drags it', async () => {
  await zoom('report');
  const mouse = (type: string, clientY: number): void => {
    view().dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: 100, clientY, buttons: 1 }));
  };
  mouse('mousedown', 300);
  mouse('mousemove', 200);
  equal(view().scrollTop, 100);
  mouse('mouseup', 200);
  mouse('mousemove', 100);
  equal(view().scrollTop, 100, 'it moves after the button was let go');
});

test('pages are turned without leaving it, and Back leads to the page that is seen', async () => {
  const shown = await zoom('report');
  await press(shown, 'Page 2');
  await still();
  equal(document.querySelector('platen-zoom-pane')?.getAttribute('side'), '2');
  await press(shown, 'Back');
  ok(words().includes('Page 2 of 12'), words());
});

test('one page has nothing to turn', async () => {
  await zoom('pass');
  equal(document.querySelectorAll('.zoom-before, .zoom-after').length, 0);
});

test('a picture that does not come says so', async () => {
  await setViewport({ width: 800, height: 480 });
  const shown = await show({
    name: 'test',
    jobs: FEW,
    prepare: (server) => {
      server.picture = () => 'data:image/jpeg,';
    },
  });
  shown.panel.openPreview('report');
  await still();
  await press(shown, 'Larger');
  await still();
  await still();
  ok(words().includes('This page cannot be shown. It may still print.'), words());
});

test('its picture is let go of when it is left, and a document that is gone says so', async () => {
  const shown = await zoom('report');
  const [kept] = view().querySelectorAll('img');
  ok(kept, 'no picture');
  shown.server.session = taken(session([PASS]));
  await shown.clock.pass(5000);
  await still();
  ok(words().includes('This document is no longer here.'), words());
  ok(!kept.hasAttribute('src'), 'the picture is kept');
  await press(shown, 'Back');
  ok(words().includes('This document is no longer here.'), words());
  await press(shown, 'Back');
  ok(words().includes('Boarding pass'), words());
});
