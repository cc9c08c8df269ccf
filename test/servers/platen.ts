// The built Platen server as a process of its own, with a throw-away data directory: for journeys, crash tests and benchmarks.
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { repository } from '../support/repository.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export type PlatenOptions = {
  /** `try` fills the server with demo data and starts the virtual MFD. */
  readonly mode?: 'serve' | 'try';
  /** PLATEN_DATABASE_URL and the like; ports, host and data directory are set here. */
  readonly env?: Readonly<Record<string, string>>;
};

export type PlatenServer = {
  readonly dataDir: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** http://127.0.0.1:PORT, without a slash at the end. */
  readonly httpUrl: string;
  /** https://localhost:PORT, self-signed. */
  readonly httpsUrl: string;
  /** Process id of the running server; changes with `restart`. */
  readonly pid: () => number;
  /** Milliseconds from starting the process to the first accepted connection, of the last start. */
  readonly listeningAfterMs: () => number;
  readonly log: () => Promise<string>;
  /** SIGKILL, as a power cut does. */
  kill(): Promise<void>;
  /** Starts again on the same data and ports. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

const accepts = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false;
    throw error;
  } finally {
    socket.destroy();
  }
};

/** Starts edge-server/dist/main.js, which must have been built, and resolves when /readyz says so. */
export const startPlaten = async ({
  mode = 'serve',
  env = {},
}: PlatenOptions = {}): Promise<PlatenServer> => {
  const home = await tempDir('srv');
  const dataDir = join(home.path, 'data');
  const httpPort = await freePort();
  const httpsPort = await freePort();
  const httpUrl = `http://127.0.0.1:${httpPort}`;
  let listeningAfterMs = Number.NaN;

  const launch = async (): Promise<Daemon> => {
    const began = performance.now();
    const daemon = await startDaemon({
      command: process.execPath,
      args: [join(repository, 'edge-server', 'dist', 'main.js'), mode],
      cwd: home.path,
      logFile: join(home.path, 'platen.log'),
      env: {
        PLATEN_DATA_DIR: dataDir,
        PLATEN_HOST: '127.0.0.1',
        PLATEN_HTTP_PORT: String(httpPort),
        PLATEN_HTTPS_PORT: String(httpsPort),
        PLATEN_IPP_PORT: 'off',
        ...env,
      },
    });
    try {
      while (!(await accepts(httpPort))) {
        await assertRunning(daemon, 'platen');
        // Finer than what is measured: start-up takes some hundred milliseconds.
        await sleep(5);
      }
      listeningAfterMs = performance.now() - began;
      await waitUntil(
        async () => {
          await assertRunning(daemon, 'platen');
          return (await fetch(`${httpUrl}/readyz`)).ok;
        },
        { what: 'Platen to be ready' },
      );
    } catch (error) {
      await daemon.stop('SIGKILL');
      throw error;
    }
    return daemon;
  };

  let daemon: Daemon;
  try {
    daemon = await launch();
  } catch (error) {
    await home.remove();
    throw error;
  }
  return {
    dataDir,
    httpPort,
    httpsPort,
    httpUrl,
    httpsUrl: `https://localhost:${httpsPort}`,
    pid: () => daemon.pid,
    listeningAfterMs: () => listeningAfterMs,
    log: () => daemon.log(),
    async kill() {
      await daemon.stop('SIGKILL');
    },
    async restart() {
      if (daemon.running()) await daemon.stop();
      daemon = await launch();
    },
    async stop() {
      await daemon.stop();
      await home.remove();
    },
  };
};
