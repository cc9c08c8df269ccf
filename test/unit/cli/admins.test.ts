// The commands for administrators and the audit log: what they ask, and what a person reads.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { type FakeServer, type Reply, startFakeServer } from './fake-server.ts';
import { NOW, runPlaten } from './run-platen.ts';

let fake: FakeServer;
let answers: Record<string, Reply>;

const ANNA = {
  id: 'a1',
  name: 'Anna',
  role: 'administrator',
  state: 'on',
  secondFactor: 'both',
  openId: false,
  fromDirectory: false,
  createdAt: NOW - 90_000_000,
  lastSeenAt: NOW - 180_000,
  sessions: 1,
  own: false,
};
const OTTO = { ...ANNA, id: 'o1', name: 'otto', role: 'helpdesk', state: 'invited', secondFactor: 'none' };
const LINK = {
  id: 'o1',
  name: 'otto',
  path: '/admin/#join=word',
  address: 'https://print.example.org',
  until: NOW + 24 * 3_600_000,
};

beforeEach(async () => {
  const { lastSeenAt: _, ...otto } = OTTO;
  answers = { 'GET /api/admin/admins': { json: { admins: [ANNA, otto] } } };
  fake = await startFakeServer(
    new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' && name in answers ? () => answers[name] : undefined) },
    ),
  );
});
afterEach(() => fake.close());

const platen = (...args: string[]) => runPlaten([...args, '--data-dir', fake.dataDir]);
const last = () => fake.seen[fake.seen.length - 1];

test('administrators are listed with role, state and second factor', async () => {
  const { out } = await platen('admin', 'list');
  assert.match(out, /^NAME +ROLE +STATE +SECOND FACTOR +LAST SIGNED IN\n/);
  assert.match(out, /Anna +administrator +on +app and passkey +3 min/);
  assert.match(out, /otto +helpdesk +invited +none +never/);
});

test('an invitation shows the whole link and says what it is worth', async () => {
  answers['POST /api/admin/admins'] = { status: 201, json: LINK };
  const { out } = await platen('admin', 'invite', 'otto', '--role', 'helpdesk', '--email', 'o@example.org');
  assert.deepEqual(last()?.json, { name: 'otto', role: 'helpdesk', email: 'o@example.org' });
  assert.match(out, /^Invited otto as helpdesk/);
  assert.match(out, /\n {4}https:\/\/print\.example\.org\/admin\/#join=word\n/);
  assert.match(out, /works once/);
});

test('an unknown role is told before anything is sent', async () => {
  const ran = await platen('admin', 'invite', 'otto', '--role', 'king');
  assert.deepEqual([ran.code, fake.seen.length], [2, 0]);
  assert.match(ran.err, /no role king/);
});

test('a forgotten password is reset by name in any case, with the second factor where that was asked', async () => {
  answers['POST /api/admin/admins/o1/link'] = { json: LINK };
  assert.match((await platen('admin', 'reset', 'OTTO')).out, /#join=word/);
  assert.deepEqual(last()?.json, { secondFactor: false });
  await platen('admin', 'reset', 'otto', '--second-factor');
  assert.deepEqual(last()?.json, { secondFactor: true });
  const ran = await platen('admin', 'reset', 'nobody');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /no administrator nobody/);
});

test('an administrator is switched off, and on again', async () => {
  answers['PATCH /api/admin/admins/a1'] = { json: { ok: true } };
  assert.equal((await platen('admin', 'off', 'anna')).out, 'Switched Anna off.\n');
  assert.deepEqual(last()?.json, { off: true });
  assert.equal((await platen('admin', 'off', 'anna', '--undo')).out, 'Switched Anna on.\n');
});

test('the verdict over the audit log is told, and is the exit code', async () => {
  answers['GET /api/admin/audit/verify'] = { json: { sound: true, entries: 1200, seals: 9 } };
  assert.deepEqual(await platen('audit', 'verify'), {
    code: 0,
    out: 'The audit log is in order: 1200 entries, 9 seals compared.\n',
    err: '',
  });
  answers['GET /api/admin/audit/verify'] = {
    json: { sound: false, entries: 6, seals: 9, sentence: 'Entry 7 was changed or removed.' },
  };
  const bad = await platen('audit', 'verify');
  assert.equal(bad.code, 1);
  assert.match(bad.out, /NOT in order\. Entry 7 was changed/);
});
