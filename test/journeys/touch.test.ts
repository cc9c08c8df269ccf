// The panel under fingers, as a real browser tells of them: keys act when they are touched, two thumbs lose nothing, and the finger that typed the
// last digit presses nothing on the list that came under it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'chromium');

interface Finger {
  readonly x: number;
  readonly y: number;
  readonly id: number;
}

let server: RunningServer;
let printer: IppEvePrinter;
let browser: Browser;
let panel: Page;
let devtools: CDPSession;
let code: string;

before(async () => {
  if (skip !== false) return;
  [server, printer, browser] = await Promise.all([
    runServer(),
    startIppEvePrinter({ name: 'Corridor' }),
    launchChromium(),
  ]);
  const user = await server.portalUser();
  ({ code } = user);
  const raw = Buffer.from(await samplePdf({ pages: 1, title: 'Touched' }));
  await user.client.call('POST', '/api/portal/documents?name=Touched.pdf', { raw });
  await waitUntil(
    async () =>
      ((await user.client.call('GET', '/api/portal/jobs')).json as { jobs: { state: string }[] }).jobs[0]
        ?.state === 'held',
    { what: 'the document to be ready' },
  );
  const row = await server.app.printers.add({ name: 'Corridor', uri: printer.uri }, {}, 'test');
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 800, height: 480 },
    hasTouch: true,
  });
  panel = await context.newPage();
  devtools = await context.newCDPSession(panel);
  await panel.goto(server.url + server.app.printers.panelPath(row));
  await panel.locator('platen-panel .key').first().waitFor();
});
after(async () => {
  await browser?.close();
  await printer?.stop();
  await server?.close();
});

async function overKey(digit: string, id = 1): Promise<Finger> {
  const box = await panel.locator('platen-panel .keypad .key', { hasText: digit }).boundingBox();
  assert.ok(box, `no key ${digit}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, id };
}
/** Fingers that are on the glass from now on; whichever is not among them was lifted. */
const fingers = (kind: 'touchStart' | 'touchEnd', ...touchPoints: readonly Finger[]): Promise<unknown> =>
  devtools.send('Input.dispatchTouchEvent', { type: kind, touchPoints: [...touchPoints] });
const typed = async (): Promise<string> =>
  (await panel.locator('.code-display').innerText()).replace(/\s/g, '');
const tap = async (digit: string): Promise<void> => {
  const { x, y } = await overKey(digit);
  await panel.touchscreen.tap(x, y);
};

test('a key is pressed while the finger is still on it, once', { skip }, async () => {
  const finger = await overKey('4');
  await fingers('touchStart', finger);
  await waitUntil(async () => (await typed()) === '4', { what: 'the digit' });
  await fingers('touchEnd');
  await tap('7');
  await waitUntil(async () => (await typed()) === '47', { what: 'the next one, and no other' });
  await panel.keyboard.press('Escape');
});

test('of two thumbs that overlap neither is lost', { skip }, async () => {
  const [left, right] = [await overKey('1', 1), await overKey('3', 2)];
  await fingers('touchStart', left);
  await fingers('touchStart', left, right);
  await fingers('touchEnd', right);
  await fingers('touchEnd');
  await waitUntil(async () => (await typed()) === '13', { what: 'both digits' });
  await panel.keyboard.press('Escape');
});

test('the finger of the last digit, lifted over the list, presses nothing; Print is one tap', {
  skip,
}, async () => {
  for (const digit of code.slice(0, -1)) await tap(digit);
  await fingers('touchStart', await overKey(code.slice(-1)));
  await panel.locator('.job').first().waitFor();
  await fingers('touchEnd');
  // Long enough for what a lifted finger may still cause.
  await panel.waitForTimeout(500);
  assert.match((await panel.locator('.panel').getAttribute('class')) ?? '', /at-jobs/);
  const print = await panel.locator('footer .button.accent').boundingBox();
  assert.ok(print, 'no key to print');
  await panel.touchscreen.tap(print.x + print.width / 2, print.y + print.height / 2);
  await waitUntil(async () => (await printer.received()).length === 1, { what: 'the paper' });
});
