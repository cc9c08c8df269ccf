// A few warm LibreOffices, each in its sandbox: starts them when there is work, hands each one document at a time, replaces them
// before they are worn and after trouble. A document that hangs costs its own time and nobody else's.
import { availableParallelism } from 'node:os';
import { FILE_BYTES, MEMORY_BYTES, TIME_LIMIT_MS } from '../sandbox/limits.ts';
import type { SandboxFound } from '../sandbox/sandbox.ts';
import { findOffice, type OfficeFound } from './find-office.ts';
import {
  ABORT_GRACE_MS,
  COMPANY_AFTER,
  IDLE_STOP_MS,
  MAX_FAILED_STARTS,
  MAX_INPUT_BYTES,
  MAX_QUEUE,
  RECYCLE_AFTER,
  RECYCLE_GROWTH_BYTES,
  SLOW_MS,
} from './limits.ts';
import {
  type InstanceResult,
  type OfficeDocument,
  type OfficeInstance,
  startOfficeInstance,
} from './office-instance.ts';
import { type OfficeOutcome, outcomeOf, refuse } from './office-outcome.ts';

export interface OfficeHost {
  /** First come, first served. */
  readonly toPdf: (
    document: OfficeDocument,
    options: {
      readonly signal: AbortSignal;
      /** Milliseconds of work, not of waiting. Default: by `settings`. */
      readonly timeLimitMs?: number | undefined;
      /** Pages done, of so many. */
      readonly onProgress?: ((done: number, of: number) => void) | undefined;
    },
  ) => Promise<OfficeOutcome>;
  /** Looked for once; holds until the server is restarted. */
  readonly available: () => Promise<OfficeFound>;
  /** Starts one instance if there is none. */
  readonly warm: () => void;
  /** Replaces the instances when they are next free: fonts have changed. */
  readonly refresh: () => void;
  readonly instances: () => readonly { readonly pid: number | undefined; readonly state: Slot['state'] }[];
  /** Ends every instance; what waits or runs ends as `not-ready`. Resolves when the processes are gone. */
  readonly stop: () => Promise<void>;
}

export interface OfficeHostOptions {
  readonly sandbox: SandboxFound | Promise<SandboxFound>;
  /** A folder of further fonts. */
  readonly fonts?: string | undefined;
  /** Instances at a time; while some are slow, as many again. Default: one for each core, up to 4. */
  readonly size?: number;
  readonly idleStopMs?: number;
  /** Asked for each document (time) and at each start (the others): the administrator changes them. */
  readonly settings?: () => OfficeSettings;
  readonly log?: (level: 'info' | 'warn', message: string, values: Readonly<Record<string, unknown>>) => void;
}

export interface OfficeSettings {
  /** Milliseconds a document may be worked on. Default TIME_LIMIT_MS. */
  readonly timeLimitMs?: number;
  /** Bytes of a result. Default FILE_BYTES. */
  readonly maxOutputBytes?: number;
  /** Bytes resident of one instance. Default MEMORY_BYTES. */
  readonly memoryBytes?: number;
  /** Paper of documents that name none. Default A4. */
  readonly paper?: 'a4' | 'letter';
}

interface Slot {
  readonly instance: OfficeInstance;
  state: 'starting' | 'idle' | 'busy' | 'slow';
  /** To be replaced when it is free. */
  stale: boolean;
  idle: NodeJS.Timeout | undefined;
}

interface Pending {
  readonly document: OfficeDocument;
  readonly timeLimitMs: number;
  readonly onProgress: (done: number, of: number) => void;
  readonly settle: (outcome: OfficeOutcome) => void;
  /** While it is worked on: ends the work soon. */
  abandon: (() => void) | undefined;
  retried: boolean;
}

/** More would rarely be busy at once, and each takes 150 MB. */
const MAX_DEFAULT_SIZE = 4;

export function makeOfficeHost(options: OfficeHostOptions): OfficeHost {
  const {
    fonts,
    size = Math.min(MAX_DEFAULT_SIZE, Math.max(2, availableParallelism())),
    idleStopMs = IDLE_STOP_MS,
    settings = (): OfficeSettings => ({}),
    log = () => undefined,
  } = options;
  const slots = new Set<Slot>();
  const leaving = new Set<Promise<void>>();
  const waiting: Pending[] = [];
  let failedStarts = 0;
  /** Starts that have no slot yet. */
  let beginning = 0;
  let stopped = false;
  let found: Promise<OfficeFound> | undefined;

  const available = (): Promise<OfficeFound> =>
    (found ??= Promise.resolve(options.sandbox).then((s) => findOffice(s)));

  /** Hands out documents, and starts what is missing for those that are left. */
  const pump = (): void => {
    while (waiting.length > 0 && !stopped) {
      // The one with the most documents behind it: so they are not all replaced at once.
      const free = [...slots].filter(({ state }) => state === 'idle').sort(mostWorn)[0];
      const pending = free === undefined ? undefined : waiting.shift();
      if (free === undefined || pending === undefined) break;
      void work(free, pending);
    }
    const starting = [...slots].filter(({ state }) => state === 'starting').length + beginning;
    for (let missing = waiting.length - starting; missing > 0 && mayStart(); missing -= 1) void start();
  };

  const mayStart = (): boolean => {
    const slow = [...slots].filter(({ state }) => state === 'slow').length;
    const all = slots.size + beginning;
    return !stopped && all - slow < size && all < 2 * size;
  };

  const start = async (): Promise<void> => {
    // Takes its place before anything is waited for.
    beginning += 1;
    const [sandbox, office] = [await options.sandbox, await available()];
    beginning -= 1;
    if (!sandbox.ok || !office.ok || stopped) return;
    let slot: Slot;
    try {
      const { maxOutputBytes = FILE_BYTES, memoryBytes = MEMORY_BYTES, paper = 'a4' } = settings();
      const given = { sandbox, office, fonts, maxOutputBytes, memoryBytes, paper };
      const instance = startOfficeInstance(given);
      slot = { instance, state: 'starting', stale: false, idle: undefined };
    } catch (error) {
      return startFailed(String(error));
    }
    slots.add(slot);
    const began = performance.now();
    const problem = await slot.instance.ready;
    if (!slots.has(slot)) return;
    if (problem !== undefined) {
      drop(slot);
      return startFailed(problem);
    }
    failedStarts = 0;
    log('info', 'LibreOffice started', { pid: slot.instance.pid, ms: Math.round(performance.now() - began) });
    becomeIdle(slot);
    pump();
  };

  const startFailed = (detail: string): void => {
    failedStarts += 1;
    log('warn', 'LibreOffice cannot be started', { detail });
    if (failedStarts >= MAX_FAILED_STARTS && slots.size + beginning === 0) {
      failedStarts = 0;
      for (const pending of waiting.splice(0))
        pending.settle(refuse('not-ready', `no LibreOffice: ${detail}`));
    }
    pump();
  };

  const drop = (slot: Slot): void => {
    clearTimeout(slot.idle);
    if (!slots.delete(slot)) return;
    const gone = slot.instance.kill();
    leaving.add(gone);
    void gone.finally(() => leaving.delete(gone));
  };

  const becomeIdle = (slot: Slot): void => {
    slot.state = 'idle';
    // Slow ones had company; now there may be more than wanted.
    if (slot.stale || slots.size > size) return drop(slot);
    slot.idle = setTimeout(() => {
      if (slot.state === 'idle') drop(slot);
    }, idleStopMs).unref();
  };

  const work = async (slot: Slot, pending: Pending): Promise<void> => {
    const { instance } = slot;
    clearTimeout(slot.idle);
    slot.state = 'busy';
    const slow = setTimeout(() => {
      slot.state = 'slow';
      pump();
    }, SLOW_MS);
    let grace: NodeJS.Timeout | undefined;
    pending.abandon = () => {
      grace = setTimeout(() => void instance.kill(), ABORT_GRACE_MS);
    };
    if (instance.documents() >= COMPANY_AFTER && slots.size + beginning === 1) void start();
    const result = await instance.convert(pending.document, pending);
    clearTimeout(slow);
    clearTimeout(grace);
    pending.abandon = undefined;
    const why = endOf(slot, result);
    if (why === undefined) becomeIdle(slot);
    else {
      drop(slot);
      if (!stopped) log('info', 'LibreOffice replaced', { pid: instance.pid, why });
    }
    conclude(pending, instance, result);
    pump();
    // The next document finds one that is warm.
    if (slots.size + beginning === 0 && !stopped) void start();
  };

  const conclude = (pending: Pending, instance: OfficeInstance, result: InstanceResult): void => {
    if (stopped) return pending.settle(refuse('not-ready', 'the office host is stopping'));
    // Earlier documents may have worn it; a fresh one decides whether it was this one.
    if (result.kind === 'crashed' && instance.documents() > 1 && !pending.retried) {
      pending.retried = true;
      waiting.unshift(pending);
      return;
    }
    pending.settle(outcomeOf(result, pending.timeLimitMs));
  };

  const toPdf: OfficeHost['toPdf'] = async (document, { signal, timeLimitMs, onProgress }) => {
    const office = await available();
    if (!office.ok) return refuse('office-missing', `${office.why} ${office.cure}`);
    if (document.bytes.length > MAX_INPUT_BYTES) {
      return refuse('document-too-large', `${document.bytes.length} bytes`);
    }
    if (stopped) return refuse('not-ready', 'the office host has stopped');
    if (signal.aborted) return refuse('aborted', 'aborted before it began');
    if (waiting.length >= MAX_QUEUE) return refuse('not-ready', `${MAX_QUEUE} documents are waiting`);
    return new Promise((resolve) => {
      const onAbort = (): void => {
        const place = waiting.indexOf(pending);
        if (place >= 0) waiting.splice(place, 1);
        pending.abandon?.();
        pending.settle(refuse('aborted', 'aborted by the caller'));
      };
      const pending: Pending = {
        document,
        timeLimitMs: timeLimitMs ?? settings().timeLimitMs ?? TIME_LIMIT_MS,
        onProgress: onProgress ?? (() => undefined),
        settle: (outcome) => {
          signal.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
        abandon: undefined,
        retried: false,
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.push(pending);
      pump();
    });
  };

  return {
    toPdf,
    available,
    warm: () => {
      if (slots.size + beginning === 0 && !stopped) void start();
    },
    refresh: () => {
      for (const slot of slots) {
        slot.stale = true;
        if (slot.state === 'idle') drop(slot);
      }
    },
    instances: () => [...slots].map(({ instance: { pid }, state }) => ({ pid, state })),
    stop: async () => {
      stopped = true;
      for (const pending of waiting.splice(0)) {
        pending.settle(refuse('not-ready', 'the office host is stopping'));
      }
      for (const slot of slots) drop(slot);
      await Promise.all(leaving);
    },
  };
}

/** Why an instance is not to go on after this result; undefined when it may. */
function endOf({ instance, stale }: Slot, result: InstanceResult): string | undefined {
  if (result.kind !== 'done' && result.kind !== 'refused') return result.kind;
  if (result.kind === 'refused' && result.worn) return result.detail;
  if (stale) return 'refresh';
  if (instance.documents() >= RECYCLE_AFTER) return `${RECYCLE_AFTER} documents`;
  return instance.growth() > RECYCLE_GROWTH_BYTES ? `${instance.growth()} bytes of growth` : undefined;
}

const mostWorn = (one: Slot, other: Slot): number => other.instance.documents() - one.instance.documents();
