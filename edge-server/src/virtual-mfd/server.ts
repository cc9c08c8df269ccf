// A printer inside the product, for trying out and for training: real IPP over a real port, paper as files. Whoever
// delivers to it cannot tell it from a device, and nothing in the delivery knows of it.
import { mkdir } from 'node:fs/promises';
import { type Bell, newBell } from './bell.ts';
import { defaultKeptPrints, defaultMultipleOperationMs, impressionMs, slowImpressionMs } from './limits.ts';
import type { TraySource } from './media.ts';
import { abortJobs, powerSwitch } from './power-switch.ts';
import { type OpenPrint, openPrintStore, type VirtualPrint } from './print-store.ts';
import { openPrinterMemory } from './printer-memory.ts';
import { restoreJobs } from './restore-jobs.ts';
import { newState, type VirtualCondition, type VirtualState } from './state.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

export type VirtualMfdOptions = {
  /** Its own folder: prints, their records and printer.json. Made when it is not there. */
  readonly dataDir: string;
  /** 0 for any free port; it keeps the port it got. */
  readonly port: number;
  /** 127.0.0.1 by default: it asks nobody who they are. */
  readonly host?: string;
  /** printer-name and printer-info. */
  readonly name: string;
  readonly now: () => number;
  readonly newUuid: () => string;
  /** Pages of a PDF file, rejecting when it is none; every document has one page without it. */
  readonly pageCount?: (pdfFile: string) => Promise<number>;
  readonly log?: (line: string) => void;
  readonly keptPrints?: number;
  /** Milliseconds an impression takes. */
  readonly impressionMs?: { readonly normal: number; readonly slow: number };
  /** Milliseconds a created job waits for its document. */
  readonly multipleOperationMs?: number;
};

export type TrayStatus = {
  readonly source: TraySource;
  readonly label: string;
  /** PWG self-describing name. */
  readonly media: string;
  /** Sheets. */
  readonly capacity: number;
  readonly level: number;
};

export type VirtualMfd = {
  /** ipp://host:port/ipp/print */
  readonly uri: string;
  readonly port: number;
  condition(): VirtualCondition;
  /** Resolves when the condition holds. Out-of-paper empties the trays; ready after it fills them. */
  setCondition(condition: VirtualCondition): Promise<void>;
  trays(): readonly TrayStatus[];
  fillTrays(): void;
  /** What was printed, newest first. */
  prints(): Promise<readonly VirtualPrint[]>;
  openPrint(id: number): Promise<OpenPrint | undefined>;
  /** As a printer that lost its memory: it knows no job of before, waiting ones included. Prints stay. */
  forgetJobs(): Promise<void>;
  /** Switches it off for good; unfinished jobs are lost. */
  stop(): Promise<void>;
};

const path = '/ipp/print';

/** Rejects when the port or the folder cannot be had. */
export async function startVirtualMfd(options: VirtualMfdOptions): Promise<VirtualMfd> {
  const { dataDir, now, newUuid, host = '127.0.0.1', log = () => undefined } = options;
  await mkdir(dataDir, { recursive: true });
  const memory = await openPrinterMemory(dataDir, { newUuid, log });
  const store = await openPrintStore(dataDir, { keptPrints: options.keptPrints ?? defaultKeptPrints, log });
  const state = newState(now());
  restoreJobs(state, await store.list(), memory.remembered.forgottenUpTo);

  let port = options.port;
  const printer: VirtualPrinter = {
    name: options.name,
    uri: () => `ipp://${host.includes(':') ? `[${host}]` : host}:${String(port)}${path}`,
    state,
    memory,
    store,
    bell: bellOfChanges(state, now),
    now,
    newUuid,
    pageCount: options.pageCount ?? (() => Promise.resolve(1)),
    log,
    impressionMs: options.impressionMs ?? { normal: impressionMs, slow: slowImpressionMs },
    multipleOperationMs: options.multipleOperationMs ?? defaultMultipleOperationMs,
    waitingJobs: new Map(),
  };
  const power = powerSwitch(printer, { host, port, path });
  port = await power.on();
  const inTurn = queueOfChanges();
  let stopped = false;

  function fillTrays(): void {
    for (const tray of state.trays) tray.level = tray.capacity;
    if (state.condition === 'out-of-paper') state.condition = 'ready';
    printer.bell.ring();
  }

  async function change({ kind }: VirtualCondition): Promise<void> {
    if (stopped) return;
    if (kind === 'off') await power.off();
    else await power.on();
    if (state.condition === 'out-of-paper') fillTrays();
    if (kind === 'out-of-paper') for (const tray of state.trays) tray.level = 0;
    state.condition = kind;
    printer.bell.ring();
  }

  async function forgetJobs(): Promise<void> {
    await abortJobs(printer, (job) => job !== state.current);
    memory.remembered.forgottenUpTo = memory.remembered.nextJobId - 1;
    state.jobs.clear();
    await memory.save();
  }

  async function stop(): Promise<void> {
    stopped = true;
    await power.off();
    await abortJobs(printer, () => true);
  }

  return {
    uri: printer.uri(),
    port,
    condition: () => ({ kind: state.condition }),
    setCondition: (condition) => inTurn(() => change(condition)),
    trays: () => state.trays.map(({ size, ...tray }) => ({ ...tray, media: size.name })),
    fillTrays,
    prints: () => store.list(),
    openPrint: (id) => store.open(id),
    forgetJobs: () => inTurn(forgetJobs),
    stop: () => inTurn(stop),
  };
}

/** One after the other, also after one that failed: switching off and on must not overtake each other. */
function queueOfChanges(): (change: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (change) => {
    last = last.then(change, change);
    return last;
  };
}

/** Every ring is a change, so it is the time of the last one too. */
function bellOfChanges(state: VirtualState, now: () => number): Bell {
  const bell = newBell();
  return {
    next: bell.next,
    ring() {
      state.lastChangeAt = now();
      bell.ring();
    },
  };
}
