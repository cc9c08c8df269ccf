// The routes of panel apps on a running server: what they answer, and that a password given for one use stays nowhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PanelDone, PanelView } from '@platen/shared/api/panel-install';
import { type Client, type RunningServer, runServer } from '../../../support/running-server.ts';

let server: RunningServer;
let admin: Client;
let id: string;
let path: string;
before(async () => {
  server = await runServer();
  await server.app.admins.setup(server.setupToken ?? '', 'anna', 'correct horse battery');
  admin = server.client();
  await admin.call('POST', '/api/admin/session', {
    body: { name: 'anna', password: 'correct horse battery' },
  });
  const row = await server.app.printers.add({ name: 'P', uri: 'ipps://192.0.2.1/ipp/print' }, {}, 'test');
  id = row.id;
  path = `/api/admin/printers/${id}/panel`;
});
after(() => server.close());

test('a panel of unknown kind is a browser with an address and a QR code', async () => {
  const looked = await admin.call('GET', path);
  assert.equal(looked.status, 200);
  const view = looked.json as PanelView;
  assert.equal(view.platform, 'browser');
  assert.equal(view.sentence, 'Not set up yet.');
  const row = (await server.app.db.read((tx) => tx.q.select().from(tx.t.printers)))[0];
  assert.ok(row && view.address !== undefined);
  assert.ok(view.address.endsWith(server.app.printers.panelPath(row)));
  assert.match(view.address, new RegExp(`^https://.*:${server.httpsPort}/panel/`));

  const qr = await admin.call('GET', `${path}/qr`);
  assert.equal(qr.headers['content-type'], 'image/svg+xml');
  assert.equal(qr.headers['cache-control'], 'no-store');
  assert.match(String(qr.headers['content-security-policy']), /sandbox/);
  assert.match(qr.bytes.toString(), /^<svg /);
});

test('setting up, the call home and taking away are seen in the state and in the audit', async () => {
  const installed = await admin.call('POST', `${path}/install`, { body: {} });
  assert.equal(installed.status, 200);
  assert.equal((installed.json as PanelDone).panel.calledHome, false);
  await server.app.panels.noteContact(id, server.app.clock.now() + 1);
  const checked = await admin.call('POST', `${path}/check`);
  assert.deepEqual((checked.json as PanelDone).notes, ['The panel has called home.']);
  const removed = await admin.call('POST', `${path}/remove`, { body: {} });
  assert.equal((removed.json as PanelDone).panel.installedAt, undefined);
  const audit = await server.app.db.read((tx) => tx.q.select().from(tx.t.audit));
  const acts = audit.map(({ act }) => act);
  assert.ok(acts.includes('set up the panel app of printer'));
  assert.ok(acts.includes('removed the panel app of printer'));
});

test('a password for one use is neither stored nor logged nor answered, also when it could not be used', async () => {
  const credentials = { name: 'admin', password: 'One-Use-Secret' };
  const body = { platform: 'xerox-eip', credentials };
  await server.app.printers.change(id, { uri: 'ipps://127.0.0.1/ipp/print' });
  const refused = await admin.call('POST', `${path}/install`, { body });
  assert.equal(refused.status, 422);
  assert.equal((refused.json as { error: { code: string } }).error.code, 'panel-device-address');
  const rows = await server.app.db.read((tx) => tx.q.select().from(tx.t.printers));
  const everything = JSON.stringify([rows, server.logged, refused.bytes.toString()]);
  assert.ok(!everything.includes('One-Use-Secret'));
  const long = { ...body, credentials: { name: 'admin', password: 'x'.repeat(5_000) } };
  const bad = await admin.call('POST', `${path}/install`, { body: long });
  assert.equal(bad.status, 400);
  assert.ok(!bad.bytes.toString().includes('xxxxx'));
});

test('the icon is there for everybody, printers that are not there are not found', async () => {
  const icon = await server.client().call('GET', '/api/panel-icon.png');
  assert.equal(icon.status, 200);
  assert.equal(icon.headers['content-type'], 'image/png');
  assert.equal(icon.bytes.subarray(1, 4).toString(), 'PNG');
  for (const [method, end] of [
    ['GET', ''],
    ['GET', '/qr'],
    ['POST', '/check'],
    ['POST', '/install'],
    ['POST', '/remove'],
  ] as const) {
    const ask = method === 'POST' ? { body: {} } : {};
    const answer = await admin.call(method, `/api/admin/printers/nobody/panel${end}`, ask);
    assert.equal(answer.status, 404, end);
  }
});
