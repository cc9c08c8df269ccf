// Waits for something to become true, for tests that watch another process.
import { setTimeout as sleep } from 'node:timers/promises';
import { DaemonEndedError } from './daemon.ts';

export type WaitOptions = {
  /** Completes the sentence "waited N s for ...". */
  readonly what: string;
  /** Generous, since two cores are shared with everything else: it bounds a failure, not a success. */
  readonly timeoutMs?: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
};

const DEFAULT_TIMEOUT_MS = 20_000;
const DEFAULT_EVERY_MS = 20;

/**
 * Calls `check` until it gives something other than undefined or false, and resolves with that. A throwing check counts
 * as "not yet", and its last error becomes the cause when the time is over; DaemonEndedError ends the wait at once.
 */
export const waitUntil = async <T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
  { what, timeoutMs = DEFAULT_TIMEOUT_MS, everyMs = DEFAULT_EVERY_MS, signal }: WaitOptions,
): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const found = await check();
      if (found !== undefined && found !== false) return found;
      lastError = undefined;
    } catch (error) {
      if (error instanceof DaemonEndedError) throw error;
      lastError = error;
    }
    if (performance.now() >= deadline)
      throw new Error(`waited ${timeoutMs / 1000} s for ${what}`, { cause: lastError });
    await sleep(everyMs, undefined, signal === undefined ? {} : { signal });
  }
};
