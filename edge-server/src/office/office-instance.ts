// One LibreOffice in one sandbox, kept warm: takes one document at a time. Knows no queue and starts no other.
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type SandboxedProcess, spawnInSandbox } from '../sandbox/spawn-in-sandbox.ts';
import type { Office } from './find-office.ts';
import { type RefusedCode, type Reply, readReplies, requestHead } from './frames.ts';
import { OFFICE_ADDRESS_BYTES, START_MS } from './limits.ts';

/** In the bundle they lie beside it; scripts/build/build-server.mjs copies them. */
const [DRIVER, ...DRIVER_PARTS] = ['office-driver.py', 'office_formats.py', 'office_sheets.py'].map((name) =>
  fileURLToPath(new URL(`./${name}`, import.meta.url)),
) as [string, ...string[]];

export interface OfficeDocument {
  readonly bytes: Uint8Array;
  /** Says how it is read: "docx". */
  readonly extension: string;
  readonly page?: Readonly<Record<string, unknown>>;
}

export type InstanceResult =
  | { readonly kind: 'done'; readonly pdf: Buffer }
  | { readonly kind: 'refused'; readonly code: RefusedCode; readonly detail: string; readonly worn: boolean }
  /** Killed at the time limit. */
  | { readonly kind: 'overrun' }
  /** Killed for what it used, or for a result that is too large. */
  | { readonly kind: 'too-large'; readonly detail: string }
  | { readonly kind: 'crashed'; readonly detail: string };

export interface OfficeInstance {
  /** Of bubblewrap. */
  readonly pid: number | undefined;
  /** Resolves with undefined when documents may come, or with why none ever will. */
  readonly ready: Promise<string | undefined>;
  /** Documents taken so far. */
  readonly documents: () => number;
  /** Bytes it has grown by since it was ready, as of the last look. */
  readonly growth: () => number;
  /** One at a time, after `ready`. */
  readonly convert: (
    document: OfficeDocument,
    options: { readonly timeLimitMs: number; readonly onProgress: (done: number, of: number) => void },
  ) => Promise<InstanceResult>;
  /** Resolves when every process of it is gone; its temporary folder, which is memory, is gone with them. */
  readonly kill: () => Promise<void>;
}

export interface InstanceOptions {
  readonly sandbox: Sandbox;
  readonly office: Office;
  readonly fonts: string | undefined;
  readonly maxOutputBytes: number;
  readonly memoryBytes: number;
  /** Of documents that name none. */
  readonly paper: 'a4' | 'letter';
}

/** Throws only what spawn throws at once, e.g. without file descriptors. */
export function startOfficeInstance(options: InstanceOptions): OfficeInstance {
  const running = spawnDriver(options);
  const { stdin, stdout } = running.child;
  let documents = 0;
  let atStart: number | undefined;
  let broken: string | undefined;
  let hear: (reply: Reply) => void = () => undefined;

  const read = readReplies(options.maxOutputBytes, (reply) => hear(reply));
  stdout?.on('data', (piece: Buffer) => {
    if (broken !== undefined) return;
    try {
      read(piece);
    } catch (error) {
      // No frame: whatever speaks there is not our driver any more.
      broken = error instanceof Error ? error.message : String(error);
      void running.kill();
    }
  });
  // A write to a process that has just ended; `ended` tells it better.
  stdin?.on('error', () => undefined);

  const ready = new Promise<string | undefined>((resolve) => {
    const late = setTimeout(() => {
      void running.kill();
      resolve(`not ready after ${START_MS} ms`);
    }, START_MS);
    hear = (reply) => {
      if (reply.kind !== 'ready') return;
      clearTimeout(late);
      resolve(undefined);
    };
    void running.ended.then((end) => {
      clearTimeout(late);
      resolve(`${end} ${running.lastWords()}`);
    });
  });

  const growth = (): number => {
    const now = running.usage().memoryBytes;
    atStart ??= now > 0 ? now : undefined;
    return atStart === undefined ? 0 : now - atStart;
  };

  const convert: OfficeInstance['convert'] = async (document, { timeLimitMs, onProgress }) => {
    growth();
    documents += 1;
    const id = documents;
    let timer: NodeJS.Timeout | undefined;
    const overrun = new Promise<InstanceResult>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'overrun' }), timeLimitMs);
    });
    const replied = new Promise<InstanceResult>((resolve) => {
      hear = (reply) => {
        if (reply.kind === 'ready' || reply.id !== id) return;
        if (reply.kind === 'progress') onProgress(reply.done, reply.of);
        else resolve(reply.kind === 'oversize' ? { kind: 'too-large', detail: reply.detail } : reply);
      };
    });
    const crashed = running.ended.then((end): InstanceResult => {
      const exceeded = running.exceeded();
      if (exceeded !== undefined) return { kind: 'too-large', detail: `it used ${exceeded}` };
      return { kind: 'crashed', detail: broken ?? `${end} ${running.lastWords()}` };
    });
    const { bytes, extension, page } = document;
    stdin?.write(requestHead({ id, extension, page }, bytes.length));
    stdin?.write(bytes);
    const result = await Promise.race([replied, crashed, overrun]);
    clearTimeout(timer);
    hear = () => undefined;
    if (result.kind === 'overrun') await running.kill();
    return result;
  };

  return {
    pid: running.child.pid,
    ready,
    documents: () => documents,
    growth,
    convert,
    kill: running.kill,
  };
}

/** LibreOffice takes paper, and the order of day and month, from a place in the world. */
const PLACES = { a4: 'en-GB', letter: 'en-US' } as const;

function spawnDriver(options: InstanceOptions): SandboxedProcess {
  const { sandbox, office, fonts, memoryBytes, maxOutputBytes, paper } = options;
  return spawnInSandbox(sandbox, {
    command: office.python,
    // -s, -B: no packages of a user's, and no compiled files, which would find no place to be written.
    args: ['-s', '-B', DRIVER, office.program, PLACES[paper]],
    env: {
      // Draws without a screen.
      SAL_USE_VCLPLUGIN: 'svp',
      // Threads for one document: others are worked on beside it.
      MAX_CONCURRENCY: '2',
    },
    readOnly: [DRIVER, ...DRIVER_PARTS, ...office.folders],
    fonts,
    memoryBytes,
    addressBytes: OFFICE_ADDRESS_BYTES,
    fileBytes: maxOutputBytes,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
