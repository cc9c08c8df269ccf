// The rows of directories: reading them in their order, and the lease by which one server at a time imports one.

import { AppError } from '@platen/shared/app-error';
import type { DirectoryState } from '@platen/shared/directory';
import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

export type DirectoryRow = Tables['directories']['$inferSelect'];

/** All that are not removed, in the order in which they are asked. */
export async function listDirectories(tx: Tx): Promise<DirectoryRow[]> {
  return hot(
    tx,
    'list-directories',
    ({ q, t: { directories } }) =>
      q
        .select()
        .from(directories)
        .where(isNull(directories.removedAt))
        .orderBy(asc(directories.position), asc(directories.createdAt)),
    {},
  );
}

export async function liveDirectoryIds(tx: Tx): Promise<ReadonlySet<string>> {
  return new Set((await listDirectories(tx)).map(({ id }) => id));
}

/** Rejects with `not-found`. */
export async function needDirectory(tx: Tx, id: string): Promise<DirectoryRow> {
  const row = (await listDirectories(tx)).find((one) => one.id === id);
  if (row === undefined) throw new AppError('not-found', { what: 'directory' });
  return row;
}

/** Makes `holder` the only importer until `until` (Unix ms). @returns the new fence, or undefined while another one holds it. */
export async function leaseDirectory(
  tx: Tx,
  id: string,
  claim: { readonly holder: string; readonly now: number; readonly until: number },
): Promise<number | undefined> {
  const { directories } = tx.t;
  const rows = await tx.q
    .update(directories)
    .set({ holder: claim.holder, leaseUntil: claim.until, fence: sql`${directories.fence} + 1` })
    .where(
      and(
        eq(directories.id, id),
        isNull(directories.removedAt),
        or(
          eq(directories.holder, ''),
          eq(directories.holder, claim.holder),
          lte(directories.leaseUntil, claim.now),
        ),
      ),
    )
    .returning({ fence: directories.fence });
  return rows[0]?.fence;
}

/** @returns false when somebody else took it over, or the directory was changed: then nothing may be recorded any more. */
export async function renewDirectory(tx: Tx, id: string, fence: number, until: number): Promise<boolean> {
  const { directories } = tx.t;
  const rows = await tx.q
    .update(directories)
    .set({ leaseUntil: until })
    .where(and(eq(directories.id, id), eq(directories.fence, fence)))
    .returning({ id: directories.id });
  return rows.length === 1;
}

/** Gives it back with what was found, if it is still this fence's. */
export async function freeDirectory(tx: Tx, id: string, fence: number, state: DirectoryState): Promise<void> {
  const { directories } = tx.t;
  await tx.q
    .update(directories)
    .set({ holder: '', leaseUntil: 0, state })
    .where(and(eq(directories.id, id), eq(directories.fence, fence)));
}

/** Answers now, or does not; written only when that is news. */
export async function noteDirectory(
  tx: Tx,
  id: string,
  found: { readonly problem?: string; readonly now: number },
): Promise<void> {
  const { directories } = tx.t;
  const [row] = await tx.q.select().from(directories).where(eq(directories.id, id)).limit(1);
  if (row === undefined || (row.state?.down === undefined) === (found.problem === undefined)) return;
  const { down: _, ...rest } = row.state ?? {};
  const state =
    found.problem === undefined ? rest : { ...rest, down: { since: found.now, problem: found.problem } };
  await tx.q.update(directories).set({ state }).where(eq(directories.id, id));
}
