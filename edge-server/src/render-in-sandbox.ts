// Starts render workers inside the sandbox: PDFium and libvips see this program, fonts, and the encrypted documents, and nothing else.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  defaultWorkerEntry,
  forkBareWorker,
  type SpawnWorker,
  workerExecArgv,
} from './render/spawn-worker.ts';
import { NOBODY } from './sandbox/bwrap-arguments.ts';
import { MEMORY_BYTES } from './sandbox/limits.ts';
import type { SandboxFound } from './sandbox/sandbox.ts';
import { spawnInSandbox } from './sandbox/spawn-in-sandbox.ts';

/** Bytes resident: PDFium's heap alone may grow to MEMORY_BYTES, beside it are Node, one picture's pixels and the result. */
const WORKER_MEMORY_BYTES = 2 * MEMORY_BYTES;

/** Bytes of its temporary folder: it has no use for one, and libraries write a little. */
const WORKER_TEMPORARY_BYTES = 64 * 1024 ** 2;

/** Threads of Node, of its pool and of libvips, on a machine with many cores. */
const WORKER_TASKS = 256;

/** Folders of the installation that a worker's code is loaded from; the data directory may lie in the same checkout and is not in them. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CODE = [
  'package.json',
  'node_modules',
  'edge-server/package.json',
  'edge-server/node_modules',
  'edge-server/dist',
].map((name) => join(ROOT, name));

/** What running from source needs beside that, with the loader's cache: without it each start would compile everything anew. */
const SOURCE = [
  ...['tsconfig.base.json', 'edge-server/tsconfig.json', 'edge-server/src'].map((name) => join(ROOT, name)),
  ...['shared/package.json', 'shared/src'].map((name) => join(ROOT, name)),
  { from: join(tmpdir(), `tsx-${process.geteuid?.() ?? 0}`), to: `/tmp/tsx-${NOBODY}` },
];

export interface WorkerPlaces {
  /** Folders and files a worker may read documents from. In the blob store only ciphertext lies; keys come over the channel. */
  readonly readOnly: readonly string[];
  /** Further fonts. */
  readonly fonts?: string | undefined;
}

/** How this machine starts render workers; without a sandbox see forkBareWorker for what still works, and why. */
export function chooseWorkers(
  sandbox: SandboxFound,
  places: WorkerPlaces,
  entry: string = defaultWorkerEntry(),
): SpawnWorker {
  if (!sandbox.ok) return forkBareWorker(entry);
  const code = entry.endsWith('.ts') ? [...CODE, ...SOURCE] : CODE;
  return (role) =>
    spawnInSandbox(sandbox, {
      command: process.execPath,
      args: [...workerExecArgv(entry), entry, role],
      readOnly: [process.execPath, ...code, ...places.readOnly],
      fonts: places.fonts,
      memoryBytes: WORKER_MEMORY_BYTES,
      temporaryBytes: WORKER_TEMPORARY_BYTES,
      tasks: WORKER_TASKS,
      // A worker for conversions lowers its own; one for previews has somebody waiting.
      niceness: 0,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    }).child;
}
