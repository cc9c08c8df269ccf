// The main thread's side of checkpoint-worker.ts: asks for a checkpoint now and then while much is written; runs only then.
import type { Worker } from 'node:worker_threads';

export interface CheckpointThread {
  /** So many transactions were committed. */
  committed(transactions: number): void;
  stop(): Promise<void>;
}

/** Some megabytes of log. An installation that never writes so much within IDLE_MS never starts the thread. */
const TRANSACTIONS = 250;
const IDLE_MS = 20_000;

/** `startThread` starts checkpoint-worker.ts. */
export function makeCheckpointThread(startThread: () => Worker): CheckpointThread {
  let worker: Worker | undefined;
  let busy = false;
  let since = 0;
  let idle: NodeJS.Timeout | undefined;

  const forget = (from: Worker): void => {
    if (worker !== from) return;
    worker = undefined;
    busy = false;
  };

  function start(): Worker {
    const started = startThread();
    started.unref();
    started.on('message', () => {
      busy = false;
    });
    // Nothing is lost without it: SQLite then moves the log itself, in the main thread (wal_autocheckpoint).
    started.on('error', () => forget(started));
    started.on('exit', () => forget(started));
    worker = started;
    return started;
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    idle = undefined;
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  return {
    committed: (transactions) => {
      since += transactions;
      idle ??= setTimeout(() => {
        idle = undefined;
        since = 0;
        if (!busy) void stop();
      }, IDLE_MS).unref();
      if (since < TRANSACTIONS || busy) return;
      since = 0;
      idle.refresh();
      busy = true;
      (worker ?? start()).postMessage('checkpoint');
    },
    stop,
  };
}
