// Printing from computers: a person makes a queue address in the portal, prints from CUPS with it, over LPR, over a raw port and into a Samba share;
// everything waits, and comes out at a panel with one press. The computer's own queue is empty then.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type PlatenServer, startPlaten } from '../servers/platen.ts';
import { type SambaShare, startSambaShare } from '../servers/samba-share.ts';
import { type CupsClient, startCupsClient } from '../support/cups-client.ts';
import { freePort } from '../support/free-port.ts';
import { operatorCall } from '../support/operator.ts';
import { aQueue } from '../support/queue-parts.ts';
import { repository } from '../support/repository.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const skip =
  skipUnless('ippeveprinter', 'chromium', 'cupsd', 'lpadmin', 'lp', 'rlpr', 'smbd', 'smbclient') ||
  (process.getuid?.() === 0 ? false : 'smbd needs root');
const EMAIL = 'anna@example.test';
const WAYS = ['cups', 'lpr', 'raw', 'share'] as const;

let server: PlatenServer;
let printer: IppEvePrinter;
let browser: Browser;
let cups: CupsClient;
let samba: SambaShare;
let folder: Awaited<ReturnType<typeof tempDir>>;
let code: string;
let panelPath: string;
const ports = { lpr: 0, raw: 0 };
const file = (name: string): string => join(folder.path, `${name}.pdf`);

before(async () => {
  if (skip !== false) return;
  folder = await tempDir('anything');
  [server, printer, browser, cups] = await Promise.all([
    startPlaten(),
    startIppEvePrinter({ name: 'Corridor' }),
    launchChromium(),
    startCupsClient(),
  ]);
  code = (await operatorCall(server, 'POST', '/api/admin/users', { email: EMAIL, name: 'Anna' })).json<{
    code: string;
  }>().code;
  const added = await operatorCall(server, 'POST', '/api/admin/printers', {
    name: 'Corridor',
    uri: printer.uri,
  });
  panelPath = added.json<{ panelPath: string }>().panelPath;
  for (const kind of ['lpr', 'raw'] as const) {
    ports[kind] = await freePort();
    const queue = aQueue({ name: kind, kind, port: ports[kind], fallback: EMAIL });
    const opened = await operatorCall(server, 'POST', '/api/admin/queues', queue);
    assert.equal(opened.status, 201, opened.text);
  }
  samba = await startSambaShare(async (spool) => {
    const args = ['samba-config', '--domain', 'example.test', '--spool', spool, '--account', 'root'];
    const cli = join(repository, 'edge-server', 'bin', 'platen.mjs');
    const { stdout } = await run(process.execPath, [cli, ...args, '--guests', '--data-dir', server.dataDir]);
    return stdout;
  });
  // Each its own pages: the same document sent twice is offered once.
  for (const [index, way] of WAYS.entries())
    await writeFile(file(way), await samplePdf({ pages: index + 1, title: `From ${way}` }));
});
after(async () => {
  await Promise.all([browser?.close(), cups?.stop(), samba?.stop(), printer?.stop()]);
  await server?.stop();
  await folder?.remove();
});

async function open(path: string, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: size });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(server.httpsUrl + path);
  return page;
}

/** The address that the portal shows once. */
async function ownAddress(): Promise<string> {
  const portal = await open('/', { width: 390, height: 800 });
  await portal.getByLabel('Email address').fill(EMAIL);
  await portal.getByLabel('Confirmation code').fill(code);
  await portal.getByRole('button', { name: 'Sign in' }).click();
  await portal.getByRole('link', { name: 'Me', exact: true }).click();
  await portal.getByText('Print from your computer or phone').click();
  await portal.getByText('An address of your own').click();
  await portal.getByRole('button', { name: 'Make my address' }).click();
  await portal.getByText('it will not be shown again').waitFor();
  const address = /ipps:\/\/\S+\/ipp\/q\/[A-Za-z0-9_-]+/.exec(await portal.locator('main').innerText())?.[0];
  assert.ok(address, 'the address is shown');
  return address;
}

async function printEverywhere(address: string): Promise<void> {
  await cups.addQueue('platen', address);
  await cups.print('platen', file('cups'));
  // rlpr names whoever runs it, whom nobody knows here: the queue says whose such documents are.
  await waitUntil(
    () =>
      run('rlpr', ['-H', '127.0.0.1', '-P', 'lpr', '-N', `--port=${ports.lpr}`, file('lpr')]).then(
        () => true,
      ),
    { what: 'rlpr to be taken' },
  );
  const bytes = await samplePdf({ pages: WAYS.indexOf('raw') + 1, title: 'From raw' });
  await new Promise<void>((resolve, reject) => {
    const socket = connect(ports.raw, '127.0.0.1', () => socket.end(bytes));
    socket.once('close', () => resolve());
    socket.once('error', reject);
    socket.resume();
  });
  await samba.print('anna', 'print', file('share'));
}

test('whatever it was printed from waits for the code, and comes out with one press', { skip }, async () => {
  await printEverywhere(await ownAddress());
  const mine = async () =>
    (await operatorCall(server, 'GET', '/api/admin/jobs')).json<{
      jobs: { state: string; channel: string }[];
    }>().jobs;
  await waitUntil(async () => (await mine()).filter(({ state }) => state === 'held').length === WAYS.length, {
    what: 'everything to wait',
    timeoutMs: 60_000,
  });

  const panel = await open(panelPath, { width: 800, height: 480 });
  await panel.getByText('Enter your code').waitFor();
  for (const digit of code) await panel.getByRole('button', { name: digit, exact: true }).click();
  await panel.getByRole('button', { name: `Print all ${WAYS.length} documents` }).click();
  const received = await waitUntil(
    async () => {
      const all = await printer.received();
      return all.length === WAYS.length ? all : undefined;
    },
    { what: 'all of them at the printer', timeoutMs: 90_000 },
  );
  assert.equal(new Set(received.map(({ path }) => path)).size, WAYS.length);
  await waitUntil(async () => (await mine()).every(({ state }) => state === 'printed'), {
    what: 'their ends to be known',
    timeoutMs: 60_000,
  });
  await waitUntil(async () => (await cups.waiting('platen')).length === 0, {
    what: "the computer's own queue to be empty",
    timeoutMs: 60_000,
  });
});
