// The search for printers against real ones: ippeveprinter over IPP and IPPS, net-snmp's agent.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeDiscovery } from '@platen/edge-server/devices/discover/discovery';
import { askIdentity } from '@platen/edge-server/devices/snmp-identity';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import type { DiscoverySnmp } from '@platen/shared/api/discovery';
import { startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

/** An agent that says what a small printer says: Printer-MIB and HOST-RESOURCES-MIB of device 1. */
async function startAgent(community: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const home = await tempDir('snmpd');
  const port = await freePort();
  const conf = join(home.path, 'snmpd.conf');
  await writeFile(
    conf,
    [
      `rocommunity ${community} 127.0.0.1`,
      'sysDescr ACME 3000 series',
      'sysObjectID .1.3.6.1.4.1.32473.1',
      'sysName copy-room',
      'override .1.3.6.1.2.1.25.3.2.1.2.1 object_id .1.3.6.1.2.1.25.3.1.5',
      'override .1.3.6.1.2.1.25.3.2.1.3.1 octet_str "ACME 3000 over SNMP"',
      'override .1.3.6.1.2.1.43.5.1.1.17.1 octet_str "SER-12345"',
      '',
    ].join('\n'),
  );
  const daemon = await startDaemon({
    command: 'snmpd',
    args: ['-f', '-Lo', '-C', '-c', conf, '-I', '-smux', `udp:127.0.0.1:${port}`],
    env: { SNMP_PERSISTENT_DIR: home.path, SNMPCONFPATH: home.path },
    logFile: join(home.path, 'log'),
  });
  const access = { version: '2c', community, port } as const;
  await waitUntil(async () => (await askIdentity('127.0.0.1', access)) !== undefined, { what: 'snmpd' });
  return {
    port,
    async stop() {
      await daemon.stop();
      await home.remove();
    },
  };
}

function search(ports: { ipp: number; closed: number }, snmp: DiscoverySnmp) {
  const made = makeDiscovery({
    clock: systemClock,
    log: openLog({ level: 'silent', write: () => undefined }),
    rules: () => ({ allowLoopback: true }),
    links: () => [],
    askIdentity,
    profileOf: () => 'generic',
    registered: async () => [],
    resolve: async () => [],
    ports: { ipp: [ports.ipp], ipps: [ports.ipp], raw: ports.closed, lpr: ports.closed },
  });
  made.start({ ranges: ['127.0.0.1-127.0.0.3'], mdns: false, snmp });
  return waitUntil(
    async () => {
      const view = made.view();
      return view.state === 'running' ? undefined : view;
    },
    { what: 'the end of the search', timeoutMs: 30_000 },
  );
}

test('ippeveprinter and snmpd at one address are one printer, IPPS first', {
  skip: skipUnless('ippeveprinter', 'dbus-daemon', 'snmpd'),
}, async (t) => {
  const printer = await startIppEvePrinter({ name: 'Copy Room' });
  t.after(() => printer.stop());
  const agent = await startAgent('sesame');
  t.after(() => agent.stop());
  const closed = await freePort();
  const view = await search(
    { ipp: printer.port, closed },
    { version: '2c', community: 'sesame', port: agent.port },
  );
  assert.equal(view.state, 'done');
  assert.equal(view.asked, 3);
  assert.equal(view.findings.length, 1);
  const [found] = view.findings;
  assert.equal(found?.address, '127.0.0.1');
  assert.deepEqual(found?.evidence, ['ipps', 'ipp', 'snmp']);
  assert.deepEqual(found?.uris, [
    `ipps://127.0.0.1:${printer.port}/ipp/print`,
    `ipp://127.0.0.1:${printer.port}/ipp/print`,
  ]);
  assert.ok(found?.names.includes('Copy Room'), JSON.stringify(found?.names));
  assert.match(found?.identity.uuid ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(found?.identity.serial, 'SER-12345');
  assert.equal(found?.identity.sysObjectId, '1.3.6.1.4.1.32473.1');
  assert.equal((await printer.received()).length, 0);
});

test('a wrong community is no answer, and no reason to wait', { skip: skipUnless('snmpd') }, async (t) => {
  const agent = await startAgent('sesame');
  t.after(() => agent.stop());
  const closed = await freePort();
  const view = await search({ ipp: closed, closed }, { version: '2c', community: 'open', port: agent.port });
  assert.deepEqual(view.findings, []);
});
