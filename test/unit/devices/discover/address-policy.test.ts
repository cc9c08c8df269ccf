// Which addresses the server may be told to speak to (threat T36): every spelling, every address of a name, rebinding.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, test } from 'node:test';
import {
  canonicalAddress,
  checkedLookup,
  mayBeAsked,
  resolveAllowed,
} from '@platen/edge-server/devices/address-policy';

const strict = { allowLoopback: false, ownAddresses: ['10.0.0.1', 'fd00::1'], ownPorts: [443, 8443] };

describe('never asked', () => {
  for (const address of [
    '127.0.0.1',
    '127.9.8.7',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::127.0.0.1',
    '[::1]',
    '::127.0.0.1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '169.254.169.254',
    '169.254.1.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    'fd00:ec2::254',
    'FD00:EC2:0:0:0:0:0:254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    '224.0.0.251',
    '239.1.1.1',
    'ff02::fb',
    '255.255.255.255',
    '240.0.0.1',
    '10.0.0.1',
    '::ffff:10.0.0.1',
    'fd00::1',
    'fd00:0::1',
    // Not in their usual notation: refused as they are, and judged by what they resolve to elsewhere.
    '127.1',
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '017700000001',
    'localhost',
    '',
    '10.0.0.256',
    ':::',
  ]) {
    test(address === '' ? '(nothing)' : address, () =>
      assert.match(mayBeAsked(address, strict) ?? '', /\.$/),
    );
  }
});

describe('asked', () => {
  for (const address of [
    '10.1.2.3',
    '192.168.1.9',
    '172.16.0.4',
    '203.0.113.5',
    'fd12::9',
    '2001:db8::7',
    '::ffff:10.1.2.3',
    '100.64.0.9',
  ]) {
    test(address, () => assert.equal(mayBeAsked(address, strict), undefined));
  }
});

test('loopback only where it is allowed, and never the ports of this server', () => {
  const tryOut = { ...strict, allowLoopback: true };
  assert.equal(mayBeAsked('127.0.5.7', tryOut), undefined);
  assert.equal(mayBeAsked('127.0.5.7', { ...tryOut, port: 631 }), undefined);
  assert.match(mayBeAsked('127.0.5.7', { ...tryOut, port: 8443 }) ?? '', /this server itself/);
  assert.match(mayBeAsked('::1', { ...tryOut, port: 443 }) ?? '', /this server itself/);
});

test('a print queue beside this server may be used, its own ports not', () => {
  assert.equal(mayBeAsked('10.0.0.1', { ...strict, port: 631 }), undefined);
  assert.match(mayBeAsked('10.0.0.1', { ...strict, port: 443 }) ?? '', /this server itself/);
  assert.match(mayBeAsked('fd00:0:0::1', { ...strict, port: 8443 }) ?? '', /this server itself/);
});

test('one spelling for each address', () => {
  assert.equal(canonicalAddress('::FFFF:192.0.2.128'), '192.0.2.128');
  assert.equal(canonicalAddress('64:ff9b::c000:221'), '192.0.2.33');
  assert.equal(canonicalAddress('2001:DB8:0:0::1'), '2001:db8::1');
  assert.equal(canonicalAddress('[2001:db8::1]'), '2001:db8::1');
  assert.equal(canonicalAddress('printer.local'), undefined);
});

test('a name is refused when one of its addresses is, when it has none, and when nobody knows it', async () => {
  const resolves =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address }));
  const ask = (resolve: () => Promise<{ address: string }[]>) =>
    resolveAllowed('printer.corp', strict, resolve);
  assert.deepEqual(await ask(resolves('10.1.2.3', 'fd12::9')), {
    ok: true,
    addresses: ['10.1.2.3', 'fd12::9'],
  });
  assert.deepEqual(await ask(resolves('10.1.2.3', '169.254.169.254')), {
    ok: false,
    sentence: '169.254.169.254 is a metadata service.',
  });
  assert.deepEqual(await ask(resolves()), { ok: false, sentence: 'printer.corp has no address.' });
  const unknown = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
  assert.deepEqual(await ask(unknown), { ok: false, sentence: 'printer.corp cannot be found (ENOTFOUND).' });
  assert.equal((await resolveAllowed('[::1]', strict)).ok, false);
});

test('the system’s resolver understands odd spellings of loopback, so they are refused after it', async () => {
  for (const host of ['localhost', '127.1', '0x7f.1', '2130706433', '0177.0.0.1']) {
    assert.equal((await resolveAllowed(host, strict)).ok, false, host);
  }
});

test('a socket connects to the checked address only, whatever the name resolves to by then', async (t) => {
  const server = createServer((socket) => socket.destroy());
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address !== 'string');
  const reach = async (allowLoopback: boolean): Promise<string> => {
    const lookup = checkedLookup(
      () => ({ allowLoopback }),
      async () => [{ address: '127.0.0.1' }],
    );
    const socket = connect({ host: 'rebinds.example', port: address.port, lookup });
    try {
      await once(socket, 'connect');
      return 'connected';
    } catch (cause) {
      return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no code';
    } finally {
      socket.destroy();
    }
  };
  assert.equal(await reach(false), 'EACCES');
  assert.equal(connections, 0);
  assert.equal(await reach(true), 'connected');
});

test('a lookup answers in the form it is asked for', async () => {
  const lookup = checkedLookup(
    () => strict,
    async () => [{ address: 'fd12::9' }, { address: '10.1.2.3' }],
  );
  const ask = (options: { family?: 4 | 6; all?: boolean }) =>
    new Promise((resolve) => {
      lookup('p', options, (error, address, family) => resolve(error?.message ?? [address, family]));
    });
  assert.deepEqual(await ask({}), ['fd12::9', 6]);
  assert.deepEqual(await ask({ family: 4 }), ['10.1.2.3', 4]);
  assert.deepEqual(await ask({ all: true }), [
    [
      { address: 'fd12::9', family: 6 },
      { address: '10.1.2.3', family: 4 },
    ],
    undefined,
  ]);
});
