// Once said, always so: a person sets their defaults in the portal, what they send and what waits is printed that way, and a choice for one
// document at the panel still wins.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findUser } from '@platen/edge-server/people/users';
import type { JobView } from '@platen/shared/api/common';
import type { PanelReleased, PanelSession } from '@platen/shared/api/panel';
import type { Preferences, PreferencesSaved } from '@platen/shared/api/portal-preferences';
import { samplePdf } from '../documents/make-documents.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let printer: VirtualPrinter;
let portal: Client;
let userId: string;
let code: string;
before(async () => {
  [server, printer] = await Promise.all([runServer(), startVirtualPrinter()]);
  await server.app.settings.change('options.sides', 'two-sided-long-edge', 'test');
  ({ client: portal, userId, code } = await server.portalUser());
});
after(async () => {
  await server?.close();
  await printer?.close();
});

const read = async (): Promise<Preferences> =>
  (await portal.call('GET', '/api/portal/preferences')).json as Preferences;
const save = (body: unknown) => portal.call('PUT', '/api/portal/preferences', { body });
const jobOf = async (id: string): Promise<JobView> =>
  ((await portal.call('GET', `/api/portal/jobs/${id}`)).json as { job: JobView }).job;

async function upload(): Promise<string> {
  const raw = await samplePdf({ pages: 2, title: 'Page' });
  const sent = await portal.call('POST', '/api/portal/documents?name=doc.pdf', { raw });
  const { id } = (sent.json as { job: { id: string } }).job;
  await waitUntil(async () => (await jobOf(id)).state === 'held', { what: 'the conversion' });
  return id;
}

test('at first what holds is the organisation’s, and every language of mail is offered', async () => {
  const { languages, ...rest } = await read();
  assert.deepEqual(rest, {
    defaults: {},
    language: null,
    site: { defaults: { sides: 'two-sided-long-edge' }, language: 'en' },
  });
  assert.ok(languages.some(({ tag, name }) => tag === 'de' && name === 'Deutsch'));
});

test('a change is kept, holds for what waits, and can be taken back', async () => {
  const id = await upload();
  assert.deepEqual((await jobOf(id)).ticket, { sides: 'two-sided-long-edge' });
  const answer = await save({
    defaults: { sides: 'one-sided', printColorMode: 'monochrome' },
    language: 'de',
  });
  assert.equal(answer.status, 200, answer.bytes.toString());
  const saved = answer.json as PreferencesSaved;
  assert.deepEqual([saved.documents, saved.language], [1, 'de']);
  assert.deepEqual((await jobOf(id)).ticket, { sides: 'one-sided', printColorMode: 'monochrome' });
  assert.equal((await server.app.db.read((tx) => findUser(tx, userId)))?.language, 'de');
  const { documents: _, ...kept } = saved;
  assert.deepEqual(await read(), kept);

  await save({ defaults: {}, language: null });
  assert.deepEqual((await jobOf(id)).ticket, { sides: 'two-sided-long-edge' });
  assert.equal((await read()).language, null);
});

test('a change of the language alone touches no document', async () => {
  await upload();
  await server.app.settings.change('options.printColorMode', 'monochrome', 'test');
  assert.equal(((await save({ defaults: {}, language: 'it' })).json as PreferencesSaved).documents, 0);
  await server.app.settings.change('options.printColorMode', undefined, 'test');
});

test('what is no default or no language of mail is refused, and nothing is changed', async () => {
  const before = await read();
  for (const body of [
    { defaults: { copies: 3 }, language: null },
    { defaults: { sides: 'both' }, language: null },
    { defaults: {}, language: 'xx' },
    { defaults: {} },
  ]) {
    assert.equal((await save(body)).status, 400, JSON.stringify(body));
  }
  assert.deepEqual(await read(), before);
});

test('printed as set when nobody says otherwise, and a choice at the panel wins', async () => {
  const { printers, watch } = server.app;
  const row = await printers.add({ name: 'Corridor', uri: printer.uri }, {}, 'test');
  await watch.ask(row, 0);
  await save({ defaults: { sides: 'one-sided' }, language: null });
  const [usual, chosen] = [await upload(), await upload()];
  const panel = server.client();
  await panel.call('GET', printers.panelPath(row));
  const session = (await panel.call('POST', '/api/panel/session', { body: { code } })).json as PanelSession;
  assert.deepEqual(session.jobs.find(({ id }) => id === usual)?.ticket, { sides: 'one-sided' });
  const jobs = [{ id: usual }, { id: chosen, ticket: { sides: 'two-sided-long-edge' } }];
  const answer = await panel.call('POST', '/api/panel/release', { body: { jobs } });
  assert.equal(answer.status, 200, answer.bytes.toString());
  assert.equal((answer.json as PanelReleased).releases.length, 2);
  const tickets = await server.app.db.read(async (tx) => {
    const rows = await tx.q.select().from(tx.t.releases);
    return new Map(rows.map(({ jobId, ticket }) => [jobId, ticket]));
  });
  assert.deepEqual(tickets.get(usual), { sides: 'one-sided' });
  assert.deepEqual(tickets.get(chosen), { sides: 'two-sided-long-edge' });
});
