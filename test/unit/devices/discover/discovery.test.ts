// The search as console and command line see it: found printers, progress, one at a time, stopping, and hostile addresses.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { createServer, type Server } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import { PRINTER_PORTS } from '@platen/edge-server/devices/discover/ask-address';
import { type DiscoveryDeps, makeDiscovery } from '@platen/edge-server/devices/discover/discovery';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { DiscoveryView } from '@platen/shared/api/discovery';
import { AppError } from '@platen/shared/app-error';
import * as v from 'valibot';
import { type EvilPrinter, startEvilPrinter } from '../../../servers/evil-printer.ts';
import { freePort } from '../../../support/free-port.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { a, answer, srv, txt } from '../../protocols/mdns/wire.ts';

let printer: EvilPrinter;
let raw: Server;
let rawPort: number;
let closedPort: number;

before(async () => {
  printer = await startEvilPrinter();
  raw = createServer((socket) => socket.destroy());
  raw.listen(0, '127.0.0.1');
  await once(raw, 'listening');
  const address = raw.address();
  assert.ok(address !== null && typeof address !== 'string');
  rawPort = address.port;
  closedPort = await freePort();
});
after(async () => {
  await printer.stop();
  raw.close();
});

function discovery(t: TestContext, more: Partial<DiscoveryDeps> = {}) {
  const made = makeDiscovery({
    clock: systemClock,
    log: openLog({ level: 'silent', write: () => undefined }),
    rules: () => ({ allowLoopback: true }),
    links: () => [],
    askIdentity: async () => undefined,
    profileOf: ({ makeAndModel }) => (makeAndModel === undefined ? 'generic' : 'some-family'),
    registered: async () => [],
    resolve: async () => [],
    ports: { ipp: [printer.port], ipps: [closedPort], raw: rawPort, lpr: closedPort },
    ...more,
  });
  t.after(() => made.stop());
  return made;
}
const ask = { ranges: ['127.0.0.1-127.0.0.9'], mdns: false } as const;
const start = { ...ask, ranges: [...ask.ranges] };

const ended = (made: ReturnType<typeof discovery>) =>
  waitUntil(async () => made.view().state !== 'running', { what: 'the end of the search' });

test('before the first search there is nothing to see', (t) => {
  assert.deepEqual(v.parse(DiscoveryView, discovery(t).view()).state, 'idle');
});

test('a printer among empty addresses is found, with what is known of it', async (t) => {
  const seen: string[] = [];
  const made = discovery(t, {
    askIdentity: async (host, access) => {
      seen.push(`${host} ${access.version}`);
      return host === '127.0.0.1' ? { serial: 'S-1234' } : undefined;
    },
    registered: async () => [{ id: 'known', uri: printer.uri, otherUris: [], identity: null }],
  });
  const first = v.parse(DiscoveryView, made.start(start));
  assert.equal(first.state, 'running');
  assert.equal(first.total, 9);
  await ended(made);
  const view = v.parse(DiscoveryView, made.view());
  assert.equal(view.state, 'done');
  assert.equal(view.asked, 9);
  assert.equal(view.findings.length, 1);
  const [found] = view.findings;
  assert.equal(found?.address, '127.0.0.1');
  assert.equal(found?.identity.makeAndModel, 'Platen Test Printer');
  assert.equal(found?.identity.serial, 'S-1234');
  assert.equal(found?.profile, 'some-family');
  assert.equal(found?.printerId, 'known');
  assert.deepEqual(found?.evidence, ['ipp', 'snmp', 'raw']);
  assert.equal(found?.uris[0], printer.uri);
  assert.equal(seen.length, 9);
  assert.ok(seen.every((line) => line.endsWith(' 2c')));
});

test('only Get-Printer-Attributes is ever sent, and nothing to a raw port', async () => {
  assert.ok(printer.requests.length > 0);
  assert.ok(printer.requests.every(({ operation }) => operation === 'Get-Printer-Attributes'));
});

test('without SNMP nobody is asked over it; with version 3 the access is handed on as given', async (t) => {
  const seen: unknown[] = [];
  const askIdentity = async (_host: string, access: unknown) => {
    seen.push(access);
    return undefined;
  };
  const made = discovery(t, { askIdentity });
  made.start({ ...start, snmp: false });
  await ended(made);
  assert.deepEqual(seen, []);
  const access = { version: '3', user: 'ro' } as const;
  made.start({ ranges: ['127.0.0.2'], mdns: false, snmp: access });
  await ended(made);
  assert.deepEqual(seen, [access]);
  assert.doesNotMatch(JSON.stringify(made.view()), /"ro"/);
});

test('a switch that answers SNMP is no printer; a device that a profile knows is one', async (t) => {
  const made = discovery(t, {
    ports: { ipp: [closedPort], ipps: [], raw: closedPort, lpr: closedPort },
    profileOf: ({ sysObjectId }) => (sysObjectId === '1.3.6.1.4.1.253.8.62.1' ? 'xerox' : 'generic'),
    askIdentity: async (host) =>
      host === '127.0.0.2'
        ? { sysDescr: 'Linux', hostName: 'switch' }
        : host === '127.0.0.3'
          ? { sysObjectId: '1.3.6.1.4.1.253.8.62.1' }
          : undefined,
  });
  made.start(start);
  await ended(made);
  assert.deepEqual(
    made.view().findings.map(({ address, profile, uris }) => [address, profile, uris]),
    [['127.0.0.3', 'xerox', []]],
  );
});

const refusal = (code: string, why?: RegExp) => (cause: unknown) =>
  cause instanceof AppError && cause.code === code && (why === undefined || why.test(cause.message));

test('one search at a time; a stopped one keeps what it found and lets the next one start', async (t) => {
  const made = discovery(t, { askIdentity: (_host, _access, { signal }) => untilAborted(signal) });
  made.start(start);
  assert.throws(() => made.start(start), refusal('search-running'));
  await waitUntil(async () => made.view().findings.length === 1, { what: 'the printer' });
  const stopped = await made.stop();
  assert.equal(stopped.state, 'stopped');
  assert.equal(stopped.findings.length, 1);
  assert.ok(stopped.asked < 9);
  made.start({ ...start, snmp: false });
  await ended(made);
  assert.equal(made.view().state, 'done');
});

test('forbidden addresses, too many, and nothing at all are refused before anything is asked', (t) => {
  const made = discovery(t, { rules: () => ({ allowLoopback: false, ownAddresses: ['10.0.0.7'] }) });
  const start = (...ranges: string[]) => made.start({ ranges, mdns: false });
  assert.throws(() => start('127.0.0.1'), refusal('search-range', /inside this server/));
  assert.throws(() => start('169.254.169.254'), refusal('search-range', /metadata/));
  assert.throws(() => start('10.0.0.0/8'), refusal('search-range', /4096/));
  assert.throws(() => start(), refusal('search-range', /no address to ask/));
  assert.throws(() => start('10.0.0.7'), refusal('search-range', /the server itself/));
  assert.equal(made.view().state, 'idle');
});

test('DNS-SD without a link ends with a note', async (t) => {
  const made = discovery(t);
  made.start({ ranges: [], mdns: true });
  await ended(made);
  assert.match(made.view().notes.join(' '), /no link/);
});

test('what announces itself is asked as it says; an own or forbidden address is not', async (t) => {
  const asked: string[] = [];
  const instance = (name: string): string[] => [name, '_ipp', '_tcp', 'local'];
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  socket.on('message', (bytes, from) => {
    const say = (name: string, address: string): Buffer[] => [
      srv(instance(name), [name, 'local'], printer.port),
      txt(instance(name), 'rp=ipp/print', 'note=Attic'),
      a([name, 'local'], address),
    ];
    const records = [...say('real', '127.0.0.1'), ...say('own', '127.0.0.7'), ...say('dead', '127.0.0.8')];
    socket.send(answer({ id: bytes.readUInt16BE(0), records }), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const made = discovery(t, {
    rules: () => ({ allowLoopback: true, ownAddresses: ['127.0.0.7'] }),
    links: () => [
      { address: '127.0.0.1', prefix: 8 },
      { address: '192.0.2.77', prefix: 24 },
    ],
    mdnsTo: { address: '127.0.0.1', port: socket.address().port },
    askIdentity: async (host) => {
      asked.push(host);
      return host === '127.0.0.1' ? { serial: 'S-1' } : undefined;
    },
  });
  made.start({ ranges: [], mdns: true });
  await ended(made);
  const view = v.parse(DiscoveryView, made.view());
  assert.deepEqual(
    view.findings.map(({ address, evidence, location, identity }) => [
      address,
      evidence,
      location,
      identity.serial,
    ]),
    [
      ['127.0.0.1', ['ipp', 'snmp', 'mdns'], 'Attic', 'S-1'],
      ['127.0.0.8', ['mdns'], 'Attic', undefined],
    ],
  );
  assert.deepEqual(asked, ['127.0.0.1', '127.0.0.8']);
  assert.match(view.notes.join(' '), /not be asked on every link/);
});

test('a web server is asked on the three usual paths and is no printer', async (t) => {
  const paths: string[] = [];
  const old = createHttp((request, response) => {
    paths.push(request.url ?? '');
    response.writeHead(404, { 'content-length': 0 }).end();
    request.resume();
  });
  old.listen(0, '127.0.0.1');
  await once(old, 'listening');
  t.after(() => old.close());
  const address = old.address();
  assert.ok(address !== null && typeof address !== 'string');
  const made = discovery(t, {
    ports: { ipp: [address.port], ipps: [], raw: closedPort, lpr: closedPort },
  });
  made.start({ ranges: ['127.0.0.1'], mdns: false, snmp: false });
  await ended(made);
  assert.deepEqual(made.view().findings, []);
  assert.deepEqual(paths, ['/ipp/print', '/ipp', '/']);
});

test('printers that lie, hang, reset or talk without end delay nothing but themselves', async (t) => {
  const address = { ranges: ['127.0.0.1'], mdns: false, snmp: false } as const;
  const plain = {
    ports: { ...PRINTER_PORTS, ipp: [0], ipps: [closedPort], raw: closedPort, lpr: closedPort },
  };
  for (const behaviour of [
    { kind: 'hostile-text' },
    { kind: 'hostile-numbers' },
    { kind: 'huge', megabytes: 10 },
    { kind: 'cut-answer', afterBytes: 60 },
    { kind: 'http-status', status: 426 },
    { kind: 'reset-before-answer', acts: false },
    { kind: 'raw', bytes: Buffer.from('220 mail.example ESMTP\r\n') },
    { kind: 'body', bytes: Buffer.alloc(100_000, 0x34) },
  ] as const) {
    const evil = await startEvilPrinter();
    t.after(() => evil.stop());
    evil.always('*', behaviour);
    const made = discovery(t, { ports: { ...plain.ports, ipp: [evil.port] } });
    made.start({ ...address, ranges: [...address.ranges] });
    await ended(made);
    const view = v.parse(DiscoveryView, made.view());
    assert.equal(view.state, 'done', behaviour.kind);
    assert.doesNotMatch(JSON.stringify(view), /\\u00|\\r|\\n|\u202e/, behaviour.kind);
    assert.ok(JSON.stringify(view).length < 20_000, behaviour.kind);
  }
});

test('a search that fails by our own mistake says so and ends', async (t) => {
  const made = discovery(t, { registered: () => Promise.reject(new Error('no database')) });
  made.start(start);
  await ended(made);
  assert.equal(made.view().state, 'stopped');
  assert.match(made.view().notes.join(' '), /failed/);
});

function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
