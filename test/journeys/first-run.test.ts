// From an empty server to a page in somebody's hand: the link that `platen serve` prints, the assistant's steps, a walk to the panel, and paper
// at a real IPP printer. A real browser does all of it; its taps are counted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type PlatenServer, startPlaten } from '../servers/platen.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'chromium');

/** What the assistant may cost, besides typing. More would be another assistant. */
const MOST_TAPS = 14;

let server: PlatenServer;
let printer: IppEvePrinter;
let browser: Browser;
let context: BrowserContext;
before(async () => {
  if (skip !== false) return;
  [server, printer, browser] = await Promise.all([
    startPlaten(),
    startIppEvePrinter({ name: 'Corridor' }),
    launchChromium(),
  ]);
  context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 860 } });
});
after(async () => {
  await browser?.close();
  await printer?.stop();
  await server?.stop();
});

let taps = 0;
async function tap(page: Page, name: string | RegExp): Promise<void> {
  taps += 1;
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click();
}
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 2 });

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(path);
  return page;
}

test('the printed link leads through the assistant to paper', { skip, timeout: 120_000 }, async () => {
  const link = await waitUntil(async () => /https:\/\/\S+\/admin\/#setup=\S+/.exec(await server.log())?.[0], {
    what: 'the link for the first administrator',
  });
  const page = await open(link);
  await page.getByLabel('Name', { exact: true }).fill('renate');
  await page.getByLabel('Password', { exact: true }).fill('a sentence of four words');
  await tap(page, 'Create the administrator');

  // Nothing is set up yet: the console opens on the assistant by itself.
  await heading(page, 'Name and language').waitFor();
  await page.getByLabel('Name of this site').fill('Northgate Library');
  await tap(page, 'Next');
  await heading(page, 'Certificate').waitFor();
  await tap(page, 'Keep it');
  await heading(page, 'Mail').waitFor();
  await tap(page, 'Later');

  await heading(page, 'First printer').waitFor();
  await page.getByLabel('Address').fill(printer.uri);
  await tap(page, 'Ask this address');
  await page.getByText('Give it a name.').waitFor();
  await page.getByLabel('Name as people call it').fill('Corridor');
  await tap(page, 'Add this printer');

  await heading(page, 'Test page').waitFor();
  await tap(page, 'Print a test page at Corridor');
  await page.getByText('Did it come out?').waitFor({ timeout: 60_000 });
  const [first] = await waitUntil(
    async () => {
      const all = await printer.received();
      return all.length === 1 ? all : undefined;
    },
    { what: 'the test page at the printer' },
  );
  assert.match(first?.jobName ?? '', /^Test page/);
  await tap(page, 'Yes, it is there');

  await heading(page, 'First person').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Renate');
  await page.getByLabel('Email address').fill('renate@northgate.example');
  await tap(page, 'Add and give a code');
  const code = (await page.locator('.user-code-digits [aria-hidden]').innerText()).replace(/\s/g, '');
  assert.match(code, /^\d{8,}$/);
  await tap(page, 'Next');

  // What was done is on the server: a console opened elsewhere goes on here.
  await heading(page, 'Walk to the printer').waitFor();
  const elsewhere = await open(`${new URL(link).origin}/admin/`);
  await elsewhere.getByText('This site is not set up yet').waitFor();
  await elsewhere.getByText('5 of 7 steps are done.').waitFor();
  await elsewhere.close();

  const address = await page.locator('.first-run-panel .address').innerText();
  const panel = await open(new URL(new URL(address).pathname, link).href);
  await panel.getByText('Enter your code').waitFor();
  for (const digit of code) await panel.getByRole('button', { name: digit, exact: true }).click();
  await panel.getByText('Your first page').first().waitFor();
  taps += 1;
  await panel
    .getByRole('button', { name: /^Print/ })
    .last()
    .click();
  await waitUntil(async () => (await printer.received()).length === 2, {
    what: 'the first page at the printer',
    timeoutMs: 60_000,
  });

  await page.getByText('You did it.').waitFor({ timeout: 30_000 });
  await tap(page, 'Done');
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await page.getByText('All is well.').waitFor();
  await page.getByText('This site is not set up yet').waitFor({ state: 'detached' });
  assert.ok(taps <= MOST_TAPS, `${taps} taps`);
});
