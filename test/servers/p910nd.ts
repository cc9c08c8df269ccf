// p910nd, the small print server that many thin clients and routers run on port 9100: what it receives ends in a file. Its ports are
// fixed (9100 to 9102), so it gets an address of its own in 127/8.

import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export type P910nd = {
  /** socket://127.x.y.z:9100 */
  readonly uri: string;
  /** What the last job left on the paper; the program overwrites from the front and does not cut. */
  readonly paper: () => Promise<Buffer>;
  stop(): Promise<void>;
};

/** Where Debian's package keeps its lock; the package itself does not make it. */
const LOCKS = '/var/lock/p910nd';
const PORT = 9100;

/** Process ids are below 2^22: two octets of one keep servers of several runs apart. */
const ownAddress = (): string => `127.91.${(process.pid >> 8) & 0xff}.${process.pid & 0xff || 1}`;

const accepts = async (host: string): Promise<boolean> => {
  const socket = connect(PORT, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

export const startP910nd = async (): Promise<P910nd> => {
  const home = await tempDir('p910nd');
  await mkdir(LOCKS, { recursive: true });
  const file = join(home.path, 'paper');
  // It does not make the file itself.
  await writeFile(file, '');
  const host = ownAddress();
  const daemon = await startDaemon({
    command: 'p910nd',
    args: ['-d', '-f', file, '-i', host, '0'],
    logFile: join(home.path, 'p910nd.log'),
  });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'p910nd');
        return accepts(host);
      },
      { what: 'p910nd to listen' },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { uri: `socket://${host}:${PORT}`, paper: () => readFile(file), stop };
};
