// From the code to the paper with the keys of a keypad alone, as on a device with hardware keys: digits, arrows, Enter, Clear, star. A real browser is
// pressed and a real printer prints; no pointer is ever used.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'chromium');
/** What a keypad without a num lock says for the key in its middle. */
const CLEAR = 'Numpad5';

let server: RunningServer;
let printer: IppEvePrinter;
let browser: Browser;
let portal: Client;
let code: string;
let panel: Page;

before(async () => {
  if (skip !== false) return;
  [server, printer, browser] = await Promise.all([
    runServer(),
    startIppEvePrinter({ name: 'Corridor' }),
    launchChromium(),
  ]);
  ({ client: portal, code } = await server.portalUser());
  const row = await server.app.printers.add({ name: 'Corridor', uri: printer.uri }, {}, 'test');
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 800, height: 480 },
  });
  panel = await context.newPage();
  panel.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await panel.goto(server.url + server.app.printers.panelPath(row));
});
after(async () => {
  await browser?.close();
  await printer?.stop();
  await server?.close();
});

async function send(title: string, pages: number): Promise<{ readonly id: string; readonly bytes: Buffer }> {
  const bytes = Buffer.from(await samplePdf({ pages, title }));
  const path = `/api/portal/documents?name=${encodeURIComponent(title)}.pdf`;
  const { id } = ((await portal.call('POST', path, { raw: bytes })).json as { job: { id: string } }).job;
  await waitUntil(async () => (await stateOf(id)) === 'held', { what: `${title} to be ready` });
  return { id, bytes };
}
const stateOf = async (id: string): Promise<string | undefined> =>
  ((await portal.call('GET', `/api/portal/jobs/${id}`)).json as { job?: { state: string } }).job?.state;

const press = (key: string): Promise<void> => panel.keyboard.press(key);

/** A person's glance; numbers stand again on what has changed (SETTLED_MS of panel/access/access.ts). */
const GLANCE_MS = 400;

/** The digit that stands on what is called this, pressed as somebody does who reads it there. */
async function pressNumberOn(
  name: string | RegExp,
  role: 'button' | 'radio' | 'checkbox' = 'button',
): Promise<void> {
  await panel.waitForTimeout(GLANCE_MS);
  const carrying = panel.locator('[data-key]').and(panel.getByRole(role, { name }));
  const digit = await carrying.first().getAttribute('data-key');
  assert.match(digit ?? '', /^\d$/, `${String(name)} carries no digit`);
  await press(digit ?? '');
}

test('typed, looked at, changed, printed and signed out, and nothing was pointed at', { skip }, async () => {
  const wanted = await send('For the meeting', 3);
  const other = await send('Not today', 1);
  await panel.getByText('Enter your code').waitFor();
  await panel.evaluate(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      document.addEventListener(
        type,
        () => document.documentElement.setAttribute('data-pointed-at', type),
        true,
      );
  });
  for (const digit of code) await press(digit);
  await panel.getByText('For the meeting').waitFor();
  // The first arrow shows what the digits press.
  await press('ArrowDown');
  await panel.locator('[data-key="0"]').waitFor();
  await pressNumberOn(/^Not today/, 'checkbox');
  await panel.getByRole('checkbox', { name: /^Not today/, checked: false }).waitFor();

  // Pictures are walked to: down to the next row, and aside to its picture.
  const focused = () => panel.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await press('ArrowDown');
  await press('ArrowLeft');
  assert.match(await focused(), /^Look at For the meeting/);
  await press('Enter');
  await panel.locator('.at-preview').waitFor();
  const picture = panel.locator('.sheet img').first();
  await waitUntil(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 100), {
    what: 'the page picture',
  });
  await pressNumberOn('More copies');
  await pressNumberOn('2-sided', 'radio');
  await press(CLEAR);
  await panel.locator('.at-jobs').waitFor();

  await press('*');
  await panel.locator('.access').waitFor();
  await press(CLEAR);
  await panel.locator('.access').waitFor({ state: 'detached' });

  await panel.locator('.accent[data-key="0"]').waitFor();
  await press('0');
  const received = await waitUntil(async () => (await printer.received())[0], {
    what: 'the document at the printer',
    timeoutMs: 60_000,
  });
  await waitUntil(async () => (await stateOf(wanted.id)) === 'printed', { what: 'the end to be known' });
  assert.deepEqual(await readFile(received.path), wanted.bytes, 'the very bytes that were sent');
  assert.equal(received.attributes.get('IPP_COPIES'), '2');
  assert.equal(received.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  assert.equal(await stateOf(other.id), 'held', 'what was not chosen stays');

  await panel.locator('.at-jobs').waitFor();
  await panel.locator('.bar [data-key]').first().waitFor();
  await pressNumberOn(/^Sign out/);
  await panel.getByText('Enter your code').waitFor();
  assert.equal(await panel.evaluate(() => document.documentElement.getAttribute('data-pointed-at')), null);
  assert.equal((await printer.received()).length, 1);
});
