// What each printer said last, in memory: screens show it at once and a fresh answer comes in behind. Never a reason to
// print or not to print: delivery asks the printer itself.
import type { DeviceIdentity } from '@platen/shared/device';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Clock, Log } from '../deps.ts';
import type { Tray } from './condition-sentence.ts';
import type { ProbeOutcome, Supply } from './probe-ipp.ts';

/** The columns of a printer's row that looking needs. */
export interface WatchedPrinter {
  readonly id: string;
  readonly uri: string;
  readonly tlsPin?: string | null | undefined;
}

export interface Looked {
  readonly capabilities?: PrinterCapabilities;
  readonly condition?: PrinterCondition;
  readonly trays?: readonly Tray[];
  readonly supplies?: readonly Supply[];
  readonly identity?: DeviceIdentity;
}

export interface PrinterWatch<Printer extends WatchedPrinter = WatchedPrinter> {
  /** What is known, at once. Asks the printer in the background when that is older than `maxAgeMs` (default 2 s). */
  look(printer: Printer, maxAgeMs?: number): Looked;
  /** The same after asking, if it was due; never rejects. */
  ask(printer: Printer, maxAgeMs?: number): Promise<Looked>;
  known(printerId: string): Looked;
  /** Its address or certificate changed, or it was removed. */
  forget(printerId: string): void;
  /** Ends questions that are under way. */
  close(): void;
}

export interface PrinterWatchOptions<Printer extends WatchedPrinter = WatchedPrinter> {
  readonly clock: Clock;
  readonly log: Log;
  readonly probe: (printer: Printer, signal: AbortSignal) => Promise<ProbeOutcome>;
  /** Called when a printer says something else than last time, to be stored for the next start. */
  readonly changed: (
    printerId: string,
    facts: {
      readonly capabilities?: PrinterCapabilities;
      readonly condition: PrinterCondition;
      readonly identity?: DeviceIdentity;
    },
  ) => Promise<void>;
}

/** A printer's state is worth this much waiting before it is asked again. */
const MAX_AGE_MS = 2_000;
/** Far more printers than a site has; the least recently looked at goes first. */
const MOST_KNOWN = 5_000;
/** Questions under way at a time: the rest is asked at its next look. */
const MOST_ASKING = 32;
/** Longer than the probe's own time-outs, which should always come first. */
const ASK_WITHIN_MS = 20_000;

interface Known {
  looked: Looked;
  /** Monotonic ms of the last answer or failure. */
  askedAt: number;
  uri: string;
}

export function makePrinterWatch<Printer extends WatchedPrinter>({
  clock,
  log,
  probe,
  changed,
}: PrinterWatchOptions<Printer>): PrinterWatch<Printer> {
  const known = new Map<string, Known>();
  /** A question that is not in here any more was about a printer that is no more, or has another address. */
  const asking = new Map<string, { readonly answered: Promise<void> }>();
  const stop = new AbortController();

  function find(printer: WatchedPrinter): Known | undefined {
    const found = known.get(printer.id);
    return found?.uri === printer.uri ? found : undefined;
  }

  function remember(printer: WatchedPrinter, looked: Looked): void {
    known.delete(printer.id);
    known.set(printer.id, { looked, askedAt: clock.monotonic(), uri: printer.uri });
    const oldest = known.keys().next().value;
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  }

  function isFresh(printer: WatchedPrinter, maxAgeMs: number): boolean {
    const found = find(printer);
    return found !== undefined && clock.monotonic() - found.askedAt < maxAgeMs;
  }

  /** Joins a question that is under way already. */
  function refresh(printer: Printer): Promise<void> {
    const running = asking.get(printer.id);
    if (running !== undefined) return running.answered;
    if (stop.signal.aborted || asking.size >= MOST_ASKING) return Promise.resolve();
    const isCurrent = (): boolean => !stop.signal.aborted && asking.get(printer.id) === question;
    const question = {
      answered: askNow(printer, isCurrent)
        .catch((cause: unknown) =>
          log.warn('a printer could not be looked at', { printer: printer.id, cause }),
        )
        .finally(() => {
          if (asking.get(printer.id) === question) asking.delete(printer.id);
        }),
    };
    asking.set(printer.id, question);
    return question.answered;
  }

  async function askNow(printer: Printer, isCurrent: () => boolean): Promise<void> {
    const before = find(printer)?.looked;
    const limit = new AbortController();
    const onStop = (): void => limit.abort(stop.signal.reason);
    stop.signal.addEventListener('abort', onStop, { once: true });
    const endLimit = clock.after(ASK_WITHIN_MS, () => limit.abort());
    let outcome: ProbeOutcome;
    try {
      outcome = await probe(printer, limit.signal);
    } finally {
      endLimit();
      stop.signal.removeEventListener('abort', onStop);
    }
    if (!isCurrent()) return;
    const looked = 'code' in outcome ? failed(before, outcome.code) : answered(outcome);
    remember(printer, looked);
    if (looked.condition === undefined || isSame(before, looked)) return;
    const { capabilities, condition, identity } = looked;
    await changed(printer.id, {
      condition,
      ...(capabilities === undefined ? {} : { capabilities }),
      ...(identity === undefined ? {} : { identity }),
    });
  }

  function answered(outcome: Exclude<ProbeOutcome, { code: unknown }>): Looked {
    const { capabilities, condition, trays, supplies, identity } = outcome;
    return { capabilities, condition, trays, supplies, identity };
  }

  function failed(before: Looked | undefined, code: string): Looked {
    // Busy is not away: what it said a moment ago still holds.
    if (code === 'printer-busy' && before?.condition !== undefined) return before;
    const condition: PrinterCondition = {
      state: 'unreachable',
      reasons: [],
      accepting: false,
      at: clock.now(),
    };
    return {
      ...(before?.capabilities === undefined ? {} : { capabilities: before.capabilities }),
      condition,
    };
  }

  return {
    look(printer, maxAgeMs = MAX_AGE_MS) {
      if (!isFresh(printer, maxAgeMs)) void refresh(printer);
      return find(printer)?.looked ?? {};
    },
    async ask(printer, maxAgeMs = MAX_AGE_MS) {
      if (!isFresh(printer, maxAgeMs)) await refresh(printer);
      return find(printer)?.looked ?? {};
    },
    known: (printerId) => known.get(printerId)?.looked ?? {},
    forget(printerId) {
      known.delete(printerId);
      asking.delete(printerId);
    },
    close: () => stop.abort(),
  };
}

/** Everything but the time of the answer. */
function isSame(before: Looked | undefined, after: Looked): boolean {
  return before !== undefined && withoutTime(before) === withoutTime(after);
}

function withoutTime({ capabilities, condition, identity }: Looked): string {
  return JSON.stringify([capabilities, condition?.state, condition?.reasons, condition?.accepting, identity]);
}
