// Finds a program the way a shell would, and also where daemons live (an ordinary user's PATH lacks the sbin folders).
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DAEMON_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];
const POSTGRES_ROOT = '/usr/lib/postgresql';

// Debian keeps PostgreSQL's server programs out of PATH, one folder per major version; the newest first.
const postgresFolders = () => {
  try {
    return readdirSync(POSTGRES_ROOT)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(POSTGRES_ROOT, version, 'bin'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
};

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code)) return false;
    throw error;
  }
};

/** Absolute path of the first of `names` that this machine has, or undefined. */
export const findCommand = (...names) => {
  const folders = [
    ...postgresFolders(),
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...DAEMON_FOLDERS,
  ];
  for (const name of names) {
    for (const folder of folders) if (isProgram(join(folder, name))) return join(folder, name);
  }
  return undefined;
};
