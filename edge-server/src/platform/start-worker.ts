// Starts a worker thread of the server, from the bundle or from source alike.
import { Worker } from 'node:worker_threads';

// These threads' own objects are few and short-lived: with a small nursery their memory stays 10 MB below what V8 would let
// it grow to.
const LIMITS = { maxYoungGenerationSizeMb: 2 } as const;

/**
 * `entry` is the worker's file below edge-server/src, without `.ts`; in the bundle it lies beside main.js under its last name.
 * Run from source it is TypeScript, and Node's own way of handing a loader on to a thread does not reach tsx: a line of
 * JavaScript has to load it first.
 */
export const startWorker = (entry: string, workerData?: unknown): Worker => {
  const name = entry.slice(entry.lastIndexOf('/') + 1);
  const options = { name, workerData, execArgv: [], resourceLimits: LIMITS };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, import.meta.url), options);
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const file = JSON.stringify(new URL(`../${entry}.ts`, import.meta.url).href);
  const boot = `import(${loader}).then((tsx) => { tsx.register(); return import(${file}); });`;
  return new Worker(boot, { ...options, eval: true });
};
