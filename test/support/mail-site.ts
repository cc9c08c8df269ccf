// A whole site with mail for a test: Dovecot, Postfix, and a Platen whose accounts are registered as an administrator does it. Mail to
// print@example.test comes in over IMAPS, answers go out through Postfix and end in the mailboxes of their people.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dovecot, startDovecot } from '../servers/dovecot.ts';
import { type PlatenServer, startPlaten } from '../servers/platen.ts';
import { type Postfix, startPostfix } from '../servers/postfix.ts';
import { operatorCall } from './operator.ts';
import { tempDir } from './temp-dir.ts';
import { waitUntil } from './wait-until.ts';

export const PRINT = 'print@example.test';
export const SENDER = 'platen@example.test';

/** Of the receiving server, as it stands in the Authentication-Results it adds. */
export const AUTHSERV = 'mx.example.test';

export interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly body?: string;
  readonly attachments?: readonly {
    readonly name: string;
    readonly type: string;
    readonly bytes: Uint8Array;
  }[];
  /** Lines such as "X-Thing: value". */
  readonly headers?: readonly string[];
}

export interface MailSite {
  readonly platen: PlatenServer;
  readonly dovecot: Dovecot;
  readonly postfix: Postfix;
  /** Changes settings of the group `mail`. */
  set(values: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  /** By swaks over SMTP, as a person's mail program does. */
  send(letter: Letter): Promise<void>;
  /** Raw messages in somebody's mailbox, the oldest first. */
  inbox(user: string): Promise<readonly string[]>;
  /** Waits for so many messages in somebody's mailbox and gives the last one. */
  mailNumber(user: string, count: number): Promise<string>;
  stop(): Promise<void>;
}

async function setMail(
  platen: PlatenServer,
  values: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    const answer = await operatorCall(platen, 'PUT', `/api/admin/settings/mail.${key}`, { value });
    assert.equal(answer.status, 200, answer.text);
  }
}

/** One mailbox to take mail from, one account to answer through; anybody may send. */
export async function registerAccounts(
  platen: PlatenServer,
  {
    dovecot,
    postfix,
    user,
    address,
    sender,
  }: Pick<MailSite, 'dovecot' | 'postfix'> & {
    readonly user: string;
    readonly address: string;
    readonly sender: string;
  },
): Promise<void> {
  const add = async (account: object): Promise<void> => {
    const answer = await operatorCall(platen, 'POST', '/api/admin/mail/accounts', account);
    assert.equal(answer.status, 201, answer.text);
  };
  await add({
    name: 'Answers',
    kind: 'smtp',
    receives: false,
    sends: true,
    address: sender,
    settings: {
      host: postfix.host,
      port: postfix.smtpPort,
      security: 'starttls',
      auth: 'none',
      tlsPin: postfix.fingerprint,
    },
  });
  await add({
    name: 'Print',
    kind: 'imap',
    receives: true,
    sends: false,
    address,
    settings: {
      host: dovecot.host,
      port: dovecot.imapsPort,
      security: 'tls',
      auth: 'password',
      user,
      authservId: AUTHSERV,
      tlsPin: dovecot.fingerprint,
    },
    secret: 'secret',
  });
  // The test's senders have no DMARC; what the receiving server vouches for has tests of its own.
  await setMail(platen, { whoMaySend: 'anyone', trust: 'everyone' });
}

export async function startMailSite(users: readonly string[]): Promise<MailSite> {
  const dovecot = await startDovecot({
    users: Object.fromEntries([...users, 'print'].map((user) => [user, 'secret'])),
  });
  const postfix = await startPostfix({ lmtpPort: dovecot.lmtpPort });
  const platen = await startPlaten({ env: { PLATEN_MAIL_LOOPBACK: 'on' } });
  const folder = await tempDir('letters');
  const set: MailSite['set'] = (values) => setMail(platen, values);
  await registerAccounts(platen, { dovecot, postfix, user: 'print', address: PRINT, sender: SENDER });

  let count = 0;
  const inbox: MailSite['inbox'] = async (user) => {
    const all = await Promise.all(
      ['new', 'cur'].map(async (place) => {
        const path = join(dovecot.maildir(user), place);
        const names = await readdir(path).catch(() => []);
        return names.map((name) => join(path, name));
      }),
    );
    const files = all
      .flat()
      .sort((a, b) => ((a.split('/').pop() ?? '') < (b.split('/').pop() ?? '') ? -1 : 1));
    return Promise.all(files.map((file) => readFile(file, 'utf8')));
  };
  return {
    platen,
    dovecot,
    postfix,
    set,
    inbox,
    async send({ from, subject, body = ' ', attachments = [], headers = [] }) {
      const attached: string[] = [];
      for (const { name, type, bytes } of attachments) {
        count += 1;
        const path = join(folder.path, `${count}`);
        await writeFile(path, bytes);
        attached.push('--attach-type', type, '--attach-name', name, '--attach', `@${path}`);
      }
      const swaks = spawn(
        'swaks',
        [
          ...['--server', postfix.host, '--port', String(postfix.smtpPort)],
          ...['--from', from, '--to', PRINT, '--header', `Subject: ${subject}`, '--body', body],
          ...headers.flatMap((line) => ['--add-header', line]),
          ...attached,
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let said = '';
      for (const stream of [swaks.stdout, swaks.stderr]) stream.on('data', (text) => (said += String(text)));
      const [code] = (await once(swaks, 'close')) as [number | null];
      assert.equal(code, 0, said);
    },
    mailNumber: (user, wanted) =>
      waitUntil(
        async () => {
          const mails = await inbox(user);
          return mails.length >= wanted ? mails[wanted - 1] : undefined;
        },
        { what: `mail ${wanted} to ${user}`, timeoutMs: 60_000 },
      ),
    async stop() {
      await platen.stop();
      await postfix.stop();
      await dovecot.stop();
      await folder.remove();
    },
  };
}
