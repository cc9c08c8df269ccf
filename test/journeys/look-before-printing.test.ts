// Looking at a document on a panel: the picture is what will come out with the options that are chosen, on the printer's own paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { samplePdf } from '../documents/make-documents.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let printer: VirtualPrinter;
let panel: Client;
let portal: Client;
let id: string;
before(async () => {
  [server, printer] = await Promise.all([runServer(), startVirtualPrinter()]);
  const row = await server.app.printers.add({ name: 'P', uri: printer.uri }, {}, 'test');
  const { client, code } = await server.portalUser();
  portal = client;
  const pdf = await samplePdf({ pages: 5, title: 'Look', colour: true });
  const sent = await client.call('POST', '/api/portal/documents?name=look.pdf', { raw: pdf });
  ({ id } = (sent.json as { job: { id: string } }).job);
  const held = async (): Promise<boolean> => {
    const { json } = await client.call('GET', `/api/portal/jobs/${id}`);
    return (json as { job: { state: string } }).job.state === 'held';
  };
  await waitUntil(held, { what: 'the conversion' });
  panel = server.client();
  await panel.call('GET', server.app.printers.panelPath(row));
  assert.equal((await panel.call('POST', '/api/panel/session', { body: { code } })).status, 200);
});
after(async () => {
  await server?.close();
  await printer?.close();
});

const picture = (side: number, query: string) =>
  panel.call('GET', `/api/panel/jobs/${id}/pages/${side}.jpg?w=480&h=480${query}`);

async function shape(bytes: Buffer): Promise<'tall' | 'wide'> {
  const { width, height } = await sharp(bytes).metadata();
  assert.ok(width <= 480 && height <= 480);
  return width > height ? 'wide' : 'tall';
}

test('each option shows in the picture, and the answer says how many sides there are', async () => {
  const looks: readonly (readonly [query: string, sides: number, shape: 'tall' | 'wide'])[] = [
    ['', 5, 'tall'],
    ['&up=2', 3, 'wide'],
    ['&up=4', 2, 'tall'],
    ['&up=16', 1, 'tall'],
    ['&booklet=1&up=9', 4, 'wide'],
    ['&pages=2-3,5-9', 3, 'tall'],
    ['&turn=landscape', 5, 'wide'],
    ['&scale=fit&mark=Draft&grey=1', 5, 'tall'],
    ['&media=iso_a3_297x420mm', 5, 'tall'],
  ];
  const seen = new Set<string>();
  for (const [query, sides, wanted] of looks) {
    const answer = await picture(1, query);
    assert.equal(answer.status, 200, `${query}: ${answer.bytes.toString()}`);
    assert.equal(answer.headers['platen-sides'], String(sides), query);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(await shape(answer.bytes), wanted, query);
    seen.add(answer.bytes.toString('base64'));
    assert.equal((await picture(sides, query)).status, 200);
    assert.equal((await picture(sides + 1, query)).status, 404);
  }
  assert.equal(seen.size, looks.length, 'every picture is another one');
});

test('an option that there is not, or a watermark that is no line of text, is refused', async () => {
  for (const query of ['&up=3', '&pages=3-1', '&scale=200', '&turn=up', '&mark=a%00b', '&media=../x']) {
    assert.equal((await picture(1, query)).status, 400, query);
  }
});

test('the portal shows the same pictures', async () => {
  const answer = await portal.call(
    'GET',
    `/api/portal/jobs/${id}/pages/1.jpg?w=480&h=480&up=2&mark=Confidential`,
  );
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['platen-sides'], '3');
  assert.equal(await shape(answer.bytes), 'wide');
});

test('pictures are gone with the session', async () => {
  await picture(1, '');
  assert.ok(server.app.previews.held() > 0);
  await panel.call('DELETE', '/api/panel/session');
  await portal.call('DELETE', '/api/portal/session');
  assert.equal((await picture(1, '')).status, 401);
  assert.equal(server.app.previews.held(), 0);
});
