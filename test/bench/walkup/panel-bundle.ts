// The panel's bundle: how much JS and CSS a device has to load, compressed as the server does, and when the keypad stands.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../servers/chromium.ts';
import { startEvilPrinter } from '../../servers/evil-printer.ts';
import { repository } from '../../support/repository.ts';
import type { Measure } from '../area.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { makeRow } from '../row.ts';
import { median } from '../statistics.ts';

const DIST = join(repository, 'panel-app', 'dist');
const KEYPAD_WATCH = fileURLToPath(new URL('./watch-keypad.js', import.meta.url));
const CPU_SLOW_DOWN = 6;
const LOADS = 5;

/** Files that `text` (HTML or JS of our own build) refers to, relative to dist. Dynamic imports count like static ones. */
const referredTo = (text: string): readonly string[] =>
  [...text.matchAll(/["'`(](?:\.{0,2}\/)?(?:assets\/)?([\w.-]+\.(?:js|css))["'`)]/g)].map(
    ([, name]) => name ?? '',
  );

/** Compressed bytes of panel.html's scripts and styles, inline ones included. */
const bundleBytes = async (): Promise<number> => {
  const compressed = (bytes: Buffer): number =>
    // The quality with which the server compresses (api/pages.ts).
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
  const html = await readFile(join(DIST, 'panel.html'));
  let total = compressed(html);
  const seen = new Set<string>();
  const pending = [...referredTo(html.toString('utf8'))];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const bytes = await readFile(join(DIST, 'assets', name));
    total += compressed(bytes);
    pending.push(...referredTo(bytes.toString('utf8')));
  }
  if (seen.size === 0) throw new Error('panel.html refers to no script');
  return total;
};

const timeKeypad = async (page: Page, url: string): Promise<number> => {
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => document.documentElement.dataset['keypadAt']);
  return Number(await handle.jsonValue());
};

const keypadMs = async (): Promise<number> => {
  // Nothing prints here, but a printer has to answer to be registered.
  const printer = await startEvilPrinter();
  const platen = await startBenchPlaten();
  const browser = await launchChromium();
  try {
    const panel = await platen.addPrinter('Benchmark', printer.uri);
    const samples: number[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      // A fresh context: an empty cache, as after the device was switched on.
      const context = await browser.newContext({ viewport: { width: 800, height: 480 } });
      const page = await context.newPage();
      await page.addInitScript({ path: KEYPAD_WATCH });
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOW_DOWN });
      samples.push(await timeKeypad(page, `${platen.server.httpUrl}${panel.path}`));
      await context.close();
    }
    return median(samples);
  } finally {
    await browser.close();
    await platen.stop();
    await printer.stop();
  }
};

export const panelBundle: Measure = {
  name: 'panel-bundle',
  run: async () => [
    makeRow({
      area: 'walkup',
      name: 'panel bundle: HTML, JS and CSS, compressed',
      unit: 'kB',
      ours: (await bundleBytes()) / 1000,
      target: { kind: 'at-most', value: 40 },
    }),
    makeRow({
      area: 'walkup',
      name: `keypad painted, CPU ${CPU_SLOW_DOWN} times slower`,
      unit: 'ms',
      ours: await keypadMs(),
      target: { kind: 'at-most', value: 300 },
    }),
  ],
};
