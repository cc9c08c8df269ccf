// From opening the panel's address to a keypad that takes digits, with nothing in the browser's cache: the painted one, whose digits a small
// script keeps for the app (panel-app/src/entries/panel-early.ts), and the app's own.
import { startQtWebKit } from '../../support/qtwebkit.ts';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { median } from '../statistics.ts';
import {
  armSource,
  arrive,
  CPU_SLOW_DOWN,
  openPanelSite,
  type PanelSite,
  readNote,
  tapDigit,
  timePress,
  watchSource,
} from './panel-site.ts';

const LOADS = 7;
/** Each is a browser of its own, since its cache lives as long as it does. */
const OLD_LOADS = 3;
/** 10 Mbit/s, in bytes per second. */
const WIRE = 10e6 / 8;
/** Milliseconds for every request; a panel and its server are in one house or on one firm's line. */
const LATENCY_MS = 5;
/** A digit on the display, in its place of the code. */
const ONE_DIGIT = { selector: '.code-place:not(:empty)', count: 1 };

interface Load {
  /** The painted keys of the page itself, before any script. */
  readonly paintedMs: number;
  /** The first digit pressed on them, drawn. */
  readonly usableMs: number;
  /** The app's keypad in their place, and a digit pressed on it drawn. */
  readonly appMs: number;
}

const FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";

const loadSlowly = async (site: PanelSite): Promise<Load> => {
  const { page, devtools, close } = await site.visit({ slow: true });
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: WIRE,
    uploadThroughput: WIRE,
  });
  await page.addInitScript('window.benchPressesFirst = true');
  await page.goto(site.panelUrl, { waitUntil: 'commit' });
  const usableMs = await readNote(page, 'digitat');
  const keypad = await readNote(page, 'keypadat');
  // The digit that was pressed first is there again; the next one is the app's to draw.
  const digit = await timePress(page, { ...ONE_DIGIT, count: 2 }, () => tapDigit(page, '5'));
  const paintedMs = Number(await page.evaluate(FIRST_PAINT));
  await close();
  return { paintedMs, usableMs, appMs: keypad + digit };
};

const loadInQtWebKit = async (url: string): Promise<number> => {
  const browser = await startQtWebKit();
  try {
    await browser.open(url, { width: 800, height: 480, before: await watchSource() });
    const note = (name: string): string => `document.documentElement.getAttribute('data-${name}')`;
    await browser.until(note('keypadat'), 'the keypad');
    await browser.evaluate(armSource(ONE_DIGIT.selector, ONE_DIGIT.count));
    await browser.press('5', '.keypad button');
    await browser.until(note('took'), 'the digit');
    return Number(await browser.evaluate(`+${note('keypadat')} + +${note('took')}`));
  } finally {
    await browser.close();
  }
};

const rounded = (samples: readonly number[]): string => samples.map(Math.round).join(', ');

export const keypad: Measure = {
  name: 'keypad',
  async run({ say }) {
    const site = await openPanelSite();
    try {
      // The first visit is the server's first: it compresses its files.
      const first = await site.visit();
      await arrive(first.page, site.panelUrl);
      await first.close();
      const loads: Load[] = [];
      for (let load = 0; load < LOADS; load += 1) loads.push(await loadSlowly(site));
      const usable = loads.map(({ usableMs }) => usableMs);
      const app = loads.map(({ appMs }) => appMs);
      say(`  Chromium: ${rounded(usable)} ms; by the app itself ${rounded(app)} ms`);
      const old: number[] = [];
      for (let load = 0; load < OLD_LOADS; load += 1) old.push(await loadInQtWebKit(site.panelUrl));
      say(`  QtWebKit: ${rounded(old)} ms`);
      const common = { area: 'panel', unit: 'ms' };
      return [
        makeRow({
          ...common,
          name: `keypad painted, CPU ${CPU_SLOW_DOWN} times slower, 10 Mbit/s`,
          ours: median(loads.map(({ paintedMs }) => paintedMs)),
          // Of issue 1; the rest of what it takes to be usable nobody sees.
          target: { kind: 'at-most', value: 300 },
        }),
        makeRow({
          ...common,
          name: `keypad usable: first digit drawn, CPU ${CPU_SLOW_DOWN} times slower, 10 Mbit/s`,
          ours: median(usable),
          target: { kind: 'at-most', value: 800 },
        }),
        makeRow({
          ...common,
          name: 'the same, once the app has taken over',
          ours: median(app),
          target: { kind: 'at-most', value: 800 },
        }),
        makeRow({
          ...common,
          name: 'the same in QtWebKit 5.212, legacy panel, CPU as it is',
          ours: median(old),
          target: { kind: 'at-most', value: 1500 },
        }),
      ];
    } finally {
      await site.stop();
    }
  },
};
