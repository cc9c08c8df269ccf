// A throw-away Dovecot on loopback: IMAP and POP3 with and without TLS, and LMTP through which mail arrives. One Maildir per user.
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findCommand } from '../../scripts/setup/find-command.mjs';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import { makeCertificate, type TestCertificate } from '../unit/protocols/ipp/test-certificate.ts';
import { idOf } from './dovecot-ids.ts';
import { deliverByLmtp } from './dovecot-lmtp.ts';

export type Dovecot = {
  /** 127.0.0.1, which the certificate names. */
  readonly host: string;
  readonly imapPort: number;
  readonly imapsPort: number;
  readonly pop3Port: number;
  readonly pop3sPort: number;
  readonly lmtpPort: number;
  /** The server's self-signed certificate, PEM. */
  readonly ca: string;
  /** Its SHA-256, lower-case hex. */
  readonly fingerprint: string;
  /** Through LMTP, as a mail server does. LF line ends become CRLF. */
  deliver(user: string, raw: string | Uint8Array): Promise<void>;
  /** Messages in the inbox (or `folder`), read or not. */
  mailCount(user: string, folder?: string): Promise<number>;
  /** The inbox's Maildir on disk; it exists after the first message or login. */
  readonly maildir: (user: string) => string;
  /** `doveadm` with our configuration; resolves with what it prints. */
  doveadm(...args: readonly string[]): Promise<string>;
  /** Ends every connection of everybody at once, without a word: KILL to the processes that serve them. */
  cut(): Promise<void>;
  /** KILL to the whole server. */
  kill(): Promise<void>;
  /** On the same ports, with the same mail; a server that still runs is stopped first. */
  restart(): Promise<void>;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
};

export type DovecotOptions = {
  /** Default: a fresh one for 127.0.0.1. */
  readonly tls?: TestCertificate;
  /** Name to password; default bob with `secret`. Mail to other names is refused. */
  readonly users?: Readonly<Record<string, string>>;
  /** More lines of dovecot.conf, such as `imap_capability = ...`; `{directory}` is the server's own. */
  readonly settings?: string;
  /** More files for `settings` to point at: path below the server's directory to content. */
  readonly files?: Readonly<Record<string, string>>;
};

const HOST = '127.0.0.1';
const run = promisify(execFile);

type Ports = Pick<Dovecot, 'imapPort' | 'imapsPort' | 'pop3Port' | 'pop3sPort' | 'lmtpPort'>;

// No fsync: this is about the protocol, and a test machine's disk is slow. The connection limit is off because tests open many.
const configuration = (
  directory: string,
  ports: Ports,
  settings: string,
): string => `base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/dovecot.log
listen = ${HOST}
protocols = imap pop3 lmtp
ssl = yes
ssl_cert = <${directory}/cert.pem
ssl_key = <${directory}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_size = 0
first_valid_uid = 1
mail_fsync = never
mail_max_userip_connections = 0
mail_location = maildir:~/Maildir
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%n ${directory}/users
}
userdb {
  driver = passwd-file
  args = username_format=%n ${directory}/users
  default_fields = uid=mail gid=mail home=${directory}/mail/%n
}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    port = ${ports.imapPort}
  }
  inet_listener imaps {
    port = ${ports.imapsPort}
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = ${ports.pop3Port}
  }
  inet_listener pop3s {
    port = ${ports.pop3sPort}
    ssl = yes
  }
}
# Without it a wrong password makes the next logins from here wait, those with the right one too.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${ports.lmtpPort}
  }
}
${settings.replaceAll('{directory}', directory)}
`;

const greets = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const settle = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.once('data', (data) => settle(/^(\* OK|\+OK|220)/.test(data.toString('latin1'))));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });

/** Starts the server and resolves when IMAP, POP3 and LMTP greet. Needs root, as Dovecot itself does. */
export const startDovecot = async (options: DovecotOptions = {}): Promise<Dovecot> => {
  const { users = { bob: 'secret' }, settings = '', files = {} } = options;
  const certificate = options.tls ?? (await makeCertificate(HOST));
  const home = await tempDir('dc');
  const directory = home.path;
  const file = (name: string): string => join(directory, name);
  const ports: Ports = {
    imapPort: await freePort(),
    imapsPort: await freePort(),
    pop3Port: await freePort(),
    pop3sPort: await freePort(),
    lmtpPort: await freePort(),
  };
  await mkdir(file('mail'));
  await chown(file('mail'), await idOf('-u', 'mail'), await idOf('-g', 'mail'));
  await writeFile(file('cert.pem'), certificate.cert);
  await writeFile(file('key.pem'), certificate.key, { mode: 0o600 });
  const entries = Object.entries(users).map(([name, password]) => `${name}:{PLAIN}${password}::::::\n`);
  await writeFile(file('users'), entries.join(''));
  await chmod(file('users'), 0o644);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(file(name), '..'), { recursive: true });
    await writeFile(file(name), content.replaceAll('{directory}', directory));
  }
  await writeFile(file('dovecot.conf'), configuration(directory, ports, settings));

  const start = async (): Promise<Daemon> => {
    const daemon = await startDaemon({
      command: 'dovecot',
      args: ['-F', '-c', file('dovecot.conf')],
      logFile: file('dovecot.log'),
    });
    try {
      for (const port of [ports.imapPort, ports.pop3Port, ports.lmtpPort])
        await waitUntil(
          async () => {
            await assertRunning(daemon, 'dovecot');
            return greets(port);
          },
          { what: `dovecot to greet on port ${port}` },
        );
    } catch (error) {
      await daemon.stop();
      throw error;
    }
    return daemon;
  };

  let daemon: Daemon;
  try {
    daemon = await start();
  } catch (error) {
    await home.remove();
    throw error;
  }

  const doveadm = async (...args: readonly string[]): Promise<string> => {
    const program = findCommand('doveadm') ?? 'doveadm';
    return (await run(program, ['-c', file('dovecot.conf'), ...args])).stdout;
  };
  const maildir = (user: string): string => join(directory, 'mail', user, 'Maildir');
  return {
    host: HOST,
    ...ports,
    ca: certificate.cert,
    fingerprint: certificate.fingerprint,
    maildir,
    doveadm,
    log: () => daemon.log(),
    deliver(user, raw) {
      const text = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : raw;
      return deliverByLmtp({ port: ports.lmtpPort, from: 'sender@example.test', to: user, raw: text });
    },
    async mailCount(user, folder) {
      const at = folder === undefined ? maildir(user) : join(maildir(user), `.${folder}`);
      // A folder that no message has come to yet does not exist.
      const counts = await Promise.all(['new', 'cur'].map((part) => readdir(join(at, part)).catch(() => [])));
      return counts.flat().length;
    },
    async cut() {
      const table = await doveadm('who', '-1');
      const pids = table
        .split('\n')
        .slice(1)
        .map((line) => Number(/\s(\d+)\s/.exec(line)?.[1] ?? 0));
      for (const pid of pids.filter((number) => number > 0)) process.kill(pid, 'SIGKILL');
    },
    async kill() {
      await daemon.stop('SIGKILL');
    },
    async restart() {
      if (daemon.running()) await daemon.stop();
      daemon = await start();
    },
    async stop() {
      await daemon.stop();
      await home.remove();
    },
  };
};
