// A real program started for a test: its log in a file, its end awaited, nothing left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { findCommand } from '../../scripts/setup/find-command.mjs';

export type Daemon = {
  readonly pid: number;
  /** Exit status, or 128 plus the number of the signal that ended it. */
  readonly ended: Promise<number>;
  readonly running: () => boolean;
  /** Everything the program wrote so far, stdout and stderr in one. */
  readonly log: () => Promise<string>;
  /** Asks politely with `signal`, insists with KILL after five seconds; resolves when the program is gone. */
  stop(signal?: NodeJS.Signals): Promise<number>;
};

export type DaemonOptions = {
  /** A name looked up in PATH and the sbin folders, or an absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
};

// The slowest of the daemons here (Dovecot, cupsd with jobs) need about a second to end.
const PATIENCE_MS = 5_000;
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = { SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** A test process that is killed runs no handler; on Linux the kernel then ends the daemon, which would stay for ever. */
const endingWithUs = (program: string, args: readonly string[]): readonly [string, readonly string[]] => {
  const setpriv = process.platform === 'linux' ? findCommand('setpriv') : undefined;
  return setpriv === undefined ? [program, args] : [setpriv, ['--pdeathsig', 'KILL', program, ...args]];
};

// Filters, back ends and commands that a daemon started may outlive it.
const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

/** Starts the program in the foreground and in a process group of its own. Readiness is for the caller to find out. */
export const startDaemon = async ({ command, args, logFile, cwd, env }: DaemonOptions): Promise<Daemon> => {
  const program = isAbsolute(command) ? command : findCommand(command);
  if (program === undefined) throw new Error(`${command} not found on this machine`);
  const [launcher, launcherArgs] = endingWithUs(program, args);
  const log = await open(logFile, 'a');
  let child: ChildProcess;
  try {
    child = spawn(launcher, launcherArgs, {
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
  } finally {
    await log.close();
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0));
    });
  });
  const { pid } = child;
  if (pid === undefined) {
    await ended;
    throw new Error(`${command} did not start`);
  }
  // A test that fails before stop() must not leave the daemon running.
  const killWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killWithUs);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    ended,
    running,
    log: () => readFile(logFile, 'utf8'),
    async stop(signal = 'SIGTERM') {
      if (running()) child.kill(signal);
      const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      try {
        return await ended;
      } finally {
        clearTimeout(insist);
        process.removeListener('exit', killWithUs);
        killGroup(pid);
      }
    },
  };
};

/** For `waitUntil`: throws with the log's end when the daemon is gone, so that a failed start says why. */
export const assertRunning = async (daemon: Daemon, name: string): Promise<void> => {
  if (daemon.running()) return;
  // The last lines hold the reason; thousands of lines before them only hide it.
  const tail = (await daemon.log()).split('\n').slice(-20).join('\n');
  throw new DaemonEndedError(`${name} ended with status ${await daemon.ended}:\n${tail}`);
};

export class DaemonEndedError extends Error {
  override readonly name = 'DaemonEndedError';
}
