// One delivery as it runs: its rows as last written, its printer, and how to write the next ones. Every write that moves
// the release carries its fencing number; a write that does not take means that somebody else has it now.

import type { ErrorCode } from '@platen/shared/error-table';
import type { ReleaseState } from '@platen/shared/release-state';
import { STORED } from '@platen/shared/say/saying';
import type { StoryKind } from '@platen/shared/story';
import type { Tx } from '../../db/database.ts';
import type { StoredBlob } from '../../platform/blobs.ts';
import type { JobRow } from '../store/jobs.ts';
import { type AttemptRow, changeAttempt, moveRelease, type ReleaseRow } from '../store/releases.ts';
import { tell } from '../store/story.ts';
import type { HeldDocument } from './choose-format.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { DeliveryLink, RemoteJob } from './delivery-protocol.ts';
import type { Lane } from './lane.ts';
import type { MakeReady } from './maker.ts';
import type { Decision, RunningState } from './recovery-facts.ts';
import type { RunControl } from './run-control.ts';
import type { PrinterTarget } from './target.ts';

/** How a release ends. */
export type Ending =
  | { readonly state: 'done'; readonly confidence: Extract<Decision, { kind: 'done' }>['confidence'] }
  | { readonly state: 'returned' | 'uncertain'; readonly reason: ErrorCode }
  /** `reason` where nobody asked us. */
  | { readonly state: 'cancelled'; readonly reason?: ErrorCode | undefined };

/** Somebody else works on this release now, or it is gone: stop at once and change nothing. */
export class LostRelease extends Error {
  constructor() {
    super('the release was taken over');
    this.name = 'LostRelease';
  }
}

export interface Run {
  readonly deps: DeliverDeps;
  readonly control: RunControl;
  readonly job: Pick<JobRow, 'id' | 'title' | 'facts'>;
  /** What can be sent, best first. */
  readonly documents: readonly HeldDocument[];
  /** Absent where nothing can be made ready: documents then go as they are. */
  readonly make: MakeReady | undefined;
  /** requesting-user-name. */
  readonly user: string;
  readonly printer: PrinterTarget;
  readonly link: DeliveryLink;
  readonly lane: Lane;
  /** Monotonic ms at which this worker took the release up. */
  readonly since: number;
  /** As last written. */
  release: ReleaseRow & { state: RunningState };
  attempt: AttemptRow;
  /** The most the printer ever told of this attempt. */
  impressions: number;
  /** False once the printer said that it cannot be asked about jobs. */
  reports: boolean;
  /** The lane has been ours since the preflight, and stays so until the end: no other document of ours came between. */
  keepsLane: boolean;
  /** The blob row of a document, read once. */
  readonly blob: (id: string) => Promise<StoredBlob | undefined>;
}

type ReleaseChange = Partial<Omit<ReleaseRow, 'id' | 'state' | 'jobId' | 'changedAt' | 'fence'>>;

/** Writes a move and what belongs to it as one commit. Throws LostRelease. */
export async function move(
  run: Run,
  to: RunningState,
  change: ReleaseChange = {},
  also: (tx: Tx, now: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const { release, deps } = run;
  const now = deps.clock.now();
  await deps.db.write(async (tx) => {
    const moved = await moveRelease(tx, release.id, release.fence, [release.state], to, {
      ...change,
      changedAt: now,
    });
    if (!moved) throw new LostRelease();
    await also(tx, now);
  });
  run.release = { ...release, ...change, state: to, changedAt: now };
}

/** The same state, other columns: pages and note. Not a fact that anything depends on. */
export function update(run: Run, change: ReleaseChange): Promise<void> {
  return move(run, run.release.state, change);
}

export async function writeAttempt(
  run: Run,
  tx: Tx,
  change: Partial<Omit<AttemptRow, 'releaseId' | 'number'>>,
): Promise<void> {
  await changeAttempt(tx, run.release.id, run.attempt.number, change);
}

export function remoteJob(attempt: AttemptRow): RemoteJob | undefined {
  if (attempt.remoteJobId === null) return undefined;
  return {
    id: attempt.remoteJobId,
    uuid: attempt.remoteJobUuid ?? undefined,
    uri: attempt.remoteJobUri ?? undefined,
  };
}

export function remoteColumns(job: RemoteJob) {
  return { remoteJobId: job.id, remoteJobUuid: job.uuid ?? null, remoteJobUri: job.uri ?? null };
}

/** An event of the job's story; the printer's name is always among the values. */
export async function tellOf(
  run: Run,
  tx: Tx,
  at: number,
  kind: StoryKind,
  values: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tell(tx, {
    id: run.deps.ids.id(),
    jobId: run.job.id,
    at,
    kind,
    values: { printer: run.printer.name, ...values },
  });
}

/** What the person will read of a code, where it stands alone (shared/src/say/stored.ts). */
export function userWords(code: ErrorCode): string {
  return STORED.error(code);
}

export function isRunning(state: ReleaseState): state is RunningState {
  return RUNNING.has(state);
}
const RUNNING: ReadonlySet<ReleaseState> = new Set<RunningState>([
  'claimed',
  'preflight',
  'creating',
  'created',
  'sending',
  'accepted',
  'printing',
]);
