// The environment and command words -> Config. Every mistake is reported at once, each naming its variable.
import { join, resolve } from 'node:path';

export interface Config {
  readonly mode: 'serve' | 'try';
  readonly dataDir: string;
  /** Address to listen on: every interface for `serve`, loopback for `try`. */
  readonly host: string;
  /** undefined: off. 0: any free port. */
  readonly httpPort: number | undefined;
  readonly httpsPort: number | undefined;
  /** For printing alone, besides HTTPS's; undefined: off. */
  readonly ippPort?: number | undefined;
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** Folders whose files declare this site's printers. */
  /** Mail servers may be on this machine itself. */
  readonly mailLoopback: boolean;
  /** Directories may be on this machine itself. */
  readonly directoryLoopback?: boolean;
  /** An OpenID provider may be on this machine itself, without TLS. For tests: nothing in the environment sets it. */
  readonly openIdLoopback?: boolean;
  /** Webhooks may be on this machine itself. */
  readonly hookLoopback?: boolean;
  /** Authorities that webhooks' receivers may be certified by, besides the usual ones: a file of PEM. */
  readonly hookCaFile?: string;
  readonly devicesDirs: readonly string[];
  /** Folders with device profiles of this site's own. */
  readonly profilesDirs: readonly string[];
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** @param mode `serve` or `try`; @param env usually process.env; @param cwd where relative paths start. */
export function readConfig(
  mode: string,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): ConfigResult {
  const problems: string[] = [];
  if (mode !== 'serve' && mode !== 'try') {
    problems.push(`Say "serve" or "try", not "${mode}".`);
  }
  const tryOut = mode === 'try';

  const port = (name: string, fallback: number): number | undefined => {
    const text = env[name]?.trim() ?? '';
    if (text === '') return fallback;
    if (text === 'off') return undefined;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
    problems.push(`${name} is "${text}": give a port from 0 to 65535, or "off".`);
    return undefined;
  };
  const httpPort = port('PLATEN_HTTP_PORT', 8080);
  const httpsPort = port('PLATEN_HTTPS_PORT', 8443);
  // 631 is IPP's; while trying out, the system's own CUPS has it, and no right is needed above 1023. 8631 is the virtual printer's.
  const ippPort = port('PLATEN_IPP_PORT', tryOut ? 8632 : 631);
  if (httpPort === undefined && httpsPort === undefined && problems.length === 0) {
    problems.push('PLATEN_HTTP_PORT and PLATEN_HTTPS_PORT are both off: nothing would listen.');
  }
  if (httpPort !== undefined && httpPort !== 0 && httpPort === httpsPort) {
    problems.push('PLATEN_HTTP_PORT and PLATEN_HTTPS_PORT are the same port.');
  }
  if (ippPort !== undefined && ippPort !== 0 && (ippPort === httpPort || ippPort === httpsPort)) {
    problems.push(
      'PLATEN_IPP_PORT is the port of PLATEN_HTTP_PORT or PLATEN_HTTPS_PORT: HTTPS prints anyway.',
    );
  }

  const databaseUrl = env['PLATEN_DATABASE_URL']?.trim() || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    // The value itself may hold a password and is not repeated.
    problems.push(
      'PLATEN_DATABASE_URL must begin with postgres:// (leave it out for the embedded database).',
    );
  }

  const level = env['PLATEN_LOG_LEVEL']?.trim() || (tryOut ? 'warn' : 'info');
  const logLevel = LOG_LEVELS.find((known) => known === level);
  if (logLevel === undefined)
    problems.push(`PLATEN_LOG_LEVEL is "${level}": give one of ${LOG_LEVELS.join(', ')}.`);

  const dataDir = resolve(
    cwd,
    env['PLATEN_DATA_DIR']?.trim() || (tryOut ? join('.platen', 'try-out') : 'data'),
  );
  const devicesDir = env['PLATEN_DEVICES_DIR']?.trim() || join('device-profiles', 'devices');

  const hookCaFile = env['PLATEN_HOOK_CA_FILE']?.trim() ?? '';

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      mode: tryOut ? 'try' : 'serve',
      dataDir,
      host: env['PLATEN_HOST']?.trim() || (tryOut ? '127.0.0.1' : '::'),
      httpPort,
      httpsPort,
      ippPort,
      databaseUrl,
      logLevel: logLevel ?? 'info',
      mailLoopback: tryOut || env['PLATEN_MAIL_LOOPBACK']?.trim() === 'on',
      directoryLoopback: tryOut || env['PLATEN_DIRECTORY_LOOPBACK']?.trim() === 'on',
      hookLoopback: env['PLATEN_HOOK_LOOPBACK']?.trim() === 'on',
      ...(hookCaFile === '' ? {} : { hookCaFile: resolve(cwd, hookCaFile) }),
      devicesDirs: [join(dataDir, 'devices'), resolve(cwd, devicesDir)],
      profilesDirs: [join(dataDir, 'profiles')],
    },
  };
}
