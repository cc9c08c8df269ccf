// The rows a delivery reads and writes between the tap and the first octet at the printer, as statements prepared once: a
// person waits for these. Everything else about a release is in releases.ts.
import { RELEASE_STATE, type ReleaseState } from '@platen/shared/release-state';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';
import type { JobRow } from './jobs.ts';
import { type AttemptRow, type ReleaseRow, touchRelease } from './releases.ts';

export interface DeliveryRows {
  readonly release: ReleaseRow;
  readonly job: JobRow;
  /** The running attempt. */
  readonly attempt: AttemptRow | null;
}

export async function findDelivery(tx: Tx, releaseId: string): Promise<DeliveryRows | undefined> {
  const rows = await hot(
    tx,
    'find-delivery',
    ({ q, t }) =>
      q
        .select({ release: t.releases, job: t.jobs, attempt: t.attempts })
        .from(t.releases)
        .innerJoin(t.jobs, eq(t.jobs.id, t.releases.jobId))
        .leftJoin(
          t.attempts,
          and(eq(t.attempts.releaseId, t.releases.id), eq(t.attempts.number, t.releases.attempt)),
        )
        .where(eq(t.releases.id, sql.placeholder('releaseId')))
        .limit(1),
    { releaseId },
  );
  return rows[0];
}

export interface Intent {
  readonly releaseId: string;
  /** The fencing number the release has, and the one it gets with the lane. */
  readonly oldFence: number;
  readonly fence: number;
  /** `sending` where one operation creates the job and carries the document. */
  readonly to: 'creating' | 'sending';
  readonly now: number;
}

/** What preflight found, kept with the attempt for recovery. */
export interface PreflightColumns
  extends Pick<
    AttemptRow,
    'printerUuid' | 'printerUpTime' | 'preflightAt' | 'markerCount' | 'uri' | 'usesPrintJob'
  > {
  readonly number: number;
}

/** The states an intent passes in its one commit; the moves between them are those of release-state.ts. */
const INTENT_WAY: readonly ReleaseState[] = ['claimed', 'preflight', 'creating', 'sending'];

/**
 * From `claimed` or `preflight` to the intent, unless a cancel was asked.
 * @returns false then, or when the release is elsewhere by now.
 */
export async function recordIntent(tx: Tx, intent: Intent, preflight: PreflightColumns): Promise<boolean> {
  const { releaseId, oldFence, fence, to, now } = intent;
  checkWay(INTENT_WAY.slice(0, INTENT_WAY.indexOf(to) + 1));
  const rows = await hot(
    tx,
    `record-intent-${to}`,
    ({ q, t }) =>
      q
        .update(t.releases)
        .set({
          state: to,
          fence: sql`${sql.placeholder('fence')}`,
          changedAt: sql`${sql.placeholder('now')}`,
          note: null,
        })
        .where(
          and(
            eq(t.releases.id, sql.placeholder('releaseId')),
            eq(t.releases.fence, sql.placeholder('oldFence')),
            inArray(t.releases.state, ['claimed', 'preflight']),
            eq(t.releases.cancelAsked, false),
          ),
        )
        .returning({ jobId: t.releases.jobId, ownerId: t.releases.ownerId }),
    { releaseId, oldFence, fence, now },
  );
  if (rows[0] === undefined) return false;
  touchRelease(tx, rows[0]);
  const { usesPrintJob, ...columns } = preflight;
  await hot(
    tx,
    `record-preflight-${usesPrintJob}`,
    ({ q, t }) =>
      q
        .update(t.attempts)
        .set({
          printerUuid: sql`${sql.placeholder('printerUuid')}`,
          printerUpTime: sql`${sql.placeholder('printerUpTime')}`,
          preflightAt: sql`${sql.placeholder('preflightAt')}`,
          markerCount: sql`${sql.placeholder('markerCount')}`,
          uri: sql`${sql.placeholder('uri')}`,
          usesPrintJob,
        })
        .where(ofAttempt(t)),
    { releaseId, ...columns },
  );
  return true;
}

export interface OpenedColumns
  extends Pick<AttemptRow, 'number' | 'remoteJobId' | 'remoteJobUuid' | 'remoteJobUri'> {}

/** From `creating` to `sending` (or `created`), with the job at the printer. @returns false when the release is elsewhere. */
export async function recordOpened(
  tx: Tx,
  move: {
    readonly releaseId: string;
    readonly fence: number;
    readonly to: 'created' | 'sending';
    readonly now: number;
  },
  opened: OpenedColumns,
): Promise<boolean> {
  const { releaseId, fence, to, now } = move;
  checkWay(['creating', to]);
  const rows = await hot(
    tx,
    `record-opened-${to}`,
    ({ q, t }) =>
      q
        .update(t.releases)
        .set({ state: to, changedAt: sql`${sql.placeholder('now')}` })
        .where(
          and(
            eq(t.releases.id, sql.placeholder('releaseId')),
            eq(t.releases.fence, sql.placeholder('fence')),
            eq(t.releases.state, 'creating'),
          ),
        )
        .returning({ jobId: t.releases.jobId, ownerId: t.releases.ownerId }),
    { releaseId, fence, now },
  );
  if (rows[0] === undefined) return false;
  touchRelease(tx, rows[0]);
  await hot(
    tx,
    'record-remote-job',
    ({ q, t }) =>
      q
        .update(t.attempts)
        .set({
          remoteJobId: sql`${sql.placeholder('remoteJobId')}`,
          remoteJobUuid: sql`${sql.placeholder('remoteJobUuid')}`,
          remoteJobUri: sql`${sql.placeholder('remoteJobUri')}`,
        })
        .where(ofAttempt(t)),
    { releaseId, ...opened },
  );
  return true;
}

function ofAttempt(t: Tx['t']) {
  return and(
    eq(t.attempts.releaseId, sql.placeholder('releaseId')),
    eq(t.attempts.number, sql.placeholder('number')),
  );
}

/** The statements above are written once for all calls; that their moves are allowed is still asked of the machine. */
function checkWay(states: readonly ReleaseState[]): void {
  states.slice(1).forEach((to, index) => {
    const from = states[index];
    if (from === undefined || !RELEASE_STATE[from].to.includes(to)) {
      throw new Error(`No way from ${from ?? 'nowhere'} to ${to} in release-state.ts`);
    }
  });
}
