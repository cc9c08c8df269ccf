import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { placeOf } from '@platen/edge-server/people/passkeys';
import { type AdminParts, adminParts, DOOR, PASSWORD } from '../../support/admin-parts.ts';
import { type TestDeps, testDeps } from '../../support/deps.ts';
import { type SoftPasskey, softPasskey } from '../../support/soft-passkey.ts';

let deps: TestDeps;
let parts: AdminParts;
beforeEach(async () => {
  deps = await testDeps();
  parts = adminParts(deps);
});
afterEach(() => deps.close());

const { place } = DOOR;
const refused = { code: 'passkey-refused' };
const over = { code: 'passkey-void' };

async function register(
  id: string,
  key = softPasskey(),
  lie: Partial<Parameters<SoftPasskey['create']>[0]> = {},
) {
  const admin = (await parts.admins.find(id)) ?? assert.fail();
  const { options, challenge } = await parts.passkeys.beginRegistration(admin, place);
  const response = key.create({ challenge: options.challenge, ...place, ...lie });
  return { key, ...(await parts.passkeys.register(id, { name: 'Telephone', challenge, response }, place)) };
}

/** What the browser sends after the key was used. */
async function answer(
  key: SoftPasskey,
  lie: Partial<Parameters<SoftPasskey['get']>[0]> = {},
  attempt?: string,
) {
  const { options, challenge } = await parts.signIn.beginPasskey(DOOR, attempt);
  return { challenge, response: key.get({ challenge: options.challenge, ...place, ...lie }) };
}

test('a passkey signs in without name and password', async () => {
  const id = await parts.setUp();
  const { key, recoveryCodes } = await register(id);
  assert.equal(recoveryCodes?.length, 10, 'the first second factor comes with recovery codes');
  const entered = await parts.signIn.byPasskey(await answer(key), DOOR);
  assert.ok(entered.kind === 'in');
  const session = await parts.sessions.find(entered.token, 'admin');
  assert.deepEqual([session?.personId, session?.via], [id, 'passkey']);
  assert.equal((await parts.passkeys.list(id))[0]?.lastUsedAt, deps.clock.now());
});

test('with a passkey the password alone opens nothing, and the passkey is the second step', async () => {
  const id = await parts.setUp();
  const { key } = await register(id);
  const entered = await parts.signIn.byPassword('anna', PASSWORD, DOOR);
  assert.ok(entered.kind === 'second');
  assert.deepEqual(entered.ways, { code: false, passkey: true, recovery: true });
  const { options } = await parts.signIn.beginPasskey(DOOR, entered.attempt);
  assert.deepEqual(
    options.allowCredentials?.map((one) => one.id),
    [key.id],
  );
  const passkey = await answer(key, {}, entered.attempt);
  assert.equal((await parts.signIn.second(entered.attempt, { passkey }, DOOR)).kind, 'in');
});

test('each challenge works once, for five minutes, and for what it was made', async () => {
  const id = await parts.setUp();
  const { key } = await register(id, softPasskey(false));
  const used = await answer(key);
  await parts.signIn.byPasskey(used, DOOR);
  await assert.rejects(parts.signIn.byPasskey(used, DOOR), over);
  const late = await answer(key);
  deps.pass(5 * 60_000);
  await assert.rejects(parts.signIn.byPasskey(late, DOOR), over);
  const registering = await parts.passkeys.beginRegistration(
    (await parts.admins.find(id)) ?? assert.fail(),
    place,
  );
  const crossed = key.get({ challenge: registering.options.challenge, ...place });
  await assert.rejects(
    parts.signIn.byPasskey({ challenge: registering.challenge, response: crossed }, DOOR),
    over,
  );
  const own = await answer(key);
  await assert.rejects(parts.signIn.byPasskey({ ...own, challenge: 'made up' }, DOOR), over);
});

test('another origin, another host, a foreign challenge, no PIN and a strange key are refused', async () => {
  const id = await parts.setUp();
  const { key } = await register(id);
  for (const lie of [
    { origin: 'https://print.example.org.evil.example' },
    { origin: 'https://print.example.org' },
    { rpId: 'evil.example' },
    { challenge: 'AAAA' },
    { verified: false },
  ]) {
    await assert.rejects(parts.signIn.byPasskey(await answer(key, lie), DOOR), refused, JSON.stringify(lie));
    await assert.rejects(register(id, softPasskey(), lie), refused, JSON.stringify(lie));
  }
  await assert.rejects(parts.signIn.byPasskey(await answer(softPasskey()), DOOR), refused);
  for (const response of [
    { id: key.id },
    { id: 'x', response: null },
    { id: key.id, response: { signature: 'AA' } },
  ]) {
    const { challenge } = await answer(key);
    await assert.rejects(parts.signIn.byPasskey({ challenge, response }, DOOR), refused);
  }
});

test('a copied authenticator shows by its counter', async () => {
  const { key } = await register(await parts.setUp());
  const older = await answer(key);
  await parts.signIn.byPasskey(await answer(key), DOOR);
  await assert.rejects(parts.signIn.byPasskey(older, DOOR), refused);
});

test("one administrator's passkey is no second factor of another, and no passkey signs in who is switched off", async () => {
  await register(await parts.setUp());
  const otto = await parts.add('otto', 'operator');
  const { key } = await register(otto);
  const entered = await parts.signIn.byPassword('anna', PASSWORD, DOOR);
  assert.ok(entered.kind === 'second');
  await assert.rejects(
    parts.signIn.second(entered.attempt, { passkey: await answer(key, {}, entered.attempt) }, DOOR),
    refused,
  );
  await parts.admins.setOff(otto, true, 'admin:anna');
  await assert.rejects(parts.signIn.byPasskey(await answer(key), DOOR), refused);
});

test('a passkey is registered once, and removed only by its owner; recovery codes go with the last one', async () => {
  const anna = await parts.setUp();
  const otto = await parts.add('otto', 'operator');
  const { key } = await register(anna);
  await assert.rejects(register(otto, key), refused);
  await assert.rejects(parts.passkeys.remove(otto, key.id), { code: 'not-found' });
  const second = await register(anna);
  assert.equal(second.recoveryCodes, undefined);
  await parts.passkeys.remove(anna, key.id);
  assert.equal((await parts.admins.find(anna))?.recoveryHashes.length, 10);
  await parts.passkeys.remove(anna, second.key.id);
  assert.deepEqual((await parts.admins.find(anna))?.recoveryHashes, []);
});

test('a passkey works only under the host name it was made for', async () => {
  const { key } = await register(await parts.setUp());
  const elsewhere = { rpId: 'other.example.org', origin: 'https://other.example.org' };
  const door = { ...DOOR, place: elsewhere };
  const entered = await parts.signIn.byPassword('anna', PASSWORD, door);
  assert.ok(entered.kind === 'second' && !entered.ways.passkey && entered.ways.recovery);
  const { options, challenge } = await parts.signIn.beginPasskey(door);
  const response = key.get({ challenge: options.challenge, ...elsewhere });
  await assert.rejects(parts.signIn.byPasskey({ challenge, response }, door), refused);
});

test('there is no place for passkeys at a bare address or over plain HTTP', async () => {
  const rpIds = [
    ['print.example.org:8443', true, 'print.example.org'],
    ['PRINT.example.org', true, 'print.example.org'],
    ['localhost:8080', false, 'localhost'],
    ['print.example.org', false, undefined],
    ['10.0.0.1:8443', true, undefined],
    ['[2001:db8::1]:8443', true, undefined],
    ['0x7f.1', true, undefined],
    ['', true, undefined],
    ['evil.example/@print', true, 'evil.example'],
  ] as const;
  for (const [host, secure, rpId] of rpIds) assert.equal(placeOf(host, secure)?.rpId, rpId, host);
  await assert.rejects(parts.signIn.beginPasskey({ address: '10.0.0.1' }), { code: 'passkey-place' });
});
