// Makes a child process end when its parent is gone, even while a parser is looping and no message can be heard.
import { Worker } from 'node:worker_threads';

/** Milliseconds between looks: an orphan costs a core for no longer than that. */
const LOOK_EVERY_MS = 1000;

/** Megabytes of heap for the watching thread: it uses 2, but with a limit of 4 V8 gave up now and then while starting it. */
const HEAP_MB = 32;

/** Ends by the channel's end when idle, and by a watching thread (a changed parent id) when busy. */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit(0));
  const watch = `setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL'); }, ${LOOK_EVERY_MS});`;
  const thread = new Worker(watch, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  thread.unref();
}
