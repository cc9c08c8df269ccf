// A person with nothing but a phone: signs in, sends a document, looks at it, finds a printer by typing, prints at once, watches it come
// out, reads what became of it, and copies the code. A real browser as large as a phone does all of it, a real IPP printer prints.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type PlatenServer, startPlaten } from '../servers/platen.ts';
import { operatorCall } from '../support/operator.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'chromium');
const EMAIL = 'mara@example.com';
/** Of those nobody scrolls through on a phone. */
const OTHERS = 12;
/** A conversion or a print on a machine that has much to do. */
const PATIENCE = { timeout: 60_000 };

let server: PlatenServer;
let printer: IppEvePrinter;
let browser: Browser;
let code: string;
before(async () => {
  if (skip !== false) return;
  [server, printer, browser] = await Promise.all([
    startPlaten(),
    startIppEvePrinter({ name: 'Library' }),
    launchChromium(),
  ]);
  const user = await operatorCall(server, 'POST', '/api/admin/users', { email: EMAIL, name: 'Mara' });
  code = user.json<{ code: string }>().code;
  const add = async (name: string, uri: string, site: string): Promise<void> => {
    const added = await operatorCall(server, 'POST', '/api/admin/printers', { name, uri, site });
    assert.equal(added.status, 201, added.text);
  };
  await add('Library MFD', printer.uri, 'Northgate');
  // The same device by other names: only what they are called matters here.
  for (let i = 0; i < OTHERS; i++) await add(`Hall ${i}`, printer.uri, 'Harbour');
});
after(async () => {
  await browser?.close();
  await printer?.stop();
  await server?.stop();
});

async function phone(): Promise<Page> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(server.httpsUrl);
  await page.getByLabel('Email address').fill(EMAIL);
  await page.getByLabel('Confirmation code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).tap();
  return page;
}

const pdf = async (name: string, pages: number) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(await samplePdf({ pages, title: name })),
});

const isDrawn = (page: Page) => () =>
  page.locator('.page-paper img').evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 100);

test('from the phone alone to paper: sent, looked at, printer found, printed, told', { skip }, async () => {
  const page = await phone();
  await page
    .locator('portal-add input[type=file]')
    .first()
    .setInputFiles(await pdf('Minutes.pdf', 3));
  await page.getByText(/Ready\. 3 pages/).waitFor(PATIENCE);
  await page.getByRole('link', { name: /Minutes\.pdf/ }).tap();
  await waitUntil(isDrawn(page), { what: 'the first page', timeoutMs: PATIENCE.timeout });
  await page.getByRole('button', { name: 'Larger' }).tap();
  await page.getByText('150 %').waitFor();
  await page.getByRole('button', { name: 'Next page' }).tap();
  await page.getByText('Page 2 of 3').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the phone`);

  await page.getByRole('button', { name: 'Print at…' }).tap();
  await page.getByRole('searchbox').fill('libr');
  await page.getByRole('radio', { name: /Library MFD/ }).check();
  await page.getByText('Options', { exact: true }).tap();
  await page.getByRole('button', { name: 'One copy more' }).tap();
  await page.getByRole('button', { name: 'Print at Library MFD' }).tap();
  await page.getByText('Printed on Library MFD.').first().waitFor(PATIENCE);
  const [received] = await waitUntil(
    async () => {
      const all = await printer.received();
      return all.length > 0 ? all : undefined;
    },
    { what: 'the document at the printer', timeoutMs: PATIENCE.timeout },
  );
  assert.match(received?.jobName ?? '', /^Minutes/);

  await page.getByRole('link', { name: 'History' }).tap();
  await page.getByRole('button', { name: /Minutes\.pdf/ }).tap();
  await page.getByText('Sent to Library MFD from the portal.').waitFor(PATIENCE);
});

test('picked and printed in one go: the sheet is there at once, and printing begins when it is ready', {
  skip,
}, async () => {
  const page = await phone();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
  await page.locator('.add-print input[type=file]').setInputFiles(await pdf('Boarding pass.pdf', 1));
  await page.getByRole('searchbox').fill('northgate');
  await page.getByRole('radio', { name: /Library MFD/ }).check();
  await page.getByRole('button', { name: /^Print at Library MFD/ }).tap();
  await page.locator('portal-print').waitFor({ state: 'detached' });
  const row = page.getByRole('listitem').filter({ hasText: 'Boarding pass.pdf' });
  await row.getByText('Printed on Library MFD.').waitFor(PATIENCE);
});

test('the printers show how they are, and the code is copied without being shown', { skip }, async () => {
  const page = await phone();
  await page.getByRole('link', { name: 'Printers' }).tap();
  await page.getByRole('button', { name: /Library MFD/ }).tap();
  await page.getByText('What it can do').waitFor();
  await page.getByRole('link', { name: 'Documents' }).tap();
  await page.getByRole('button', { name: 'Copy' }).tap();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  assert.ok(!(await page.locator('portal-code').innerText()).includes(code.slice(0, 3)), 'stays hidden');
});
