// What every measure of this area needs: a server with a printer and its panel, and a browser to stand before it.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../../servers/chromium.ts';
import { startEvilPrinter } from '../../servers/evil-printer.ts';
import { makeDocument, UNIQUE_MARK } from '../documents.ts';
import { type BenchPlaten, type BenchUser, startBenchPlaten } from '../platen-api.ts';

/** Runs in the page; says what is on the display and when. */
const WATCH = fileURLToPath(new URL('./watch-panel.js', import.meta.url));
export const watchSource = (): Promise<string> => readFile(WATCH, 'utf8');

/** How much slower than a desk computer the processor of a device is; browsers call it "low-end mobile". */
export const CPU_SLOW_DOWN = 6;

/** The display that most devices have. */
const DISPLAY = { width: 800, height: 480 };
/** As small as a document can be; what is in it is not what is measured. */
const DOCUMENT = makeDocument(1_000);
/** Uploads at a time while the site is filled. */
const FILLERS = 8;

export interface Visit {
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly close: () => Promise<void>;
}

export interface PanelSite {
  readonly platen: BenchPlaten;
  /** Opens the panel: what the device's own menu calls. */
  readonly panelUrl: string;
  /** Every document another one, so that none is taken for sent twice. Resolves when all are held. */
  readonly send: (user: BenchUser, count: number) => Promise<void>;
  /** A page of a browser that has seen nothing yet. `slow`: of a device's processor. */
  readonly visit: (options?: { readonly slow?: boolean }) => Promise<Visit>;
  readonly stop: () => Promise<void>;
}

export const openPanelSite = async (): Promise<PanelSite> => {
  // Nothing evil is scripted: an honest IPP device.
  const printer = await startEvilPrinter();
  let platen: BenchPlaten | undefined;
  let browser: Browser | undefined;
  const stop = async (): Promise<void> => {
    await browser?.close();
    await platen?.stop();
    await printer.stop();
  };
  try {
    const server = await startBenchPlaten();
    platen = server;
    const chromium = await launchChromium();
    browser = chromium;
    const { path } = await server.addPrinter('Benchmark', printer.uri);
    let sent = 0;
    return {
      platen: server,
      panelUrl: server.server.httpsUrl + path,
      async send(user, count) {
        let left = count;
        const fill = async (): Promise<void> => {
          while (left-- > 0) {
            const document = Buffer.from(DOCUMENT);
            const mark = String(sent++).padStart(UNIQUE_MARK.length, '0');
            document.write(mark, document.indexOf(UNIQUE_MARK), 'latin1');
            await server.upload(user, document, `Minutes of meeting ${mark}.pdf`);
          }
        };
        await Promise.all(Array.from({ length: FILLERS }, fill));
        await server.allHeld(user);
      },
      async visit({ slow = false } = {}) {
        const context = await chromium.newContext({
          ignoreHTTPSErrors: true,
          viewport: DISPLAY,
          locale: 'en',
        });
        const page = await context.newPage();
        await page.addInitScript({ path: WATCH });
        const devtools = await context.newCDPSession(page);
        sessions.set(page, devtools);
        if (slow) await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOW_DOWN });
        return { page, devtools, close: () => context.close() };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const sessions = new WeakMap<Page, CDPSession>();
/** Between two looks at a page that is measured. */
const LOOK_MS = 100;
const PATIENCE_MS = 60_000;

/** Evaluates by the browser's own protocol: Playwright's way brings a script of its own into the page, slowed down as that is, and looks each frame. */
const ask = async (page: Page, expression: string): Promise<unknown> => {
  const answer = await sessions.get(page)?.send('Runtime.evaluate', { expression });
  return answer?.result.value;
};

/** @returns what the watching script has noted there (`watch-panel.js`), in milliseconds. */
export const readNote = async (page: Page, name: 'digitat' | 'keypadat' | 'took'): Promise<number> => {
  const giveUp = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUp) {
    await sleep(LOOK_MS);
    // Between two pages there is nobody to answer.
    const note = await ask(page, `document.documentElement?.dataset.${name}`).catch(() => undefined);
    if (typeof note === 'string') return Number(note);
  }
  throw new Error(`the page noted no ${name}`);
};

/** What the script has to be told before a press is measured: so many elements of that kind end it. */
export const armSource = (selector: string, count: number): string =>
  `armBench(${JSON.stringify(selector)}, ${count})`;

/** Milliseconds from the press in `act` until so many elements of that kind were painted. */
export const timePress = async (
  page: Page,
  drawn: { readonly selector: string; readonly count: number },
  act: () => Promise<void>,
): Promise<number> => {
  await ask(page, armSource(drawn.selector, drawn.count));
  await act();
  return readNote(page, 'took');
};

/** As long as a quick finger stays on a key. */
const FINGER_MS = 70;

/** Presses the digit on the keypad of the display, as a finger does: down, and up a little later. */
export const tapDigit = async (page: Page, digit: string): Promise<void> => {
  const key = page.locator('platen-panel .keypad .key', { hasText: digit });
  const box = await key.boundingBox();
  if (box === null) throw new Error(`no key ${digit} to be seen`);
  // Not the locator's own click: that one looks in the page, slowed down as that is, whether the key is really hit.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { delay: FINGER_MS });
};

/** Opens the panel and waits for its keypad. */
export const arrive = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await page.locator('platen-panel .keypad .key').first().waitFor();
};
