// Browsing: what is asked, which answers count, and what a crowd of liars on the link can do.
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { systemClock } from '@platen/edge-server/platform/clock';
import { browseServices } from '@platen/edge-server/protocols/mdns/browse';
import { makeServiceCollector } from '@platen/edge-server/protocols/mdns/collect-services';
import type { DnsRecord } from '@platen/edge-server/protocols/mdns/dns-message';
import type { DnsName } from '@platen/edge-server/protocols/mdns/dns-name';
import { mdnsLimits } from '@platen/edge-server/protocols/mdns/limits';
import { readServiceTxt } from '@platen/edge-server/protocols/mdns/service-txt';
import { a, answer, ptr, srv, txt } from './wire.ts';

const LOOPBACK = { address: '127.0.0.1', prefix: 8 };
const TYPE = ['_ipp', '_tcp', 'local'];
const named = (name: string): DnsName => [name, ...TYPE];
const everywhere = () => true;

interface Seen {
  readonly bytes: Buffer;
  readonly id: number;
  readonly reply: (message: Buffer, via?: Socket) => void;
}

/** Somebody who hears every question, on a loopback port instead of the group. */
async function responder(
  t: TestContext,
  onQuestion: (seen: Seen) => void,
): Promise<{ address: string; port: number }> {
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  socket.on('message', (bytes, from) => {
    const reply = (message: Buffer, via = socket): void => via.send(message, from.port, from.address);
    onQuestion({ bytes, id: bytes.readUInt16BE(0), reply });
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: '127.0.0.1', port: socket.address().port };
}

const browse = (to: { address: string; port: number }, durationMs = 400) =>
  browseServices({
    types: ['_ipp._tcp'],
    links: [LOOPBACK],
    signal: new AbortController().signal,
    after: systemClock.after,
    durationMs,
    to,
  });

test('a printer that answers is found with its name, port, address and TXT', async (t) => {
  const to = await responder(t, ({ id, reply }) => {
    const instance = named('Room 1.5 (ü)');
    const records = [
      a(['printer', 'local'], '127.0.5.9'),
      ptr(TYPE, instance),
      srv(instance, ['Printer', 'local'], 8631),
      txt(instance, 'rp=ipp/print', 'ty=Model X', 'rp=other', '=none', 'Color'),
    ];
    reply(answer({ id, records }));
  });
  const { services, troubles } = await browse(to);
  assert.deepEqual(troubles, []);
  assert.deepEqual(services, [
    {
      type: '_ipp._tcp',
      instance: 'Room 1.5 (ü)',
      host: 'Printer.local',
      port: 8631,
      addresses: ['127.0.5.9'],
      txt: new Map([
        ['rp', 'ipp/print'],
        ['ty', 'Model X'],
        ['color', ''],
      ]),
    },
  ]);
});

test('answers with another id or from another port are not heard, nor is what is broken', async (t) => {
  const stranger = createSocket('udp4');
  t.after(() => stranger.close());
  stranger.bind(0, '127.0.0.1');
  await once(stranger, 'listening');
  const good = (id: number): Buffer => answer({ id, records: [srv(named('lie'), ['h', 'local'], 631)] });
  const to = await responder(t, ({ id, reply }) => {
    reply(good(id ^ 1));
    reply(good(id), stranger);
    reply(good(id).subarray(0, 30));
    reply(Buffer.alloc(12_000));
  });
  assert.deepEqual((await browse(to)).services, []);
});

test('what was announced without its port is asked for by name in the next round', async (t) => {
  const instance = named('late');
  const to = await responder(t, ({ bytes, id, reply }) => {
    if (!bytes.includes('late')) return reply(answer({ id, records: [ptr(TYPE, instance)] }));
    reply(answer({ id, records: [srv(instance, ['h', 'local'], 631), txt(instance, 'rp=x')] }));
  });
  const { services } = await browse(to, 1_400);
  assert.deepEqual(
    services.map(({ instance: name, addresses }) => [name, addresses]),
    [['late', ['127.0.0.1']]],
  );
});

test('a caller that gives up gets what there is; a link that cannot be used is told', async (t) => {
  const to = await responder(t, () => undefined);
  const stop = new AbortController();
  const browsing = browseServices({
    types: ['_ipp._tcp'],
    links: [LOOPBACK, { address: '192.0.2.77', prefix: 24 }],
    signal: stop.signal,
    after: systemClock.after,
    to,
  });
  setTimeout(() => stop.abort(), 100);
  const { services, troubles } = await browsing;
  assert.deepEqual(services, []);
  assert.match(troubles[0] ?? '', /^192\.0\.2\.77: .*EADDRNOTAVAIL/);
  const late = await browseServices({
    types: [],
    links: [LOOPBACK],
    signal: stop.signal,
    after: systemClock.after,
  });
  assert.deepEqual(late.services, []);
});

test('one sender cannot change what another one says, and only addresses on the link count', () => {
  const collector = makeServiceCollector(['_ipp._tcp'], (address) => address.startsWith('10.'));
  const say = (port: number, address: string): DnsRecord[] => [
    { name: named('P'), type: 'SRV', port, target: ['h', 'local'] },
    { name: ['h', 'local'], type: 'A', address },
  ];
  collector.add(say(631, '10.0.0.1'), '10.0.0.1');
  collector.add(say(22, '10.0.0.1'), '10.0.0.66');
  collector.add(say(23, '192.0.2.1'), '10.0.0.1');
  assert.deepEqual(
    collector.services().map(({ port, addresses }) => [port, addresses]),
    [
      [631, ['10.0.0.1']],
      [22, ['10.0.0.1']],
    ],
  );
});

test('a sender with thousands of services, addresses and names is cut short', () => {
  const collector = makeServiceCollector(['_ipp._tcp'], everywhere);
  const many = Array.from({ length: 5_000 }, (_, i) => i);
  collector.add(
    many.map((i) => ({ name: named(`P${i}`), type: 'SRV', port: 631, target: ['h', 'local'] })),
    '10.0.0.1',
  );
  collector.add(
    many.map((i) => ({ name: ['h', 'local'], type: 'A', address: `10.1.${i >> 8}.${i & 255}` })),
    '10.0.0.1',
  );
  assert.equal(collector.services().length, mdnsLimits.servicesOfOne);
  assert.equal(collector.services()[0]?.addresses.length, mdnsLimits.addresses);
  assert.ok(collector.missing().length <= mdnsLimits.followUps * 2);
  for (const i of many) {
    collector.add([{ name: TYPE, type: 'PTR', target: named('Q') }], `10.2.${i >> 8}.${i & 255}`);
  }
  assert.ok(collector.missing().length <= mdnsLimits.followUps * 2);
});

test('records about anything else are nobody’s service', () => {
  const collector = makeServiceCollector(['_ipp._tcp'], everywhere);
  collector.add(
    [
      { name: ['_http', '_tcp', 'local'], type: 'PTR', target: ['web', '_http', '_tcp', 'local'] },
      { name: TYPE, type: 'PTR', target: ['web', '_http', '_tcp', 'local'] },
      { name: [], type: 'SRV', port: 1, target: [] },
      { name: named('no port'), type: 'SRV', port: 0, target: ['h', 'local'] },
      { name: ['h', 'local'], type: 'A', address: '10.0.0.1' },
    ],
    '10.0.0.1',
  );
  assert.deepEqual(collector.services(), []);
});

test('TXT: clean values, the first of equal keys, no strange keys', () => {
  const pairs = readServiceTxt(
    ['TY=Good\u001b[31m\r\nprinter', 'ty=Evil', '\u0007=x', `${'k'.repeat(50)}=x`, 'note=', ''].map((text) =>
      Buffer.from(text),
    ),
  );
  assert.deepEqual(
    [...pairs],
    [
      ['ty', 'Good [31m printer'],
      ['note', ''],
    ],
  );
});
