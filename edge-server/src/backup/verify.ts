// Proves a backup by restoring it: into a folder that is thrown away, with an embedded database whatever the original had. Nothing listens, and
// no printer, mail server or directory is spoken to.
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Restored, restoreArchive } from './restore-archive.ts';

export interface Verified extends Restored {
  /** Nothing is wrong with it. */
  readonly ok: boolean;
  /** What was found, in a sentence. */
  readonly sentence: string;
}

const PREFIX = 'verify-';

/** @param below a folder that only the server's account can read: the rows lie there in the clear for as long as this takes. */
export async function verifyBackup(ask: {
  readonly file: string;
  readonly passphrase: string;
  readonly below: string;
  readonly now: number;
  readonly signal: AbortSignal;
}): Promise<Verified> {
  await mkdir(ask.below, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(ask.below, PREFIX));
  try {
    const source = createReadStream(ask.file, { highWaterMark: 512 * 1024 });
    const restored = await restoreArchive({
      source: source as AsyncIterable<Buffer>,
      passphrase: ask.passphrase,
      folder,
      // As of when it was made: everything in it is looked at.
      now: 0,
      signal: ask.signal,
    });
    return { ...restored, ...judge(restored) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function judge({ broken, auditBrokenAt, users, printers, sealed }: Restored): {
  ok: boolean;
  sentence: string;
} {
  if (broken.length > 0) {
    return {
      ok: false,
      sentence: `${broken.length} of ${sealed + broken.length} stored documents are damaged. They were when the backup was made.`,
    };
  }
  if (auditBrokenAt !== undefined) {
    return {
      ok: false,
      sentence: `The audit log is broken at entry ${auditBrokenAt}. It was when the backup was made.`,
    };
  }
  const count = (n: number, one: string, more: string) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;
  const held = [
    count(users, 'user', 'users'),
    count(printers, 'printer', 'printers'),
    count(sealed, 'stored document', 'stored documents'),
  ];
  return { ok: true, sentence: `Restored and checked: ${held.join(', ')}.` };
}
