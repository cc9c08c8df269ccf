// The walk to the printer in a browser of the time before modules: QtWebKit 5.212 is given the legacy panel by its User-Agent, and a person
// types the code by mouse, looks, chooses and prints, on both displays that the devices of that time have.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { samplePdf } from '../documents/make-documents.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type QtWebKit, skipWithoutQtWebKit, startQtWebKit } from '../support/qtwebkit.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipWithoutQtWebKit || skipUnless('ippeveprinter');

let server: RunningServer;
let printer: IppEvePrinter;
let browser: QtWebKit;
let portal: Client;
let code: string;
let panelUrl: string;

before(async () => {
  if (skip !== false) return;
  [server, printer, browser] = await Promise.all([
    runServer(),
    startIppEvePrinter({ name: 'Corridor' }),
    startQtWebKit(),
  ]);
  ({ client: portal, code } = await server.portalUser());
  const row = await server.app.printers.add({ name: 'Corridor', uri: printer.uri }, {}, 'test');
  panelUrl = server.url + server.app.printers.panelPath(row);
});
after(async () => {
  await browser?.close();
  await printer?.stop();
  await server?.close();
});

async function upload(
  title: string,
  pages: number,
): Promise<{ readonly id: string; readonly bytes: Buffer }> {
  const bytes = Buffer.from(await samplePdf({ pages, title }));
  const path = `/api/portal/documents?name=${encodeURIComponent(title)}.pdf`;
  const { id } = ((await portal.call('POST', path, { raw: bytes })).json as { job: { id: string } }).job;
  await waitUntil(async () => (await stateOf(id)) === 'held', { what: `${title} to be ready` });
  return { id, bytes };
}

const stateOf = async (id: string): Promise<string | undefined> =>
  ((await portal.call('GET', `/api/portal/jobs/${id}`)).json as { job?: { state: string } }).job?.state;

async function arrive(width: number, height: number): Promise<void> {
  await browser.open(panelUrl, { width, height });
  await browser.until("document.querySelector('platen-panel .bar-printer')", 'the keypad');
  assert.equal(
    await browser.evaluate('location.pathname'),
    '/panel/',
    'the key does not stay in the address',
  );
}

/** By mouse, on the keypad. */
async function typeCode(digits: string): Promise<void> {
  for (const digit of digits) await browser.press(digit, '.keypad button');
}

const HAS_MODULES = "'noModule' in document.createElement('script')";

test('a document is looked at, changed and printed at 800 x 480', { skip }, async () => {
  const { id, bytes } = await upload('Old but good', 3);
  await arrive(800, 480);
  assert.equal(await browser.evaluate(HAS_MODULES), false, 'it is a browser of that time');
  assert.match(String(await browser.evaluate('document.scripts[0].src')), /panel-legacy-/);
  await typeCode(code);
  await browser.see('Old but good.pdf');
  await browser.press(/^Look at Old but good/);
  await browser.until(
    "document.querySelector('.sheet img.shown') && document.querySelector('.sheet img').naturalWidth > 100",
    'the picture of the first page',
  );
  await browser.press(/^Page 2/);
  await browser.see('Page 2');
  await browser.press('More copies');
  await browser.press('2-sided', '[role=radio]');
  await browser.press(/^More options/);
  await browser.see('Options');
  await browser.press('OK');
  await browser.until("document.querySelector('.at-preview')", 'the preview again');
  // A press right after the screen has changed may be meant for the one before, and is not taken.
  await waitUntil(
    async () => {
      const left =
        (await browser.evaluate("!document.querySelector('.at-preview .print:not([disabled])')")) === true;
      if (!left) await browser.press(/^Print\b/);
      return left;
    },
    { what: 'the printing to begin', everyMs: 1000 },
  );
  await browser.see('Take');
  const received = await waitUntil(
    async () => {
      const all = await printer.received();
      return all.length === 1 ? all[0] : undefined;
    },
    { what: 'the document at the printer', timeoutMs: 60_000 },
  );
  assert.deepEqual(await readFile(received.path), bytes, 'the very bytes that were sent');
  assert.equal(received.attributes.get('IPP_COPIES'), '2');
  assert.equal(received.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  await waitUntil(async () => (await stateOf(id)) === 'printed', { what: 'the end to be known' });
  await browser.press(/Sign out/);
  await browser.see('Enter your code');
});

test('a wrong code says so, keys of a keyboard work, and deleting asks first, at 1024 x 600', {
  skip,
}, async () => {
  const { id } = await upload('Not wanted', 1);
  await arrive(1024, 600);
  const wrong = [...code].map((digit) => String((Number(digit) + 1) % 10)).join('');
  await typeCode(wrong);
  await browser.see('This code does not match');
  for (const digit of code) await browser.type(digit);
  await browser.see('Not wanted.pdf');
  await browser.press('Delete');
  await browser.see('cannot be brought back');
  await browser.type('Escape');
  await browser.until("!document.querySelector('platen-dialog')", 'the dialog to be gone');
  assert.equal(await stateOf(id), 'held');
  await browser.press('Delete');
  await browser.press(/^Delete/, '.dialog button');
  await browser.until("!document.querySelector('.job')", 'the document to be gone');
  await waitUntil(async () => (await stateOf(id)) !== 'held', { what: 'it to be deleted' });
});

test('long, right-to-left and pictured titles are shown and break nothing', { skip }, async () => {
  // The longest title that a document can have is a part of this one.
  await upload('x'.repeat(200), 1);
  await upload('تقرير المبيعات', 1);
  await upload('🎉 Party 👨‍👩‍👧', 1);
  await arrive(800, 480);
  await typeCode(code);
  await browser.see('تقرير المبيعات');
  await browser.see('Party');
  const spills =
    'document.documentElement.scrollWidth > window.innerWidth || document.querySelector(".pane").scrollWidth > document.querySelector(".pane").clientWidth';
  assert.equal(await browser.evaluate(spills), false);
});

test('what comes while the list is looked at is heard by an answer that is held, which gives way to every press', {
  skip,
}, async (t) => {
  await arrive(800, 480);
  await typeCode(code);
  await browser.until("document.querySelector('.at-jobs')", 'the list');
  const listening = (): boolean => server.app.live.count() > 0;
  await waitUntil(listening, { what: 'the panel to hold a request' });
  const began = performance.now();
  const seen = browser.see('Just in time').then(() => performance.now() - began);
  await upload('Just in time', 1);
  t.diagnostic(`seen ${Math.round(await seen)} ms after the sending began`);
  await waitUntil(listening, { what: 'the next request to be held' });
  await browser.press(/^Look at Just in time/);
  await browser.see('Copies');
  await browser.press(/Back/);
  await waitUntil(listening, { what: 'it to be held again' });
  await browser.press(/Sign out/);
  await browser.see('Enter your code');
  await waitUntil(() => !listening(), { what: 'nobody to be listened for' });
});

test('nothing went wrong in the pages', { skip }, () => {
  assert.deepEqual(browser.console, []);
});
