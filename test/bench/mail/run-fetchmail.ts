// The peer: fetchmail takes a mailbox over IMAPS into a Maildir and removes what it has from the server. It looks into no message and answers
// none, and nothing is synced to the disk. getmail, which syncs, reaches a sixth of its rate; handing over by LMTP is no faster, and over
// TCP each message waits 40 ms for an acknowledgement.
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findCommand } from '../../../scripts/setup/find-command.mjs';
import type { Dovecot } from '../../servers/dovecot.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { COPY, PASSWORD } from './mail-room.ts';

/** The smallest program that delivers into a Maildir: whole in tmp, then moved to new. */
const deliverInto = (maildir: string): string =>
  `#!/bin/sh\ncat > ${maildir}/tmp/$$ && mv ${maildir}/tmp/$$ ${maildir}/new/$$\n`;

// "expunge 0": once at the end, as we do; after each message it would be slower.
const settings = ({ host, imapsPort }: Dovecot, trusted: string, deliver: string): string =>
  `poll ${host} service ${imapsPort} protocol imap\n` +
  `  user "${COPY}" password "${PASSWORD}"\n` +
  `  ssl sslproto "auto" sslcertck sslcertfile "${trusted}"\n` +
  `  fetchall expunge 0 mda "${deliver}"\n`;

/** Seconds from its start to its end; by then the mailbox is empty and all `count` messages are in the Maildir. */
export const runFetchmail = async (dovecot: Dovecot, count: number): Promise<number> => {
  const program = findCommand('fetchmail');
  if (program === undefined) throw new Error('fetchmail is not installed here');
  const home = await tempDir('fetchmail');
  const file = (name: string): string => join(home.path, name);
  const maildir = file('Maildir');
  try {
    for (const part of ['cur', 'new', 'tmp']) await mkdir(join(maildir, part), { recursive: true });
    await writeFile(file('ca.pem'), dovecot.ca);
    await writeFile(file('deliver'), deliverInto(maildir), { mode: 0o755 });
    // It reads no settings that others may read.
    await writeFile(file('rc'), settings(dovecot, file('ca.pem'), file('deliver')), { mode: 0o600 });
    const began = performance.now();
    await promisify(execFile)(
      program,
      ['-f', file('rc'), '--silent', '--nosyslog', '--pidfile', file('pid'), '--idfile', file('ids')],
      { env: { ...process.env, HOME: home.path } },
    );
    const seconds = (performance.now() - began) / 1000;
    const taken = (await readdir(join(maildir, 'new'))).length;
    const left = await dovecot.mailCount(COPY);
    if (taken !== count || left !== 0)
      throw new Error(`fetchmail took ${taken} of ${count} messages and left ${left}`);
    return seconds;
  } finally {
    await home.remove();
  }
};
