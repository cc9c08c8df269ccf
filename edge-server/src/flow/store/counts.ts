// What the metrics count in the database: live documents, work that waits, bytes kept. Each query reads an index or a small table.
import type { JobState } from '@platen/shared/job-state';
import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { StepKind } from '../step.ts';

/** Documents that somebody may still print. Ended ones are counted as they end; their rows stay for months. */
const LIVE_STATES = [
  'received',
  'locked',
  'held',
  'releasing',
  'uncertain',
] as const satisfies readonly JobState[];

export async function countLiveJobs({ q, t: { jobs } }: Tx): Promise<Map<JobState, number>> {
  const rows = await q
    .select({ state: jobs.state, n: sql<number>`count(*)` })
    .from(jobs)
    .where(inArray(jobs.state, [...LIVE_STATES]))
    .groupBy(jobs.state);
  return new Map(rows.map(({ state, n }) => [state, Number(n)]));
}

export interface WaitingSteps {
  readonly kind: StepKind;
  /** Due and not taken up. */
  readonly waiting: number;
  /** Being worked on. */
  readonly running: number;
  /** Unix ms since when the longest waiting one is due; undefined when none waits. */
  readonly oldestDueAt: number | undefined;
}

export async function countSteps({ q, t: { steps } }: Tx, now: number): Promise<WaitingSteps[]> {
  const isDue = sql`${steps.holder} = '' and ${steps.dueAt} <= ${now}`;
  const rows = await q
    .select({
      kind: steps.kind,
      waiting: sql<number>`sum(case when ${isDue} then 1 else 0 end)`,
      running: sql<number>`sum(case when ${steps.holder} <> '' then 1 else 0 end)`,
      oldest: sql<number | null>`min(case when ${isDue} then ${steps.dueAt} end)`,
    })
    .from(steps)
    .groupBy(steps.kind);
  return rows.map(({ kind, waiting, running, oldest }) => ({
    kind,
    waiting: Number(waiting),
    running: Number(running),
    oldestDueAt: oldest === null ? undefined : Number(oldest),
  }));
}

/** Documents and bytes that are kept, as they were before encryption. */
export async function countBlobs({ q, t: { blobs } }: Tx): Promise<{ count: number; bytes: number }> {
  const rows = await q
    .select({ n: sql<number>`count(*)`, bytes: sql<number>`coalesce(sum(${blobs.size}), 0)` })
    .from(blobs);
  return { count: Number(rows[0]?.n ?? 0), bytes: Number(rows[0]?.bytes ?? 0) };
}
