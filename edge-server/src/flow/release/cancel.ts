// Asks for a running release to be stopped. Whether that still works is the printer's answer, which deliver brings.
import { AppError } from '@platen/shared/app-error';
import { RELEASE_STATE } from '@platen/shared/release-state';
import type { Deps } from '../../deps.ts';
import { changeRelease, findRelease } from '../store/releases.ts';

/** Throws `not-found` for another's release, `conflict` for one that has ended. */
export async function cancel(
  deps: Pick<Deps, 'db' | 'clock'> & { readonly wake: (releaseId: string) => void },
  releaseId: string,
  ownerId: string | undefined,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const release = await findRelease(tx, releaseId);
    if (release === undefined || (ownerId !== undefined && release.ownerId !== ownerId)) {
      throw new AppError('not-found', { what: 'release' });
    }
    if (RELEASE_STATE[release.state].ended)
      throw new AppError('conflict', { detail: `release is ${release.state}` });
    await changeRelease(tx, releaseId, { cancelAsked: true, changedAt: deps.clock.now() });
  });
  deps.wake(releaseId);
}
