// A phone at a printer, over the wire of a whole server: the panel's code, scanned before or after signing in, opens printing there for some
// minutes and for that session alone; it opens nothing when it is guessed, old, of another printer, or sent back and forth.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '@platen/edge-server/platform/clock';
import type { JobView } from '@platen/shared/api/common';
import type { PanelStart } from '@platen/shared/api/panel';
import type { PortalJobs, PortalReleased } from '@platen/shared/api/portal';
import type { PanelPresence, PortalPresence, PresenceScanned } from '@platen/shared/api/presence';
import { samplePdf } from '../documents/make-documents.ts';
import { readBitPng } from '../support/read-bit-png.ts';
import { type Answer, type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

const STEP_MS = 30_000;

let passed = 0;
let server: RunningServer;
let device: VirtualPrinter;
let hall: string;
let cellar: string;
let hallPanel: Client;
let cellarPanel: Client;
before(async () => {
  const clock = { ...systemClock, now: () => systemClock.now() + passed };
  [server, device] = await Promise.all([runServer({ clock }), startVirtualPrinter()]);
  const add = async (name: string, site: string): Promise<{ id: string; panel: Client }> => {
    const row = await server.app.printers.add({ name, uri: device.uri, site }, {}, 'test');
    await server.app.watch.ask(row, 0);
    const panel = server.client();
    await panel.call('GET', server.app.printers.panelPath(row));
    return { id: row.id, panel };
  };
  ({ id: hall, panel: hallPanel } = await add('Hall', 'Northgate'));
  ({ id: cellar, panel: cellarPanel } = await add('Cellar', 'Harbour'));
});
after(async () => {
  await server?.close();
  await device?.close();
});
beforeEach(async () => {
  for (const key of ['presence.enabled', 'presence.needed', 'presence.sites', 'delivery.fromPortal'])
    await server.app.settings.change(key, undefined, 'test');
  // Wrong codes of the test before are forgotten.
  passed += 120_000;
});

const codeOf = ({ json }: Answer): string | undefined =>
  (json as { error?: { code?: string } } | undefined)?.error?.code;

async function tokenAt(panel: Client): Promise<string> {
  const answer = await panel.call('GET', '/api/panel/presence');
  assert.equal(answer.status, 200, answer.bytes.toString());
  const { url, expiresIn } = answer.json as PanelPresence;
  assert.ok(expiresIn > 0 && expiresIn <= STEP_MS);
  assert.ok(url.length <= 120, url);
  return url.split('/at/')[1] ?? '';
}
const scan = (client: Client, token: string): Promise<Answer> =>
  client.call('POST', '/api/portal/presence/scan', { body: { token } });
const stand = (client: Client, token?: string): Promise<Answer> =>
  client.call('POST', '/api/portal/presence', { body: token === undefined ? {} : { token } });
const print = (client: Client, printerId: string, jobs: readonly string[]): Promise<Answer> =>
  client.call('POST', '/api/portal/release', {
    body: { printerId, jobs: jobs.map((id) => ({ id, ticket: {} })) },
  });

async function held(client: Client): Promise<string> {
  const raw = await samplePdf({ pages: 1, title: 'Page' });
  const sent = await client.call('POST', '/api/portal/documents?name=page.pdf', { raw });
  const { id } = (sent.json as { job: JobView }).job;
  await waitUntil(
    async () => {
      const { jobs } = (await client.call('GET', '/api/portal/jobs')).json as PortalJobs;
      return jobs.some((job) => job.id === id && job.state === 'held');
    },
    { what: 'the conversion' },
  );
  return id;
}

test('a panel is told of the code, and its picture says what its address says', async () => {
  const start = (await hallPanel.call('GET', '/api/panel/start')).json as PanelStart;
  assert.equal(start.presence, true);
  const picture = await hallPanel.call('GET', '/api/panel/presence.png?scale=2');
  assert.equal(picture.status, 200);
  assert.equal(picture.headers['content-type'], 'image/png');
  assert.equal(picture.headers['cache-control'], 'no-store');
  assert.equal(readBitPng(picture.bytes).length % 2, 0);
  const etag = String(picture.headers['etag']);
  passed += STEP_MS;
  const next = await hallPanel.call('GET', '/api/panel/presence.png?scale=2', {
    headers: { 'if-none-match': etag },
  });
  assert.equal(next.status, 200, 'another step has another picture');
  assert.notEqual(next.headers['etag'], etag);
  assert.equal((await hallPanel.call('GET', '/api/panel/presence.png?scale=9')).status, 400);
  assert.equal((await server.client().call('GET', '/api/panel/presence.png')).status, 401);
});

test('the address of the code leads to the portal, which gets it behind the # and nowhere else', async () => {
  const token = await tokenAt(hallPanel);
  const answer = await server.client().call('GET', `/at/${token}`);
  assert.equal(answer.status, 302);
  assert.equal(answer.headers['location'], `/#at=${token}`);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(answer.headers['referrer-policy'], 'no-referrer');
  for (const odd of [
    '/at/',
    '/at/a/b',
    '/at/%2F%2Fevil.example',
    '/at/javascript:alert(1)',
    '/at//evil.example',
  ]) {
    assert.equal((await server.client().call('GET', odd)).status, 404, odd);
  }
  assert.ok(!server.logged.some((line) => line.includes(token)), 'no log has it');
});

test('who scans, signs in and prints gets paper; the session then is at that printer alone', async () => {
  const { client: mine, code, email } = await server.portalUser();
  const phone = server.client();
  const scanned = await scan(phone, await tokenAt(hallPanel));
  assert.equal(scanned.status, 200, scanned.bytes.toString());
  assert.equal((scanned.json as PresenceScanned).printer.name, 'Hall');
  const { expiresIn } = scanned.json as PresenceScanned;
  assert.ok(expiresIn > 4 * 60_000 && expiresIn <= 5 * 60_000, String(expiresIn));
  assert.equal((await stand(phone)).status, 401, 'a scan signs nobody in');
  // Two minutes to type a code: longer than the panel's code lives.
  passed += 120_000;
  await phone.call('POST', '/api/portal/session', { body: { email, code } });
  const here = await stand(phone);
  assert.equal(here.status, 200, here.bytes.toString());
  assert.equal((here.json as PortalPresence).at.printer.id, hall);
  assert.ok((here.json as PortalPresence).expiresIn <= 3 * 60_000, 'signing in is included');
  assert.equal((await stand(phone)).status, 200, 'a page that is opened anew still knows it');
  const job = await held(mine);
  await server.app.settings.change('presence.needed', true, 'test');
  const printed = await print(phone, hall, [job]);
  assert.equal(printed.status, 200, printed.bytes.toString());
  assert.equal((printed.json as PortalReleased).releases.length, 1);
  await waitUntil(async () => (await device.prints()).length > 0, { what: 'paper' });
});

test('where presence is needed nothing goes to a printer that was not scanned, nor from another session, nor afterwards', async () => {
  await server.app.settings.change('presence.needed', true, 'test');
  const { client: mine } = await server.portalUser();
  const { client: other } = await server.portalUser();
  const job = await held(mine);
  const refused = await print(mine, hall, [job]);
  assert.equal(codeOf(refused), 'presence-needed');
  assert.match(refused.bytes.toString(), /scan the code on the panel of Hall/);
  assert.equal((await stand(mine, await tokenAt(cellarPanel))).status, 200);
  assert.equal(codeOf(await print(mine, hall, [job])), 'presence-needed', 'at another printer');
  assert.equal(codeOf(await print(other, cellar, [job])), 'presence-needed', 'another session');
  passed += 5 * 60_000 + 1000;
  assert.equal(codeOf(await print(mine, cellar, [job])), 'presence-needed', 'too late');
  assert.equal(codeOf(await stand(mine)), 'presence-expired');
  await server.app.settings.change('presence.sites', 'northgate\n', 'test');
  assert.equal(codeOf(await print(mine, hall, [job])), 'presence-needed');
  assert.equal((await print(mine, cellar, [job])).status, 200, 'a site that is not listed');
});

test('standing at a printer is worth it where the portal prints nothing from afar', async () => {
  await server.app.settings.change('delivery.fromPortal', 'none', 'test');
  const { client: mine } = await server.portalUser();
  const job = await held(mine);
  assert.equal(codeOf(await print(mine, hall, [job])), 'printer-off');
  await stand(mine, await tokenAt(hallPanel));
  assert.equal((await print(mine, hall, [job])).status, 200);
});

test('a signed-in phone that scans again is at the other printer; signing out ends it', async () => {
  const { client: mine, code, email } = await server.portalUser();
  await stand(mine, await tokenAt(hallPanel));
  const again = (await stand(mine, await tokenAt(cellarPanel))).json as PortalPresence;
  assert.equal(again.at.printer.name, 'Cellar');
  await mine.call('DELETE', '/api/portal/session');
  assert.equal((await stand(mine)).status, 401);
  await mine.call('POST', '/api/portal/session', { body: { email, code } });
  assert.equal(codeOf(await stand(mine)), 'presence-expired');
});

test('a code that is a minute old, guessed, or of another printer opens nothing, and guessing has to wait', async () => {
  const { client: mine } = await server.portalUser();
  const token = await tokenAt(hallPanel);
  const mixed = `${cellar}.${token.split('.')[1] ?? ''}`;
  for (const wrong of [mixed, `${hall}.${'A'.repeat(27)}`, `nobody.${'A'.repeat(27)}`]) {
    assert.equal(codeOf(await stand(mine, wrong)), 'presence-expired', wrong);
    assert.equal(codeOf(await scan(server.client(), wrong)), 'presence-expired', wrong);
  }
  for (const odd of ['', 'x', `${token}\n`, '../../etc', `${hall}.${'A'.repeat(28)}`]) {
    assert.equal((await stand(mine, odd)).status, 400, odd);
  }
  passed += 2 * STEP_MS;
  assert.equal(codeOf(await stand(mine, token)), 'presence-expired', 'replayed');
  let last = '';
  for (let i = 0; i < 40 && last !== 'too-many-scans'; i += 1)
    last = codeOf(await scan(server.client(), `${hall}.${'B'.repeat(27)}`)) ?? '';
  assert.equal(last, 'too-many-scans');
});

test('a foreign page cannot send a scan, and a new panel key ends the old codes', async () => {
  const { client: mine } = await server.portalUser();
  const token = await tokenAt(cellarPanel);
  const foreign = await mine.call('POST', '/api/portal/presence', {
    body: { token },
    headers: { 'x-platen': '0' },
  });
  assert.equal(codeOf(foreign), 'wrong-origin');
  await server.app.printers.renewPanelKey(cellar);
  assert.equal(codeOf(await stand(mine, token)), 'presence-expired');
});

test('switched off there is no code, and old ones open nothing', async () => {
  const { client: mine } = await server.portalUser();
  const token = await tokenAt(hallPanel);
  await stand(mine, token);
  await server.app.settings.change('presence.enabled', false, 'test');
  assert.equal(codeOf(await hallPanel.call('GET', '/api/panel/presence')), 'presence-off');
  assert.equal(codeOf(await hallPanel.call('GET', '/api/panel/presence.png')), 'presence-off');
  assert.equal(codeOf(await stand(mine)), 'presence-off');
  assert.equal(codeOf(await scan(server.client(), token)), 'presence-off');
  const start = (await hallPanel.call('GET', '/api/panel/start')).json as PanelStart;
  assert.equal(start.presence, undefined);
});
