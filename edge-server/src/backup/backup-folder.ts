// The folder that scheduled backups are kept in: names, writing so that a file is whole or not there, and taking old ones away.
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '@platen/shared/app-error';
import { syncDirectory } from '../platform/durable-write.ts';

export interface KeptBackup {
  readonly name: string;
  readonly bytes: number;
  /** Unix ms. */
  readonly at: number;
}

/** Only what this server names is counted and taken away: somebody else's files in the folder are not ours. */
const NAME = /^platen-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.platen-backup$/;

export const backupName = (at: number): string =>
  `platen-${new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')}.platen-backup`;

/** Throws `backup-folder`. */
export async function checkFolder(folder: string): Promise<void> {
  const refuse = (detail: string) => new AppError('backup-folder', { detail });
  if (folder === '') throw refuse('no folder for backups is set.');
  if (!isAbsolute(folder)) throw refuse(`${folder} must be a whole path, beginning with /.`);
  try {
    // One level only: where a disk is not mounted, nothing may be made in its place.
    await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    });
    await access(folder, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw refuse(`the server may not write to ${folder} (${code}).`);
  }
}

/** Newest first. A folder that is not there has none. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  if (folder === '') return [];
  const names: string[] = await readdir(folder).catch(() => []);
  const kept: KeptBackup[] = [];
  for (const name of names) {
    const parts = NAME.exec(name);
    if (parts === null) continue;
    const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts;
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    const facts = await stat(join(folder, name)).catch(() => undefined);
    if (facts?.isFile() === true && !Number.isNaN(at)) kept.push({ name, at, bytes: facts.size });
  }
  return kept.sort((a, b) => b.at - a.at);
}

/** @returns bytes written. On any failure no file stays. */
export async function writeBackupFile(path: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w', 0o600);
    let bytes = 0;
    try {
      for await (const piece of content) {
        await file.write(piece);
        bytes += piece.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    await syncDirectory(join(path, '..'));
    return bytes;
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
}

/** Keeps the newest; also removes what an interrupted one left. */
export async function pruneBackups(folder: string, keep: number): Promise<void> {
  const all = await listBackups(folder);
  for (const { name } of all.slice(keep)) await rm(join(folder, name), { force: true });
  for (const name of await readdir(folder)) {
    if (name.endsWith('.part') && NAME.test(name.slice(0, -'.part'.length)))
      await rm(join(folder, name), { force: true });
  }
}
