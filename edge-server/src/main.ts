// The server's program: `serve` for real use, `try` for the try-out, `convert-server` to convert for another one. Reads the
// configuration, starts, prints where it is, stops on signals.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from './build-server.ts';
import { readConfig } from './config.ts';
import { readConverterConfig } from './convert-server/config.ts';
import { startConvertServer } from './convert-server/start-convert-server.ts';
import type { Log } from './deps.ts';
import { openLog } from './platform/log.ts';
import { portUser } from './platform/port-user.ts';
import { printAddresses } from './print-addresses.ts';
import { OFFLINE_MODES, type OfflineMode, runOffline } from './run-offline.ts';
import { fillTryOut } from './try-out/fill.ts';

/** A second signal, or a stop that takes longer than this, ends the process at once: state is safe at any moment. */
const STOP_MS = 15_000;

const root = new URL('../../', import.meta.url);
const packageFile = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };

async function run(mode: string): Promise<void> {
  const read = readConfig(mode, process.env, process.cwd());
  if (!read.ok) {
    for (const problem of read.problems) console.error(problem);
    process.exitCode = 2;
    return;
  }
  const { config } = read;
  const log = openLog({ level: config.logLevel });
  const server = await startServer({
    config,
    log,
    version: packageFile.version,
    staticDir: fileURLToPath(new URL('panel-app/dist/', root)),
  });

  heedSignals(log, server.stop);
  const demo = config.mode === 'try' ? await fillTryOut(server) : undefined;
  printAddresses(config, server, demo, (line) => console.log(line));
}

/** Without a server; see run-offline.ts. */
async function work(mode: OfflineMode): Promise<void> {
  const read = readConfig('serve', process.env, process.cwd());
  if (!read.ok) {
    for (const problem of read.problems) console.error(problem);
    process.exitCode = 2;
    return;
  }
  process.exitCode = await runOffline({
    mode,
    config: read.config,
    version: packageFile.version,
    args: process.argv.slice(3),
    say: (line) => console.log(line),
  });
}

async function runConvertServer(): Promise<void> {
  const read = readConverterConfig(process.env);
  if (!read.ok) {
    for (const problem of read.problems) console.error(problem);
    process.exitCode = 2;
    return;
  }
  const { config } = read;
  const log = openLog({ level: config.logLevel });
  const server = await startConvertServer(config, log);
  heedSignals(log, server.stop);
  console.log(`Converting for ${config.from}`);
  await server.ended;
}

function heedSignals(log: Log, end: () => Promise<void>): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping', { signal });
    setTimeout(() => process.exit(1), STOP_MS).unref();
    end().then(
      () => process.exit(0),
      (cause: unknown) => {
        log.error('the stop failed', { cause });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // A bug somewhere: say so and end. The service manager starts again, and every step goes on where it was.
  process.on('unhandledRejection', (cause) => {
    log.error('unhandled rejection', { cause });
    process.exit(70);
  });
}

const mode = process.argv[2] ?? 'serve';
const offline = OFFLINE_MODES.find((known) => known === mode);
const begun =
  offline !== undefined ? work(offline) : mode === 'convert-server' ? runConvertServer() : run(mode);
begun.catch(async (cause: unknown) => {
  process.exitCode = 1;
  console.error(await sayFailure(cause));
});

/** What an operator can do about the usual reasons; everything else as it is. */
async function sayFailure(cause: unknown): Promise<string> {
  if (!(cause instanceof Error)) return String(cause);
  const { code, port } = cause as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    const by = port === undefined ? undefined : await portUser(port);
    return `Port ${port ?? ''} is taken${by === undefined ? '' : ` by ${by}`}. Stop what uses it, or set PLATEN_HTTP_PORT / PLATEN_HTTPS_PORT to another (or "off").`;
  }
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} needs rights this user does not have. Use a port above 1023, or the service in packaging/platen.service.`;
  }
  if (code === 'ECONNREFUSED') return `The database of PLATEN_DATABASE_URL does not answer: ${cause.message}`;
  return cause.message;
}
