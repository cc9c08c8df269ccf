// One question for any address: IPP, or the port and SNMP; and each filling what the other leaves out.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { probeDevice } from '@platen/edge-server/devices/probe-device';
import { readCapabilities } from '@platen/edge-server/devices/read-capabilities';
import { systemClock } from '@platen/edge-server/platform/clock';
import { startEvilPrinter } from '../../servers/evil-printer.ts';
import { startSnmpAgent } from '../../servers/snmp-agent.ts';
import { printerRecords } from '../../servers/snmp-agent-records.ts';
import { freePort } from '../../support/free-port.ts';

const family = { ...readCapabilities([]), formats: ['application/postscript'] };
const options = () => ({
  snmp: undefined,
  signal: new AbortController().signal,
  now: () => 7,
  after: systemClock.after,
  capabilitiesOf: () => family,
});

void test('a raw port that opens is a printer whose abilities are its family’s, and whose state nobody knows', async () => {
  const said: Buffer[] = [];
  const server = createServer((socket) => socket.on('data', (bytes: Buffer) => said.push(bytes)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const found = await probeDevice(`socket://127.0.0.1:${port}`, options());
  assert.ok(!('code' in found), JSON.stringify(found));
  assert.deepEqual(found.capabilities.formats, ['application/postscript']);
  assert.deepEqual(found.condition, { state: 'unknown', reasons: [], accepting: true, at: 7 });
  assert.deepEqual(said, [], 'what is sent to a raw port would be printed');
  await new Promise((resolve) => server.close(resolve));
});

void test('a port where nothing listens is no printer', async () => {
  const port = await freePort();
  const found = await probeDevice(`lpd://127.0.0.1:${port}/lp`, options());
  assert.equal('code' in found ? found.code : '', 'printer-unreachable');
});

void test('a raw port that is busy with another document is still known by SNMP', async () => {
  const agent = await startSnmpAgent({ records: printerRecords() });
  const port = await freePort();
  const snmp = { version: '2c', community: 'public', port: agent.port } as const;
  const found = await probeDevice(`socket://127.0.0.1:${port}`, { ...options(), snmp });
  assert.ok(!('code' in found), JSON.stringify(found));
  assert.ok(found.trays.length > 0 && found.supplies.length > 0);
  assert.notEqual(found.identity.sysDescr, undefined);
  assert.notEqual(found.condition.state, 'unreachable');
  await agent.stop();
});

void test('a printer that is silent over SNMP is not waited for, and said to be silent', async (t) => {
  const mute = createSocket('udp4').bind(0, '127.0.0.1');
  await once(mute, 'listening');
  t.after(() => mute.close());
  const printer = await startEvilPrinter();
  t.after(() => printer.stop());
  const snmp = { version: '2c', community: 'public', port: mute.address().port } as const;
  let silent = 0;
  const found = await probeDevice(printer.uri, { ...options(), snmp, onSnmpSilent: () => (silent += 1) });
  assert.ok(!('code' in found), JSON.stringify(found));
  assert.equal(silent, 1);
});
