// A throw-away PostgreSQL on loopback: its own cluster, as user postgres where we are root (it refuses to run as root).
import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findCommand } from '../../scripts/setup/find-command.mjs';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export type Postgres = {
  readonly port: number;
  /** postgres://app:...@127.0.0.1:PORT/postgres */
  readonly url: string;
  /** A fresh empty database; resolves with its URL. */
  readonly createDatabase: () => Promise<string>;
  /** SIGKILL to every process of the server at once, as a power cut does. Only meaningful with `durable`. */
  kill(): Promise<void>;
  /** Starts again on the same port after `kill`; resolves after recovery. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Default false: no fsync, three times as fast. True: the server's durable defaults, which survive `kill`. */
  readonly durable?: boolean;
};

const USER = 'app';
// A throw-away server on loopback; the word protects nothing, but shows up should a log ever contain a URL.
const PASSWORD = 'throw-away';
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((setting) => [
  '-c',
  setting,
]);

const run = promisify(execFile);

/** Uid and gid that the server has to run under, or undefined if it may run as we do. */
const serverUser = async (): Promise<{ uid: number; gid: number } | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error('this machine has no user postgres');
  return { uid, gid };
};

// The server's own children lead sessions of their own, so its process group does not reach them.
const childrenOf = async (parent: number): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: number[] = [];
  for (const pid of pids) {
    let stat: string;
    try {
      stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    } catch (error) {
      // Gone since the folder was read.
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
        continue;
      throw error;
    }
    // pid (name) state ppid ...: the name may hold blanks and brackets, so count from the last bracket.
    const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (ppid === parent) found.push(pid);
  }
  return found;
};

/** Makes a cluster and starts it: about a second and a half, so share one server between the tests of a file. */
export const startPostgres = async ({ durable = false }: PostgresOptions = {}): Promise<Postgres> => {
  const initdb = findCommand('initdb');
  if (initdb === undefined) throw new Error('initdb not found: install postgresql');
  // The same version for both programs, whatever else is in PATH.
  const server = join(dirname(initdb), 'postgres');
  const home = await tempDir('pg');
  const data = join(home.path, 'data');
  const user = await serverUser();
  const asUser = (command: string, args: readonly string[]): readonly [string, readonly string[]] =>
    user === undefined
      ? [command, args]
      : // A change of user drops --pdeathsig, which daemon.ts sets as well, so it is said again.
        [
          'setpriv',
          [
            '--pdeathsig',
            'KILL',
            `--reuid=${user.uid}`,
            `--regid=${user.gid}`,
            '--clear-groups',
            command,
            ...args,
          ],
        ];

  const port = await freePort();
  const urlOf = (database: string): string => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const query = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  const makeCluster = async (): Promise<void> => {
    const passwordFile = join(home.path, 'password');
    await writeFile(passwordFile, PASSWORD);
    await mkdir(data, { mode: 0o700 });
    if (user !== undefined) for (const path of [home.path, data]) await chown(path, user.uid, user.gid);
    const [command, args] = asUser(initdb, [
      ...['-D', data, '-A', 'scram-sha-256', '-U', USER, `--pwfile=${passwordFile}`],
      // -N: no fsync of the empty cluster; losing it in a power cut loses nothing.
      ...['-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    ]);
    await run(command, args);
  };

  const launch = async (): Promise<Daemon> => {
    const [command, args] = asUser(server, [
      ...['-D', data, '-p', String(port), '-k', home.path, '-c', 'listen_addresses=127.0.0.1'],
      ...(durable ? [] : FAST),
    ]);
    const daemon = await startDaemon({
      command,
      args,
      cwd: home.path,
      logFile: join(home.path, 'postgres.log'),
    });
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'postgres');
        await query('SELECT 1');
        return true;
      },
      { what: 'PostgreSQL to answer' },
    );
    return daemon;
  };

  let daemon: Daemon;
  try {
    await makeCluster();
    daemon = await launch();
  } catch (error) {
    await home.remove();
    throw error;
  }
  let databases = 0;
  return {
    port,
    url: urlOf('postgres'),
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      await query(`CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    async kill() {
      const children = await childrenOf(daemon.pid);
      for (const pid of [daemon.pid, ...children]) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
        }
      }
      await daemon.ended;
      await daemon.stop();
    },
    async restart() {
      if (daemon.running()) await daemon.stop('SIGINT');
      daemon = await launch();
    },
    async stop() {
      // INT = fast shutdown: clients are cut, nothing is waited for.
      await daemon.stop('SIGINT');
      await home.remove();
    },
  };
};
