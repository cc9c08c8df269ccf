// Starts the load generator as a process of its own and brings back what it measured.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { repository } from '../../support/repository.ts';
import { tempDir } from '../../support/temp-dir.ts';
import type { LoadPlan, LoadResult } from './plan.ts';

export type Load = Omit<LoadPlan, 'requestFile'> & {
  readonly request: Buffer;
  /** Failures that are no reason to throw the run away, for a peer that breaks connections; they do not count as completed. */
  readonly tolerated?: number;
};

// Long enough for a server ten times slower than any seen; it ends a run against one that hangs.
const LIMIT_MS = 5 * 60_000;

/** Rejects if any request failed: a rate made of refusals would mean nothing. */
export const runLoad = async ({ request, tolerated = 0, ...rest }: Load): Promise<LoadResult> => {
  const scratch = await tempDir('load');
  try {
    const requestFile = join(scratch.path, 'request');
    const planFile = join(scratch.path, 'plan.json');
    const plan: LoadPlan = { ...rest, requestFile };
    await writeFile(requestFile, request);
    await writeFile(planFile, JSON.stringify(plan));
    const generator = fileURLToPath(new URL('./generator.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', generator, planFile], {
      cwd: repository,
      timeout: LIMIT_MS,
      // A latency per request, at some 20 characters each.
      maxBuffer: 64 * 1024 * 1024,
    });
    const result = JSON.parse(stdout) as LoadResult;
    if (result.failed > tolerated)
      throw new Error(
        `${result.failed} of ${plan.requests} requests failed; the first: ${result.firstFailure ?? ''}`,
      );
    return result;
  } finally {
    await scratch.remove();
  }
};
