// Which program listens on a TCP port of this machine, from /proc (Linux): for a sentence that says who has a port that is wanted.
import { readdir, readFile, readlink } from 'node:fs/promises';

/** "0A" is TCP_LISTEN (linux/include/net/tcp_states.h). */
const LISTEN = '0A';

/** "nginx (process 812)", "another program" where the system does not say which, undefined where nothing listens there. */
export const portUser = async (port: number): Promise<string | undefined> => {
  const inodes = new Set(
    (await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => listeners(path, port)))).flat(),
  );
  if (inodes.size === 0) return undefined;
  const processes = (await names('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    if (await holds(pid, inodes)) return `${await nameOf(pid)} (process ${pid})`;
  }
  return 'another program';
};

/** Inodes of the sockets that listen on `port`. The columns are those of proc(5), "/proc/net/tcp". */
const listeners = async (path: string, port: number): Promise<readonly string[]> => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return (await text(path)).split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === LISTEN && local.endsWith(wanted) && inode !== undefined ? [inode] : [];
  });
};

const holds = async (pid: string, inodes: ReadonlySet<string>): Promise<boolean> => {
  const folder = `/proc/${pid}/fd`;
  for (const fd of await names(folder)) {
    const inode = /^socket:\[(\d+)\]$/.exec(await readlink(`${folder}/${fd}`).catch(() => ''))?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
};

const nameOf = async (pid: string): Promise<string> =>
  (await text(`/proc/${pid}/comm`)).trim() || 'a program';

// Processes end while they are looked at, others belong to somebody else: what cannot be read is passed over.
const text = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const names = (path: string): Promise<readonly string[]> => readdir(path).catch(() => []);
