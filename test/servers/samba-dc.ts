// A throw-away Active Directory domain controller (Samba) on an address of its own in 127.0.0.0/8, since its LDAP ports cannot be moved. Needs
// root. Provisioning takes about eight seconds: one for each file of tests.
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunProgram } from '@platen/edge-server/deps';
import { runProgram } from '@platen/edge-server/platform/run-program';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import { makeCertificate } from '../unit/protocols/ipp/test-certificate.ts';

export type SambaDc = {
  /** The address, which the certificate names; ports 389 and 636, Kerberos at 88. */
  readonly address: string;
  /** dc1.ad.example.test; known only to programs started by `run`. */
  readonly hostName: string;
  readonly domain: string;
  readonly shortDomain: string;
  readonly base: string;
  /** PEM. */
  readonly authority: string;
  readonly adminName: string;
  readonly adminPassword: string;
  /** runProgram, in a mount namespace whose hosts file knows the domain controller. */
  readonly run: RunProgram;
  /** samba-tool on the database itself; the server sees it at once. */
  tool(...args: readonly string[]): Promise<string>;
  /** Writes the keys of a principal into a file, as administrators do for a service. */
  exportKeytab(file: string, principal: string): Promise<void>;
  /** Applies LDIF with changes. */
  modify(ldif: string): Promise<void>;
  log(): Promise<string>;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
};

export const SAMBA_NEEDS = ['samba', 'samba-tool', 'kinit', 'ldapmodify', 'unshare'] as const;

/** For `skip`, besides skipUnless: ports below 1024 and a namespace of its own are root's. */
export const needsRoot = (): false | string =>
  process.getuid?.() === 0 ? false : 'a domain controller can be started by root only';

const DOMAIN = 'ad.example.test';
const SHORT = 'ADEX';
const PASSWORD = 'Admin-Pa55word!';
const HOST = `dc1.${DOMAIN}`;
const BASE = 'DC=ad,DC=example,DC=test';
const run = promisify(execFile);

/** What provisioning wrote without its shares, all files below `home`, and only the services that are needed. The last word counts. */
const settings = (provisioned: string, home: string, address: string): string =>
  `${provisioned.slice(0, provisioned.indexOf('[homes]'))}
  interfaces = ${address}/8
  bind interfaces only = yes
  server services = rpc, ldap, cldap, kdc
  tls enabled = yes
  tls keyfile = ${home}/key.pem
  tls certfile = ${home}/cert.pem
  tls cafile = ${home}/cert.pem
  pid directory = ${home}
  ncalrpc dir = ${home}/ncalrpc
  winbindd socket directory = ${home}/winbindd
  ntp signd socket directory = ${home}/ntp
  log file = ${home}/log.samba
`;

const accepts = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** 16 million addresses: two that run at the same time hardly ever meet. */
const ownAddress = (): string => `127.${randomInt(64, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;

export const startSambaDc = async (): Promise<SambaDc> => {
  const home = await tempDir('dc');
  const file = (name: string): string => join(home.path, name);
  const address = ownAddress();
  const certificate = await makeCertificate(address);
  const smbConf = file('dc/etc/smb.conf');
  const database = `tdb://${file('dc/private/sam.ldb')}`;
  const tool = async (...args: readonly string[]): Promise<string> =>
    (await run('samba-tool', [...args, '-H', database, '-s', smbConf], { timeout: 60_000 })).stdout;
  let daemon: Daemon;
  try {
    await run(
      'samba-tool',
      [
        ...['domain', 'provision', `--targetdir=${file('dc')}`, `--realm=${DOMAIN.toUpperCase()}`],
        ...[`--domain=${SHORT}`, '--server-role=dc', '--dns-backend=NONE', `--adminpass=${PASSWORD}`],
        ...['--host-name=dc1', `--host-ip=${address}`],
        ...['--option=interfaces=lo', '--option=bind interfaces only=yes'],
      ],
      { timeout: 120_000, maxBuffer: 16 * 1024 * 1024 },
    );
    await writeFile(file('cert.pem'), certificate.cert);
    await writeFile(file('key.pem'), certificate.key, { mode: 0o600 });
    await writeFile(file('hosts'), `127.0.0.1 localhost\n${address} ${HOST} dc1\n`);
    await writeFile(smbConf, settings(await readFile(smbConf, 'utf8'), home.path, address));
    // The short list of services does not register the name itself.
    await tool('spn', 'add', `ldap/${HOST}`, 'DC1$');
    daemon = await startDaemon({
      command: 'samba',
      args: ['-i', '-M', 'single', '-s', smbConf, '--debug-stdout'],
      logFile: file('output'),
    });
  } catch (error) {
    await home.remove();
    throw error;
  }
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'samba');
        return (await accepts(address, 636)) && (await accepts(address, 88));
      },
      { what: 'samba to listen', timeoutMs: 60_000 },
    );
    await writeFile(
      file('in-namespace'),
      `#!/bin/sh\nmount --bind "${file('hosts')}" /etc/hosts || exit 97\nexec "$@"\n`,
    );
    await chmod(file('in-namespace'), 0o755);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address,
    hostName: HOST,
    domain: DOMAIN,
    shortDomain: SHORT,
    base: BASE,
    authority: certificate.cert,
    adminName: `Administrator@${DOMAIN}`,
    adminPassword: PASSWORD,
    run: (ask) =>
      runProgram({
        ...ask,
        program: 'unshare',
        args: ['-m', file('in-namespace'), ask.program, ...ask.args],
      }),
    tool,
    exportKeytab: async (to, principal) => {
      // This command finds the database by itself.
      await run('samba-tool', ['domain', 'exportkeytab', to, `--principal=${principal}`, '-s', smbConf], {
        timeout: 60_000,
      });
    },
    modify: async (ldif) => {
      await writeFile(file('changes.ldif'), ldif);
      await run(
        'ldapmodify',
        [
          ...['-x', '-H', `ldaps://${address}`, '-D', `Administrator@${DOMAIN}`, '-w', PASSWORD],
          ...['-f', file('changes.ldif')],
        ],
        { timeout: 60_000, env: { ...process.env, LDAPTLS_CACERT: file('cert.pem') } },
      );
    },
    log: daemon.log,
    freeze: () => void process.kill(daemon.pid, 'SIGSTOP'),
    thaw: () => void process.kill(daemon.pid, 'SIGCONT'),
    stop: async () => {
      if (daemon.running()) process.kill(daemon.pid, 'SIGCONT');
      await stop();
    },
  };
};
