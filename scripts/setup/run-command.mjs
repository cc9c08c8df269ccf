// Runs a program to its end with its output kept, in a process group of its own, so that nothing it started outlives it.
import { spawn } from 'node:child_process';

const groups = new Set();

/** Time for a runner that is told to stop: browsers that it started lead groups of their own, which only it knows. */
const LAST_WORDS_MS = 700;

const killGroup = (pid, signal = 'SIGKILL') => {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: the group is already empty, which is what we want.
    if (error.code !== 'ESRCH') throw error;
  }
};

/** Ends every program started here when this process is told to stop, and exits as the shell expects. */
export const stopChildrenOnSignal = () => {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.once(signal, () => {
      for (const pid of groups) killGroup(pid, 'SIGTERM');
      // Not a timer: nothing else is to begin in between.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_WORDS_MS);
      for (const pid of groups) killGroup(pid);
      process.exit(128 + number);
    });
  }
};

/**
 * Runs `command` and resolves with `{ code, output, timedOut }`; never rejects. `output` is stdout and stderr as they came.
 * A program that cannot be started ends with code 127 and the reason as output.
 */
export const runCommand = (command, args, { cwd, env = process.env, timeoutMs, onOutput } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    let timedOut = false;
    const keep = (chunk) => {
      chunks.push(chunk);
      onOutput?.(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    if (child.pid !== undefined) groups.add(child.pid);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            killGroup(child.pid);
          }, timeoutMs);
    let ended = false;
    const end = (code, extra = '') => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      groups.delete(child.pid);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + extra, timedOut });
    };
    child.once('error', (error) => end(127, `${command}: ${error.message}\n`));
    // 'exit' first, so that a daemon left behind with our pipes open is ended instead of waited for.
    child.once('exit', () => killGroup(child.pid));
    child.once('close', (code, signal) => end(code ?? (signal === null ? 1 : 137)));
  });
