// The small pictures of the list: one at a time, only of rows in sight, none while a press is answered, and a sheet wherever there is none.
import { setViewport } from '@web/test-runner-commands';
import { job, masked, PASS, PLAN, REPORT } from '../../panel-app/gallery/panel-data.ts';
import type { PanelServer } from '../../panel-app/gallery/panel-fake.ts';
import { still } from '../../panel-app/gallery/still.ts';
import { pictureTurns } from '../../panel-app/src/panel/pictures/turns.ts';
import { equal, ok, press, type Shown, show, test } from './panel-support.ts';

const FEW = [REPORT, PASS, PLAN];
const images = (): HTMLImageElement[] => [
  ...document.querySelectorAll<HTMLImageElement>('platen-row-picture img'),
];
const sheets = (): number => document.querySelectorAll('.row-sheet svg').length;

/** A server whose pictures never come, so that what is asked for can be counted; and the documents they were asked for. */
const slow = (server: PanelServer): string[] => {
  const asked: string[] = [];
  server.picture = (jobId) => {
    if (!asked.includes(jobId)) asked.push(jobId);
    return `/never-comes/${jobId}.jpg?wait`;
  };
  return asked;
};

async function list(
  jobs: readonly Parameters<typeof masked>[0][],
  prepare?: (server: PanelServer) => void,
): Promise<Shown> {
  const shown = await show({ name: 'test', jobs, ...(prepare === undefined ? {} : { prepare }) });
  await import('../../panel-app/src/panel/pictures/row-picture.ts');
  await still();
  return shown;
}

test('each row shows its first page, in pixels for its small box', async () => {
  const sizes: string[] = [];
  await list(FEW, (server) => {
    const { picture } = server;
    server.picture = (jobId, side, look) => {
      sizes.push(`${side} ${look.width}x${look.height}`);
      return picture(jobId, side, look);
    };
  });
  while (images().filter((one) => one.className === 'shown').length < FEW.length) await still();
  equal([...new Set(sizes)], ['1 96x128']);
});

test('pictures come one at a time', () => {
  const turns = pictureTurns();
  const loaded: string[] = [];
  const one = (name: string, mayLoad = true) => ({
    mayLoad: () => mayLoad,
    load: () => void loaded.push(name),
  });
  const [a, hidden, b] = [one('a'), one('hidden', false), one('b')];
  for (const each of [a, hidden, b]) turns.join(each);
  equal(loaded, ['a']);
  turns.look();
  equal(loaded, ['a'], 'a second one began before the first had come');
  turns.leave(a);
  equal(loaded, ['a', 'b'], 'one that may not load was not passed over');
});

test('a picture that does not come leaves the sheet of its kind, and the next one its turn', async () => {
  await list(
    [job('photo', { mediaType: 'image/jpeg' }), job('mail', { mediaType: 'message/rfc822' }), PASS],
    (server) => {
      server.picture = () => 'data:image/jpeg,';
    },
  );
  equal(images().length, 0);
  equal(sheets(), 3);
  const faces = [...document.querySelectorAll('.row-sheet path')].map((one) => one.getAttribute('d'));
  equal(new Set(faces).size, 3, 'kinds look the same');
});

test('masked documents have no picture and none is asked for', async () => {
  let asked: string[] = [];
  await list(FEW.map(masked), (server) => {
    asked = slow(server);
  });
  equal(asked, []);
  equal(sheets(), 3);
});

test('only rows in sight ask; one that is scrolled to asks then', async () => {
  await setViewport({ width: 800, height: 480 });
  const many = Array.from({ length: 40 }, (_, index) => job(`n${index}`));
  const asked = new Set<string>();
  await list(many, (server) => {
    const { picture } = server;
    server.picture = (jobId, side, look) => {
      asked.add(jobId);
      return picture(jobId, side, look);
    };
  });
  while (asked.size < 4) await still();
  const pane = document.querySelector('.pane');
  ok(pane, 'no pane');
  pane.scrollTop = pane.scrollHeight;
  // A page that is not at the front draws no frames, and tells of no scrolling by itself.
  pane.dispatchEvent(new Event('scroll'));
  while (!asked.has('n39')) await still();
  const first = [...asked].filter((id) => Number(id.slice(1)) < 20);
  ok(first.length <= 6, `${first.length} asked at first`);
  ok(!asked.has('n20'), 'rows that were passed by ask');
});

test('nothing is asked for while a press is answered, and it goes on after it', async () => {
  let asked: string[] = [];
  let before = 0;
  await import('../../panel-app/src/panel/pictures/row-picture.ts');
  const shown = await show({
    name: 'test',
    jobs: FEW,
    prepare: (server) => {
      asked = slow(server);
    },
    act: ({ panel }) => {
      panel.store.set({ busy: 'printing' });
      // Some engine has asked for a picture or two as soon as the rows were there.
      before = asked.length;
    },
  });
  await still();
  equal(asked.length, before, 'asked while busy');
  shown.panel.store.set({ busy: undefined });
  while (asked.length < FEW.length) await still();
  equal(asked, ['report', 'pass', 'plan']);
});

test('they are gone with the list', async () => {
  const shown = await list(FEW);
  // A busy engine draws the last row a moment later.
  while (images().length < FEW.length) await still();
  const kept = images();
  shown.panel.openPreview('report');
  await still();
  equal(images().length, 0);
  equal(
    kept.map((one) => one.hasAttribute('src')),
    [false, false, false],
    'a picture is kept',
  );
  await press(shown, 'Back');
  while (images().length < FEW.length) await still();
});
