// The portal as an installed app: the browser finds nothing wrong with its manifest, the list is there without a connection, a file that was
// chosen without one is sent when there is one again, and what another app shares arrives. A real Chromium, a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type PlatenServer, startPlaten } from '../servers/platen.ts';
import { operatorCall } from '../support/operator.ts';
import { skipUnless } from '../support/skip-unless.ts';

const skip = skipUnless('chromium');
const EMAIL = 'mara@example.com';
/** A worker is registered only where the whole browser takes the server's own certificate, not its pages alone. */
const TRUSTING = ['--ignore-certificate-errors'];
/** A conversion on a machine that has much to do. */
const PATIENCE = { timeout: 60_000 };

let server: PlatenServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let code: string;

before(async () => {
  if (skip !== false) return;
  [server, browser] = await Promise.all([startPlaten(), launchChromium(TRUSTING)]);
  const user = await operatorCall(server, 'POST', '/api/admin/users', { email: EMAIL, name: 'Mara' });
  code = user.json<{ code: string }>().code;
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  await page.goto(server.httpsUrl);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const pdf = async (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(await samplePdf({ pages: 1, title: name })),
});

async function signIn(): Promise<void> {
  await page.getByLabel('Email address').fill(EMAIL);
  await page.getByLabel('Confirmation code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
}

/** Another app's share, as the browser posts it to the app. */
const share = (parts: readonly (readonly [name: string, file: string, text: string])[]): Promise<void> =>
  page.evaluate((given) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/share', enctype: 'multipart/form-data' });
    for (const [name, file, text] of given) {
      const input = document.createElement('input');
      Object.assign(input, { name, type: file === '' ? 'text' : 'file' });
      if (file === '') input.value = text;
      else {
        const data = new DataTransfer();
        data.items.add(new File([text], file, { type: 'text/plain' }));
        input.files = data.files;
      }
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }, parts);

test('the browser finds nothing wrong with the manifest, and a worker that keeps the app', {
  skip,
}, async () => {
  const cdp = await context.newCDPSession(page);
  const { errors, data } = await cdp.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data ?? '') as { share_target: { action: string }; icons: { src: string }[] };
  assert.equal(manifest.share_target.action, '/share');
  for (const { src } of manifest.icons) {
    const type = await page.evaluate(async (url) => (await fetch(url)).headers.get('content-type'), src);
    assert.equal(type, 'image/png', src);
  }
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // A context of tests is a private one.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'),
    [],
  );
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
});

test('what was shared before anybody signed in waits, and is sent when they do', { skip }, async () => {
  await share([
    ['files', 'Shared one.txt', 'First page'],
    ['files', 'Shared two.txt', 'Second page'],
  ]);
  await page.getByText('2 files that were shared wait here.').waitFor();
  await signIn();
  await page.getByRole('link', { name: /Shared one\.txt/ }).waitFor();
  await page.getByRole('link', { name: /Shared two\.txt/ }).waitFor();
});

test('without a connection the list is there, and what is chosen is sent when there is one again', {
  skip,
}, async () => {
  await page
    .locator('portal-add input[type=file]')
    .first()
    .setInputFiles(await pdf('Before.pdf'));
  await page.getByText('Ready. 1 page.').first().waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: /Before\.pdf/ }).waitFor();
  await page.getByText('The server does not answer. This is how it was').waitFor();

  await page
    .locator('portal-add input[type=file]')
    .first()
    .setInputFiles(await pdf('In the tunnel.pdf'));
  await page.getByText('It is kept here and goes on by itself').waitFor();
  // Even the page may be closed meanwhile.
  await page.reload();
  await page.getByText('It is kept here and goes on by itself').waitFor();
  await context.setOffline(false);
  await page.getByRole('link', { name: /In the tunnel\.pdf/ }).waitFor();
  await page.getByText('It is kept here').waitFor({ state: 'detached' });
});

test('a text and an address that are shared become a document', { skip }, async () => {
  await share([
    ['title', '', 'Opening hours'],
    ['text', '', 'Nine to five'],
    ['url', '', 'https://example.org/hours'],
  ]);
  await page.getByRole('link', { name: /Opening hours\.txt/ }).waitFor();
});

test('signing out leaves nothing behind', { skip }, async () => {
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await page.getByLabel('Email address').waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByText('In the tunnel.pdf').waitFor({ state: 'detached' });
  await page.getByRole('heading').first().waitFor();
  assert.equal(await page.getByText(EMAIL).count(), 0);
  const left = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const open = indexedDB.open('platen');
        open.onsuccess = () => {
          const all = open.result.transaction(['seen', 'files']).objectStore('seen').count();
          all.onsuccess = () => resolve(all.result);
        };
      }),
  );
  assert.equal(left, 0);
});
