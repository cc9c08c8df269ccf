// Between Print and the paper: what is wrong is said before anything is printed, a tap changes it, accounting data is asked for once, and
// after a power cut only what is missing is printed, booked once. Real IPP printers at the other end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findPrinter } from '@platen/edge-server/devices/printers';
import { findRelease, printedPerDay } from '@platen/edge-server/flow/store/releases';
import type { JobView, ReleaseView } from '@platen/shared/api/common';
import type { PanelReleased, PanelSession } from '@platen/shared/api/panel';
import type { PortalPrinters } from '@platen/shared/api/portal';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import { samplePdf } from '../documents/make-documents.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let corridor: VirtualPrinter;
let library: VirtualPrinter;
let corridorId: string;
let libraryId: string;
let panelPath: string;
let portal: Client;
let panel: Client;
let code: string;
before(async () => {
  [server, corridor, library] = await Promise.all([
    runServer(),
    startVirtualPrinter(),
    startVirtualPrinter(),
  ]);
  const { printers, watch } = server.app;
  const here = await printers.add({ name: 'Corridor', uri: corridor.uri, location: 'Ground' }, {}, 'test');
  const there = await printers.add({ name: 'Library', uri: library.uri, location: 'First' }, {}, 'test');
  [corridorId, libraryId] = [here.id, there.id];
  panelPath = printers.panelPath(here);
  await Promise.all([watch.ask(here, 0), watch.ask(there, 0)]);
  ({ client: portal, code } = await server.portalUser());
  panel = server.client();
  await panel.call('GET', panelPath);
  await signIn();
});
after(async () => {
  await server?.close();
  await Promise.all([corridor?.close(), library?.close()]);
});

async function signIn(): Promise<PanelSession> {
  const answer = await panel.call('POST', '/api/panel/session', { body: { code } });
  assert.equal(answer.status, 200, answer.bytes.toString());
  return answer.json as PanelSession;
}

async function upload(pages: number): Promise<string> {
  const raw = await samplePdf({ pages, title: 'Page' });
  const sent = await portal.call('POST', '/api/portal/documents?name=doc.pdf', { raw });
  const { id } = (sent.json as { job: { id: string } }).job;
  await waitUntil(async () => (await jobOf(id)).state === 'held', { what: 'the conversion' });
  return id;
}

const jobOf = async (id: string): Promise<JobView> =>
  ((await portal.call('GET', `/api/portal/jobs/${id}`)).json as { job: JobView }).job;

async function print(
  id: string,
  { ticket, accepted = [] }: { ticket?: TicketChoice; accepted?: string[] } = {},
): Promise<PanelReleased> {
  const jobs = [{ id, ...(ticket === undefined ? {} : { ticket }) }];
  const answer = await panel.call('POST', '/api/panel/release', { body: { jobs, preflight: { accepted } } });
  assert.equal(answer.status, 200, answer.bytes.toString());
  return answer.json as PanelReleased;
}

const told = ({ preflight }: PanelReleased) =>
  (preflight?.findings ?? []).map(({ severity, key }) => `${severity} ${key}`);

/** The condition holds, and the server has seen it. */
async function become(kind: 'ready' | 'cover-open'): Promise<void> {
  await corridor.setCondition({ kind });
  const row = await server.app.db.read((tx) => findPrinter(tx, corridorId));
  assert.ok(row);
  const seen = async () => (await server.app.watch.ask(row, 0)).condition?.state;
  const wanted = kind === 'ready' ? 'idle' : 'stopped';
  await waitUntil(async () => (await seen()) === wanted, { what: `the printer to be seen ${wanted}` });
}

const ends = (id: string, state: JobView['state']) =>
  waitUntil(async () => (await jobOf(id)).state === state, {
    what: `the job to be ${state}`,
    timeoutMs: 30_000,
  });

test('all is well: one call prints', async () => {
  const id = await upload(1);
  const released = await print(id);
  assert.equal(released.preflight, undefined);
  assert.equal(released.releases.length, 1);
  await ends(id, 'printed');
});

test('an open cover is said before anything is printed, with the nearest that can; anyway, it waits and prints', async () => {
  const id = await upload(1);
  await become('cover-open');
  const first = await print(id);
  assert.deepEqual(told(first), ['stop cover-open']);
  assert.deepEqual(first.preflight?.findings[0]?.nearest, { id: libraryId, name: 'Library', place: 'First' });
  assert.equal((await jobOf(id)).state, 'held', 'nothing was claimed');
  const second = await print(id, { accepted: ['cover-open'] });
  assert.equal(second.releases.length, 1);
  await become('ready');
  await ends(id, 'printed');
});

test('paper that is not there is asked about; the tap on a loaded one prints on it', async () => {
  const id = await upload(1);
  const asked = await print(id, { ticket: { media: 'iso_a5_148x210mm' } });
  assert.deepEqual(told(asked), ['ask media:A5']);
  const choices = asked.preflight?.findings[0]?.choices ?? [];
  const choice = choices.find(({ label }) => label === 'Print on A4, made to fit');
  assert.ok(choice, choices.map(({ label }) => label).join());
  const released = await print(id, { ticket: choice.ticket, accepted: ['media:A5'] });
  assert.equal(released.releases.length, 1);
  await ends(id, 'printed');
});

test('accounting data is asked for, remembered for this printer, and not asked again', async () => {
  const id = await upload(1);
  await server.app.printers.change(corridorId, { accounting: 'user-and-account' });
  const body = { jobs: [{ id }], preflight: { accepted: [] } };
  assert.deepEqual((await signIn()).accounting, { need: 'user-and-account' });
  const refused = await panel.call('POST', '/api/panel/release', { body });
  assert.equal(refused.status, 422);
  for (const user of ['', 'a\nb', 'x'.repeat(64)]) {
    assert.equal((await panel.call('POST', '/api/panel/accounting', { body: { user } })).status, 400);
  }
  const given = { user: 'mnovak', account: '4711' };
  const remembered = await panel.call('POST', '/api/panel/accounting', { body: given });
  assert.deepEqual(remembered.json, { need: 'user-and-account', ...given });
  assert.deepEqual((await signIn()).accounting, { need: 'user-and-account', ...given });
  assert.equal((await print(id)).releases.length, 1);
  await ends(id, 'printed');
  await server.app.printers.change(corridorId, { accounting: null });
});

test('a queue is a destination like any other: the default comes first, and asks for what it wants', async () => {
  const { app } = server;
  const queue = await app.printers.add({ name: 'Print shop', uri: library.uri }, {}, 'test');
  await app.printers.change(queue.id, { kind: 'queue', accounting: 'account' });
  await app.settings.change('delivery.defaultPrinter', 'print SHOP', 'test');
  const { printers } = (await portal.call('GET', '/api/portal/printers')).json as PortalPrinters;
  assert.deepEqual(
    printers.map(({ printer, kind, isDefault }) => [printer.name, kind, isDefault]),
    [
      ['Print shop', 'queue', true],
      ['Corridor', 'printer', false],
      ['Library', 'printer', false],
    ],
    'the default, then the one used last',
  );
  const id = await upload(2);
  const send = (more: object, printerId = queue.id) =>
    portal.call('POST', '/api/portal/release', {
      body: { printerId, jobs: [{ id }], preflight: { accepted: [] }, ...more },
    });
  assert.equal((await send({})).status, 422, 'its accounting data first');
  await app.settings.change('delivery.fromPortal', 'queues', 'test');
  assert.equal((await send({}, libraryId)).status, 403, 'a printer is not open from afar');
  const released = await send({ accounting: { account: '9' } });
  assert.equal((released.json as PanelReleased).releases.length, 1, released.bytes.toString());
  await ends(id, 'printed');
  await app.settings.change('delivery.fromPortal', 'none', 'test');
  assert.deepEqual((await portal.call('GET', '/api/portal/printers')).json, {
    printers: [],
    sites: [],
    total: 0,
  });
  await app.settings.change('delivery.fromPortal', undefined, 'test');
  await app.settings.change('delivery.defaultPrinter', undefined, 'test');
});

test('after a power cut the owner comes back, types the code, and prints the rest; every page is booked once', async () => {
  const slow = await startVirtualPrinter(300, 6);
  try {
    const row = await server.app.printers.add({ name: 'Slow', uri: slow.uri }, {}, 'test');
    panel = server.client();
    await panel.call('GET', server.app.printers.panelPath(row));
    await signIn();
    // A first document, so that its life counter stands above 0.
    const first = await upload(1);
    await print(first);
    await ends(first, 'printed');
    const before = await booked();
    const id = await upload(6);
    const [release] = (await print(id)).releases;
    const pagesOut = async () =>
      (await server.app.db.read((tx) => findRelease(tx, release?.id ?? '')))?.pagesDone ?? 0;
    await waitUntil(async () => (await pagesOut()) >= 2, { what: 'two pages', timeoutMs: 30_000 });
    await slow.setCondition({ kind: 'off' });
    await slow.setCondition({ kind: 'ready' });
    await ends(id, 'uncertain');

    const listed = (await signIn()).jobs.find((job) => job.id === id)?.release;
    const out = (listed?.missingFrom ?? 0) - 1;
    assert.ok(out >= 2 && out < 6, `${out} pages are known to be out`);
    assert.deepEqual(listed?.missing, { pages: [{ from: out + 1, to: 6 }] });
    const decided = await panel.call('POST', `/api/panel/releases/${listed?.id}/decision`, {
      body: { decision: 'missing', fromPage: listed?.missingFrom },
    });
    assert.equal((decided.json as ReleaseView).pages, 6 - out, decided.bytes.toString());
    assert.deepEqual(await booked(), { jobs: before.jobs, pages: before.pages + out });
    await ends(id, 'printed');
    assert.deepEqual(await booked(), { jobs: before.jobs + 1, pages: before.pages + 6 });
  } finally {
    await slow.close();
  }
});

async function booked(): Promise<{ jobs: number; pages: number }> {
  const [day] = await server.app.db.read((tx) => printedPerDay(tx, 0, Number.MAX_SAFE_INTEGER, 1));
  return day ?? { jobs: 0, pages: 0 };
}
