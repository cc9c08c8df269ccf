// platen printer discover: what it asks the server and what a person reads.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import type { DiscoveryView } from '@platen/shared/api/discovery';
import { type FakeServer, type Reply, refusal, startFakeServer } from '../../cli/fake-server.ts';
import { runPlaten } from '../../cli/run-platen.ts';

let fake: FakeServer;
let answers: Record<string, Reply | (() => Reply)>;

beforeEach(async () => {
  answers = {};
  fake = await startFakeServer(
    new Proxy(
      {},
      {
        get: (_, name) => {
          if (typeof name !== 'string' || !(name in answers)) return undefined;
          const reply = answers[name];
          return () => (typeof reply === 'function' ? reply() : reply);
        },
      },
    ),
  );
});
afterEach(() => fake.close());

const platen = (...args: string[]) => runPlaten([...args, '--data-dir', fake.dataDir]);
const PATH = '/api/admin/discovery';
const view = (more: Partial<DiscoveryView> = {}): DiscoveryView => ({
  state: 'done',
  ranges: ['10.1.2.0/24'],
  mdns: false,
  total: 254,
  asked: 254,
  findings: [],
  notes: [],
  ...more,
});
const FOUND: DiscoveryView['findings'] = [
  {
    address: '10.1.2.7',
    otherAddresses: [],
    names: ['Copy room'],
    identity: { makeAndModel: 'ACME 3000' },
    uris: ['ipps://10.1.2.7/ipp/print', 'socket://10.1.2.7'],
    profile: 'generic-ipp-everywhere',
    printerId: 'p1',
    evidence: ['ipps', 'raw'],
  },
  {
    address: '10.1.2.8',
    otherAddresses: [],
    names: [],
    identity: {},
    uris: [],
    profile: 'generic-ipp-everywhere',
    evidence: ['snmp'],
  },
];

test('a search is started, followed and shown as a table', async () => {
  let looks = 0;
  answers[`POST ${PATH}`] = { status: 201, json: view({ state: 'running', asked: 3 }) };
  answers[`GET ${PATH}`] = () => {
    looks += 1;
    return {
      json:
        looks === 1 ? view({ state: 'running', asked: 90 }) : view({ findings: FOUND, notes: ['A note.'] }),
    };
  };
  const ran = await platen('printer', 'discover', '10.1.2.0/24', '10.1.3.1-10.1.3.9', '--mdns', '--no-snmp');
  assert.equal(ran.err, '');
  assert.equal(
    ran.out,
    [
      'ADDRESS   PRINTER    PROFILE                 SEEN BY   REGISTERED  URI',
      '10.1.2.7  ACME 3000  generic-ipp-everywhere  ipps raw  p1          ipps://10.1.2.7/ipp/print',
      '10.1.2.8             generic-ipp-everywhere  snmp      -',
      'A note.',
      '',
    ].join('\n'),
  );
  assert.deepEqual(fake.seen[0]?.json, {
    ranges: ['10.1.2.0/24', '10.1.3.1-10.1.3.9'],
    mdns: true,
    snmp: false,
  });
  assert.equal(looks, 2);
});

test('the community comes from a file, never from the command line', async () => {
  answers[`POST ${PATH}`] = { status: 201, json: view() };
  const file = join(fake.dataDir, 'community');
  await writeFile(file, 'not-public\n');
  const ran = await platen('printer', 'discover', '10.1.2.7', '--community-file', file);
  assert.equal(ran.out, 'No printers were found.\n');
  assert.deepEqual(fake.seen[0]?.json, {
    ranges: ['10.1.2.7'],
    mdns: false,
    snmp: { version: '2c', community: 'not-public' },
  });
  const missing = await platen('printer', 'discover', '10.1.2.7', '--community-file', `${file}.not`);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /cannot be read/);
});

test('nothing to search is a mistake of the command line; a running search is the server’s refusal', async () => {
  assert.equal((await platen('printer', 'discover')).code, 2);
  answers[`POST ${PATH}`] = refusal(409, 'search-running', 'A search is running already.');
  const ran = await platen('printer', 'discover', '--mdns');
  assert.deepEqual([ran.code, ran.err], [1, 'A search is running already.\n']);
});

test('--stop ends the search of whoever started it', async () => {
  answers[`DELETE ${PATH}`] = { json: view({ state: 'stopped', findings: FOUND.slice(1) }) };
  const ran = await platen('printer', 'discover', '--stop');
  assert.match(ran.out, /10\.1\.2\.8/);
  assert.match(ran.out, /stopped before its end/);
});
