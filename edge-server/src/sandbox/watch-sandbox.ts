// Looks from outside at what the processes of a sandbox use, and ends them when it is too much: neither resident memory nor,
// for root, the number of processes has a limit of the kernel's own without control groups. Linux only (/proc).
import { readFileSync } from 'node:fs';
import { WATCH_EVERY_MS } from './limits.ts';

export interface Usage {
  /** Bytes resident, shared pages counted in each process. */
  readonly memoryBytes: number;
  /** Processes and threads. */
  readonly tasks: number;
}

/**
 * What process `pid` and everything below it use now; zero when it is gone. Gives up counting above `enough` tasks. Synchronous:
 * five small reads are no work, and beside a fork bomb every wait for another thread would be the bomb's time.
 */
export function sandboxUsage(pid: number, enough = Number.POSITIVE_INFINITY): Usage {
  let memoryBytes = 0;
  let tasks = 0;
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (tasks + waiting.length > enough) return { memoryBytes, tasks: tasks + waiting.length };
    const status = readOrNothing(`/proc/${next}/status`);
    // VmRSS is in kibibytes (proc(5)); a process that has ended but was not waited for has none.
    memoryBytes += number(status, 'VmRSS') * 1024;
    tasks += number(status, 'Threads');
    waiting.push(...childrenOf(next));
  }
  return { memoryBytes, tasks };
}

/** Processes that this one has started and that have not ended. */
export const childrenOf = (pid: number): number[] =>
  readOrNothing(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .flatMap((child) => (child.trim() === '' ? [] : [Number(child)]));

export interface SandboxWatch {
  /** As of the last look. */
  readonly usage: () => Usage;
  readonly stop: () => void;
}

/** Calls `exceeded` once, with words for the log, when either limit is passed; whoever hears it ends the sandbox. */
export function watchSandbox(
  pid: number,
  limits: { readonly memoryBytes: number; readonly tasks: number },
  exceeded: (what: string) => void,
): SandboxWatch {
  let usage: Usage = { memoryBytes: 0, tasks: 0 };
  const look = (): void => {
    usage = sandboxUsage(pid, limits.tasks);
    if (usage.memoryBytes > limits.memoryBytes) exceeded(`${usage.memoryBytes} bytes of memory`);
    else if (usage.tasks > limits.tasks) exceeded(`${usage.tasks} processes and threads`);
    else return;
    clearInterval(timer);
  };
  const timer = setInterval(look, WATCH_EVERY_MS).unref();
  return {
    usage: () => usage,
    stop: () => clearInterval(timer),
  };
}

const number = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);

/** A process may end between being named and being looked at. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // EACCES: hidden from us (hidepid) or another's; what cannot be seen cannot be counted.
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return '';
    throw error;
  }
}
