// Preview and options: the picture, its pages, and the choices this printer really offers.

import type { TicketChange } from '@platen/shared/change-ticket';
import { BOOK, CAPABILITIES, PASS, REPORT } from '../../panel-app/gallery/panel-data.ts';
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

const preview = (change: Partial<typeof CAPABILITIES> = {}, job = REPORT): Promise<Shown> =>
  show({
    name: 'test',
    jobs: [job],
    printer: { capabilities: { ...CAPABILITIES, ...change } },
    act: ({ panel }) => panel.openPreview(job.id),
  });

const labels = (): string[] => [...document.querySelectorAll('.field-label')].map((label) => words(label));

/** What the panel asked a picture of, last. */
const asked: (Parameters<Shown['server']['picture']>[2] & { side: number })[] = [];
const watch = (shown: Shown): void => {
  asked.length = 0;
  const { picture } = shown.server;
  shown.server.picture = (jobId, side, look) => {
    asked.push({ side, ...look });
    return picture(jobId, side, look);
  };
};

test('the picture of a row opens the preview, and Back and Escape lead to the list', async () => {
  const shown = await show('jobs');
  await press(shown, 'Look at Boarding pass');
  ok(document.querySelector('.preview') !== null, 'no preview');
  await press(shown, 'Back');
  ok(document.querySelector('.jobs') !== null, 'no list');
  await press(shown, 'Look at Boarding pass');
  await pressKey(shown, 'Escape');
  ok(document.querySelector('.jobs') !== null, 'no list after Escape');
});

test('large buttons turn the pages and say where they lead', async () => {
  const shown = await preview();
  ok(findButton('Previous page').disabled, 'there is a page before the first');
  await press(shown, 'Page 2');
  ok(words().includes('Page 2 of 12'), words());
  shown.panel.turnTo(11);
  await drawn(shown);
  ok(findButton('Next page').disabled, 'there is a page after the last');
});

test('the picture follows grey and pages per side, one side at a time', async () => {
  const shown = await preview();
  watch(shown);
  await press(shown, 'Grey');
  equal(asked[asked.length - 1]?.ticket.printColorMode, 'monochrome');
  shown.panel.change('report', () => ({ numberUp: 4 }));
  shown.panel.turnTo(1);
  await drawn(shown);
  const last = asked[asked.length - 1];
  equal([last?.side, last?.ticket.numberUp], [2, 4]);
  ok(words().includes('Side 2 of 3'), words());
});

test('every option that shows on paper is asked of the picture', async () => {
  const shown = await preview();
  watch(shown);
  const changes: readonly TicketChange[] = [
    { booklet: true },
    { watermark: 'Draft' },
    { printScaling: 'fit' },
    { pageRanges: [{ from: 2, to: 7 }] },
    { media: 'iso_a4_210x297mm' },
  ];
  for (const change of changes) {
    shown.panel.change('report', () => change);
    await drawn(shown);
    equal({ ...asked[asked.length - 1]?.ticket, ...change }, asked[asked.length - 1]?.ticket);
  }
  ok(words().includes('Side 1 of 4'), words());
});

test('a picture is asked for in the size of its place, never of the page', async () => {
  const shown = await preview();
  watch(shown);
  shown.panel.turnTo(2);
  await drawn(shown);
  const { width = 0, height = 0 } = asked[asked.length - 1] ?? {};
  ok(width % 16 === 0 && height % 16 === 0 && width <= 2400 && width > 100, `${width} x ${height}`);
});

test('only the pages that will be printed are shown', async () => {
  const shown = await preview();
  shown.panel.change('report', () => ({ pageRanges: [{ from: 3, to: 4 }] }));
  await drawn(shown);
  ok(words().includes('Page 3 of 12'), words());
  await press(shown, 'Page 4');
  ok(findButton('Next page').disabled, 'goes past the range');
  ok(words(findButton('Print')).includes('(2 pages)'), words(findButton('Print')));
});

test('a page that cannot be drawn says so and leaves Print on', async () => {
  const shown = await show('preview-failed');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await drawn(shown);
  ok(words().includes('This page cannot be shown. It may still print.'), words());
  ok(!findButton('Print').disabled, 'Print is off');
});

test('options say in words how much paper they take, and go with the job', async () => {
  const shown = await preview();
  await press(shown, 'More copies');
  await press(shown, 'More copies');
  await press(shown, 'Grey');
  ok(words().includes('3 copies · 2-sided · 18 sheets'), words());
  await press(shown, 'Print');
  equal(calls(shown, 'release'), [
    [[{ id: 'report', ticket: { sides: 'two-sided-long-edge', copies: 3, printColorMode: 'monochrome' } }]],
  ]);
});

test('every option can be changed back', async () => {
  const shown = await preview({}, PASS);
  for (const label of ['2-sided', '1-sided', 'Grey', 'Colour', 'More copies', 'Fewer copies'])
    await press(shown, label);
  equal(shown.panel.store.get().tickets['pass'], { sides: 'one-sided', printColorMode: 'auto', copies: 1 });
});

test('what the printer cannot do is not offered', async () => {
  await preview({
    sides: ['one-sided'],
    printColorModes: ['auto', 'monochrome'],
    maxCopies: 1,
    numberUp: [],
    finishings: [3],
    mediaReady: [],
    pageRanges: false,
  });
  equal(labels(), ['Pages per sheet', 'Pages', 'Fit to paper', 'Watermark']);
  ok(words().includes('12 sheets'), words());
});

test('what the server does itself is offered on the plainest printer; sides, staples and booklets are not', async () => {
  await show('options-few');
  equal(labels(), ['Copies', 'Pages per sheet', 'Pages', 'Fit to paper', 'Watermark']);
});

test('the edge to flip on is asked only while two sides are chosen', async () => {
  const shown = await show({
    name: 'test',
    jobs: [REPORT],
    act: ({ panel }) => panel.openOptions(),
  });
  ok(labels().includes('Flip on'), labels().join());
  await press(shown, '1-sided');
  ok(!labels().includes('Flip on'), labels().join());
});

test('options for several documents show what they agree on and change all of them', async () => {
  const shown = await show('options');
  ok(labels().includes('Sides mixed'), labels().join());
  ok(!labels().includes('From page'), 'page numbers for several documents');
  await press(shown, '2-sided');
  ok(labels().includes('Sides'), labels().join());
  const { tickets } = shown.panel.store.get();
  equal(
    ['report', 'pass', 'plan'].map((id) => tickets[id]?.sides),
    ['two-sided-long-edge', 'two-sided-long-edge', 'two-sided-long-edge'],
  );
  await press(shown, 'Print all 3 documents');
  equal(calls(shown, 'release').length, 1);
});

test('sides that nobody chose are left to the printer and shown so', async () => {
  const shown = await show({
    name: 'test',
    jobs: [{ ...PASS, ticket: {} }],
    act: ({ panel }) => panel.openOptions(),
  });
  ok(labels().includes('Sides printer’s choice'), labels().join());
  await press(shown, 'Print 1 document');
  equal(calls(shown, 'release'), [[[{ id: 'pass', ticket: {} }]]]);
});

test('pages are typed on a keypad, and the picture starts with them', async () => {
  const shown = await preview({ maxCopies: 1, sides: ['one-sided'], finishings: [], mediaReady: [] }, BOOK);
  watch(shown);
  await press(shown, 'All');
  ok(words().includes('1 to 186'), words());
  ok(findButton('OK').disabled, 'OK without a page');
  for (const key of ['1', '2', 'to', '1', '8', '6', 'and', '3']) await press(shown, key);
  ok(words().includes('176 pages'), words());
  await press(shown, 'OK');
  equal(shown.panel.store.get().tickets['book']?.pageRanges, [
    { from: 3, to: 3 },
    { from: 12, to: 186 },
  ]);
  ok(words().includes('Page 3 of 186'), words());
  await press(shown, '3, 12–186');
  await press(shown, 'All');
  equal(shown.panel.store.get().tickets['book']?.pageRanges, []);
});

test('page numbers are taken from real keys too, and those that are not there are not taken', async () => {
  const shown = await show('pages');
  for (let press = 0; press < 5; press++) await pressKey(shown, 'Backspace');
  for (const key of ['-', ',', '9', '-', '-', '4']) await pressKey(shown, key);
  equal(shown.panel.store.get().pageEntry?.text, '9-4');
  await pressKey(shown, 'Enter');
  ok(shown.panel.store.get().screen === 'pages', 'pages backwards were taken');
  await pressKey(shown, '0');
  await pressKey(shown, 'Enter');
  equal(shown.panel.store.get().tickets['book']?.pageRanges, [{ from: 9, to: 40 }]);
  ok(document.querySelector('.preview') !== null, 'not back at the page');
});

test('a booklet turns sides and pages per sheet, and choosing one of those ends it', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT], act: ({ panel }) => panel.openOptions() });
  const booklet = [...document.querySelectorAll<HTMLElement>('[aria-label=Booklet] [role=radio]')];
  booklet[1]?.click();
  await drawn(shown);
  equal(shown.panel.store.get().tickets['report'], { sides: 'two-sided-long-edge', booklet: true });
  ok(words().includes('Booklet · 3 sheets'), words());
  equal(words(document.querySelector('[aria-label="Pages per sheet"] output') ?? document.body), '2');
  equal(
    words(document.querySelector('[aria-label="Flip on"] [aria-checked=true]') ?? document.body),
    'Short edge',
  );
  await press(shown, '1-sided');
  equal(shown.panel.store.get().tickets['report'], { sides: 'one-sided' });
});

test('a watermark is one of a few words, or the one the document came with', async () => {
  const job = { ...PASS, ticket: { watermark: 'Muster' } };
  const shown = await show({ name: 'test', jobs: [job], act: ({ panel }) => panel.openOptions() });
  const field = (): string => words(document.querySelector('[aria-label=Watermark] output') ?? document.body);
  equal(field(), 'Muster');
  const step = async (label: string): Promise<void> => {
    document.querySelector<HTMLElement>(`[aria-label=Watermark] [aria-label="${label}"]`)?.click();
    await drawn(shown);
  };
  await step('Next choice');
  equal(field(), 'None');
  await press(shown, 'Print 1 document');
  equal(calls(shown, 'release'), [[[{ id: 'pass', ticket: { watermark: null } }]]]);
});

test('staples are stepped through by their places, and none is one of them', async () => {
  const shown = await show({ name: 'test', jobs: [PASS], act: ({ panel }) => panel.openOptions() });
  const staple = (): string | undefined =>
    words(document.querySelector('[aria-label=Staple] output') ?? document.body);
  const step = async (label: string): Promise<void> => {
    const found = [...document.querySelectorAll<HTMLElement>('[aria-label=Staple] button')].find(
      (button) => button.getAttribute('aria-label') === label,
    );
    found?.click();
    await drawn(shown);
  };
  equal(staple(), 'None');
  await step('Next choice');
  await step('Next choice');
  equal(staple(), 'Top left');
  equal(shown.panel.store.get().tickets['pass']?.finishings, [20]);
  await step('Previous choice');
  await step('Previous choice');
  equal(shown.panel.store.get().tickets['pass']?.finishings, []);
});

test('paper is what lies in the trays, and the document decides until somebody else does', async () => {
  const shown = await show({ name: 'test', jobs: [PASS], act: ({ panel }) => panel.openOptions() });
  const next = document.querySelector<HTMLElement>('[aria-label=Paper] [aria-label="Next choice"]');
  next?.click();
  await drawn(shown);
  ok(words().includes('A4, tray 1'), words());
  equal(shown.panel.store.get().tickets['pass'], {
    sides: 'one-sided',
    media: 'iso_a4_210x297mm',
    mediaSource: 'tray-1',
  });
});

test('one of a few choices is a radio group that the arrow keys move in', async () => {
  const shown = await preview();
  const group = document.querySelector('[role=radiogroup][aria-label=Colour]');
  ok(group, 'no group');
  equal(
    [...group.querySelectorAll('[role=radio]')].map((one) => one.getAttribute('tabindex')),
    ['0', '-1'],
  );
  await pressKey(shown, 'ArrowRight', group);
  equal(words(document.activeElement ?? document.body), 'Grey');
  equal(group.querySelector('[aria-checked=true]')?.textContent?.trim(), 'Grey');
});

test('a paper the document came with, taken back, is told to the server as nothing; the rest stays', async () => {
  const came = { sides: 'one-sided', media: 'iso_a3_297x420mm', mediaSource: 'tray-2' } as const;
  const shown = await show({
    name: 'test',
    jobs: [{ ...PASS, ticket: came }],
    act: ({ panel }) => panel.openOptions(),
  });
  const step = async (label: string): Promise<void> => {
    document.querySelector<HTMLElement>(`[aria-label=Paper] [aria-label="${label}"]`)?.click();
    await drawn(shown);
  };
  ok(words().includes('A3'), words());
  for (let presses = 0; presses < 5 && !words().includes('As the document'); presses++) {
    await step('Previous choice');
  }
  equal(shown.panel.store.get().tickets['pass'], { sides: 'one-sided' });
  await press(shown, 'Print 1 document');
  equal(calls(shown, 'release'), [
    [[{ id: 'pass', ticket: { sides: 'one-sided', media: null, mediaSource: null } }]],
  ]);
});
