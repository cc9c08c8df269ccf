// Bad input and bad luck in a browser of the time before modules: one QtWebKit at 800 x 480 with the legacy panel, a finger that bounces, codes
// that were copied, titles of any length and direction, documents, pictures, storage and a server that go away in the middle.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { AppError } from '@platen/shared/app-error';
import { samplePdf } from '../documents/make-documents.ts';
import {
  type QtPageOptions,
  type QtWebKit,
  skipWithoutQtWebKit,
  startQtWebKit,
} from '../support/qtwebkit.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipWithoutQtWebKit;
const EMAIL = 'anna@example.com';

let folder: Awaited<ReturnType<typeof tempDir>>;
let server: RunningServer;
let printer: VirtualPrinter;
let browser: QtWebKit;
let portal: Client;
let code: string;
let panelPath: string;
/** Where the browser finds the server, whichever life it is in. */
let door: Server;
const through = new Set<Socket>();

before(async () => {
  if (skip !== false) return;
  folder = await tempDir('old-browser');
  [server, printer, browser] = await Promise.all([
    runServer({ dataDir: folder.path }),
    startVirtualPrinter(),
    startQtWebKit(),
  ]);
  ({ client: portal, code } = await server.portalUser(EMAIL));
  const row = await server.app.printers.add({ name: 'Corridor', uri: printer.uri }, {}, 'test');
  panelPath = server.app.printers.panelPath(row);
  door = createServer((socket) => {
    const inner = connect(server.httpsPort ?? 0, '127.0.0.1');
    for (const one of [socket, inner]) {
      through.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          through.delete(one);
          (one === socket ? inner : socket).destroy();
        });
    }
    socket.pipe(inner).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
});
after(async () => {
  await browser?.close();
  for (const socket of through) socket.destroy();
  door?.close();
  await server?.close();
  await printer?.close();
  await folder?.remove();
});

async function upload(name: string): Promise<string> {
  const raw = Buffer.from(await samplePdf({ pages: 2, title: name.slice(0, 20).replace(/[^a-z ]/gi, '') }));
  const path = `/api/portal/documents?name=${encodeURIComponent(name)}`;
  const sent = await portal.call('POST', path, { raw: Buffer.concat([raw, Buffer.from(`\n%${name}\n`)]) });
  const { id } = (sent.json as { job: { id: string } }).job;
  await waitUntil(async () => (await stateOf(id)) === 'held', { what: `${name.slice(0, 20)} to be ready` });
  return id;
}

const stateOf = async (id: string): Promise<string | undefined> =>
  ((await portal.call('GET', `/api/portal/jobs/${id}`)).json as { job?: { state: string } }).job?.state;

async function arrive(options: Partial<QtPageOptions> = {}): Promise<void> {
  const { port } = door.address() as AddressInfo;
  await browser.open(`https://localhost:${port}${panelPath}`, { width: 800, height: 480, ...options });
  await browser.until("document.querySelector('platen-panel .bar-printer')", 'the keypad');
}

/** By keyboard. */
async function typeCode(): Promise<void> {
  for (const digit of code) await browser.type(digit);
}

async function signOut(): Promise<void> {
  await browser.press(/Sign out/);
  await browser.see('Enter your code');
}

/** The list takes no press right after it has come: it may be meant for the keypad that stood there. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 700));

const FITS =
  'document.documentElement.scrollWidth <= window.innerWidth && document.querySelector(".pane").scrollWidth <= document.querySelector(".pane").clientWidth';

test('a code that was copied with spaces signs in, pasted or typed', { skip }, async () => {
  await upload('Copied.pdf');
  await arrive();
  await browser.paste(` ${code.slice(0, 4)} ${code.slice(4)}\n`);
  await browser.see('Copied.pdf');
  await signOut();
  for (const key of `${code.slice(0, 3)} ${code.slice(3)}`) await browser.type(key);
  await browser.see('Copied.pdf');
  await signOut();
});

test('titles of two thousand signs, from right to left and of pictures stay inside their rows and their pages', {
  skip,
}, async () => {
  const names = [
    `${'Wide '.repeat(400)}.pdf`,
    `${'w'.repeat(2_000)}.pdf`,
    'تقرير المبيعات 2026.pdf',
    '🎉 Party 👨‍👩‍👧.pdf',
  ];
  for (const name of names) await upload(name);
  await arrive();
  await typeCode();
  for (const seen of ['Wide Wide', 'wwww', 'تقرير المبيعات', 'Party']) await browser.see(seen);
  assert.equal(await browser.evaluate(FITS), true);
  const outside = `Array.prototype.some.call(document.querySelectorAll('.job'), function (row) {
    return row.scrollWidth > row.clientWidth + 1 || row.getBoundingClientRect().right > window.innerWidth;
  })`;
  assert.equal(await browser.evaluate(outside), false);
  await settled();
  await browser.press(/^Look at w{20}/);
  await browser.until("document.querySelector('.at-preview')", 'the page');
  assert.equal(await browser.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), true);
  await browser.type('Escape');
  await browser.until("document.querySelector('.job')", 'the list');
  await signOut();
});

test('a finger that bounces on Print prints once, and the document comes out once', { skip }, async () => {
  const id = await upload('Bounced.pdf');
  const before = (await printer.prints()).length;
  await arrive();
  await typeCode();
  await browser.see('Bounced.pdf');
  await settled();
  await browser.press(/^Look at Bounced/);
  await browser.until("document.querySelector('.at-preview .print:not([disabled])')", 'the page');
  await settled();
  await browser.press(/^Print\b/, '.at-preview .print', 4);
  await waitUntil(async () => (await stateOf(id)) === 'printed', { what: 'it to be printed' });
  assert.equal((await printer.prints()).length, before + 1);
  await browser.see('Take');
  await signOut();
});

test('a document that was deleted elsewhere is said to be gone, and nothing is printed', {
  skip,
}, async () => {
  const id = await upload('Gone soon.pdf');
  const before = (await printer.prints()).length;
  await arrive();
  await typeCode();
  await browser.see('Gone soon.pdf');
  await settled();
  await browser.press(/^Look at Gone soon/);
  await browser.until("document.querySelector('.at-preview .print:not([disabled])')", 'the page');
  assert.ok((await portal.call('DELETE', `/api/portal/jobs/${id}`)).status < 300);
  await browser.until(
    "/no longer here|not here any more/.test(document.body.innerText) || !document.querySelector('.at-preview')",
    'it to be said or the list to stand there',
  );
  await browser.until("document.body.innerText.indexOf('Gone soon') === -1", 'it to leave the list');
  assert.equal((await printer.prints()).length, before);
  await signOut();
});

test('pictures that cannot be drawn are said to be missing, and printing goes on without them', {
  skip,
}, async () => {
  const { previews } = server.app;
  const page = previews.page;
  Object.assign(previews, { page: () => Promise.reject(new AppError('preview-failed')) });
  try {
    const id = await upload('No picture.pdf');
    await arrive();
    await typeCode();
    await browser.see('No picture.pdf');
    await settled();
    await browser.press(/^Look at No picture/);
    await browser.see('cannot be shown');
    await settled();
    await browser.press(/^Print\b/, '.at-preview .print');
    await waitUntil(async () => (await stateOf(id)) === 'printed', { what: 'it to be printed' });
    await signOut();
  } finally {
    Object.assign(previews, { page });
  }
});

test('a browser that may keep nothing prints all the same', { skip }, async () => {
  const id = await upload('Kept nowhere.pdf');
  await arrive({ storage: false });
  assert.equal(await browser.evaluate('window.localStorage === null'), true);
  await typeCode();
  await browser.see('Kept nowhere.pdf');
  await settled();
  await browser.press(/^Look at Kept nowhere/);
  await browser.until("document.querySelector('.at-preview .print:not([disabled])')", 'the page');
  await settled();
  await browser.press(/^Print\b/, '.at-preview .print');
  await waitUntil(async () => (await stateOf(id)) === 'printed', { what: 'it to be printed' });
  await signOut();
});

test('a server that is started again in the middle is waited for, and the same session prints', {
  skip,
}, async () => {
  const id = await upload('Through it.pdf');
  await arrive();
  await typeCode();
  await browser.see('Through it.pdf');
  await server.close();
  for (const socket of through) socket.destroy();
  await browser.see('The print server does not answer');
  server = await runServer({ dataDir: folder.path });
  portal = server.client();
  assert.equal(
    (await portal.call('POST', '/api/portal/session', { body: { email: EMAIL, code } })).status,
    200,
  );
  await browser.until("document.body.innerText.indexOf('does not answer') === -1", 'it to be found again');
  await browser.see('Through it.pdf');
  await settled();
  await browser.press(/^Look at Through it/);
  await browser.until("document.querySelector('.at-preview .print:not([disabled])')", 'the page');
  await settled();
  await browser.press(/^Print\b/, '.at-preview .print');
  await waitUntil(async () => (await stateOf(id)) === 'printed', { what: 'it to be printed' });
  await signOut();
});

test('nothing went wrong in the pages', { skip }, () => {
  assert.deepEqual(browser.console, []);
});
