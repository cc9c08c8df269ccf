// platen licence: showing it, and installing one from a file.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import type { AdminLicence } from '@platen/shared/api/admin-licence';
import { type FakeServer, type Reply, refusal, startFakeServer } from './fake-server.ts';
import { runPlaten } from './run-platen.ts';

const ENDING: AdminLicence = {
  state: 'ending',
  tone: 'warn',
  sentence: 'The licence ends on 2026-12-15.',
  notices: ['After 2026-12-15 its managed features are off.'],
  licensee: 'Northgate College',
  serial: 'NGL-1',
  notBefore: '2025-12-16',
  notAfter: '2026-12-15',
  seats: { used: 83, most: 80 },
  features: [
    { id: 'relay', label: 'Relay for phones outside', on: true },
    { id: 'routing', label: 'Routing between companies', on: false },
  ],
};

let fake: FakeServer;
let install: () => Reply;
beforeEach(async () => {
  install = () => ({ json: ENDING });
  fake = await startFakeServer({
    'GET /api/admin/licence': () => ({ json: ENDING }),
    'POST /api/admin/licence': () => install(),
  });
});
afterEach(() => fake.close());

const licence = (...args: string[]) => runPlaten(['licence', ...args, '--data-dir', fake.dataDir]);

test('shows how the licence stands, what is going to change, and its features', async () => {
  const ran = await licence('show');
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /^The licence ends on 2026-12-15\.\nAfter 2026-12-15 its managed features are off\./);
  assert.match(ran.out, /People: +83 of 80/);
  assert.match(ran.out, /Relay for phones outside: on; Routing between companies: off/);
});

test('installs the file as it is', async () => {
  const file = join(fake.dataDir, 'new.platen-licence');
  await writeFile(file, '{"licence":"ä"}');
  const ran = await licence('install', file);
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(fake.seen[0]?.json, { text: '{"licence":"ä"}' });
});

test('a file that is not there is a usage error, one that is refused says why', async () => {
  const missing = await licence('install', join(fake.dataDir, 'nowhere'));
  assert.equal(missing.code, 2);
  assert.match(missing.err, /cannot be read/);
  install = () =>
    refusal(422, 'licence-unusable', 'This licence cannot be installed: it is no licence file.');
  const file = join(fake.dataDir, 'holiday.jpg');
  await writeFile(file, 'x');
  const refused = await licence('install', file);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /it is no licence file/);
});
