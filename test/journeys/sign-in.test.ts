// Signing in as people do it, in a real browser: by single sign-on, whose provider sends the browser back from another site; by the password of a real
// directory, in the portal and on a panel's own keyboard; and by a card that a device hands over.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CARD_EVENT } from '../../panel-app/src/panel/card-event.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../servers/openid-provider.ts';
import { personLdif, SLAPD_NEEDS, type Slapd, startSlapd, unitLdif } from '../servers/slapd.ts';
import { directorySettings } from '../support/directory-site.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';

const skip = skipUnless('chromium', ...SLAPD_NEEDS);
const LDIF = [
  unitLdif('people'),
  personLdif({ uid: 'mara', name: 'Mara Novak', mail: 'mara@example.test', password: 'Kranj-2026!' }),
].join('\n');

let server: RunningServer;
let provider: OpenIdProvider;
let slapd: Slapd;
let browser: Browser;
let panelPath: string;
before(async () => {
  if (skip !== false) return;
  [server, slapd, browser] = await Promise.all([
    runServer({ openIdLoopback: true, directoryLoopback: true }),
    startSlapd({ ldif: LDIF }),
    launchChromium(),
  ]);
  provider = await startOpenIdProvider({ redirectUris: [`${server.url}/sign-in/`] });
  provider.people.set('lena', { email: 'lena@example.test', emailVerified: true, name: 'Lena Berg' });
  const { app } = server;
  const set = (key: string, value: unknown) => app.settings.change(key, value, 'test');
  await set('openId.issuer', provider.issuer);
  await set('openId.clientId', provider.clientId);
  await set('openId.name', 'Northgate account');
  await set('mail.whoMaySend', 'anyone');
  await set('signIn.panelDirectory', true);
  await set('signIn.panelCard', true);
  await app.signIn.openIdSecret.set(provider.secret, 'test');
  const settings = directorySettings({
    host: slapd.host,
    port: slapd.tlsPort,
    tlsPin: slapd.fingerprint,
    bindName: slapd.rootDn,
  });
  await app.directories.add({ name: 'Staff', settings, secret: slapd.rootPassword, enabled: true }, 'test');
  const printer = await app.printers.add(
    { name: 'Corridor', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  panelPath = app.printers.panelPath(printer);
});
after(async () => {
  await browser?.close();
  await provider?.stop();
  await server?.close();
  await slapd?.stop();
});

/** A browser of its own, in which a page that throws fails the test. */
async function open(path: string, context?: BrowserContext): Promise<Page> {
  const fresh =
    context ?? (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 800, height: 480 } }));
  const page = await fresh.newPage();
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(server.url + path);
  return page;
}

async function typeKeys(page: Page, text: string): Promise<void> {
  for (const character of text) await page.keyboard.press(character);
}

test('single sign-on: to the provider and back, signed in, with nothing of it left in the address; the next time by itself', {
  skip,
}, async () => {
  const page = await open('/');
  await page.getByRole('button', { name: 'Continue with Northgate account' }).click();
  await page.waitForURL((url) => url.origin === provider.issuer);
  await page.getByLabel('Name').fill('lena');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
  assert.equal(new URL(page.url()).search, '');
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await page.getByText('lena@example.test').waitFor();
  await page.getByText('Chrome on Linux').waitFor();
  await page.getByText('by single sign-on').waitFor();

  // Signed out here; over there the session goes on, so that one press is enough.
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Continue with Northgate account' }).click();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
});

test('single sign-on that fails over there ends on a page that says so and leads back', {
  skip,
}, async () => {
  const page = await open('/');
  await page.getByRole('button', { name: 'Continue with Northgate account' }).click();
  await page.getByLabel('Name').fill('nobody');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The sign-in did not work. Start again.').waitFor();
  assert.equal(new URL(page.url()).search, '');
  await page.getByRole('link', { name: 'Back to sign-in' }).click();
  await page.getByRole('button', { name: 'Continue with Northgate account' }).waitFor();
});

test('a directory password in the portal: a slip is told, then the documents; the account is made from the directory', {
  skip,
}, async () => {
  const page = await open('/');
  await page.getByRole('button', { name: 'Use my user name and password' }).click();
  await page.getByLabel('User name').fill('mara');
  await page.getByLabel('Password').fill('a slip');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('User name or password is not right.').waitFor();
  await page.getByLabel('Password').fill('Kranj-2026!');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await page.getByText('Mara Novak').waitFor();
});

test('on the panel: user name and password on its keyboard, then a card that is unknown, enrolled by signing in, and enough from then on', {
  skip,
}, async () => {
  const panel = await open(panelPath);
  await panel.getByRole('button', { name: 'User name and password' }).click();
  for (const key of 'mara') await panel.getByRole('button', { name: key, exact: true }).click();
  await panel.getByRole('button', { name: 'Next' }).click();
  await typeKeys(panel, 'Kranj-2026!');
  assert.equal(await panel.getByText('Kranj-2026!').count(), 0, 'the password is hidden');
  await panel.getByRole('button', { name: 'Sign in' }).click();
  await panel.getByText('Nothing is waiting for you').waitFor();
  await panel.getByRole('button', { name: /^Sign out/ }).click();

  const card = { name: CARD_EVENT, number: '04:A2:2B:91:7F' };
  const hold = () =>
    panel.evaluate(
      ({ name, number }) => document.dispatchEvent(new CustomEvent(name, { detail: number })),
      card,
    );
  await panel.getByText('Type it, or hold your card to the reader.').waitFor();
  await hold();
  await panel.getByText('This card is not known here.').waitFor();
  await panel.getByRole('button', { name: 'User name and password' }).click();
  await typeKeys(panel, 'mara');
  await panel.keyboard.press('Enter');
  await typeKeys(panel, 'Kranj-2026!');
  await panel.keyboard.press('Enter');
  await panel.getByText('Nothing is waiting for you').waitFor();
  await panel.getByRole('button', { name: /^Sign out/ }).click();
  await panel.getByText('Type it, or hold your card to the reader.').waitFor();
  await hold();
  await panel.getByText('Nothing is waiting for you').waitFor();
});
