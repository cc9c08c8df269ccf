// What else decides how a document of an IPP job stands for its client: how its printing goes, and the same document sent before it, whose
// fate it shares (SPEC A16). Two queries for a whole list, and none where there is nothing to ask.
import { inArray } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';
import { lastReleases, type ReleaseRow } from './releases.ts';

export interface Fate {
  /** Its newest printing. */
  readonly release?: ReleaseRow;
  /** The same document, sent before it. */
  readonly twin?: { readonly job: JobRow; readonly release: ReleaseRow | undefined };
}

/** SQLite allows 32,766 variables in a statement; this stays far below on both engines. */
const AT_ONCE = 500;

/** @returns the fate of each of these jobs. */
export async function findFates(tx: Tx, jobs: readonly JobRow[]): Promise<(job: JobRow) => Fate> {
  const twins = await findTwins(tx, jobs);
  const asked = [...jobs, ...twins.values()].filter(mayHaveRelease).map(({ id }) => id);
  const releases = new Map<string, ReleaseRow>();
  for (let i = 0; i < asked.length; i += AT_ONCE)
    for (const [id, release] of await lastReleases(tx, asked.slice(i, i + AT_ONCE)))
      releases.set(id, release);
  return ({ id, duplicateOf }) => {
    const twin = duplicateOf === null ? undefined : twins.get(duplicateOf);
    const release = releases.get(id);
    return {
      ...(release === undefined ? {} : { release }),
      ...(twin === undefined ? {} : { twin: { job: twin, release: releases.get(twin.id) } }),
    };
  };
}

/** Nobody has printed what was never ready, and what was refused never comes out. */
const mayHaveRelease = ({ state }: JobRow): boolean =>
  state === 'releasing' || state === 'uncertain' || state === 'printed' || state === 'held';

/** Only of documents that still wait: what was printed or deleted itself follows nobody. */
async function findTwins(tx: Tx, jobs: readonly JobRow[]): Promise<Map<string, JobRow>> {
  const ids = jobs.flatMap(({ state, duplicateOf }) =>
    state === 'held' && duplicateOf !== null ? [duplicateOf] : [],
  );
  const twins = new Map<string, JobRow>();
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const rows = await tx.q
      .select()
      .from(tx.t.jobs)
      .where(inArray(tx.t.jobs.id, ids.slice(i, i + AT_ONCE)));
    for (const row of rows) twins.set(row.id, row);
  }
  return twins;
}
