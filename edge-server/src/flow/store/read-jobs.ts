// Jobs together with their newest release and its printer's name: what every list needs, in three queries however long it is.
import { inArray } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { type JobRow, listOwnJobs } from './jobs.ts';
import { lastReleases, type ReleaseRow } from './releases.ts';

export interface JobWithRelease {
  readonly job: JobRow;
  readonly release: ReleaseRow | undefined;
  readonly printerName: string | undefined;
}

export async function withReleases(tx: Tx, jobs: readonly JobRow[]): Promise<JobWithRelease[]> {
  const releases = await lastReleases(
    tx,
    jobs.map((job) => job.id),
  );
  const names = await printerNames(
    tx,
    [...releases.values()].map((release) => release.printerId),
  );
  return jobs.map((job) => {
    const release = releases.get(job.id);
    return { job, release, printerName: release === undefined ? undefined : names.get(release.printerId) };
  });
}

export async function printerNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { printers } = tx.t;
  const rows = await tx.q
    .select({ id: printers.id, name: printers.name })
    .from(printers)
    .where(inArray(printers.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Where this person printed last, as far as their documents are still listed. */
export async function lastPrinter(tx: Tx, userId: string): Promise<string | undefined> {
  const jobs = await listOwnJobs(tx, userId, 'portal');
  const releases = await lastReleases(
    tx,
    jobs.map(({ id }) => id),
  );
  let newest: { readonly printerId: string; readonly createdAt: number } | undefined;
  for (const release of releases.values())
    if (newest === undefined || release.createdAt > newest.createdAt) newest = release;
  return newest?.printerId;
}
