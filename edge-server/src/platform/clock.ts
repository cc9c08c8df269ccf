// Time and timers of the machine: the real implementation behind Deps. Every wait can be ended by a signal.
import { performance } from 'node:perf_hooks';

/** Ends a timer; calling it twice, or after the timer has run out, does nothing. */
export type StopTimer = () => void;

export interface TimerOptions {
  /** True keeps the process alive for this timer. Background timers (the default) never hold up a shutdown. */
  keepAlive?: boolean;
}

export interface Clock {
  /** Wall-clock time in milliseconds since 1970. May jump when the machine's clock is set: not for measuring. */
  now(): number;
  /** Milliseconds that never run backwards, from an arbitrary start: for measuring and for time-outs. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts. Keeps the process alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `act` once after `ms`. */
  after(ms: number, act: () => void, options?: TimerOptions): StopTimer;
  /** Runs `act` every `ms`, the first time after `ms`. */
  every(ms: number, act: () => void, options?: TimerOptions): StopTimer;
}

// Node turns a longer delay into 1 ms; a retention period of a month is longer, so long waits go in steps.
const LONGEST_STEP_MS = 2 ** 31 - 1;

const after = (ms: number, act: () => void, options: TimerOptions = {}): StopTimer => {
  const due = performance.now() + Math.max(0, ms);
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const left = due - performance.now();
    timer = setTimeout(left > LONGEST_STEP_MS ? arm : act, Math.min(Math.max(0, left), LONGEST_STEP_MS));
    if (options.keepAlive !== true) timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
};

const every = (ms: number, act: () => void, options: TimerOptions = {}): StopTimer => {
  if (!(ms >= 1)) throw new RangeError(`every(${ms}): the period must be at least 1 ms`);
  let stop: StopTimer;
  let stopped = false;
  const next = (): void => {
    stop = after(
      ms,
      () => {
        try {
          act();
        } finally {
          if (!stopped) next();
        }
      },
      options,
    );
  };
  next();
  return () => {
    stopped = true;
    stop();
  };
};

const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (): void => {
      stop();
      const reason: unknown = signal?.reason;
      reject(reason instanceof Error ? reason : new DOMException('The wait was aborted', 'AbortError'));
    };
    const stop = after(
      ms,
      () => {
        signal?.removeEventListener('abort', fail);
        resolve();
      },
      { keepAlive: true },
    );
    if (signal?.aborted === true) fail();
    else signal?.addEventListener('abort', fail, { once: true });
  });

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
  after,
  every,
};
