// Does documents' work in child processes: starts them when needed, stops them when idle, replaces them after trouble.
// The server's own process loads neither PDFium nor sharp.

import type { OnProgress } from './image-pdf-sink.ts';
import {
  CONVERT_TIME_MS,
  DRAW_BAND_TIME_MS,
  IMPOSE_TIME_MS,
  INSPECT_TIME_MS,
  INSPECT_WITH_COLOUR_MS,
  MAX_QUEUE,
  PREVIEW_TIME_MS,
  RESTART_ABOVE_RSS,
  RESTART_AFTER_JOBS,
} from './limits.ts';
import { type MadeReady, type MakeReadyOptions, makeReadyWith } from './make-ready.ts';
import type { OperationName, OperationTypes } from './operations.ts';
import type { DocumentSource } from './random-read.ts';
import {
  type InspectOptions,
  type InspectOutcome,
  type Refusal,
  type RenderPageOptions,
  type RenderPageOutcome,
  refuse,
  type ToPdfOptions,
  type ToPdfOutcome,
  type UnlockOutcome,
} from './render-outcome.ts';
import { type RenderWorker, startRenderWorker, type Task } from './render-worker.ts';
import { deservesRetry, outcomeOf, type RunResult, summarize } from './run-result.ts';
import { forkWorker, type SpawnWorker } from './spawn-worker.ts';
import type { WorkerRole } from './worker-messages.ts';

export interface RequestOptions {
  /** Drops the request from the queue, or ends its worker. The outcome is then `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** `preview` goes before everything that waits, and runs at normal priority; `print` before `convert`. Default: by the operation. */
  readonly priority?: Queue | undefined;
  /** Milliseconds of work, not of waiting. Default: by the operation. */
  readonly timeLimitMs?: number | undefined;
  /** Told by operations on documents of many pages: pages done, of so many; `of` 0 while nobody knows. */
  readonly onProgress?: OnProgress | undefined;
}

export interface RenderHost {
  readonly inspect: (
    source: DocumentSource,
    mediaType: string,
    options?: InspectOptions & RequestOptions,
  ) => Promise<InspectOutcome>;
  /** Pictures, raster, text and HTML as a PDF. */
  readonly toPdf: (
    source: DocumentSource,
    mediaType: string,
    options: ToPdfOptions & RequestOptions,
  ) => Promise<ToPdfOutcome>;
  /** A PDF that asks for a password, without its encryption. */
  readonly unlock: (
    source: DocumentSource,
    password: string,
    options?: RequestOptions,
  ) => Promise<UnlockOutcome>;
  /** `page` counts from 1. PDF only: an image is shown by the PDF made from it, so that what is seen is what prints. */
  readonly renderPage: (
    source: DocumentSource,
    page: number,
    options: RenderPageOptions & RequestOptions,
  ) => Promise<RenderPageOutcome>;
  /** A PDF as a stream for a printer (make-ready.ts). The signal ends it at any time. */
  readonly makeReady: (
    source: DocumentSource,
    options: MakeReadyOptions,
    signal: AbortSignal,
  ) => Promise<MadeReady | Refusal>;
  /** Starts the worker for previews if it is not there, e.g. when somebody begins to type a code. */
  readonly warm: () => void;
  /** The processes alive now. */
  readonly workers: () => readonly {
    readonly role: WorkerRole;
    readonly pid: number | undefined;
    readonly busy: boolean;
  }[];
  /** Ends every worker; what waits or runs ends as `not-ready`. Resolves when the processes are gone. */
  readonly stop: () => Promise<void>;
}

export interface RenderHostOptions {
  /** Processes at most. With 2, one is kept for previews. Default 2. */
  readonly maxWorkers?: number;
  /** Milliseconds without work after which a process ends. Default 60 s. */
  readonly idleStopMs?: number;
  readonly spawn?: SpawnWorker;
  readonly log?: (level: 'info' | 'warn', message: string, values: Readonly<Record<string, unknown>>) => void;
}

/** Somebody looks at a page; somebody waits at a printer; nobody waits. */
type Queue = 'preview' | 'print' | 'convert';

interface Slot {
  readonly role: WorkerRole;
  worker: RenderWorker | undefined;
  busy: boolean;
  idle: NodeJS.Timeout | undefined;
}

interface Pending {
  readonly task: Task;
  readonly priority: Queue;
  readonly timeLimitMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
  readonly settle: (outcome: OperationTypes[OperationName]['outcome']) => void;
  retried: boolean;
}

/** A person who waits for a page does not notice this much more. */
const QUICK_BAND_MS = 120;

const TOO_MUCH: ReadonlySet<string> = new Set(['document-too-slow', 'document-too-large']);

const DEFAULTS = {
  inspect: { priority: 'convert', timeLimitMs: INSPECT_TIME_MS },
  toPdf: { priority: 'convert', timeLimitMs: CONVERT_TIME_MS },
  unlock: { priority: 'preview', timeLimitMs: INSPECT_TIME_MS },
  renderPage: { priority: 'preview', timeLimitMs: PREVIEW_TIME_MS },
  planSides: { priority: 'print', timeLimitMs: INSPECT_TIME_MS },
  imposeSides: { priority: 'print', timeLimitMs: IMPOSE_TIME_MS },
  drawBand: { priority: 'print', timeLimitMs: DRAW_BAND_TIME_MS },
} as const satisfies Record<OperationName, { priority: Queue; timeLimitMs: number }>;

export function makeRenderHost(options: RenderHostOptions = {}): RenderHost {
  const { maxWorkers = 2, idleStopMs = 60_000, spawn = forkWorker(), log = () => undefined } = options;
  const previewSlots = Math.max(1, Math.floor(maxWorkers / 2));
  const slots = Array.from({ length: Math.max(1, maxWorkers) }, (_, index): Slot => {
    return {
      role: index < previewSlots ? 'preview' : 'convert',
      worker: undefined,
      busy: false,
      idle: undefined,
    };
  });
  const waiting: Record<Queue, Pending[]> = { preview: [], print: [], convert: [] };
  const leaving = new Set<Promise<void>>();
  let stopped = false;
  /** How long the last band took to draw. */
  let bandMs = Number.POSITIVE_INFINITY;

  /** Workers' own order is "preview first", so a preview takes a convert slot only when its own are busy. */
  const pump = (): void => {
    for (const slot of slots) {
      if (slot.busy || stopped) continue;
      const mayConvert = slot.role === 'convert' || slots.length === previewSlots;
      const pending =
        waiting.preview.shift() ??
        (mayConvert ? (waiting.print.shift() ?? waiting.convert.shift()) : undefined);
      if (pending !== undefined) void work(slot, pending);
    }
    // What is left for printers: a worker that nobody looks through helps, as long as bands are quick enough for the next who looks.
    for (const slot of slots) {
      if (slot.busy || stopped || bandMs > QUICK_BAND_MS) continue;
      if (waiting.print[0]?.task.operation !== 'drawBand') continue;
      const pending = waiting.print.shift();
      if (pending !== undefined) void work(slot, pending);
    }
  };

  const startIn = (slot: Slot): RenderWorker => {
    if (slot.worker?.alive() === true) return slot.worker;
    slot.worker = startRenderWorker(spawn, slot.role);
    log('info', 'render worker started', { role: slot.role, pid: slot.worker.pid });
    return slot.worker;
  };

  const dropWorker = (slot: Slot): void => {
    const gone = slot.worker?.kill();
    slot.worker = undefined;
    if (gone === undefined) return;
    leaving.add(gone);
    void gone.finally(() => leaving.delete(gone));
  };

  const becomeIdle = (slot: Slot): void => {
    clearTimeout(slot.idle);
    slot.idle = setTimeout(() => {
      if (!slot.busy) dropWorker(slot);
    }, idleStopMs).unref();
  };

  const work = async (slot: Slot, pending: Pending): Promise<void> => {
    slot.busy = true;
    clearTimeout(slot.idle);
    try {
      const worker = startIn(slot);
      const { task, timeLimitMs, signal, onProgress } = pending;
      const began = performance.now();
      const result = await worker.run(task, timeLimitMs, signal, onProgress);
      if (task.operation === 'drawBand') bandMs = performance.now() - began;
      conclude(slot, worker, pending, result);
    } catch (error) {
      // Starting a process can throw at once, e.g. without file descriptors: the slot must not stay busy for ever.
      log('warn', 'render worker cannot be started', { role: slot.role, error });
      pending.settle(refuse('not-ready', `no render worker: ${String(error)}`));
    }
    slot.busy = false;
    if (!stopped) becomeIdle(slot);
    pump();
  };

  const conclude = (slot: Slot, worker: RenderWorker, pending: Pending, result: RunResult): void => {
    const trouble = result.kind !== 'reply' || result.reply.leaving;
    const worn =
      result.kind === 'reply' &&
      (worker.jobs() >= RESTART_AFTER_JOBS || result.reply.rss > RESTART_ABOVE_RSS);
    if (trouble || worn) dropWorker(slot);
    if (trouble && !stopped) {
      log('warn', 'render worker replaced', {
        role: slot.role,
        pid: worker.pid,
        operation: pending.task.operation,
        result: summarize(result),
      });
    }
    if (stopped) return pending.settle(refuse('not-ready', 'the render host is stopping'));
    if (pending.signal?.aborted !== true && !pending.retried && deservesRetry(result, worker.jobs())) {
      pending.retried = true;
      waiting[pending.priority].unshift(pending);
      return;
    }
    pending.settle(outcomeOf(result, pending.timeLimitMs));
    if (worn && slot.role === 'preview') startIn(slot);
  };

  const request = <Name extends OperationName>(
    operation: Name,
    args: OperationTypes[Name]['args'],
    { signal, priority, timeLimitMs, onProgress = () => undefined }: RequestOptions,
  ): Promise<OperationTypes[Name]['outcome']> =>
    new Promise((resolve) => {
      if (stopped) return resolve(refuse('not-ready', 'the render host has stopped'));
      if (signal?.aborted === true) return resolve(refuse('aborted', 'aborted before it began'));
      if (waiting.preview.length + waiting.print.length + waiting.convert.length >= MAX_QUEUE) {
        return resolve(refuse('not-ready', `${MAX_QUEUE} requests are waiting`));
      }
      const onAbort = (): void => {
        const queue = waiting[pending.priority];
        const place = queue.indexOf(pending);
        if (place >= 0) queue.splice(place, 1);
        pending.settle(refuse('aborted', 'aborted by the caller'));
      };
      const pending: Pending = {
        // The table of operations ties name and arguments together; a generic name loses that tie for the compiler.
        task: { operation, args } as Task,
        priority: priority ?? DEFAULTS[operation].priority,
        timeLimitMs: timeLimitMs ?? DEFAULTS[operation].timeLimitMs,
        signal,
        onProgress,
        settle: (outcome) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
        retried: false,
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting[pending.priority].push(pending);
      pump();
    });

  return {
    inspect: async (source, mediaType, { signal, priority, timeLimitMs, ...rest } = {}) => {
      const withColour = rest.colourBudgetMs !== 0 && mediaType === 'application/pdf';
      const limit = withColour ? INSPECT_WITH_COLOUR_MS : undefined;
      const outcome = await request(
        'inspect',
        { source, mediaType, options: rest },
        { signal, priority, timeLimitMs: timeLimitMs ?? limit },
      );
      if (outcome.ok || !withColour || !TOO_MUCH.has(outcome.code)) return outcome;
      // Drawing one page took more time or memory than looking for colour is worth: it is no reason not to print.
      const options = { ...rest, colourBudgetMs: 0 };
      return request('inspect', { source, mediaType, options }, { signal, priority, timeLimitMs });
    },
    toPdf: async (source, mediaType, { signal, priority, timeLimitMs, onProgress, ...options }) => {
      const asked = { signal, priority, timeLimitMs, onProgress };
      const made = await request('toPdf', { source, mediaType, options }, asked);
      if (!made.ok) return made;
      const { piped, pieces = [], ...rest } = made;
      return { ...rest, pdf: Buffer.concat(pieces, piped) };
    },
    unlock: (source, password, options = {}) => request('unlock', { source, password }, options),
    renderPage: (source, page, { signal, priority, timeLimitMs, ...rest }) =>
      request('renderPage', { source, page, options: rest }, { signal, priority, timeLimitMs }),
    makeReady: makeReadyWith({
      plan: (source, options, signal) => request('planSides', { source, options }, { signal }),
      drawBand: (source, options, signal) => request('drawBand', { source, options }, { signal }),
      impose: (source, plans, signal) => request('imposeSides', { source, plans }, { signal }),
      parallel: slots.length,
    }),
    warm: () => {
      const slot = slots[0];
      if (slot === undefined || slot.busy || stopped) return;
      startIn(slot);
      becomeIdle(slot);
    },
    workers: () =>
      slots.flatMap(({ role, worker, busy }) =>
        worker?.alive() === true ? [{ role, pid: worker.pid, busy }] : [],
      ),
    stop: async () => {
      stopped = true;
      for (const pending of Object.values(waiting).flatMap((queue) => queue.splice(0))) {
        pending.settle(refuse('not-ready', 'the render host is stopping'));
      }
      for (const slot of slots) {
        clearTimeout(slot.idle);
        dropWorker(slot);
      }
      await Promise.all(leaving);
    },
  };
}
