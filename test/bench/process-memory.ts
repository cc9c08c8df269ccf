// Resident memory of another process, from /proc.
import { readdir, readFile } from 'node:fs/promises';

/** VmRSS of one process in MB (1,000,000 bytes), 0 when it is gone. */
export const residentMb = async (pid: number): Promise<number> => {
  let status: string;
  try {
    status = await readFile(`/proc/${pid}/status`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
  // "VmRSS:     84312 kB", in units of 1,024 bytes whatever it says.
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024) / 1e6;
};

/** The process and everything it started, by parent numbers. */
export const processTree = async (root: number): Promise<readonly number[]> => {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch (error) {
      // Gone since the folder was read.
      if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')))
        throw error;
    }
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
};

export type MemoryWatch = { readonly peakMb: () => number; stop(): Promise<void> };

/** Samples the resident memory of `pid` alone, often enough to catch a burst of buffers, and keeps the highest. */
export const watchMemory = (pid: number): MemoryWatch => {
  // A 1 GB upload takes seconds; fifty samples a second cost next to nothing.
  const EVERY_MS = 20;
  let peak = 0;
  let busy: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    busy = residentMb(pid).then((now) => {
      peak = Math.max(peak, now);
    });
  }, EVERY_MS);
  return {
    peakMb: () => peak,
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
};
