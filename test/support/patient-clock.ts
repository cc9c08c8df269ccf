// A clock that runs faster than the real one and waits for this process: what the machine takes away from it (a neighbour on the
// same core, a turn of the event loop that lasts) does not count. Minutes of waiting pass in a second, and a slow machine is no
// printer that is late.
import { performance } from 'node:perf_hooks';
import type { Clock, StopTimer, TimerOptions } from '@platen/edge-server/platform/clock';

const TICK_MS = 1;
/** The longest that counts between two looks at the real clock. */
const LONGEST_TURN_MS = 2 * TICK_MS;

interface Timer {
  due: number;
  readonly act: () => void;
  readonly keepAlive: boolean;
}

/** @param factor How much faster than the real clock it runs. Its time stands still while nobody waits on it. */
export function patientClock(factor: number, start = Date.parse('2026-11-22T12:00:00Z')): Clock {
  let time = 0;
  let looked = performance.now();
  const timers = new Set<Timer>();
  let ticker: NodeJS.Timeout | undefined;

  const advance = (): number => {
    const now = performance.now();
    time += Math.min(now - looked, LONGEST_TURN_MS) * factor;
    looked = now;
    return time;
  };

  function settleTicker(): void {
    if (timers.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
      return;
    }
    ticker ??= setInterval(tick, TICK_MS);
    if ([...timers].some(({ keepAlive }) => keepAlive)) ticker.ref();
    else ticker.unref();
  }

  function tick(): void {
    const now = advance();
    const due = [...timers].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of due) {
      // One that was fired before it may have stopped it.
      if (!timers.delete(timer)) continue;
      timer.act();
    }
    if (due.length > 0) settleTicker();
  }

  function after(ms: number, act: () => void, { keepAlive = false }: TimerOptions = {}): StopTimer {
    const timer = { due: advance() + Math.max(0, ms), act, keepAlive };
    timers.add(timer);
    settleTicker();
    return () => {
      if (timers.delete(timer)) settleTicker();
    };
  }

  function every(ms: number, act: () => void, options?: TimerOptions): StopTimer {
    let stop: StopTimer;
    const next = (): void => {
      stop = after(
        ms,
        () => {
          next();
          act();
        },
        options,
      );
    };
    next();
    return () => stop();
  }

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        stop();
        reject(signal?.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
      };
      const stop = after(
        ms,
        () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
        { keepAlive: true },
      );
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });

  return { now: () => Math.floor(start + advance()), monotonic: advance, sleep, after, every };
}
