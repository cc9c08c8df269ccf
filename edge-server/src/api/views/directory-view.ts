// A directory as the console and the command line see one: never its password.
import type { AdminDirectory } from '@platen/shared/api/admin-directory';
import type { ImportCounts } from '@platen/shared/directory';
import type { DirectoryRow } from '../../people/directory-rows.ts';

export interface DirectoryAround {
  readonly people: { readonly on: number; readonly off: number } | undefined;
  /** Of the import that runs on this server. */
  readonly progress: ImportCounts | undefined;
  readonly now: number;
}

/** Some server imports it: its lease runs. */
export const isImporting = (row: Pick<DirectoryRow, 'holder' | 'leaseUntil'>, now: number): boolean =>
  row.holder !== '' && row.leaseUntil > now;

export function directoryView(row: DirectoryRow, { people, progress, now }: DirectoryAround): AdminDirectory {
  const { id, name, enabled, settings, state } = row;
  const importing = progress !== undefined || isImporting(row, now);
  return {
    id,
    name,
    enabled,
    settings,
    secretStored: row.secretSealed !== null,
    people: people?.on ?? 0,
    ...(state?.lastImport === undefined ? {} : { lastImport: state.lastImport }),
    ...(state?.down === undefined ? {} : { down: state.down }),
    ...(importing ? { importing: { seen: progress?.seen ?? 0 } } : {}),
  };
}
