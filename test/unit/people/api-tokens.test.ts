// Tokens of programs: shown once, kept as a hash, good for what they were made for and no longer than they were made for.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { makeApiTokens } from '@platen/edge-server/people/api-tokens';
import { type TestDeps, testDeps } from '../../support/deps.ts';
import { waitUntil } from '../../support/wait-until.ts';

let deps: TestDeps;
let tokens: ReturnType<typeof makeApiTokens>;
beforeEach(async () => {
  deps = await testDeps();
  tokens = makeApiTokens(deps);
});
afterEach(() => deps.close());

const HOUR = 3_600_000;
const make = (name = 'Monitoring', expiresAt?: number) =>
  tokens.create({ name, scopes: ['health:read'], expiresAt }, 'admin:anna');

test('a token has the form that secret scanners know, opens what it was made for, and is in the database as a hash only', async () => {
  const { token, row } = await make();
  assert.match(token, /^plt_[A-Za-z0-9_-]{43}$/);
  assert.equal(row.label, token.slice(0, 10));
  assert.deepEqual(await tokens.find(token), { id: row.id, name: 'Monitoring', scopes: ['health:read'] });
  const rows = await deps.db.read(async ({ q, t }) => [
    await q.select().from(t.apiTokens),
    await q.select().from(t.audit),
  ]);
  assert.ok(!JSON.stringify(rows).includes(token));
  assert.ok(JSON.stringify(rows).includes(createHash('sha256').update(token).digest('hex')));
  assert.ok(!deps.logged.join('').includes(token));
});

test('what is no token is not even looked for, and a near miss opens nothing', async () => {
  const { token } = await make();
  for (const wrong of [
    '',
    'plt_',
    token.slice(0, -1),
    `${token}x`,
    token.replace('plt_', 'PLT_'),
    `${token.slice(0, -1)}!`,
  ]) {
    assert.equal(await tokens.find(wrong), undefined, wrong);
  }
  const other = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  assert.equal(await tokens.find(other), undefined);
});

test('a token that has ended or was removed opens nothing from that moment on', async () => {
  const { token } = await make('Short', deps.clock.now() + HOUR);
  assert.ok(await tokens.find(token));
  deps.pass(HOUR);
  assert.equal(await tokens.find(token), undefined);
  const second = await make('Second');
  await tokens.remove(second.row.id, 'admin:anna');
  assert.equal(await tokens.find(second.token), undefined);
  await assert.rejects(tokens.remove(second.row.id, 'admin:anna'), { code: 'not-found' });
  // Its name is free again.
  await make('Second');
});

test('no token may decide who may do what, not even one that an older version made', async () => {
  await assert.rejects(
    tokens.create({ name: 'X', scopes: ['health:read', 'security:change'] }, 'admin:anna'),
    {
      code: 'token-scope',
    },
  );
  const { token } = await make();
  await deps.db.write(async ({ q, t }) => {
    await q.update(t.apiTokens).set({ scopes: ['security:change', 'health:read'] });
  });
  assert.deepEqual((await tokens.find(token))?.scopes, ['health:read']);
});

test('two live tokens have two names', async () => {
  await make('One');
  await assert.rejects(make('One'), { code: 'token-name' });
});

test('its use is written down once in a few minutes, however often it is used', async () => {
  const { token, row } = await make();
  const lastUsedAt = async () => (await tokens.list()).find(({ id }) => id === row.id)?.lastUsedAt;
  const first = deps.clock.now();
  await tokens.find(token);
  await waitUntil(async () => (await lastUsedAt()) === first, { what: 'the first note' });
  deps.pass(60_000);
  await tokens.find(token);
  deps.pass(240_000);
  const later = deps.clock.now();
  await tokens.find(token);
  await waitUntil(async () => (await lastUsedAt()) === later, { what: 'the next note, five minutes on' });
});
