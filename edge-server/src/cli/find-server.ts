// Finds the running server by the file it leaves in its data directory. Reads files only; talks to nobody.
import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { CliError, EXIT, unreachable } from './cli-error.ts';
import { type DataDirChoice, serverFilePath } from './data-dirs.ts';
import { ServerFile } from './server-file.ts';

export interface Surroundings {
  /** Of the person typing; undefined where the system has no such number. */
  readonly uid: number | undefined;
  /** Is there a process with this id? */
  readonly alive: (pid: number) => boolean;
}

type Read =
  | { readonly kind: 'found'; readonly server: ServerFile; readonly ownerUid: number }
  | { readonly kind: 'absent' | 'denied' | 'broken' };

/** Resolves to the first server whose process lives. Rejects with a CliError that says where it looked and what to do. */
export async function findServer(
  choices: readonly DataDirChoice[],
  { uid, alive }: Surroundings,
): Promise<ServerFile> {
  const notes: string[] = [];
  let left: ServerFile | undefined;
  for (const { path, trusted } of choices) {
    const read = await readServerFile(serverFilePath(path));
    switch (read.kind) {
      case 'absent':
        notes.push(`${path}: no server is running there`);
        break;
      case 'denied':
        notes.push(`${path}: belongs to another account; try again as that one, or with sudo`);
        break;
      case 'broken':
        notes.push(`${path}: run/server.json cannot be read; restart the server`);
        break;
      case 'found':
        // A folder everybody may write to could hold a stranger's file, and documents would go to the stranger.
        if (!trusted && uid !== undefined && read.ownerUid !== uid) {
          notes.push(`${path}: belongs to another account; name it with --data-dir to use it anyway`);
        } else if (alive(read.server.pid)) {
          return read.server;
        } else {
          notes.push(`${path}: the server there is not running`);
          // In a container the process has another number than here: worth a try when nothing else is found.
          left ??= read.server;
        }
    }
  }
  if (left !== undefined) return left;
  const denied = notes.length === 1 && notes[0]?.includes('another account') === true;
  throw unreachable(
    denied ? 'The server here belongs to another account.' : 'No running server was found.',
    `Looked in\n${notes.map((note) => `  ${note}`).join('\n')}\nStart one with "npm start" (to try it out) or "platen serve", or name its data folder with --data-dir.`,
  );
}

async function readServerFile(path: string): Promise<Read> {
  let text: string;
  let ownerUid: number;
  try {
    const file = await open(path, 'r');
    try {
      ownerUid = (await file.stat()).uid;
      text = await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
    if (code === 'EACCES' || code === 'EPERM') return { kind: 'denied' };
    throw new CliError(EXIT.unreachable, { code: 'server-file', message: `${path} cannot be read.`, cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return { kind: 'broken' };
    throw cause;
  }
  const parsed = v.safeParse(ServerFile, json);
  return parsed.success ? { kind: 'found', server: parsed.output, ownerUid } : { kind: 'broken' };
}

/** For `Surroundings.alive`: signal 0 only asks. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: it is there, and somebody else's.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
