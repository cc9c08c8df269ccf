// A program of the system run once for the server itself: fixed words, an environment of its own, its output as it comes. Documents never go
// this way; what handles them runs in the sandbox.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ProgramAsk {
  /** A name looked up in the folders below. */
  readonly program: string;
  /** Anybody on this machine can read them: nothing secret. */
  readonly args: readonly string[];
  /** All of its environment besides PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** For its standard input; a secret may go here. */
  readonly input?: string | undefined;
  readonly timeLimitMs: number;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

export interface ProgramEnd {
  /** Undefined: it was ended by a signal, or could not be started. */
  readonly code: number | undefined;
  /** There is no such program. */
  readonly missing: boolean;
  /** The last of its error output. */
  readonly said: string;
}

export interface RunningProgram {
  /** Ends when the program closes it; never rejects. Read only as fast as it is used. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves once it is gone; never rejects. */
  readonly ended: Promise<ProgramEnd>;
}

export type RunProgram = (ask: ProgramAsk) => RunningProgram;

/** Where the system keeps its programs; not the PATH of whoever started the server. */
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';
/** The reason of a failure stands in the last lines. */
const LAST_WORDS = 4000;

export const runProgram: RunProgram = ({ program, args, env, input, timeLimitMs, signal }) => {
  const child = spawn(program, [...args], {
    env: { ...env, PATH: SYSTEM_PATH },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: a signal to the server's group does not reach it, one to its group reaches all it started.
    detached: true,
  });
  const kill = (): void => killGroup(child);
  const timer = setTimeout(kill, timeLimitMs);
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  // It may end before it has read what it is given.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  let said = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    said = (said + text).slice(-LAST_WORDS);
  });
  const ended = new Promise<ProgramEnd>((resolve) => {
    const end = (code: number | undefined, missing: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve({ code, missing, said: said.trim() });
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      said = error.message;
      end(undefined, error.code === 'ENOENT');
    });
    child.once('exit', (code) => {
      const done = (): void => end(code ?? undefined, false);
      if (child.stderr.closed) return done();
      // What it said last may still be on its way; a grandchild that holds the pipe open must not keep us waiting.
      const soon = setTimeout(done, 1_000);
      child.stderr.once('close', () => {
        clearTimeout(soon);
        done();
      });
    });
  });
  return { output: quiet(child.stdout, ended), ended };
};

/** What the program wrote; where nobody reads it, its end throws it away. */
async function* quiet(stdout: Readable, ended: Promise<ProgramEnd>): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of stdout) yield chunk as Uint8Array;
  } catch {
    // Cut off by its end: that is told by `ended`.
    await ended;
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Gone in this moment: that is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
