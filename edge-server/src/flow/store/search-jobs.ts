// One stretch of the list of documents, newest first: what fits among the next few thousand. However many documents there are and
// whatever is asked for, a stretch costs the same; how many stretches make an answer is flow/hold/find-jobs.ts's.
import type { JobState } from '@platen/shared/job-state';
import { and, desc, eq, exists, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { containsText } from '../../db/contains-text.ts';
import type { Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';

export interface JobSearch {
  readonly state?: JobState | undefined;
  readonly user?: string | undefined;
  /** Released at this printer at least once. */
  readonly printer?: string | undefined;
  readonly channel?: string | undefined;
  /** Received in this time, Unix ms, `to` not included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Part of a title, or one of these owners. */
  readonly search?: string | undefined;
  readonly ownerIds?: readonly string[] | undefined;
}

/** The last document that was looked at; the list goes on behind it. */
export interface JobPlace {
  readonly receivedAt: number;
  readonly id: string;
}

export interface Stretch {
  readonly jobs: readonly JobRow[];
  /** Where the next stretch begins; undefined at the end of the list. */
  readonly next: JobPlace | undefined;
}

/** @param span documents to look at; those that fit are at most as many. */
export async function searchStretch(
  tx: Tx,
  ask: JobSearch,
  after: JobPlace | undefined,
  span: number,
): Promise<Stretch> {
  const { jobs } = tx.t;
  const looked = tx.q
    .select({
      id: jobs.id,
      receivedAt: jobs.receivedAt,
      fits: fits(tx, ask).as('fits'),
    })
    .from(jobs)
    .where(and(byIndex(tx, ask), behind(tx, after)))
    .orderBy(desc(jobs.receivedAt), desc(jobs.id))
    .limit(span);
  const seen = await looked;
  const last = seen[span - 1];
  const ids = seen.filter((row) => Boolean(row.fits)).map((row) => row.id);
  const found: JobRow[] = [];
  // SQLite takes 32,766 variables in a statement.
  for (let from = 0; from < ids.length; from += 1000) {
    found.push(
      ...(await tx.q
        .select()
        .from(jobs)
        .where(inArray(jobs.id, ids.slice(from, from + 1000)))),
    );
  }
  const place = new Map(ids.map((id, index) => [id, index]));
  found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return { jobs: found, next: last === undefined ? undefined : { receivedAt: last.receivedAt, id: last.id } };
}

/** How many there are by what an index finds, counted up to `most`; undefined where more than that is asked for. */
export async function countFound(tx: Tx, ask: JobSearch, most: number): Promise<number | undefined> {
  if (needsLook(ask)) return undefined;
  const { jobs } = tx.t;
  const some = tx.q.select({ id: jobs.id }).from(jobs).where(byIndex(tx, ask)).limit(most).as('some');
  const rows = await tx.q.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some);
  return rows[0]?.n ?? 0;
}

const hasSearch = ({ search }: JobSearch): boolean => search !== undefined && search !== '';
const needsLook = (ask: JobSearch): boolean =>
  hasSearch(ask) || ask.printer !== undefined || ask.channel !== undefined;

/** What jobs_received, jobs_state or jobs_owner finds in the order of the list. */
function byIndex(tx: Tx, { state, user, from, to }: JobSearch): SQL | undefined {
  const { jobs } = tx.t;
  return and(
    state === undefined ? undefined : eq(jobs.state, state),
    user === undefined ? undefined : eq(jobs.ownerId, user),
    from === undefined ? undefined : gte(jobs.receivedAt, from),
    to === undefined ? undefined : lt(jobs.receivedAt, to),
  );
}

function behind(tx: Tx, after: JobPlace | undefined): SQL | undefined {
  const { jobs } = tx.t;
  if (after === undefined) return undefined;
  return and(
    lte(jobs.receivedAt, after.receivedAt),
    or(lt(jobs.receivedAt, after.receivedAt), lt(jobs.id, after.id)),
  );
}

/** What has to be looked up document by document. */
function fits(tx: Tx, ask: JobSearch): SQL<unknown> {
  const { jobs, releases } = tx.t;
  const { printer, channel, search, ownerIds = [] } = ask;
  const either: SQL[] = [];
  if (search !== undefined && search !== '') {
    either.push(containsText(jobs.title, search));
    if (ownerIds.length > 0) either.push(inArray(jobs.ownerId, [...ownerIds]));
  }
  const all = and(
    or(...either),
    channel === undefined ? undefined : eq(jobs.channel, channel),
    printer === undefined
      ? undefined
      : exists(
          tx.q
            .select({ one: sql`1` })
            .from(releases)
            .where(and(eq(releases.jobId, jobs.id), eq(releases.printerId, printer))),
        ),
  );
  return all ?? sql`1 = 1`;
}
