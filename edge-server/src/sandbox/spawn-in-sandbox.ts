// Starts a program in the sandbox and sees to it that all of it ends together. Knows nothing of documents.
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { Duplex } from 'node:stream';
import { bwrapArguments } from './bwrap-arguments.ts';
import { LAST_WORDS_BYTES, MAX_TASKS, MEMORY_BYTES, NICENESS } from './limits.ts';
import type { Sandbox, SpawnAsk } from './sandbox.ts';
import { childrenOf, type Usage, watchSandbox } from './watch-sandbox.ts';

export interface SandboxedProcess {
  readonly child: ChildProcess;
  /** Memory and tasks as of the last look. */
  readonly usage: () => Usage;
  /** The limit it was ended for, in words for the log. */
  readonly exceeded: () => string | undefined;
  /** The last of its error output, if stdio pipes it and nobody else reads it. */
  readonly lastWords: () => string;
  /** Resolves with how it ended, once every process inside is gone (the last holder of its pipes has closed them). */
  readonly ended: Promise<string>;
  /** Ends everything inside at once; resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

/** Throws only what spawn throws at once, e.g. without file descriptors; a program that cannot start shows in `ended`. */
export function spawnInSandbox(sandbox: Sandbox, ask: SpawnAsk): SandboxedProcess {
  const channel = ask.stdio.indexOf('ipc');
  // --clearenv takes away what Node tells its child about the channel: it is set again inside.
  const env =
    channel < 0
      ? { ...ask.env }
      : { ...ask.env, NODE_CHANNEL_FD: String(channel), NODE_CHANNEL_SERIALIZATION_MODE: 'advanced' };
  const gate = ask.stdio.length;
  const child = spawn(sandbox.program, bwrapArguments(sandbox, { ...ask, env }, gate), {
    stdio: [...ask.stdio, 'pipe'],
    serialization: 'advanced',
    // Bubblewrap's own environment can be read inside through /proc/1/environ.
    env: {},
    // A process group of its own: a signal to the server's group (Ctrl+C) does not reach it, one to its group reaches all.
    detached: true,
  });
  let exceeded: string | undefined;
  const killGroup = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // Stopped it starts nothing more. In its first milliseconds its child does not yet end with it, and would wait for its word for ever.
    tell(child.pid, 'SIGSTOP');
    for (const inside of childrenOf(child.pid)) tell(inside, 'SIGKILL');
    // With bubblewrap goes process 1 of the process namespace, and with that, by the kernel, everything in it.
    tell(-child.pid, 'SIGKILL');
  };
  const signal = child.kill.bind(child);
  // Whoever is handed the child means all of it.
  child.kill = (name) => {
    if (name !== 'SIGKILL') return signal(name);
    killGroup();
    return true;
  };
  const limits = { memoryBytes: ask.memoryBytes ?? MEMORY_BYTES, tasks: ask.tasks ?? MAX_TASKS };
  const watch =
    child.pid === undefined
      ? undefined
      : watchSandbox(child.pid, limits, (what) => {
          exceeded = what;
          killGroup();
        });
  openGate(child.stdio[gate]);
  if (child.pid !== undefined) lower(child.pid, ask.niceness ?? NICENESS);
  const lastWords = keepTail(child);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(`cannot start: ${error.message}`);
    });
    child.once('close', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}`));
  });
  void ended.then(() => watch?.stop());
  return {
    child,
    usage: () => watch?.usage() ?? { memoryBytes: 0, tasks: 0 },
    exceeded: () => exceeded,
    lastWords,
    ended,
    kill: async () => {
      killGroup();
      await ended;
    },
  };
}

/** Lets the inside begin when it says that it stands; see waitAt in bwrap-arguments.ts. */
function openGate(gate: ChildProcess['stdio'][number] | undefined): void {
  if (!(gate instanceof Duplex)) return;
  // It may end before it is let in.
  gate.on('error', () => undefined);
  gate.once('data', () => gate.end('go\n'));
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Gone in this moment: that is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Right after its start, so that all it starts has the same rank. */
function lower(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch (error) {
    // Already gone: its end tells more. Raising the rank of our own child is always allowed.
    if ((error as { info?: { code?: string } }).info?.code !== 'ESRCH') throw error;
  }
}

function keepTail({ stderr }: ChildProcess): () => string {
  let tail = '';
  stderr?.setEncoding('utf8');
  stderr?.on('data', (text: string) => {
    tail = (tail + text).slice(-LAST_WORDS_BYTES);
  });
  return () => tail.trim();
}
