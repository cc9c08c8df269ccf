// The fingerprint by which the same document of the same owner is known again (SPEC A16). Keyed and bound to the owner: it tells nothing of
// the document, not even that somebody else has the same one.
import { createHash } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { StoredBlob } from '../../platform/blobs.ts';
import type { JobRow } from '../store/jobs.ts';

/**
 * Reads the original once more, a piece at a time, while the converter is at it: intake waits for nothing. undefined when it cannot be read
 * or `signal` ends it; the conversion tells of that, here it only means that nobody is asked "print once?".
 */
export async function contentHash(
  deps: Pick<Deps, 'blobs' | 'sealing' | 'log'>,
  job: JobRow,
  original: StoredBlob,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const digest = createHash('sha256');
  try {
    for await (const part of deps.blobs.read(original)) {
      if (signal?.aborted === true) return undefined;
      digest.update(part);
    }
  } catch (cause) {
    deps.log.info('a document could not be compared with others', { job: job.id, cause });
    return undefined;
  }
  return deps.sealing.keyedHash('document', `${job.ownerId} ${digest.digest('hex')}`);
}
