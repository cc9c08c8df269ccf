// Whose a document is that came without a password: every way, in its order, and nobody where nothing was set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOwner } from '@platen/edge-server/flow/intake/queues/find-owner';
import type { IntakeQueue, QueuePeople } from '@platen/edge-server/flow/intake/queues/queue-parts';

const people: QueuePeople = {
  byEmail: (email) => Promise.resolve({ 'anna@example.org': 'anna', 'ben@other.org': 'ben' }[email]),
  byUserName: (name) => Promise.resolve(name === 'carl' ? 'carl' : undefined),
  byId: (id) => Promise.resolve(id === 'gone' ? undefined : id),
};
const queue = (given: Partial<IntakeQueue> = {}): IntakeQueue => ({
  id: 'q',
  name: 'lp',
  kind: 'lpr',
  port: 515,
  networks: ['10.0.0.0/8'],
  trustNames: true,
  domain: 'example.org',
  names: [{ from: 'bb', userId: 'ben' }],
  sources: [],
  fallbackId: null,
  enabled: true,
  ...given,
});
const owner = (given: Partial<IntakeQueue>, name?: string, address = '10.1.2.3') =>
  findOwner(queue(given), { address, name }, people);

test('a believed name is a rule’s, an address, a directory’s, or one with the domain', async () => {
  for (const [name, id] of [
    ['BB', 'ben'],
    ['CORP\\bb', 'ben'],
    ['anna', 'anna'],
    ['EXAMPLE\\Anna', 'anna'],
    ['ben@other.org', 'ben'],
    ['carl', 'carl'],
    ['zoe', undefined],
    ['', undefined],
    ['CORP\\', undefined],
  ] as const)
    assert.equal(await owner({}, name), id, name);
});

test('a name counts for nothing where names are not believed', async () => {
  assert.equal(await owner({ trustNames: false }, 'anna'), undefined);
  assert.equal(await owner({ trustNames: false, fallbackId: 'pool' }, 'anna'), 'pool');
});

test('the smallest network that an address is in decides, and accounts that are gone decide nothing', async () => {
  const sources = [
    { from: '10.1.0.0/16', userId: 'house' },
    { from: '10.1.2.3', userId: 'desk' },
    { from: '10.1.9.9', userId: 'gone' },
  ];
  const by = (address: string) =>
    owner({ trustNames: false, sources, fallbackId: 'pool' }, undefined, address);
  assert.equal(await by('10.1.2.3'), 'desk');
  assert.equal(await by('::ffff:10.1.2.3'.replace('::ffff:', '')), 'desk');
  assert.equal(await by('10.1.2.4'), 'house');
  assert.equal(await by('10.1.9.9'), 'pool');
  assert.equal(await by('10.9.9.9'), 'pool');
  assert.equal(await owner({ names: [{ from: 'x', userId: 'gone' }], sources }, 'x', '10.1.2.3'), 'desk');
});
