// Bad input and bad luck at the panel: bounced taps, pasted codes, titles that want to break the page, clocks, panels and servers that change in
// the middle. And how many taps the common ways through it take.
import { setViewport } from '@web/test-runner-commands';
import { NOW, PASS, PLAN, REPORT, RUNNING, release, session } from '../../panel-app/gallery/panel-data.ts';
import { AWAY, nowPrinting, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import { browserClock } from '../../panel-app/src/state/clock.ts';
import { crowded, cutOff, SIZES } from './panel-screen-checks.ts';
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

const FEW = [REPORT, PASS, PLAN];
const list = (jobs = FEW): Promise<Shown> => show({ name: 'test', jobs });
const type = async (shown: Shown, digits: string): Promise<void> => {
  for (const digit of digits) await pressKey(shown, digit);
};
const later = async (shown: Shown, ms: number): Promise<void> => {
  await shown.clock.pass(ms);
  await drawn(shown);
};

function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  const event = new ClipboardEvent('paste', { bubbles: true });
  // Firefox empties what a made-up event carries.
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  document.body.dispatchEvent(event);
}

for (const text of [
  '482 917 305',
  '482-917-305',
  'Your code: 482 917 305.\n',
  '\u2068482\u00a0917\u00a0305\u2069',
]) {
  test(`a code pasted as ${JSON.stringify(text)} signs in`, async () => {
    const shown = await show({ name: 'test' });
    paste(text);
    await drawn(shown);
    equal(calls(shown, 'signIn'), [['482917305', null]]);
  });
}

test('what is pasted anywhere else, or is no code, does nothing', async () => {
  const shown = await show({ name: 'test' });
  paste('hello');
  await drawn(shown);
  equal(shown.panel.store.get().entry.digits, '');
  const other = await list();
  paste('482917305');
  await drawn(other);
  equal(calls(other, 'signIn').length, 1);
});

test('pressing Print twice at once prints once', async () => {
  const shown = await list();
  nowPrinting(shown.server, [release('report'), release('pass')]);
  const print = findButton('Print all 3 documents');
  print.click();
  print.click();
  shown.panel.print();
  await drawn(shown);
  equal(calls(shown, 'release').length, 1);
});

test('a tap that bounces off the last digit does not press what the list has at its place', async () => {
  await setViewport({ width: 800, height: 480 });
  const shown = await show({ name: 'test' });
  shown.server.signIn = taken(session(FEW));
  await type(shown, '48291730');
  const tap = (at: Element, x: number, y: number): void => {
    at.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1, clientX: x, clientY: y }),
    );
  };
  const [last] = [...document.querySelectorAll('.key.digit')].slice(-1);
  ok(last, 'no key');
  const { left, top } = last.getBoundingClientRect();
  tap(last, left + 10, top + 10);
  await drawn(shown);
  ok(shown.panel.store.get().session, 'not signed in');
  tap(findButton('Print all 3 documents'), left + 14, top + 12);
  await drawn(shown);
  equal(calls(shown, 'release').length, 0, 'the bounce printed');
  tap(findButton('Print all 3 documents'), left + 200, top + 12);
  await drawn(shown);
  equal(calls(shown, 'release').length, 1, 'a tap elsewhere was not taken');
});

test('keys pressed while the code is being checked change nothing and sign nobody in twice', async () => {
  const shown = await show({ name: 'test' });
  const { api } = shown.panel.core;
  let answer: (value: ReturnType<typeof taken<ReturnType<typeof session>>>) => void = () => undefined;
  const asked: unknown[] = [];
  Object.assign(api, {
    signIn: (typed: unknown) => {
      asked.push(typed);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  });
  await type(shown, '482917305');
  await type(shown, '11');
  await pressKey(shown, 'Enter');
  await pressKey(shown, 'Escape');
  equal([asked.length, shown.panel.store.get().entry.digits], [1, '482917305']);
  answer(taken(session(FEW)));
  await drawn(shown);
  ok(words().includes('Your documents (3)'), words());
});

test('taps while documents are being deleted delete nothing more and print nothing', async () => {
  const shown = await list();
  shown.panel.store.set({ busy: 'deleting' });
  await drawn(shown);
  ok(findButton('Print all 3').disabled && findButton('Delete').disabled, 'buttons are on');
  shown.panel.print();
  shown.panel.remove();
  await drawn(shown);
  equal([calls(shown, 'release').length, calls(shown, 'remove').length], [0, 0]);
});

for (const [where, open] of [
  ['the preview', ({ panel }: Shown) => panel.openPreview('report')],
  ['its options', ({ panel }: Shown) => (panel.openPreview('report'), panel.openOptions('report'))],
  ['its pages', ({ panel }: Shown) => panel.pages.open('report', undefined)],
] as const) {
  test(`a document that is deleted elsewhere while ${where} is shown leaves a way back and nothing to print`, async () => {
    const shown = await list();
    open(shown);
    await drawn(shown);
    shown.server.session = taken(session([PASS]));
    await later(shown, 5000);
    const state = (): string => shown.panel.store.get().screen;
    for (let step = 0; step < 3 && state() !== 'jobs'; step++) await pressKey(shown, 'Escape');
    equal(state(), 'jobs');
    equal(shown.panel.store.get().chosen, ['pass']);
  });
}

test('a document that went between the list and Print is told of by its sentence, the others print', async () => {
  const shown = await list();
  const gone = { jobId: 'pass', code: 'not-found', message: 'This document is no longer here.' };
  shown.server.release = taken({ releases: [release('report')], refused: [gone] });
  shown.server.progress = taken({ releases: [release('report')], printer: session([]).printer });
  await press(shown, 'Print all 3 documents');
  ok(
    words().includes('This document is no longer here.') && words().includes('Printing page 3 of 12.'),
    words(),
  );
});

test('what another panel prints with the same code is shown as printing and is not offered here', async () => {
  const shown = await list([REPORT, PASS]);
  shown.server.session = taken(session([{ ...RUNNING, id: 'report', release: release('report') }, PASS]));
  await later(shown, 5000);
  ok(words().includes('Printing page 3 of 12.'), words());
  equal(words(findButton('Print 1')), 'Print 1 document (1 page)');
});

test('a server that was started again ends the session and says so; the code opens it anew', async () => {
  const shown = await list();
  shown.server.session = AWAY;
  await later(shown, 5000);
  ok(words().includes('The print server does not answer.'), words());
  shown.server.session = refused('not-signed-in', { role: 'panel-user' });
  await later(shown, 2000);
  ok(words().includes('You were signed out. Enter your code to go on.'), words());
  await type(shown, '482917305');
  ok(words().includes('Your documents (3)'), words());
});

test('a server that goes while pages print is waited for, and the pages go on being counted', async () => {
  const shown = await list([REPORT]);
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Print 1 document');
  const { progress, rest } = shown.server;
  shown.server.progress = AWAY;
  shown.server.rest = AWAY;
  await later(shown, 30_000);
  ok(words().includes('The print server does not answer.'), words());
  shown.server.progress = progress;
  shown.server.rest = rest;
  await later(shown, 2000);
  ok(!words().includes('does not answer') && words().includes('Printing page 3 of 12.'), words());
});

const LONG = `${'Really '.repeat(300)}long.pdf`;
const TITLES = {
  long: LONG.slice(0, 2000),
  unbroken: 'x'.repeat(2000),
  'right to left': 'تقرير سنوي 2026 نسخة نهائية.pdf',
  'a name turned round': 'invoice\u202Efdp.exe',
  emoji: '👩‍👩‍👧‍👦🎉'.repeat(200),
  markup: '<img src=x onerror=alert(1)>{count}&amp;</li>',
} as const;

for (const [kind, title] of Object.entries(TITLES)) {
  test(`a title that is ${kind} breaks no screen`, async () => {
    const odd = { ...PLAN, title };
    for (const size of SIZES) {
      await setViewport(size);
      const shown = await list([odd, PASS]);
      for (const open of [
        () => undefined,
        () => shown.panel.openPreview('plan'),
        () => shown.panel.openOptions('plan'),
        () => {
          shown.panel.back();
          shown.panel.back();
          shown.panel.toggle('pass');
          shown.panel.openDialog('delete');
        },
      ]) {
        open();
        await drawn(shown);
        equal([...cutOff(), ...crowded()], [], `${size.width}x${size.height}`);
        ok(document.documentElement.scrollWidth <= size.width, `wider than ${size.width}`);
      }
      equal(document.querySelectorAll('img[src=x]').length, 0);
      shown.app.remove();
    }
  });
}

test('a title cannot turn round the words beside it', async () => {
  const shown = await list([{ ...PLAN, title: TITLES['a name turned round'] }]);
  shown.panel.openDialog('delete');
  await drawn(shown);
  ok(
    (document.querySelector('.dialog-body')?.textContent ?? '').includes('\u2069” cannot'),
    'it is not closed in',
  );
});

test('a title is cut by whole characters', async () => {
  await list([{ ...PLAN, title: TITLES.emoji }]);
  const shown = document.querySelector('.job-title')?.textContent ?? '';
  ok(!/[\ud800-\udbff](?![\udc00-\udfff])/.test(shown) && shown.endsWith('…'), 'half a character is left');
});

test('the clock of the device is not believed: the day of a masked title is the server’s', async () => {
  const old = { ...PASS, title: '', receivedAt: NOW - 3_600_000 };
  // The device thinks that it is 2026, the server knows better.
  const server = {
    ...session([{ ...old, receivedAt: old.receivedAt + 10 * 365 * 86_400_000 }]),
    now: NOW + 10 * 365 * 86_400_000,
  };
  await show({
    name: 'test',
    jobs: [old],
    prepare: (made) => {
      made.signIn = taken(server);
    },
  });
  equal(words(document.querySelector('.job-title') ?? document.body), 'PDF document, 08:30');
});

test('a device whose clock is set while somebody is here counts on as before', () => {
  const real = Date.now;
  const before = browserClock.now();
  try {
    Date.now = () => real() + 26 * 365 * 86_400_000;
    const passed = browserClock.now() - before;
    ok(passed >= 0 && passed < 3_600_000, `${passed} ms passed`);
  } finally {
    Date.now = real;
  }
});

test('a browser that forbids storage shows every step all the same', async () => {
  const forbid = (): never => {
    throw new DOMException('forbidden', 'SecurityError');
  };
  const own = Object.getOwnPropertyDescriptor(window, 'localStorage');
  Object.defineProperty(window, 'localStorage', { configurable: true, get: forbid });
  Object.defineProperty(window, 'sessionStorage', { configurable: true, get: forbid });
  try {
    const shown = await list();
    nowPrinting(shown.server, [release('report')]);
    await press(shown, 'Print all 3 documents');
    ok(words().includes('Printing page 3 of 12.'), words());
  } finally {
    Reflect.deleteProperty(window, 'sessionStorage');
    if (own === undefined) Reflect.deleteProperty(window, 'localStorage');
    else Object.defineProperty(window, 'localStorage', own);
  }
});

test('choosing an option draws the page anew, as it will be printed', async () => {
  await setViewport({ width: 800, height: 480 });
  const shown = await list();
  await press(shown, 'Look at Quarterly');
  const source = (): string => document.querySelector<HTMLImageElement>('.sheet img')?.src ?? '';
  const seen = [source()];
  const see = async (): Promise<void> => {
    await drawn(shown);
    ok(source() !== '' && !seen.includes(source()), 'the picture is the same');
    seen.push(source());
  };
  await press(shown, 'Grey');
  await see();
  // With all options, too: the page stays beside them.
  await press(shown, 'More options');
  ok(document.querySelector('.options-live .sheet'), 'no page beside the options');
  seen.pop();
  seen.push(source());
  for (const change of [{ numberUp: 4 }, { booklet: true }, { watermark: 'Draft' }] as const) {
    shown.panel.change('report', () => change);
    await see();
  }
});

/** Presses that a person makes after the code, each of them a button that is there to be pressed. */
async function taps(shown: Shown, ...labels: readonly string[]): Promise<number> {
  for (const label of labels) {
    ok(!findButton(label).disabled, `${label} is off`);
    await press(shown, label);
  }
  return labels.length;
}
const WAYS: readonly (readonly [what: string, most: number, labels: readonly string[], done: string])[] = [
  ['print everything', 1, ['Print all 3 documents'], 'release'],
  ['print one of several, looked at', 2, ['Look at Boarding pass', 'Print'], 'release'],
  ['print everything but one', 2, ['Boarding pass', 'Print 2 documents'], 'release'],
  ['print one in grey, two copies', 4, ['Look at Quarterly', 'Grey', 'More copies', 'Print'], 'release'],
  ['print everything on one side', 3, ['Options', '1-sided', 'Print all 3 documents'], 'release'],
  ['delete everything', 2, ['Delete', 'Delete 3 documents'], 'remove'],
  ['sign out', 1, ['Sign out'], 'signOut'],
];
for (const [what, most, labels, done] of WAYS) {
  test(`${what}: ${most} ${most === 1 ? 'tap' : 'taps'} after the code, never five`, async () => {
    await setViewport({ width: 800, height: 480 });
    const shown = await list();
    const made = await taps(shown, ...labels);
    equal(calls(shown, done).length, 1);
    ok(made <= most && made < 5, `${made} taps`);
  });
}
