// What the portal's screens on a phone ask the server: printers by word and site, one printer, the history, and a document to be read.
// Everybody has their own, and nothing of how a printer is reached is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JobView } from '@platen/shared/api/common';
import type { PortalHistory, PortalJob, PortalPrinter, PortalPrinters } from '@platen/shared/api/portal';
import { samplePdf } from '../documents/make-documents.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let device: VirtualPrinter;
let mine: Client;
let other: Client;
let printerId: string;
before(async () => {
  [server, device] = await Promise.all([runServer(), startVirtualPrinter()]);
  const { printers, settings, watch } = server.app;
  const row = await printers.add(
    { name: 'Corridor', uri: device.uri, site: 'Northgate', location: 'Ground' },
    {},
    'test',
  );
  printerId = row.id;
  await printers.add({ name: 'Harbour MFD', uri: device.uri, site: 'Harbour' }, {}, 'test');
  await settings.change('site.places', 'northgate: 52.52, 13.405', 'test');
  await watch.ask(row, 0);
  ({ client: mine } = await server.portalUser());
  ({ client: other } = await server.portalUser());
});
after(async () => {
  await server?.close();
  await device?.close();
});

async function upload(raw: Uint8Array, name: string): Promise<JobView> {
  const sent = await mine.call('POST', `/api/portal/documents?name=${name}`, { raw });
  assert.equal(sent.status, 201, sent.bytes.toString());
  const { id } = (sent.json as { job: JobView }).job;
  await waitUntil(async () => (await jobOf(id)).job.state === 'held', { what: 'the conversion' });
  return (await jobOf(id)).job;
}
const jobOf = async (id: string): Promise<PortalJob> =>
  (await mine.call('GET', `/api/portal/jobs/${id}`)).json as PortalJob;

test('printers are found by word and site, with where the sites are, and without addresses', async () => {
  const all = await mine.call('GET', '/api/portal/printers');
  const { printers, total, sites } = all.json as PortalPrinters;
  assert.deepEqual([printers.map(({ printer }) => printer.name), total], [['Corridor', 'Harbour MFD'], 2]);
  assert.deepEqual(sites, [
    { name: 'Harbour', printers: 1 },
    { name: 'Northgate', printers: 1, latitude: 52.52, longitude: 13.405 },
  ]);
  assert.ok(!all.bytes.toString().includes(device.uri), 'no address');
  const found = (await mine.call('GET', '/api/portal/printers?search=mfd&site=Harbour'))
    .json as PortalPrinters;
  assert.deepEqual([found.printers.length, found.total], [1, 1]);
  const near = (await mine.call('GET', '/api/portal/printers?near=Harbour%0ANorthgate'))
    .json as PortalPrinters;
  assert.equal(near.printers[0]?.printer.name, 'Harbour MFD');
});

test('what is asked wrongly is refused', async () => {
  for (const query of ['offset=-1', `search=${'x'.repeat(101)}`, `near=${'a%0A'.repeat(21)}`]) {
    assert.equal((await mine.call('GET', `/api/portal/printers?${query}`)).status, 400, query);
  }
  assert.equal((await mine.call('GET', '/api/portal/history?after=yesterday')).status, 400);
});

test('one printer tells its trays and what it can do, and one that may not be used is not told of', async () => {
  const path = `/api/portal/printers/${printerId}`;
  const at = (await mine.call('GET', path)).json as PortalPrinter;
  assert.equal(at.printer.name, 'Corridor');
  assert.ok((at.trays ?? []).length > 0, 'trays');
  assert.ok(at.printer.capabilities !== undefined, 'capabilities');
  await server.app.settings.change('delivery.fromPortal', 'queues', 'test');
  assert.equal((await mine.call('GET', path)).status, 404);
  assert.equal(((await mine.call('GET', '/api/portal/printers')).json as PortalPrinters).total, 0);
  await server.app.settings.change('delivery.fromPortal', undefined, 'test');
  assert.equal((await mine.call('GET', '/api/portal/printers/none')).status, 404);
});

test('a document is read by its owner only, is kept nowhere, can run nothing, and the story says so once', async () => {
  const raw = await samplePdf({ pages: 2, title: 'Page' });
  const { id } = await upload(raw, 'doc.pdf');
  const path = `/api/portal/jobs/${id}/document`;
  const answer = await mine.call('GET', path);
  assert.equal(answer.status, 200);
  const { headers } = answer;
  assert.equal(headers['content-type'], 'application/pdf');
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(String(headers['content-security-policy']), /sandbox/);
  assert.match(String(headers['content-disposition']), /^inline; filename="document\.pdf"$/);
  assert.equal(answer.bytes.subarray(0, 5).toString(), '%PDF-');
  await mine.call('GET', path);
  const { story } = await jobOf(id);
  assert.equal(story.filter(({ kind }) => kind === 'previewed').length, 1);
  assert.equal((await other.call('GET', path)).status, 404);
  assert.equal((await server.client().call('GET', path)).status, 401);
});

test('a text is read as the PDF that is printed of it', async () => {
  const { id } = await upload(Buffer.from('<script>alert(1)</script> plain text\n'), 'note.txt');
  const answer = await mine.call('GET', `/api/portal/jobs/${id}/document`);
  assert.equal(answer.headers['content-type'], 'application/pdf');
});

test('what was deleted is in its owner’s history with its title, and in nobody else’s', async () => {
  const { id } = await upload(await samplePdf({ pages: 1, title: 'Page' }), 'old.pdf');
  assert.equal((await mine.call('DELETE', `/api/portal/jobs/${id}`)).status, 200);
  const { entries, keptDays } = (await mine.call('GET', '/api/portal/history')).json as PortalHistory;
  const [entry] = entries;
  assert.deepEqual([entry?.job.id, entry?.job.title, entry?.job.state], [id, 'old.pdf', 'deleted']);
  assert.equal(keptDays, 90);
  assert.equal((await mine.call('GET', `/api/portal/jobs/${id}/document`)).status, 410);
  assert.deepEqual(((await other.call('GET', '/api/portal/history')).json as PortalHistory).entries, []);
});
