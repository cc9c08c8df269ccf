// The `platen` command: the real world for run-cli.ts, and nothing else. Built into dist/cli.js, beside the server's main.js.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CliError, EXIT } from './cli-error.ts';
import { COMMANDS } from './commands.ts';
import { processAlive } from './find-server.ts';
import { runCli } from './run-cli.ts';

/** Ends the command quietly when the reader of a pipe went away, as in "platen jobs | head". */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

function interrupt(): AbortSignal {
  const controller = new AbortController();
  // Once: a second Ctrl-C ends the process at once, as usual.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new Error('interrupted')));
  }
  return controller.signal;
}

/** Loads the server into this very process: it takes signals itself, and no second Node stays beside it. */
async function become(
  mode: string,
  variables: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<void> {
  const entry = new URL('./main.js', import.meta.url);
  if (!existsSync(fileURLToPath(entry))) {
    throw new CliError(EXIT.refused, {
      code: 'not-built',
      message: 'The server is not built.',
      hint: 'Run "npm run build" in the checkout.',
    });
  }
  Object.assign(process.env, variables);
  // main.js reads its own first word; options may have stood before it here.
  process.argv.splice(2, process.argv.length, mode, ...args);
  await import(entry.href);
}

const exitCode = await runCli(
  {
    args: process.argv.slice(2),
    dataDirVariable: process.env['PLATEN_DATA_DIR'],
    cwd: process.cwd(),
    home: homedir(),
    uid: process.getuid?.(),
    alive: processAlive,
    now: Date.now,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    errWidth: process.stderr.isTTY ? process.stderr.columns : undefined,
    interrupt,
    become,
  },
  COMMANDS,
);
if (exitCode !== undefined) process.exitCode = exitCode;
