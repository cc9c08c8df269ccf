// Our own DNS-SD advertising as others see it: avahi, ippfind, and a cups-browsed that makes a queue of it. The test runs itself again inside a
// network and mount namespace of its own, where loopback is the only link (as discovery-dns-sd.test.ts does).
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { startCupsd } from '../servers/cupsd.ts';
import { startSystemBus } from '../servers/dbus.ts';
import { startDaemon } from '../support/daemon.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const isInside = process.env['PLATEN_TEST_NAMESPACE'] === '1';
/** Far more than it takes: real daemons on a loaded machine. */
const PATIENT = { timeoutMs: 60_000 };

/** Namespaces need root, or a system that lets everybody have them; containers often do neither. */
function cannotUnshare(): false | string {
  if (process.env['PLATEN_TEST_NO_SKIP'] === '1') return false;
  const tried = spawnSync('unshare', ['-mn', 'ip', 'link', 'set', 'lo', 'up']);
  return tried.status === 0 ? false : 'this machine lets us have no network namespace';
}

if (isInside) {
  describe('our queue in the network', () => {
    const undo: (() => Promise<unknown>)[] = [];
    let server: RunningServer;
    let env: Readonly<Record<string, string>>;

    before(async () => {
      const home = await tempDir('advertise');
      undo.push(home.remove);
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
      await mkdir('/run/avahi-daemon');
      execFileSync('ip', ['link', 'set', 'lo', 'up', 'multicast', 'on']);
      execFileSync('ip', ['route', 'add', '224.0.0.0/4', 'dev', 'lo']);
      const bus = await startSystemBus(home.path);
      undo.push(() => bus.stop());
      env = bus.env;
      // The scheduler of CUPS and its helpers, which have a user of their own, look for the bus where it is everywhere else.
      await chmod(home.path, 0o755);
      await mkdir('/run/dbus');
      await symlink(join(home.path, 'bus.sock'), '/run/dbus/system_bus_socket');
      const conf = join(home.path, 'avahi.conf');
      await writeFile(conf, '[server]\nhost-name=looker\nallow-interfaces=lo\nuse-ipv6=no\n');
      const avahi = await startDaemon({
        command: 'avahi-daemon',
        args: ['-f', conf, '--no-drop-root', '--no-chroot', '--no-rlimits'],
        env,
        logFile: join(home.path, 'avahi.log'),
      });
      undo.push(() => avahi.stop());
      await waitUntil(async () => (await avahi.log()).includes('startup complete'), { what: 'avahi' });
      server = await runServer();
      undo.push(() => server.close());
      await server.app.settings.change('site.name', 'Hall 1.5 (ü)', 'test');
      await server.app.settings.change('print.advertiseOn', 'lo', 'test');
    });
    after(async () => {
      for (const end of undo.reverse()) await end();
    });

    /** What avahi has found, one line for each service: "=;lo;IPv4;name;type;local;host;address;port;txt". */
    const browse = async (type: string): Promise<string[]> => {
      const { stdout } = await run('avahi-browse', ['-rptk', type], { env: { ...process.env, ...env } });
      return stdout.split('\n').filter((line) => line.startsWith('='));
    };
    const found = (type: string): Promise<string> =>
      waitUntil(async () => (await browse(type))[0], { what: type, ...PATIENT });

    test('avahi resolves it with name, port, address and TXT', async () => {
      const line = await found('_ipps._tcp');
      const [, , , name, , , host, address, port, txt = ''] = line.split(';');
      assert.equal(name, 'Hall\\0321\\.5\\032\\040\\195\\188\\041');
      assert.match(host ?? '', /-print\.local$/);
      assert.equal(address, '127.0.0.1');
      assert.equal(port, String(server.httpsPort));
      for (const pair of [
        '"txtvers=1"',
        '"rp=ipp/print"',
        '"air=username,password"',
        '"TLS=1.2"',
        '"Color=T"',
      ])
        assert.ok(txt.includes(pair), `${pair} in ${txt}`);
      assert.match(txt, /"pdl=application\/pdf,image\/urf/);
      assert.match(txt, /"URF=[^"]*SRGB24/);
      assert.deepEqual(await browse('_ipp._tcp'), [], 'not without encryption');
    });

    test('those who look for AirPrint, and for IPP Everywhere, find it by their sub-types', async () => {
      assert.match(await found('_universal._sub._ipps._tcp'), /Hall/);
      assert.match(await found('_print._sub._ipps._tcp'), /Hall/);
    });

    test('ippfind lists its address, and it answers there', async () => {
      const uri = await waitUntil(
        async () => {
          const { stdout } = await run('ippfind', ['-T', '2', '_ipps._tcp', '--ls'], {
            env: { ...process.env, ...env },
          }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
          // On a busy machine its two seconds may be over before our answer has come: "unreachable".
          return / (idle|accepting)/.test(stdout) ? stdout : undefined;
        },
        { what: 'ippfind', ...PATIENT },
      );
      assert.match(uri, /^ipps:\/\/.+-print\.local:\d+\/ipp\/print.*(idle|accepting)/m);
    });

    test('cups-browsed makes a queue of it, and lp prints through that into the hold', {
      skip: skipUnless('cups-browsed', 'cupsd', 'lp', 'lpstat'),
    }, async (t) => {
      // Nobody is there to type a code: the name that the computer tells is believed.
      await server.app.settings.change('print.trustNames', true, 'test');
      const anna = await server.portalUser('anna@example.test');
      const home = await tempDir('browsed');
      const cups = await startCupsd();
      const host = `127.0.0.1:${cups.port}`;
      const settings = [
        'BrowseRemoteProtocols dnssd',
        'BrowseLocalProtocols none',
        'CreateIPPPrinterQueues All',
      ];
      const conf = join(home.path, 'browsed.conf');
      await writeFile(conf, [...settings, `CacheDir ${home.path}`, ''].join('\n'));
      const browsed = await startDaemon({
        command: 'cups-browsed',
        args: ['--debug', '-c', conf],
        env: { ...env, CUPS_SERVER: host },
        logFile: join(home.path, 'browsed.log'),
      });
      t.after(async () => {
        await browsed.stop();
        await cups.stop();
        await home.remove();
      });
      const queue = await waitUntil(
        async () => {
          // Those that are there; -e would also list what lpstat itself finds in the network.
          const { stdout } = await run('lpstat', ['-h', host, '-v']).catch(() => ({ stdout: '' }));
          return /^device for (Hall[^:]*): (?:implicitclass|ipps):/m.exec(stdout)?.[1];
        },
        { what: 'the queue of cups-browsed', ...PATIENT },
      ).catch(async (cause: unknown) => {
        throw new Error(`${String(cause)}\n${(await browsed.log()).slice(-6_000)}`);
      });
      const document = await PDFDocument.create();
      document.addPage([595, 842]).drawText('Found by itself', { x: 72, y: 700 });
      const file = join(home.path, 'page.pdf');
      await writeFile(file, await document.save());
      await run('lp', ['-h', host, '-U', anna.email, '-d', queue, '-t', 'Found by itself', file]);
      const titles = async () => {
        const { jobs } = (await anna.client.call('GET', '/api/portal/jobs')).json as {
          jobs: { title: string; state: string }[];
        };
        return jobs.filter(({ state }) => state === 'held').map(({ title }) => title);
      };
      await waitUntil(async () => (await titles()).includes('Found by itself'), {
        what: 'the document',
        timeoutMs: 25_000,
      }).catch(async (cause: unknown) => {
        throw new Error(
          `${String(cause)}\n${(await cups.log()).slice(-3_000)}\n${(await browsed.log()).slice(-6_000)}\n${server.logged.slice(-10).join('')}`,
        );
      });
    });
  });
} else {
  const missing = skipUnless('dbus-daemon', 'avahi-daemon', 'avahi-browse', 'ippfind', 'unshare');
  test('our advertising, seen by avahi in a network of its own', {
    skip: missing === false ? cannotUnshare() : missing,
  }, async () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ['-mn', process.execPath, '--import', 'tsx', fileURLToPath(import.meta.url)];
    const ended = await run('unshare', args, { env: { ...env, PLATEN_TEST_NAMESPACE: '1' } }).catch(
      (cause: { stdout?: string }) => cause,
    );
    const told = ended.stdout ?? '';
    assert.match(told, /^# fail 0$/m, told);
    assert.match(told, /^# pass [3-9]$/m, told);
  });
}
