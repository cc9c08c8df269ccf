// Release: claims held jobs for one printer. Exactly one caller wins each job, however many ask at the same moment; job, release,
// attempt and step are one commit.

import { AppError } from '@platen/shared/app-error';
import { applyChoice } from '@platen/shared/apply-choice';
import { STORED } from '@platen/shared/say/saying';
import type { ReleasedHow } from '@platen/shared/story';
import { countPages, countSides, type Ticket } from '@platen/shared/ticket';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { Step } from '../step.ts';
import { findJob, type JobRow, moveJob } from '../store/jobs.ts';
import { insertAttempt, insertRelease, type ReleaseRow } from '../store/releases.ts';
import { insertStep } from '../store/steps.ts';
import { tell } from '../store/story.ts';

export interface ReleaseAsk {
  readonly jobId: string;
  /** Laid over the ticket the job came with. */
  readonly ticket: TicketChoice;
}

export interface ReleaseBy {
  /** Only this owner's jobs; undefined for an administrator. */
  readonly ownerId?: string | undefined;
  readonly printer: { readonly id: string; readonly name: string };
  /** The session whose progress screen follows it. */
  readonly sessionHash?: string | undefined;
  /** From where, as the story tells it; and for `administrator` by whom, in the words of the audit log. */
  readonly how?: ReleasedHow | undefined;
  readonly releasedBy?: string | undefined;
}

/** flow/runner.ts: delivery begins with the commit itself, without another look at the database. */
export interface BeginSteps {
  readonly lease: (now: number) => { readonly holder: string; readonly leaseUntil: number };
  readonly begin: (step: Step) => void;
}

type ClaimDeps = Pick<Deps, 'db' | 'clock' | 'ids'> &
  BeginSteps & {
    /** May this owner print so many sides more? Those of the same call that were claimed before count. `undefined`: yes. */
    readonly limit?: (tx: Tx, ownerId: string, sides: number) => Promise<AppError | undefined>;
  };

export interface Claimed {
  readonly releases: ReleaseRow[];
  readonly refused: { readonly jobId: string; readonly error: AppError }[];
}

/** Claims each job that can be had; the others come back with the reason. */
export async function claim(deps: ClaimDeps, asks: readonly ReleaseAsk[], by: ReleaseBy): Promise<Claimed> {
  return deps.db.write((tx) => claimIn(tx, deps, asks, by));
}

/** The same inside the caller's transaction. */
export async function claimIn(
  tx: Tx,
  deps: Omit<ClaimDeps, 'db'>,
  asks: readonly ReleaseAsk[],
  by: ReleaseBy,
): Promise<Claimed> {
  const releases: ReleaseRow[] = [];
  const refused: Claimed['refused'] = [];
  for (const ask of asks) {
    const outcome = await claimOne(tx, deps, ask, by);
    if (outcome instanceof AppError) refused.push({ jobId: ask.jobId, error: outcome });
    else releases.push(outcome);
  }
  return { releases, refused };
}

async function claimOne(
  tx: Tx,
  deps: Omit<ClaimDeps, 'db'>,
  ask: ReleaseAsk,
  by: ReleaseBy,
): Promise<ReleaseRow | AppError> {
  const before = await findJob(tx, ask.jobId);
  if (before === undefined || (by.ownerId !== undefined && before.ownerId !== by.ownerId)) {
    return new AppError('not-found', { what: 'job' });
  }
  const ticket = applyChoice(before.ticket, ask.ticket);
  const pages = before.pages ?? 1;
  if (countPages(ticket, pages) === 0) {
    return new AppError('option-unsupported', { option: STORED.say('option.these-pages') });
  }
  const refused = await deps.limit?.(tx, before.ownerId, countSides(ticket, pages) * (ticket.copies ?? 1));
  if (refused !== undefined) return refused;
  const now = deps.clock.now();
  const job = before.blobId === null ? undefined : await takeJob(tx, ask.jobId, ticket, now);
  if (job === undefined) return whyNot(before);
  return openRelease(tx, deps, job, ticket, by, now);
}

// An uncertain job is not in the list: only a person's decision takes it on (decide.ts).
const takeJob = (tx: Tx, id: string, ticket: Ticket, now: number): Promise<JobRow | undefined> =>
  moveJob(tx, id, ['held', 'printed'], 'releasing', { changedAt: now, ticket });

/** Rows of a new release for a job that the caller's transaction has just moved to `releasing`. */
export async function openRelease(
  tx: Tx,
  deps: Pick<ClaimDeps, 'ids' | 'lease' | 'begin'>,
  job: JobRow,
  ticket: Ticket,
  by: ReleaseBy,
  now: number,
): Promise<ReleaseRow> {
  const release: ReleaseRow = {
    id: deps.ids.id(),
    jobId: job.id,
    ownerId: job.ownerId,
    printerId: by.printer.id,
    state: 'claimed',
    ticket,
    sessionHash: by.sessionHash ?? null,
    attempt: 1,
    fence: 0,
    confidence: null,
    reason: null,
    note: null,
    pagesDone: 0,
    pages: countPages(ticket, job.pages ?? 1),
    impressions: null,
    cancelAsked: false,
    createdAt: now,
    changedAt: now,
    endedAt: null,
  };
  await insertRelease(tx, release);
  await insertAttempt(tx, {
    releaseId: release.id,
    number: 1,
    token: deps.ids.uuid(),
    printerUuid: null,
    printerUpTime: null,
    preflightAt: null,
    markerCount: null,
    remoteJobId: null,
    remoteJobUuid: null,
    remoteJobUri: null,
    uri: null,
    usesPrintJob: false,
    endedAs: null,
  });
  const step: Step = { id: deps.ids.id(), kind: 'deliver', subject: release.id, attempts: 1 };
  await insertStep(tx, { ...step, dueAt: now, now, claimed: deps.lease(now) });
  tx.afterCommit.push(() => deps.begin(step));
  await tell(tx, {
    id: deps.ids.id(),
    jobId: job.id,
    at: now,
    kind: 'released',
    values: {
      printer: by.printer.name,
      ...(by.how === undefined ? {} : { how: by.how }),
      ...(by.releasedBy === undefined ? {} : { who: by.releasedBy }),
    },
  });
  return release;
}

function whyNot(job: JobRow): AppError {
  switch (job.state) {
    case 'received':
      return new AppError('job-not-ready', { job: job.id, state: job.state });
    case 'releasing':
    case 'uncertain':
      return new AppError('job-busy', { job: job.id });
    case 'locked':
      return new AppError('document-password', { job: job.id });
    case 'held':
    case 'printed':
    case 'refused':
    case 'expired':
    case 'deleted':
      return new AppError('job-gone', { job: job.id, state: job.state });
  }
}
