// The commands for directories, for switching people off and on, and for guests: what they ask, and what a person reads.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import { usualSettings } from '@platen/shared/directory-presets';
import { type FakeServer, type Reply, startFakeServer } from './fake-server.ts';
import { NOW, runPlaten } from './run-platen.ts';

let fake: FakeServer;
let answers: Record<string, Reply>;

const COUNTS = { seen: 12, added: 2, changed: 1, disabled: 3, enabled: 0, unchanged: 6, skipped: 0 };
const STAFF = {
  id: 'd1',
  name: 'Staff',
  enabled: true,
  settings: {
    ...usualSettings('active-directory', { host: 'dc1.example.org', port: 636, security: 'ldaps' }),
    bindName: 'reader@example.org',
  },
  secretStored: true,
  people: 12,
  lastImport: { at: NOW - 3_600_000, tookMs: 900, counts: COUNTS },
};
const DOWN = {
  ...STAFF,
  id: 'd2',
  name: 'Students',
  settings: { ...STAFF.settings, host: 'ldap.example.org' },
  people: 1,
  down: { since: NOW - 120_000, problem: 'no answer' },
};
const BEA = {
  id: 'u1',
  email: 'bea@example.org',
  name: 'Bea',
  held: 0,
  createdAt: NOW,
  source: 'console',
};
const TESTED = {
  ok: true,
  steps: [{ what: 'Reach', ok: true, detail: 'dc1.example.org, port 636' }],
  samples: [{ name: 'Anna', username: 'anna', email: 'anna@example.org' }],
};

beforeEach(async () => {
  answers = {
    'GET /api/admin/directories': { json: { directories: [STAFF, DOWN] } },
    'GET /api/admin/users': { json: { users: [BEA], total: 1 } },
    'POST /api/admin/directories/test': { json: TESTED },
  };
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

test('directories are listed in their order with how each is', async () => {
  const { out } = await platen('directory', 'list');
  assert.match(out, /^ID +NAME +SERVER +PEOPLE +CONDITION\n/);
  assert.match(out, /d1 +Staff +dc1\.example\.org:636 +12 +imported /);
  assert.match(out, /d2 +Students .* down since .*: no answer/);
});

test('a directory is connected with what it tells of itself, and tried', async () => {
  const look = { ok: true, steps: [], proposal: { ...STAFF.settings, domain: 'example.org' } };
  answers['POST /api/admin/directories/look'] = { json: look };
  answers['POST /api/admin/directories'] = { status: 201, json: STAFF };
  const secret = join(fake.dataDir, 'secret');
  await writeFile(secret, 'four words\nmore');
  const ran = await platen(
    ...['directory', 'add', 'dc1.example.org', '--user', 'reader@example.org', '--base', 'OU=Staff,DC=x'],
    ...['--password-file', secret],
  );
  assert.equal(ran.code, 0);
  const added = fake.seen.find(({ path, method }) => method === 'POST' && path === '/api/admin/directories');
  const sent = added?.json as { name: string; secret: string; settings: Record<string, unknown> };
  assert.deepEqual([sent.name, sent.secret], ['example.org', 'four words']);
  assert.deepEqual(sent.settings['bases'], ['OU=Staff,DC=x']);
  assert.deepEqual(last()?.json, { id: 'd1' });
  assert.match(ran.out, /Reach: dc1\.example\.org, port 636\n {2}Anna, anna, anna@example\.org/);
});

test('without an account that searches nothing is stored', async () => {
  const { bindName: _, ...settings } = STAFF.settings;
  answers['POST /api/admin/directories/look'] = { json: { ok: true, steps: [], proposal: settings } };
  const ran = await platen('directory', 'add', 'dc1.example.org');
  assert.equal(ran.code, 2);
  assert.match(ran.err, /--user is missing/);
  assert.match((await platen('directory', 'add', 'x', '--security', 'ssl')).err, /--security is "ssl"/);
});

test('a test tells its steps, and a certificate to compare', async () => {
  const certificate = { fingerprint: 'ab'.repeat(32), trusted: false };
  const steps = [{ what: 'Encrypt', ok: false, detail: 'not trusted' }];
  answers['POST /api/admin/directories/test'] = { json: { ok: false, steps, samples: [], certificate } };
  const ran = await platen('directory', 'test', 'staff');
  assert.notEqual(ran.code, 0);
  assert.match(ran.err, /Encrypt: not trusted/);
  assert.match(ran.out, /fingerprint abab/);
});

test('an import waits for its end and tells the counts', async () => {
  let asked = 0;
  const running = { ...STAFF, importing: { seen: 5 } };
  const ended = { ...STAFF, lastImport: { ...STAFF.lastImport, at: NOW } };
  answers['POST /api/admin/directories/d1/import'] = { json: running };
  Object.defineProperty(answers, 'GET /api/admin/directories', {
    get: () => ({ json: { directories: [asked++ < 2 ? running : ended] } }),
  });
  const ran = await platen('directory', 'import', 'Staff', '--anyway');
  assert.equal(ran.code, 0);
  assert.match(ran.out, /12 entries: 2 added, 1 changed, 3 switched off/);
  const posted = fake.seen.find(({ method }) => method === 'POST');
  assert.deepEqual(posted?.json, { anyway: true });
});

test('an import that stopped is a failure with its reason', async () => {
  const lastImport = { ...STAFF.lastImport, at: NOW, problem: 'Too many would be switched off.' };
  answers['POST /api/admin/directories/d1/import'] = { json: STAFF };
  let asked = 0;
  Object.defineProperty(answers, 'GET /api/admin/directories', {
    get: () => ({ json: { directories: [asked++ === 0 ? STAFF : { ...STAFF, lastImport }] } }),
  });
  const ran = await platen('directory', 'import', 'd1');
  assert.notEqual(ran.code, 0);
  assert.match(ran.err, /Too many would be switched off/);
});

test('a dry run changes nothing and shows who', async () => {
  const samples = [{ what: 'added', who: 'Lena', detail: 'new' }];
  answers['POST /api/admin/directories/d1/preview'] = {
    json: { counts: COUNTS, samples, wouldStop: true, limited: false },
  };
  const { out } = await platen('directory', 'import', 'Staff', '--dry-run');
  assert.match(out, /2 would be added/);
  assert.match(out, /added: Lena \(new\)/);
  assert.match(out, /--anyway/);
});

test('removing says how many people stay', async () => {
  answers['DELETE /api/admin/directories/d1'] = { json: { ok: true } };
  assert.equal(
    (await platen('directory', 'remove', 'dc1.example.org')).out,
    'Removed Staff. 12 people stay.\n',
  );
  const none = await platen('directory', 'remove', 'nowhere');
  assert.match(none.err, /no directory "nowhere"/);
});

test('people are switched off and on', async () => {
  answers['PATCH /api/admin/users/u1'] = { json: BEA };
  assert.equal((await platen('user', 'off', 'Bea@example.org')).out, 'Switched off bea@example.org.\n');
  assert.deepEqual(last()?.json, { off: true });
  assert.equal((await platen('user', 'on', 'bea@example.org')).out, 'Switched on bea@example.org.\n');
  assert.deepEqual(last()?.json, { off: false });
});

test('a guest code is given out with the limits of the settings, or others', async () => {
  const guest = {
    ...{ id: 'g1', name: 'Desk', email: 'abcde@guest', createdAt: NOW, until: NOW + 1 },
    ...{ ended: false, pagesLeft: 20, pagesUsed: 0, held: 0 },
  };
  answers['GET /api/admin/guests'] = { json: { guests: [], on: true, hours: 24, pages: 50 } };
  answers['POST /api/admin/guests'] = { status: 201, json: { guest, code: '1234567' } };
  const { out } = await platen('guest', 'add', 'Desk', '--pages', '20');
  assert.deepEqual(last()?.json, { hours: 24, pages: 20, name: 'Desk' });
  assert.match(out, /The code of Desk is 123 456 7\.\n.*24 hours and 20 pages.*abcde@guest/);
  assert.match((await platen('guest', 'add', '--hours', '0')).err, /--hours: give a number from 1 to 720/);
});
