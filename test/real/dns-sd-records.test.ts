// The records for unicast DNS, read by those who serve them: BIND's own check of a zone, and a dnsmasq that is asked. Whatever a site is called.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { queueServices } from '@platen/edge-server/advertise/queue-services';
import {
  bindZone,
  dnsmasqLines,
  isZoneName,
  unicastRecords,
  windowsDnsLines,
} from '@platen/edge-server/advertise/unicast-records';
import { queueOffer } from '@platen/edge-server/flow/intake/ipp/queue-offer';
import { startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);

const zoneOf = (name: string) =>
  unicastRecords(
    queueServices(
      {
        name,
        path: 'ipp/print',
        uuid: '01234567-89ab-8def-a123-456789abcdef',
        note: 'Say "hi", please; 100 % $HOME \\ `id`',
        offer: queueOffer([], 'iso_a4_210x297mm'),
        formats: ['application/pdf', 'image/urf', 'image/pwg-raster'],
        authentication: 'basic',
      },
      { ipps: 631, ipp: undefined },
      { host: 'srv-print', webPort: 443 },
    ),
    'office.example.com',
    'print.example.com',
  );
const NAMES = ['Follow me', 'Häll "3.5", O’Brien\'s; & \\ Co. (日本) @$;'];

for (const name of NAMES) {
  test(`BIND takes the zone of "${name}" and reads the same strings out of it`, {
    skip: skipUnless('named-checkzone'),
  }, async (t) => {
    const folder = await tempDir('zone');
    t.after(folder.remove);
    const head =
      '$TTL 3600\n@ IN SOA ns.office.example.com. root.example.com. 1 7200 900 86400 300\n@ IN NS ns.office.example.com.\nns IN A 127.0.0.1\n';
    const file = join(folder.path, 'zone');
    const zone = zoneOf(name);
    await writeFile(file, `$ORIGIN office.example.com.\n${head}${bindZone(zone)}`);
    const { stdout } = await run('named-checkzone', ['-D', 'office.example.com', file]);
    assert.match(stdout, /^b\._dns-sd\._udp\.office\.example\.com\..*PTR\s+office\.example\.com\.$/m);
    assert.match(stdout, /^_universal\._sub\._ipps\._tcp\.office\.example\.com\./m);
    assert.match(stdout, /SRV\s+0 0 631 print\.example\.com\.$/m);
    assert.ok(stdout.includes('"note=Say \\"hi\\", please; 100 % $HOME \\\\ `id`"'), stdout);
    assert.equal(stdout.includes('adminurl'), false, 'its name is known on the link only');
    assert.equal(stdout.includes('_printer'), false, 'what is kept with port 0 is a matter of the link');
  });
}

test('dnsmasq answers with them, as a phone asks', { skip: skipUnless('dnsmasq') }, async (t) => {
  const folder = await tempDir('dnsmasq');
  const undo: (() => Promise<unknown>)[] = [folder.remove];
  t.after(async () => {
    for (const end of undo.reverse()) await end();
  });
  for (const name of NAMES) {
    const file = join(folder.path, 'dnsmasq.conf');
    await writeFile(file, dnsmasqLines(zoneOf(name)));
    const port = await freePort();
    const args = [
      '--keep-in-foreground',
      `--port=${port}`,
      '--listen-address=127.0.0.1',
      '--bind-interfaces',
    ];
    const daemon = await startDaemon({
      command: 'dnsmasq',
      args: [...args, '--no-resolv', '--no-hosts', '--pid-file=', '--user=root', '-C', file],
      logFile: join(folder.path, 'dnsmasq.log'),
    });
    undo.push(() => daemon.stop());
    const resolver = new Resolver({ timeout: 5_000, tries: 4 });
    resolver.setServers([`127.0.0.1:${port}`]);
    const ask = (what: string) => resolver.resolvePtr(`${what}.office.example.com`);
    const domains = await waitUntil(() => ask('lb._dns-sd._udp').catch(() => undefined), { what: 'dnsmasq' });
    assert.deepEqual(domains, ['office.example.com']);
    assert.deepEqual(await ask('b._dns-sd._udp'), ['office.example.com']);
    const [instance = ''] = await ask('_universal._sub._ipps._tcp');
    assert.match(instance, /^[a-z0-9-]+\._ipps\._tcp\.office\.example\.com$/i);
    assert.deepEqual(await ask('_ipps._tcp'), [instance]);
    const [place] = await resolver.resolveSrv(instance);
    assert.deepEqual([place?.name, place?.port], ['print.example.com', 631]);
    const [strings = []] = await resolver.resolveTxt(instance);
    assert.ok(strings.includes('note=Say "hi", please; 100 % $HOME \\ `id`'), strings.join('\n'));
    assert.ok(strings.includes('rp=ipp/print') && strings.includes('TLS=1.2'));
  }
});

test('in the lines for Windows nothing is read as code, and names are plain', () => {
  const lines = windowsDnsLines(zoneOf(NAMES[1] ?? '')).split('\r\n');
  assert.equal(lines[0], "$zone = 'office.example.com'");
  for (const line of lines.slice(1, -1)) {
    assert.match(line, /^(Add-DnsServerResourceRecord -ZoneName \$zone|dnscmd \/RecordAdd \$zone) /);
    // Between single quotes, where a quote is written twice, PowerShell reads nothing as code.
    assert.doesNotMatch(line.replace(/'(?:[^']|'')*'/g, "''").replaceAll('$zone', ''), /[$`;|&]/, line);
  }
  assert.ok(lines.some((line) => line.includes("'Hall-3-5-O-Brien-s-Co._ipps._tcp'")));
});

test('only a name of DNS becomes part of a configuration', () => {
  for (const name of ['example.com', 'office.example.com', 'xn--bcher-kva.example'])
    assert.ok(isZoneName(name), name);
  for (const name of ['', 'a b', "x'; rm", 'a..b', '-a.com', '10.1.2.3', 'printer.local', 'local', 'a\nb'])
    assert.ok(!isZoneName(name), name);
});
