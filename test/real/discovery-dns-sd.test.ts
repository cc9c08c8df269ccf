// DNS-SD with real avahi and a real ippeveprinter that advertises itself. The test runs itself again inside a network and mount
// namespace of its own (test-servers: port 5353 and the pid file cannot be moved), where loopback is the only link.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeDiscovery } from '@platen/edge-server/devices/discover/discovery';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { startSystemBus } from '../servers/dbus.ts';
import { startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const isInside = process.env['PLATEN_TEST_NAMESPACE'] === '1';

/** Namespaces need root, or a system that lets everybody have them; containers often do neither. */
function cannotUnshare(): false | string {
  if (process.env['PLATEN_TEST_NO_SKIP'] === '1') return false;
  const tried = spawnSync('unshare', ['-mn', 'ip', 'link', 'set', 'lo', 'up']);
  return tried.status === 0 ? false : 'this machine lets us have no network namespace';
}

if (isInside) {
  test('a printer that avahi advertises is found, asked, and known by its uuid', async (t) => {
    const home = await tempDir('dnssd');
    // The last started ends first: the printer cannot do without avahi, and avahi not without the bus.
    const undo: (() => Promise<unknown>)[] = [home.remove];
    t.after(async () => {
      for (const end of undo.reverse()) await end();
    });
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
    await mkdir('/run/avahi-daemon');
    execFileSync('ip', ['link', 'set', 'lo', 'up', 'multicast', 'on']);
    execFileSync('ip', ['route', 'add', '224.0.0.0/4', 'dev', 'lo']);
    const bus = await startSystemBus(home.path);
    undo.push(() => bus.stop());
    const conf = join(home.path, 'avahi.conf');
    await writeFile(conf, '[server]\nhost-name=copyroom\nallow-interfaces=lo\nuse-ipv6=no\n');
    const avahi = await startDaemon({
      command: 'avahi-daemon',
      args: ['-f', conf, '--no-drop-root', '--no-chroot', '--no-rlimits'],
      env: bus.env,
      logFile: join(home.path, 'avahi.log'),
    });
    undo.push(() => avahi.stop());
    await waitUntil(async () => (await avahi.log()).includes('startup complete'), { what: 'avahi' });
    for (const folder of ['spool', 'keys']) await mkdir(join(home.path, folder));
    const port = await freePort();
    const printer = await startDaemon({
      command: 'ippeveprinter',
      args: ['-p', String(port), '-d', join(home.path, 'spool'), '-K', join(home.path, 'keys'), 'Room 1.5'],
      env: bus.env,
      logFile: join(home.path, 'printer.log'),
    });
    undo.push(() => printer.stop());

    const made = makeDiscovery({
      clock: systemClock,
      log: openLog({ level: 'silent', write: () => undefined }),
      rules: () => ({ allowLoopback: true }),
      links: () => [{ address: '127.0.0.1', prefix: 8 }],
      askIdentity: async () => undefined,
      profileOf: () => 'generic',
      registered: async () => [],
      resolve: async () => [],
    });
    // Announcing takes the printer a second or two: searched until it is there.
    const view = await waitUntil(
      async () => {
        if (made.view().state !== 'running') made.start({ ranges: [], mdns: true });
        await waitUntil(async () => made.view().state !== 'running', {
          what: 'the end of a search',
          timeoutMs: 20_000,
        });
        return made.view().findings.length > 0 ? made.view() : undefined;
      },
      { what: 'the printer', timeoutMs: 60_000 },
    );
    const [found, ...others] = view.findings;
    assert.deepEqual(others, []);
    assert.equal(found?.address, '127.0.0.1');
    assert.ok(found?.names.includes('Room 1.5'), JSON.stringify(found));
    assert.match(found?.identity.uuid ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(found?.identity.hostName, 'copyroom.local');
    assert.deepEqual(found?.evidence.slice(0, 3), ['ipps', 'ipp', 'mdns']);
    assert.deepEqual(found?.uris.slice(0, 2), [
      `ipps://127.0.0.1:${port}/ipp/print`,
      `ipp://127.0.0.1:${port}/ipp/print`,
    ]);
  });
} else {
  const missing = skipUnless('ippeveprinter', 'dbus-daemon', 'avahi-daemon', 'unshare');
  test('DNS-SD with avahi, in a network of its own', {
    skip: missing === false ? cannotUnshare() : missing,
  }, async () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ['-mn', process.execPath, '--import', 'tsx', fileURLToPath(import.meta.url)];
    const ended = await run('unshare', args, { env: { ...env, PLATEN_TEST_NAMESPACE: '1' } }).catch(
      (cause: { stdout?: string }) => cause,
    );
    const told = ended.stdout ?? '';
    assert.match(told, /^# pass 1$/m, told);
  });
}
