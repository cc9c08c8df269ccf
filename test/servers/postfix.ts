// A throw-away Postfix on loopback: takes mail by SMTP, STARTTLS and SMTPS and hands it to an LMTP server (dovecot.ts). Its start takes two
// to three seconds: one per test file, not per test.
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findCommand } from '../../scripts/setup/find-command.mjs';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import { makeCertificate, type TestCertificate } from '../unit/protocols/ipp/test-certificate.ts';
import { idOf } from './dovecot-ids.ts';

export type Postfix = {
  /** 127.0.0.1, which the certificate names. */
  readonly host: string;
  /** SMTP, with STARTTLS offered. */
  readonly smtpPort: number;
  /** TLS from the first octet. */
  readonly smtpsPort: number;
  /** The server's self-signed certificate, PEM. */
  readonly ca: string;
  /** Its SHA-256, lower-case hex. */
  readonly fingerprint: string;
  /** Queue ids of the messages that were taken so far, in order. */
  received(): Promise<readonly string[]>;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
};

export type PostfixOptions = {
  /** Where mail to `domain` goes. */
  readonly lmtpPort: number;
  /** Default example.test; mail to any other is refused. */
  readonly domain?: string;
  readonly tls?: TestCertificate;
  /** More lines of main.cf, such as `message_size_limit = 1000`. */
  readonly settings?: string;
};

const HOST = '127.0.0.1';

// Debian's, with nothing in a chroot and nothing that would send mail further.
const services = (smtpPort: number, smtpsPort: number): string => `${HOST}:${smtpPort} inet n - n - - smtpd
${HOST}:${smtpsPort} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;

const settingsOf = (
  directory: string,
  { lmtpPort, domain = 'example.test', settings = '' }: PostfixOptions,
): string =>
  `compatibility_level = 3.6
queue_directory = ${directory}/queue
data_directory = ${directory}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = ${HOST}
inet_protocols = ipv4
myhostname = mail.${domain}
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
smtpd_relay_restrictions = reject_unauth_destination
virtual_mailbox_domains = ${domain}
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:${HOST}:${lmtpPort}
smtpd_tls_cert_file = ${directory}/cert.pem
smtpd_tls_key_file = ${directory}/key.pem
smtpd_tls_security_level = may
maillog_file = ${directory}/maillog
maillog_file_prefixes = ${directory}
${settings}
`;

const greets = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const settle = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.once('data', (data) => settle(data.toString('latin1').startsWith('220')));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });

/** Resolves when SMTP greets. Needs root, as Postfix itself does. */
export const startPostfix = async (options: PostfixOptions): Promise<Postfix> => {
  const certificate = options.tls ?? (await makeCertificate(HOST));
  const home = await tempDir('pf');
  const directory = home.path;
  const file = (name: string): string => join(directory, name);
  const smtpPort = await freePort();
  const smtpsPort = await freePort();
  for (const folder of ['etc', 'queue', 'data']) await mkdir(file(folder));
  await chown(file('data'), await idOf('-u', 'postfix'), 0);
  await writeFile(file('cert.pem'), certificate.cert);
  await writeFile(file('key.pem'), certificate.key, { mode: 0o600 });
  await writeFile(file('etc/main.cf'), settingsOf(directory, options));
  await writeFile(file('etc/master.cf'), services(smtpPort, smtpsPort));

  const log = async (): Promise<string> => readFile(file('maillog'), 'utf8').catch(() => '');
  const daemon = await startDaemon({
    command: findCommand('postfix') ?? 'postfix',
    args: ['-c', file('etc'), 'start-fg'],
    logFile: file('output'),
  });
  const stop = async (): Promise<void> => {
    // start-fg is a script that waits for the master; the master is whom TERM must reach.
    const pid = Number((await readFile(file('queue/pid/master.pid'), 'utf8').catch(() => '')).trim());
    if (pid > 0 && daemon.running()) process.kill(pid, 'SIGTERM');
    if (pid > 0) await daemon.ended;
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'postfix');
        return greets(smtpPort);
      },
      { what: 'postfix to greet' },
    );
  } catch (error) {
    const said = await log();
    await stop();
    throw new Error(`postfix did not start:\n${said}`, { cause: error });
  }
  return {
    host: HOST,
    smtpPort,
    smtpsPort,
    ca: certificate.cert,
    fingerprint: certificate.fingerprint,
    log,
    async received() {
      const lines = await log();
      return [...lines.matchAll(/cleanup\[\d+\]: ([0-9A-Za-z]+): message-id=/g)].map(([, id]) => id ?? '');
    },
    stop,
  };
};
