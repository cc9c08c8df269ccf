// DavMail, a gateway from IMAP and SMTP to Exchange: a real EWS client, driven by mail programs. Takes about two seconds to start.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export interface Davmail {
  readonly imapPort: number;
  readonly smtpPort: number;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
}

const PROGRAM = '/usr/share/davmail/davmail.jar';

/** @param url of Exchange.asmx */
export async function startDavmail(url: string): Promise<Davmail> {
  const home = await tempDir('davmail');
  const imapPort = await freePort();
  const smtpPort = await freePort();
  const file = (name: string): string => join(home.path, name);
  const settings: Readonly<Record<string, string>> = {
    'davmail.server': 'true',
    'davmail.mode': 'EWS',
    'davmail.url': url,
    'davmail.imapPort': String(imapPort),
    'davmail.smtpPort': String(smtpPort),
    // Without a port it does not listen.
    'davmail.popPort': '',
    'davmail.caldavPort': '',
    'davmail.ldapPort': '',
    'davmail.allowRemote': 'false',
    'davmail.bindAddress': '127.0.0.1',
    'davmail.disableUpdateCheck': 'true',
    'davmail.smtpSaveInSent': 'false',
    'davmail.logFilePath': file('davmail.log'),
    'davmail.oauth.tokenFilePath': file('tokens'),
    'log4j.rootLogger': 'WARN',
    'log4j.logger.davmail': 'INFO',
  };
  await writeFile(
    file('davmail.properties'),
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const daemon = await startDaemon({
    command: 'java',
    args: ['-Xmx128m', '-Djava.awt.headless=true', '-jar', PROGRAM, '-server', file('davmail.properties')],
    logFile: file('output'),
    cwd: home.path,
    env: { HOME: home.path },
  });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'davmail');
        return (await daemon.log()).includes(`IMAP port ${imapPort}`);
      },
      // A Java machine beside other tests.
      { what: 'davmail to listen', timeoutMs: 60_000, everyMs: 100 },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { imapPort, smtpPort, log: daemon.log, stop };
}
