// A throw-away OpenLDAP on loopback: LDAP with StartTLS and LDAPS, filled from LDIF. Its certificate names 127.0.0.1 and localhost.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findCommand } from '../../scripts/setup/find-command.mjs';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import { makeCertificate, type TestCertificate } from '../unit/protocols/ipp/test-certificate.ts';

export type Slapd = {
  /** 127.0.0.1, which the certificate names. */
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number;
  /** The server's self-signed certificate, PEM, and its SHA-256 in lower-case hex. */
  readonly authority: string;
  readonly fingerprint: string;
  readonly base: string;
  /** May search without limits; its password. */
  readonly rootDn: string;
  readonly rootPassword: string;
  /** Applies LDIF with changes (`changetype: modify` and the like) as the root account. */
  modify(ldif: string): Promise<void>;
  log(): Promise<string>;
  /** Stops answering without closing anything, and goes on. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
};

export type SlapdOptions = {
  /** Entries below `dc=example,dc=test`; the base itself is made. Without blank line at the end. */
  readonly ldif?: string;
  /** Further lines of slapd.conf before the database: modules, overlays come with `databaseConfig`. */
  readonly globalConfig?: string;
  readonly databaseConfig?: string;
};

export const SLAPD_NEEDS = ['slapd', 'ldapmodify'] as const;

const BASE = 'dc=example,dc=test';
const ROOT = `cn=root,${BASE}`;
const PASSWORD = 'root secret';
const run = promisify(execFile);

const BASE_LDIF = `dn: ${BASE}
objectClass: dcObject
objectClass: organization
o: Example
dc: example
`;

export type SlapdPerson = {
  readonly uid: string;
  readonly name: string;
  readonly mail?: string;
  readonly ou?: string;
  readonly password?: string;
  readonly more?: readonly string[];
};

/** LDIF of one inetOrgPerson. */
export const personLdif = ({ uid, name, mail, ou, password, more = [] }: SlapdPerson): string =>
  [
    `dn: uid=${uid},ou=${ou ?? 'people'},${BASE}`,
    'objectClass: inetOrgPerson',
    `uid: ${uid}`,
    `cn: ${name}`,
    `sn: ${name.split(' ').at(-1) ?? name}`,
    ...(mail === undefined ? [] : [`mail: ${mail}`]),
    ...(password === undefined ? [] : [`userPassword: ${password}`]),
    ...more,
    '',
  ].join('\n');

export const unitLdif = (name: string): string =>
  `dn: ou=${name},${BASE}\nobjectClass: organizationalUnit\nou: ${name}\n`;

const config = (home: string, { globalConfig = '', databaseConfig = '' }: SlapdOptions): string => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${home}/slapd.pid
TLSCertificateFile ${home}/cert.pem
TLSCertificateKeyFile ${home}/key.pem
${globalConfig}
database mdb
suffix "${BASE}"
rootdn "${ROOT}"
rootpw "${PASSWORD}"
directory ${home}/data
maxsize 1073741824
dbnosync
index objectClass,uid,mail,entryUUID eq
access to attrs=userPassword by anonymous auth by * none
access to * by * read
${databaseConfig}
`;

/** Started in about 0.1 s, and 3 s more for 50,000 people. */
export const startSlapd = async (options: SlapdOptions = {}): Promise<Slapd> => {
  const home = await tempDir('ldap');
  const file = (name: string): string => join(home.path, name);
  const certificate: TestCertificate = await makeCertificate('127.0.0.1');
  let daemon: Daemon;
  const port = await freePort();
  const tlsPort = await freePort();
  try {
    await mkdir(file('data'));
    await writeFile(file('cert.pem'), certificate.cert);
    await writeFile(file('key.pem'), certificate.key);
    await writeFile(file('slapd.conf'), config(home.path, options));
    await writeFile(file('all.ldif'), `${BASE_LDIF}\n${options.ldif ?? ''}`);
    const slapadd = findCommand('slapadd');
    if (slapadd === undefined) throw new Error('slapadd not found: install slapd');
    await run(slapadd, ['-q', '-f', file('slapd.conf'), '-l', file('all.ldif')]);
    daemon = await startDaemon({
      command: 'slapd',
      args: [
        ...['-d', '0', '-f', file('slapd.conf')],
        ...['-h', `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`],
      ],
      logFile: file('log'),
    });
  } catch (error) {
    await home.remove();
    throw error;
  }
  const tool = (program: string, args: readonly string[], input?: string) =>
    run(
      'sh',
      ['-c', `exec "$0" "$@" ${input === undefined ? '' : `<"${file('changes.ldif')}"`}`, program, ...args],
      { env: { ...process.env, LDAPNOINIT: '1' }, timeout: 20_000 },
    );
  const asRoot = ['-x', '-H', `ldap://127.0.0.1:${port}`, '-D', ROOT, '-w', PASSWORD];
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'slapd');
        await tool('ldapsearch', [...asRoot, '-b', BASE, '-s', 'base', '1.1']);
        return true;
      },
      { what: 'slapd to answer' },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    authority: certificate.cert,
    fingerprint: certificate.fingerprint,
    base: BASE,
    rootDn: ROOT,
    rootPassword: PASSWORD,
    modify: async (ldif) => {
      await writeFile(file('changes.ldif'), ldif);
      await tool('ldapmodify', asRoot, ldif);
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
