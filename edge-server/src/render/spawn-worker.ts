// Starts the child process of a render worker. Another way to start one (inside a sandbox) has the same shape.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MAX_OLD_SPACE_MB } from './limits.ts';
import type { WorkerRole } from './worker-messages.ts';

/** The child must have an IPC channel with advanced serialization and a piped stderr. */
export type SpawnWorker = (role: WorkerRole) => ChildProcess;

/** The worker's file: beside the server's bundle as render-worker.js, or the source itself when that is what is running. */
export function defaultWorkerEntry(): string {
  const name = import.meta.url.endsWith('.ts') ? './worker-main.ts' : './render-worker.js';
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Node arguments to run `entry`: sources need the TypeScript loader, named by its full address so that any working directory will do. */
export function workerExecArgv(entry: string): readonly string[] {
  const loader = entry.endsWith('.ts')
    ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
    : [];
  return [...loader, `--max-old-space-size=${MAX_OLD_SPACE_MB}`];
}

export function forkWorker(entry: string = defaultWorkerEntry()): SpawnWorker {
  return (role) =>
    fork(entry, [role], {
      execArgv: [...workerExecArgv(entry)],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Nothing of the server's environment: it may name databases, keys and proxies.
      env: { LANG: 'C.UTF-8' },
    });
}
