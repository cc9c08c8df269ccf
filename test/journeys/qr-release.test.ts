// From the code on a panel's screen to paper, without touching the panel: the code is read out of the picture that a person would see, opened by
// another browser as large as a phone, and what is printed comes out at a real IPP printer. A code that is old, of another printer, or opened by
// somebody else gets nobody further than they should be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '@platen/edge-server/platform/clock';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { skipWithoutQtWebKit, startQtWebKit } from '../support/qtwebkit.ts';
import { type QrReading, readQr } from '../support/read-qr.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'chromium');
const STEP_MS = 30_000;
/** The panel asks for another picture this often. */
const ANEW_MS = 15_000;
/** A conversion or a print on a machine that has much to do. */
const PATIENCE = { timeout: 60_000 };

interface Place {
  readonly printer: IppEvePrinter;
  readonly panelUrl: string;
}
interface Person {
  readonly client: Client;
  readonly email: string;
  readonly code: string;
}

let passed = 0;
let server: RunningServer;
let browser: Browser;
let corridor: Place;
let cellar: Place;

before(async () => {
  if (skip !== false) return;
  const clock = { ...systemClock, now: () => systemClock.now() + passed };
  [server, browser] = await Promise.all([runServer({ clock }), launchChromium()]);
  // Where phones find this server, as an administrator would say it.
  await server.app.settings.change('mail.publicAddress', server.url, 'test');
  const place = async (name: string): Promise<Place> => {
    const printer = await startIppEvePrinter({ name });
    const facts = await server.app.probe(printer.uri);
    const row = await server.app.printers.add({ name, uri: printer.uri }, facts, 'test');
    return { printer, panelUrl: server.url + server.app.printers.panelPath(row) };
  };
  corridor = await place('Corridor');
  cellar = await place('Cellar');
});
after(async () => {
  await browser?.close();
  await corridor?.printer.stop();
  await cellar?.printer.stop();
  await server?.close();
});
beforeEach(async () => {
  if (skip === false) await server.app.settings.change('presence.needed', undefined, 'test');
});

async function open(url: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(url);
  return page;
}
const openPanel = ({ panelUrl }: Place): Promise<Page> =>
  open(panelUrl, { viewport: { width: 800, height: 480 } });
const openPhone = (url: string): Promise<Page> =>
  open(url, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** Out of what the panel's screen shows, as a camera has it. */
async function scan(panel: Page): Promise<QrReading> {
  const image = panel.locator('platen-presence img');
  await image.waitFor();
  await waitUntil(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0), {
    what: 'the picture of the code',
  });
  return readQr(await image.screenshot());
}

/** Waits for a text, or a heading; fails with what is shown instead. */
async function see(page: Page, text: string | { readonly heading: string }): Promise<void> {
  const found =
    typeof text === 'string'
      ? page.getByText(text).first()
      : page.getByRole('heading', { name: text.heading });
  try {
    await found.waitFor();
  } catch {
    assert.fail(
      `not seen: ${JSON.stringify(text)}; the page shows: ${await page.locator('body').innerText()}`,
    );
  }
}

async function signIn(phone: Page, { email, code }: Person): Promise<void> {
  await phone.getByLabel('Email address').fill(email);
  await phone.getByLabel('Confirmation code').fill(code);
  await phone.getByRole('button', { name: 'Sign in', exact: true }).tap();
}

async function signedIn(person: Person): Promise<Page> {
  const phone = await openPhone(server.url);
  await signIn(phone, person);
  await see(phone, { heading: 'Your documents' });
  return phone;
}

async function send({ client }: Person, title: string): Promise<Buffer> {
  const bytes = Buffer.from(await samplePdf({ pages: 2, title }));
  const path = `/api/portal/documents?name=${encodeURIComponent(title)}.pdf`;
  const { id } = ((await client.call('POST', path, { raw: bytes })).json as { job: { id: string } }).job;
  const stateOf = async (): Promise<string | undefined> =>
    ((await client.call('GET', `/api/portal/jobs/${id}`)).json as { job?: { state: string } }).job?.state;
  await waitUntil(async () => (await stateOf()) === 'held', { what: `${title} to be ready` });
  return bytes;
}

const paperAt = ({ printer }: Place, title: string) =>
  waitUntil(async () => (await printer.received()).find(({ jobName }) => jobName.startsWith(title)), {
    what: `${title} at ${printer.name}`,
    timeoutMs: PATIENCE.timeout,
  });
const titlesAt = async ({ printer }: Place): Promise<readonly string[]> =>
  (await printer.received()).map(({ jobName }) => jobName);

test('the code on the panel, a phone that nobody is signed in on, one press: paper, and the panel was never touched', {
  skip,
}, async () => {
  const mara = await server.portalUser();
  const report = await send(mara, 'Report');
  await send(mara, 'Minutes');
  const panel = await openPanel(corridor);
  const { text, quiet, modulePixels } = await scan(panel);
  assert.ok(text.startsWith(`${server.url}/at/`), text);
  assert.ok(quiet >= 4, `${quiet} light modules around the code`);
  assert.equal(modulePixels, 3, 'whole pixels for each module');

  const phone = await openPhone(text);
  await see(phone, 'You are at Corridor. Sign in to print your documents here.');
  assert.doesNotMatch(phone.url(), /at=./, 'the code does not stay in the address');
  await signIn(phone, mara);
  await see(phone, { heading: 'You are at Corridor' });
  await see(phone, 'Report.pdf');
  await phone.getByRole('checkbox', { name: /Minutes\.pdf/ }).uncheck();
  await phone.getByRole('button', { name: 'Print 1 document' }).tap();
  const received = await paperAt(corridor, 'Report');
  assert.deepEqual(await readFile(received.path), report, 'the very bytes that were sent');
  await see(phone, 'Printed on Corridor.');
  await phone.getByRole('checkbox', { name: /Minutes\.pdf/ }).check();
  await phone.getByRole('button', { name: 'Print 1 document' }).tap();
  await paperAt(corridor, 'Minutes');
  await see(panel, 'Enter your code');
  assert.equal(await panel.getByText('Report').count(), 0, 'nothing of it shows on the panel');
});

test('a code that is a minute old leads to nothing; by then the panel shows another one, which does', {
  skip,
}, async () => {
  const mara = await server.portalUser();
  await send(mara, 'Later');
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 800, height: 480 },
  });
  const panel = await context.newPage();
  await panel.clock.install();
  await panel.goto(corridor.panelUrl);
  const old = await scan(panel);
  passed += 2 * STEP_MS;
  const phone = await signedIn(mara);
  await phone.goto(old.text);
  await see(phone, 'This code is no longer valid');
  await see(phone, { heading: 'Scan the code on the printer' });
  assert.equal(await phone.getByRole('button', { name: /^Print/ }).count(), 0);

  await panel.clock.runFor(ANEW_MS);
  const fresh = await waitUntil(
    async () => {
      const seen = await scan(panel);
      return seen.text === old.text ? undefined : seen;
    },
    { what: 'another code on the panel' },
  );
  await phone.goto(fresh.text);
  await see(phone, { heading: 'You are at Corridor' });
  await see(phone, 'Later.pdf');
  // Sent back and forth: the same code again, after its time, ends what was begun with it nowhere, and opens nothing either.
  passed += 2 * STEP_MS;
  const again = await openPhone(fresh.text);
  await see(again, 'This code is no longer valid');
  await phone.getByRole('button', { name: 'Print 1 document' }).tap();
  await paperAt(corridor, 'Later');
});

test('somebody else who opens the same code sees their own documents and no others', { skip }, async () => {
  const [mara, lena] = [await server.portalUser(), await server.portalUser()];
  await send(mara, 'Salaries');
  await send(lena, 'Menu');
  const { text } = await scan(await openPanel(corridor));
  const first = await signedIn(mara);
  await first.goto(text);
  await see(first, 'Salaries.pdf');
  const second = await openPhone(text);
  await signIn(second, lena);
  await see(second, { heading: 'You are at Corridor' });
  await see(second, 'Menu.pdf');
  assert.equal(await second.getByText('Salaries').count(), 0);
});

test('where printing from the portal needs presence: not from afar, not at another printer, but at the one that was scanned', {
  skip,
}, async () => {
  await server.app.settings.change('presence.needed', true, 'test');
  const mara = await server.portalUser();
  await send(mara, 'Contract');
  const phone = await signedIn(mara);
  const printAt = async (name: string): Promise<void> => {
    await phone.goto(`${server.url}/#documents`);
    await phone.getByRole('link', { name: /Contract\.pdf/ }).tap();
    await phone.getByRole('button', { name: 'Print at…' }).tap();
    await phone.getByRole('radio', { name: new RegExp(name) }).check();
    await phone.getByRole('button', { name: `Print at ${name}` }).tap();
  };
  await printAt('Cellar');
  await see(phone, 'scan the code on the panel of Cellar');

  const atCorridor = await scan(await openPanel(corridor));
  const inCellar = await scan(await openPanel(cellar));
  // The Corridor's signature under the Cellar's name.
  const [corridorToken = '', cellarToken = ''] = [atCorridor, inCellar].map(
    ({ text }) => text.split('/at/')[1],
  );
  const mixed = `${cellarToken.split('.')[0]}.${corridorToken.split('.')[1]}`;
  await phone.goto(`${server.url}/at/${mixed}`);
  await see(phone, 'This code is no longer valid');

  await phone.goto(atCorridor.text);
  await see(phone, { heading: 'You are at Corridor' });
  await printAt('Cellar');
  await see(phone, 'scan the code on the panel of Cellar');
  assert.deepEqual(await titlesAt(cellar), [], 'no paper in the cellar yet');

  await phone.goto(inCellar.text);
  await see(phone, { heading: 'You are at Cellar' });
  await phone.getByRole('button', { name: 'Print 1 document' }).tap();
  await paperAt(cellar, 'Contract');
  assert.ok(!(await titlesAt(corridor)).some((title) => title.startsWith('Contract')));
});

test('where it does not, the portal prints from anywhere', { skip }, async () => {
  const mara = await server.portalUser();
  await send(mara, 'From afar');
  const phone = await signedIn(mara);
  await phone.getByRole('link', { name: /From afar\.pdf/ }).tap();
  await phone.getByRole('button', { name: 'Print at…' }).tap();
  await phone.getByRole('radio', { name: /Cellar/ }).check();
  await phone.getByRole('button', { name: 'Print at Cellar' }).tap();
  await paperAt(cellar, 'From afar');
});

test('a browser of the time before modules, and one without scripts, show a code that can be read as well', {
  skip: skip !== false ? skip : skipWithoutQtWebKit,
}, async () => {
  const folder = await tempDir('qr');
  const webkit = await startQtWebKit();
  try {
    const size = { width: 800, height: 480 };
    for (const [kind, image] of [
      ['legacy', "document.querySelector('platen-presence img')"],
      ['plain', 'document.querySelector(\'img[src*="presence.png"]\')'],
    ] as const) {
      await webkit.open(corridor.panelUrl, size);
      await webkit.open(`${server.url}/panel/?kind=${kind}`, size);
      // Forms have no room for it on their first page.
      if (kind === 'plain') await webkit.press('Print with your phone', 'a, input');
      await webkit.until(
        `${image} && ${image}.complete && ${image}.naturalWidth > 100`,
        `the code (${kind})`,
      );
      const box = (await webkit.evaluate(
        `(function (box) { return [box.left, box.top, box.width, box.height].map(Math.round); })(${image}.getBoundingClientRect())`,
      )) as readonly number[];
      const [left = 0, top = 0, width = 0, height = 0] = box;
      const path = join(folder.path, `${kind}.png`);
      await webkit.picture(path);
      const { text } = await readQr(await sharp(path).extract({ left, top, width, height }).toBuffer());
      assert.ok(text.startsWith(`${server.url}/at/`), `${kind}: ${text}`);
    }
    assert.deepEqual(webkit.console, []);
  } finally {
    await webkit.close();
    await folder.remove();
  }
});
