// Starts the child process of a render worker outside a sandbox; render-in-sandbox.ts starts one inside, in the same shape.
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MAX_OLD_SPACE_MB } from './limits.ts';
import type { WorkerRole, WorkerWord } from './worker-messages.ts';

/** The child must have an IPC channel with advanced serialization, a piped stderr, and as fifth a pipe for bytes (byte-pipe.ts). */
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

export function forkWorker(
  entry: string = defaultWorkerEntry(),
  words: readonly WorkerWord[] = [],
): SpawnWorker {
  return (role) =>
    fork(entry, [role, ...words], {
      execArgv: [...workerExecArgv(entry)],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      // Nothing of the server's environment: it may name databases, keys and proxies.
      env: { LANG: 'C.UTF-8' },
    });
}

/**
 * For a machine that has no sandbox. PDFium goes on there: it is WebAssembly, which is a sandbox in itself (no system call but
 * through us, a heap of its own), and a server that cannot even look over PDFs would be none. The decoders of libvips are
 * native code, and such code has let strangers in before (threat T28): a worker started like this decodes JPEG alone,
 * the one format a printer's own firmware would have to be trusted with otherwise.
 */
export const forkBareWorker = (entry?: string): SpawnWorker => forkWorker(entry, ['bare']);
