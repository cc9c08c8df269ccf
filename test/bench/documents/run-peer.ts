// Runs a program we compare ourselves with, from its start to its end.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Five minutes: the slowest of them takes some seconds, on a busy machine a few times that. */
const PATIENCE_MS = 300_000;

/** Milliseconds it took. Rejects, with what it said, when it failed. */
export const runPeer = async (command: string, args: readonly string[]): Promise<number> => {
  const began = performance.now();
  await run(command, [...args], { timeout: PATIENCE_MS, killSignal: 'SIGKILL' });
  return performance.now() - began;
};
