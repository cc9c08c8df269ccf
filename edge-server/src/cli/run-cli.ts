// Runs one command line from its words to its exit code. main.ts gives it the real world, tests give it theirs.
import { setTimeout as sleep } from 'node:timers/promises';
import { readAccessFile } from './access-file.ts';
import { type Api, makeApi } from './api.ts';
import { CliError, EXIT, type ExitCode } from './cli-error.ts';
import type { Call, Command, Result } from './command.ts';
import { dataDirs } from './data-dirs.ts';
import { findServer, type Surroundings } from './find-server.ts';
import { helpFor, overview } from './help.ts';
import { cutTo, plain } from './plain.ts';
import { readArguments } from './read-arguments.ts';

export interface World extends Surroundings {
  /** Behind the program's name. */
  readonly args: readonly string[];
  /** PLATEN_DATA_DIR */
  readonly dataDirVariable: string | undefined;
  readonly cwd: string;
  readonly home: string;
  readonly now: () => number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal behind `out`; undefined when it is a file or a pipe. */
  readonly width: number | undefined;
  /** The same for `err`: on a terminal a line may be drawn over and over. */
  readonly errWidth: number | undefined;
  /** From the first call on, Ctrl-C aborts this signal instead of ending the process. */
  readonly interrupt: () => AbortSignal;
  readonly become: Call['become'];
}

/** Nothing when the process has become the server. */
export async function runCli(world: World, commands: readonly Command[]): Promise<ExitCode | undefined> {
  let json = world.args.includes('--json');
  let signal: AbortSignal | undefined;
  const lines = (texts: readonly string[]) => world.out(texts.map((text) => `${text}\n`).join(''));
  const terminal = progressLine(world);
  try {
    const wanted = readArguments(world.args, commands);
    if (wanted.kind !== 'run') {
      lines(wanted.kind === 'help' ? helpFor(wanted.command) : overview(commands));
      return EXIT.ok;
    }
    json = wanted.json;
    const { command, given, options, dataDir } = wanted;
    const stop = () => {
      signal ??= world.interrupt();
      return signal;
    };
    let api: Api | undefined;
    const server = () =>
      findServer(
        dataDirs({ option: dataDir, variable: world.dataDirVariable, cwd: world.cwd, home: world.home }),
        world,
      );
    const result = await command.run({
      given,
      options,
      dataDir,
      // Only commands that talk to the server take Ctrl-C from the shell; "serve" leaves it to the server.
      get api() {
        api ??= makeApi(server, stop());
        return api;
      },
      apiAt: (file) => makeApi(() => readAccessFile(file), stop()),
      now: world.now,
      width: world.width,
      say: (line) => {
        if (!json) lines([plain(line)]);
      },
      showProgress: (line) => {
        if (!json) terminal.show(plain(line));
      },
      wait: async (milliseconds) => {
        await sleep(milliseconds, undefined, { signal: stop() });
      },
      become: world.become,
    });
    terminal.show('');
    if (result === undefined) return undefined;
    return finish(world, result, json);
  } catch (cause) {
    terminal.show('');
    if (signal?.aborted === true) {
      world.err(
        json ? `${JSON.stringify({ error: { code: 'interrupted', message: 'Stopped.' } })}\n` : 'Stopped.\n',
      );
      return EXIT.interrupted;
    }
    if (!(cause instanceof CliError)) throw cause;
    tell(world, cause, json);
    return cause.exitCode;
  }
}

function finish(world: World, result: Result, json: boolean): ExitCode {
  if (json) world.out(`${JSON.stringify(result.json, undefined, 2)}\n`);
  else world.out(result.lines.map((line) => `${plain(line)}\n`).join(''));
  const failures = result.failures ?? [];
  for (const failure of failures) tell(world, failure, json);
  return worst(failures) ?? result.exitCode ?? EXIT.ok;
}

/** "No server answers" says more than "one was refused". */
function worst(failures: readonly CliError[]): ExitCode | undefined {
  return failures.map(({ exitCode }) => exitCode).sort((a, b) => b - a)[0];
}

function tell(world: World, error: CliError, json: boolean): void {
  const { code, message, hint, retry } = error;
  if (json) {
    const told = { code, message, ...(hint === undefined ? {} : { hint }), retry };
    world.err(`${JSON.stringify({ error: told })}\n`);
    return;
  }
  const lines = [message, ...(hint?.split('\n') ?? [])];
  world.err(lines.map((line) => `${plain(line)}\n`).join(''));
}

function progressLine(world: World): { show(line: string): void } {
  let shown = false;
  return {
    show: (line) => {
      if (world.errWidth === undefined || (line === '' && !shown)) return;
      // To the start of the line, and clear it (ECMA-48 EL). A line that wraps could not be drawn over.
      world.err(`\r\u001b[K${cutTo(line, world.errWidth - 1)}`);
      shown = line !== '';
    },
  };
}
