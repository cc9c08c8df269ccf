// Where a server keeps its data and, below it, the file by which the command line on the same machine finds it.
// config.ts takes the same defaults, so that `platen jobs` typed where `platen serve` was typed just works.
import { join, resolve } from 'node:path';

/** `platen serve` without PLATEN_DATA_DIR, below the working directory. */
export const SERVE_DATA_DIR = 'data';
/** `npm start`, below the working directory. */
export const TRY_OUT_DATA_DIR = join('.platen', 'try-out');
/** Where packages put it: systemd's StateDirectory=platen. */
export const SYSTEM_DATA_DIR = '/var/lib/platen';

/** The file a running server leaves in its data directory (see server-file.ts). */
export function serverFilePath(dataDir: string): string {
  return join(dataDir, 'run', 'server.json');
}

export interface DataDirChoice {
  readonly path: string;
  /** Named by a person, or a place only root can make. Elsewhere a stranger may have put a file for us to find. */
  readonly trusted: boolean;
}

/** Directories to look in for a server, most likely first: exactly the named one, else the usual places. */
export function dataDirs(about: {
  readonly option?: string | undefined;
  /** PLATEN_DATA_DIR */
  readonly variable?: string | undefined;
  readonly cwd: string;
  readonly home: string;
}): DataDirChoice[] {
  const named = about.option ?? (about.variable === '' ? undefined : about.variable);
  if (named !== undefined) return [{ path: resolve(about.cwd, named), trusted: true }];
  return [
    { path: join(about.cwd, SERVE_DATA_DIR), trusted: false },
    { path: join(about.cwd, TRY_OUT_DATA_DIR), trusted: false },
    { path: join(about.home, '.local', 'share', 'platen'), trusted: false },
    { path: SYSTEM_DATA_DIR, trusted: true },
  ];
}
