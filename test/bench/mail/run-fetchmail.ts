// The peer: fetchmail takes a mailbox over IMAPS, hands each message to Dovecot's LMTP server, which puts it into a Maildir, and removes it.
// It looks into no message and answers none, and nothing is synced to the disk. With a delivery program of its own for each message it is
// slower, and so is getmail, which forks for each.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findCommand } from '../../../scripts/setup/find-command.mjs';
import type { Dovecot } from '../../servers/dovecot.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { COPY, FILED, PASSWORD } from './mail-room.ts';

// "expunge 0": once at the end, as we do; after each message it would be slower.
const settings = ({ host, imapsPort, lmtpPort }: Dovecot, trusted: string): string =>
  `poll ${host} service ${imapsPort} protocol imap\n` +
  `  user "${COPY}" password "${PASSWORD}" is "${FILED}" here\n` +
  `  ssl sslproto "auto" sslcertck sslcertfile "${trusted}"\n` +
  `  fetchall expunge 0 lmtp smtphost "${host}/${lmtpPort}" smtpname "${FILED}"\n`;

/** Seconds from its start to its end; by then the mailbox is empty and all `count` messages are in the Maildir. */
export const runFetchmail = async (dovecot: Dovecot, count: number): Promise<number> => {
  const program = findCommand('fetchmail');
  if (program === undefined) throw new Error('fetchmail is not installed here');
  const home = await tempDir('fetchmail');
  const file = (name: string): string => join(home.path, name);
  try {
    await writeFile(file('ca.pem'), dovecot.ca);
    // It reads no settings that others may read.
    await writeFile(file('rc'), settings(dovecot, file('ca.pem')), { mode: 0o600 });
    const before = await dovecot.mailCount(FILED);
    const began = performance.now();
    await promisify(execFile)(
      program,
      ['-f', file('rc'), '--silent', '--nosyslog', '--pidfile', file('pid'), '--idfile', file('ids')],
      { env: { ...process.env, HOME: home.path } },
    );
    const seconds = (performance.now() - began) / 1000;
    const taken = (await dovecot.mailCount(FILED)) - before;
    const left = await dovecot.mailCount(COPY);
    if (taken !== count || left !== 0)
      throw new Error(`fetchmail took ${taken} of ${count} messages and left ${left}`);
    return seconds;
  } finally {
    await home.remove();
  }
};
