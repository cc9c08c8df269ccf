// The main journey: a person signs in to the portal, sends a document, walks to a printer, types the code on its panel, looks,
// chooses, prints; a real IPP printer gets the file and the options. A real browser does all of it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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
const EMAIL = 'anna@example.com';

let server: PlatenServer;
let printer: IppEvePrinter;
let browser: Browser;
let code: string;
let panelPath: string;
before(async () => {
  if (skip !== false) return;
  [server, printer, browser] = await Promise.all([
    startPlaten(),
    startIppEvePrinter({ name: 'Corridor' }),
    launchChromium(),
  ]);
  code = (await operatorCall(server, 'POST', '/api/admin/users', { email: EMAIL, name: 'Anna' })).json<{
    code: string;
  }>().code;
  const added = await operatorCall(server, 'POST', '/api/admin/printers', {
    name: 'Corridor',
    uri: printer.uri,
  });
  assert.equal(added.status, 201, added.text);
  panelPath = added.json<{ panelPath: string }>().panelPath;
});
after(async () => {
  await browser?.close();
  await printer?.stop();
  await server?.stop();
});

async function open(path: string, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: size });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(server.httpsUrl + path);
  return page;
}

async function typeCode(panel: Page): Promise<void> {
  for (const digit of code) await panel.getByRole('button', { name: digit, exact: true }).click();
}

const stateOf = async (title: string) => {
  const { jobs } = (
    await operatorCall(server, 'GET', `/api/admin/jobs?search=${encodeURIComponent(title)}`)
  ).json<{
    jobs: { state: string; title: string }[];
  }>();
  return jobs.find((job) => job.title.startsWith(title))?.state;
};

test('a document goes from the portal through the panel to a real printer', { skip }, async () => {
  const document = await samplePdf({ pages: 3, title: 'Journey' });
  const portal = await open('/', { width: 390, height: 800 });
  await portal.getByLabel('Email address').fill(EMAIL);
  await portal.getByLabel('Confirmation code').fill(code);
  await portal.getByRole('button', { name: 'Sign in' }).click();
  await portal
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: 'Journey report.pdf', mimeType: 'application/pdf', buffer: Buffer.from(document) },
      {
        name: 'Second.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(await samplePdf({ pages: 1, title: 'Second' })),
      },
    ]);
  await portal.getByText('Journey report.pdf').first().waitFor();
  await portal
    .getByText(/Ready\. 3 pages/)
    .first()
    .waitFor();
  await portal
    .getByText(/Ready\. 1 page\./)
    .first()
    .waitFor();

  const panel = await open(panelPath, { width: 800, height: 480 });
  assert.match(panel.url(), /\/panel\/$/, 'the key does not stay in the address');
  await panel.getByText('Enter your code').waitFor();
  await typeCode(panel);
  await panel.getByText('Journey report.pdf').waitFor();

  await panel.getByRole('button', { name: /Look at Journey report/ }).click();
  const picture = panel.locator('img').first();
  await picture.waitFor();
  await waitUntil(
    async () => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 100),
    {
      what: 'the page picture',
    },
  );
  await panel.getByRole('button', { name: 'More copies' }).first().click();
  await panel.getByText('2-sided', { exact: true }).first().click();
  await panel.getByRole('button', { name: 'Back', exact: true }).click();

  await panel.getByRole('button', { name: /Print all 2 documents/ }).click();
  await panel
    .getByText(/Take 2 documents|Done/)
    .first()
    .waitFor({ timeout: 60_000 });

  const received = await waitUntil(
    async () => {
      const all = await printer.received();
      return all.length === 2 ? all : undefined;
    },
    { what: 'both documents at the printer', timeoutMs: 60_000 },
  );
  const [report, second] = [...received].sort((a, b) => (a.jobName < b.jobName ? -1 : 1));
  assert.match(report?.jobName ?? '', /^Journey report.* #[0-9a-f]{8}$/);
  assert.deepEqual(
    await readFile(report?.path ?? ''),
    Buffer.from(document),
    'the very bytes that were sent',
  );
  assert.equal(report?.attributes.get('IPP_COPIES'), '2');
  assert.equal(report?.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  assert.equal(second?.attributes.get('IPP_COPIES') ?? '1', '1', 'the other one keeps its own options');
  await waitUntil(async () => (await stateOf('Journey report')) === 'printed', {
    what: 'the end to be known',
  });
  await waitUntil(async () => (await stateOf('Second')) === 'printed', { what: 'the other end to be known' });
});

test('a wrong code says so and lets one try again; deleting asks first', { skip }, async () => {
  const document = Buffer.from(await samplePdf({ pages: 1, title: 'Gone' }));
  await operatorCall(server, 'POST', `/api/admin/documents?owner=${EMAIL}&name=Gone.pdf`, document);
  const panel = await open(panelPath, { width: 1024, height: 600 });
  await panel.getByText('Enter your code').waitFor();
  for (const digit of '10203040506070'.slice(0, code.length)) await panel.keyboard.press(digit);
  await panel.getByText('This code does not match').waitFor();
  for (const digit of code) await panel.keyboard.press(digit);
  await panel.getByText('Gone.pdf').waitFor();
  await panel.getByRole('button', { name: 'Delete', exact: true }).click();
  await panel.getByRole('button', { name: /Delete 1 document/ }).click();
  await waitUntil(async () => (await stateOf('Gone')) === 'deleted', { what: 'the document to be deleted' });
  await panel.getByRole('button', { name: /Sign out/ }).click();
  await panel.getByText('Enter your code').waitFor();
  assert.equal((await printer.received()).length, 2, 'nothing more was printed');
});
