// A device that tells its panel who is signed in at it: believed only where the printer's sheet says so, with the panel's key and from the printer's own
// address; never "Guest"; and never a way to try codes or to be kept from trying them (SPEC B2, B3; threats T15, T17).
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { codeOf, type SignInSite, startSignInSite } from '../support/sign-in-site.ts';

let site: SignInSite;
/** Of the printer whose address is the one these tests call from. */
let hereId = '';
before(async () => {
  site = await startSignInSite();
  const printers = await site.server.app.db.read((tx) => tx.q.select().from(tx.t.printers));
  hereId = printers.find(({ name }) => name === 'P')?.id ?? '';
});
after(() => site.server.close());
beforeEach(async () => {
  await site.reset();
  await believe(true);
});

const believe = async (deviceSignIn: boolean): Promise<void> => {
  await site.server.app.printers.edit(hereId, { deviceSignIn }, 'test');
};
const ways = async (): Promise<readonly string[]> => {
  const { json } = await (await site.panel()).call('GET', '/api/panel/start');
  return (json as { ways: string[] }).ways;
};
const nameOf = (email: string): string => email.split('@')[0] ?? '';

test('whoever is signed in at a device that is believed is signed in at its panel, with their own documents', async () => {
  const { email } = await site.newUser();
  assert.ok((await ways()).includes('device'));
  for (const body of [
    { deviceUser: nameOf(email) },
    { deviceUser: email },
    { deviceUser: nameOf(email), deviceQualified: `EXAMPLE\\${nameOf(email)}`, deviceEmail: email },
  ]) {
    const answer = await site.atPanel(body);
    assert.equal(answer.status, 200, answer.bytes.toString());
    assert.equal((answer.json as { user: { name: string } }).user.name, nameOf(email));
  }
  const [session] = await site.server.app.db.read((tx) => tx.q.select().from(tx.t.sessions).limit(1));
  assert.equal(session?.via, 'device');
});

test('it is off by default: the name is not believed, and not offered', async () => {
  await believe(false);
  const { email } = await site.newUser();
  assert.ok(!(await ways()).includes('device'));
  assert.equal(codeOf(await site.atPanel({ deviceUser: email })), 'device-sign-in-off');
  const fresh = await site.server.app.printers.add({ name: 'New', uri: 'ipp://127.0.0.1:4/ipp' }, {}, 'test');
  assert.equal(fresh.deviceSignIn, false);
});

test('the site’s switch turns it off everywhere', async () => {
  await site.set('panelDevice', false);
  const { email } = await site.newUser();
  assert.ok(!(await ways()).includes('device'));
  assert.equal(codeOf(await site.atPanel({ deviceUser: email })), 'device-sign-in-off');
});

test('the same word from another address than the printer’s is refused, also with the panel’s key', async () => {
  const { app } = site.server;
  const { email } = await site.newUser();
  for (const uri of [
    'ipp://192.0.2.7/ipp/print',
    'ipp://127.0.0.2/ipp/print',
    'ipp://mfd.invalid/ipp/print',
  ]) {
    const far = await app.printers.add({ name: uri, uri, deviceSignIn: true }, {}, 'test');
    const client = site.server.client();
    await client.call('GET', app.printers.panelPath(far));
    const answer = await site.atPanel({ deviceUser: email }, client);
    assert.equal(codeOf(answer), 'device-elsewhere', uri);
    assert.ok(!answer.bytes.toString().includes('192.0.2.7'), 'the answer tells no address');
  }
  // Nor by a header that says so.
  const far = await app.printers.add(
    { name: 'Far', uri: 'ipp://192.0.2.8/ipp', deviceSignIn: true },
    {},
    'test',
  );
  const client = site.server.client();
  await client.call('GET', app.printers.panelPath(far));
  const forged = await client.call('POST', '/api/panel/session', {
    body: { deviceUser: email },
    headers: { 'x-forwarded-for': '192.0.2.8', forwarded: 'for=192.0.2.8' },
  });
  assert.equal(codeOf(forged), 'device-elsewhere');
});

test('a browser without the panel’s key is not asked who it is', async () => {
  const { email } = await site.newUser();
  assert.equal(codeOf(await site.atPanel({ deviceUser: email }, site.server.client())), 'panel-unknown');
});

test('a queue’s print server is not the panel that stands beside its printer', async () => {
  const { app } = site.server;
  const { email } = await site.newUser();
  const queue = await app.printers.add(
    { name: 'Queue', uri: 'ipp://127.0.0.1:5/printers/a', kind: 'queue', deviceSignIn: true },
    {},
    'test',
  );
  const client = site.server.client();
  await client.call('GET', app.printers.panelPath(queue));
  assert.equal(codeOf(await site.atPanel({ deviceUser: email }, client)), 'device-elsewhere');
});

test('"Guest" and unknown names get one answer, which leads to the code', async () => {
  await site.server.app.users.add('guest@example.org');
  for (const deviceUser of ['Guest', 'guest@example.org', 'nobody-here', 'nobody-here@example.org']) {
    const answer = await site.atPanel({ deviceUser });
    assert.equal(codeOf(answer), 'device-nobody', deviceUser);
    assert.ok(answer.bytes.toString().includes('Sign in below.'));
  }
});

test('unknown names spend no tries, and used-up tries do not keep the device’s person out', async () => {
  const { email, code } = await site.newUser();
  for (let n = 0; n < 30; n++) {
    assert.equal(codeOf(await site.atPanel({ deviceUser: `nobody-${n}` })), 'device-nobody');
  }
  assert.deepEqual(await site.server.app.db.read((tx) => tx.q.select().from(tx.t.guesses)), []);
  assert.equal((await site.atPanel({ code })).status, 200);
  for (let n = 0; n < 12; n++) await site.atPanel({ code: `9999000${n}` });
  assert.equal((await site.atPanel({ code })).status, 429, 'the panel has to wait');
  assert.equal((await site.atPanel({ deviceUser: email })).status, 200);
  assert.equal((await site.atPanel({ code })).status, 429, 'and that gave no try back');
});

test('a wrong code with a name beside it is a wrong code, and is counted', async () => {
  const { email } = await site.newUser();
  assert.equal(codeOf(await site.atPanel({ code: '00000001', deviceUser: email })), 'wrong-code');
  assert.notDeepEqual(await site.server.app.db.read((tx) => tx.q.select().from(tx.t.guesses)), []);
});

test('the portal takes no device’s word', async () => {
  const { email } = await site.newUser();
  const answer = await site.inPortal({ deviceUser: email, email });
  assert.notEqual(answer.status, 200);
});

test('somebody who is switched off stays out', async () => {
  const { id, email } = await site.newUser();
  await site.server.app.db.write(async (tx) => {
    await tx.q.update(tx.t.users).set({ disabledAt: 1 }).where(eq(tx.t.users.id, id));
  });
  assert.equal(codeOf(await site.atPanel({ deviceUser: email })), 'account-off');
});

test('another address of the printer is another device, which is not believed', async () => {
  const { app } = site.server;
  const row = await app.printers.add(
    { name: 'Moved', uri: 'ipp://192.0.2.9/ipp', deviceSignIn: true },
    {},
    'test',
  );
  const moved = await app.printers.edit(row.id, { uri: 'ipp://192.0.2.10/ipp' }, 'test');
  assert.equal(moved.deviceSignIn, false);
});
