// A panel whose browser could run the app and does not: scripts are switched off, or never arrive. Nobody is left before a keypad that is only
// painted. A real Chromium, a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../servers/chromium.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';

const skip = skipUnless('chromium');

let server: RunningServer;
let browser: Browser;
let panelUrl: string;
let code: string;
before(async () => {
  if (skip !== false) return;
  [server, browser] = await Promise.all([runServer(), launchChromium()]);
  ({ code } = await server.portalUser());
  const row = await server.app.printers.add(
    { name: 'Corridor', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  panelUrl = server.url + server.app.printers.panelPath(row);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function panel(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 800, height: 480 },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function signInByForm(page: Page): Promise<void> {
  await page.waitForURL(`${server.url}/panel/plain`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Nothing is waiting for you').first().waitFor();
}

for (const kind of ['modern', 'legacy'] as const) {
  test(`with scripts switched off, the ${kind} page leads to the forms by itself`, { skip }, async () => {
    const page = await panel(false);
    // The panel's key, without opening the page.
    await page.request.get(panelUrl);
    await page.goto(`${server.url}/panel/?kind=${kind}`);
    await signInByForm(page);
  });

  test(`where the script of the ${kind} page never comes, a link to the forms appears after a while`, {
    skip,
  }, async () => {
    const page = await panel(true);
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.goto(panelUrl);
    await page.goto(`${server.url}/panel/?kind=${kind}`);
    const link = page.getByRole('link', { name: 'If the keys do nothing, open the simple page' });
    await page.getByText('Enter your code').waitFor();
    assert.equal(await link.count(), 0, 'not at once: scripts may take a moment');
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });
    await link.click();
    await signInByForm(page);
  });
}

test('where the script comes there is no such link', { skip }, async () => {
  const page = await panel(true);
  await page.goto(panelUrl);
  await page.getByText('Corridor').waitFor();
  assert.equal(await page.locator('.way-out').count(), 0);
});
