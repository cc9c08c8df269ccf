// The LPD server of CUPS behind inetd, as print servers run it: jobs that come by RFC 1179 become jobs of a throw-away scheduler.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import { type Cupsd, startCupsd } from './cupsd.ts';

export type CupsLpd = {
  readonly cups: Cupsd;
  /** lpd://127.0.0.1:PORT/QUEUE */
  readonly uriOf: (queue: string) => string;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
};

const PROGRAM = '/usr/lib/cups/daemon/cups-lpd';
export const hasCupsLpd = (): boolean => existsSync(PROGRAM);

export const startCupsLpd = async (): Promise<CupsLpd> => {
  const cups = await startCupsd();
  const home = await tempDir('lpd');
  const port = await freePort();
  const user = process.getuid?.() === 0 ? 'lp' : userInfo().username;
  const config = join(home.path, 'inetd.conf');
  await writeFile(
    config,
    `127.0.0.1:${port} stream tcp nowait ${user} ${PROGRAM} cups-lpd -h 127.0.0.1:${cups.port} -n\n`,
  );
  const daemon = await startDaemon({
    command: 'inetd',
    args: ['-d', '-i', config],
    logFile: join(home.path, 'inetd.log'),
  });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await cups.stop();
    await home.remove();
  };
  try {
    // A connection would start the program for nothing; inetd logs what it listens on.
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'inetd');
        return (await daemon.log()).includes('ADD:');
      },
      { what: 'inetd to listen' },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { cups, uriOf: (queue) => `lpd://127.0.0.1:${port}/${queue}`, log: daemon.log, stop };
};
