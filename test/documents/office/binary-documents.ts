// Turns documents into the old binary formats (doc, xls, ppt) with the real LibreOffice of the machine, once for many; for tests only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tempDir } from '../../support/temp-dir.ts';

export interface Original {
  /** Of what it is: "odt". */
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/** Milliseconds for one start and all documents of it. */
const PATIENCE_MS = 60_000;

/** `to` is an extension LibreOffice can write. Documents it makes nothing of are undefined. */
export async function convertWithPlainOffice(
  originals: readonly Original[],
  to: string,
): Promise<readonly (Buffer | undefined)[]> {
  const folder = await tempDir('soffice');
  try {
    const made = join(folder.path, 'made');
    await mkdir(made);
    const files = originals.map(({ extension }, index) => join(folder.path, `d${index}.${extension}`));
    await Promise.all(files.map((file, index) => writeFile(file, originals[index]?.bytes ?? '')));
    const profile = `-env:UserInstallation=file://${join(folder.path, 'profile')}`;
    const args = [profile, '--headless', '--norestore', '--convert-to', to, '--outdir', made, ...files];
    const child = spawn('soffice', args, { stdio: 'ignore', detached: true });
    const ended = once(child, 'exit');
    const results = originals.map((_, index) => join(made, `d${index}.${to}`));
    const given = Date.now() + PATIENCE_MS;
    // With links into nowhere it may never end by itself, although all is written.
    while (child.exitCode === null && Date.now() < given && !results.every((file) => existsSync(file))) {
      await Promise.race([ended, sleep(100)]);
    }
    await Promise.race([ended, sleep(1500)]);
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    return await Promise.all(results.map((file) => readFile(file).catch(() => undefined)));
  } finally {
    await folder.remove();
  }
}
