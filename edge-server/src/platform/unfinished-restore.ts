// A restore collects everything in one folder below the data directory and moves it into place at the end. While that folder is there the
// restore has not finished, and no server may work on what there is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const restoringFolder = (dataDir: string): string => join(dataDir, 'restoring');

/** Throws an Error that says what to do. */
export function refuseUnfinishedRestore(dataDir: string): void {
  if (!existsSync(restoringFolder(dataDir))) return;
  throw new Error(
    `A restore into ${dataDir} did not finish. Run "platen restore" again with the same backup; it begins anew.`,
  );
}
