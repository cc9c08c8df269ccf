// Asks check-worker.ts whether the database file is sound.
import type { Worker } from 'node:worker_threads';

/** What SQLite says of a sound file (PRAGMA quick_check). */
const SOUND = 'ok';
/** Longer than one line of SQLite's, shorter than what fills a screen. */
const LONGEST = 300;

/** @param start starts the worker on the file. @returns what is wrong; undefined when nothing is. Rejects when the thread cannot run or the signal aborts. */
export function checkFile(start: () => Worker, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = start();
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      worker.removeAllListeners();
      void worker.terminate();
      settle();
    };
    const onAbort = (): void => end(() => reject(new Error('The look through the file was cut.')));
    signal.addEventListener('abort', onAbort, { once: true });
    worker.once('message', (said: string) =>
      end(() => resolve(said === SOUND ? undefined : said.slice(0, LONGEST))),
    );
    worker.once('error', (cause) => end(() => reject(cause)));
    worker.once('exit', (code) => end(() => reject(new Error(`the thread ended with ${code}`))));
  });
}
