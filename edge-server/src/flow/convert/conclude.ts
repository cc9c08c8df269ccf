// How a conversion's outcome becomes rows: held with its print document and facts, locked, refused, or another try. The same for what
// this server converted and what a conversion server sent back.

import { type ErrorCode } from '@platen/shared/error-table';
import { STORED } from '@platen/shared/say/saying';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { StoredBlob } from '../../platform/blobs.ts';
import type { Step, StepOutcome } from '../step.ts';
import { insertBlob, shredBlobs } from '../store/documents.ts';
import { noteContent } from '../store/duplicates.ts';
import { type JobRow, moveJob } from '../store/jobs.ts';
import { insertStep, removeStepsOf } from '../store/steps.ts';
import { tell } from '../store/story.ts';
import type { ConvertOutcome } from './converter.ts';

/** After this many tries that found nothing wrong with the document itself, it is refused all the same: somebody waits for word. */
const MOST_TRIES = 5;

/**
 * After being taken up so often without any end, a document is taken to be what ends the server or its converter, and left alone.
 * So many, since a server that is killed over and over for other reasons takes up the same innocent documents each time
 * (test/security/kill.test.ts); a server that restarts every few seconds because of one is rid of it within the hour.
 */
const MOST_CLAIMS = 1_000;

/** A print document that finds no room is made again after this: somebody has to make room first. */
const ROOM_WAIT_MS = 30_000;

type ConcludeDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs' | 'settings'> & {
  /** In the transaction of the end: the job as it is then, held, locked or refused. For what others do with it or tell of it. */
  readonly ended?: (tx: Tx, job: JobRow) => Promise<void>;
};

/**
 * Stores what was made and says how the step ends; `stopping`: the server is going down, so a retry is nobody's fault. `contentHash` as
 * content-hash.ts makes it.
 */
export type Conclude = (
  job: JobRow,
  step: Step,
  outcome: ConvertOutcome,
  stopping: boolean,
  contentHash?: string,
) => Promise<StepOutcome>;

/** How a conversion ends that is better not begun; undefined when it may be. */
export function endBeforeTrying({ attempts }: Step): ConvertOutcome | undefined {
  if (attempts <= MOST_CLAIMS) return undefined;
  const detail = `taken up ${attempts - 1} times without an end: it may bring down what works on it`;
  return { kind: 'refused', code: 'document-broken', detail };
}

export function makeConclude(deps: ConcludeDeps): Conclude {
  return async (job, step, outcome, stopping, contentHash) => {
    switch (outcome.kind) {
      case 'done':
        return done(job, step, outcome, contentHash);
      case 'refused':
        return refuse(job, outcome.code, outcome.detail);
      case 'locked':
        return lock(job);
      case 'retry':
        if (stopping) return { kind: 'retry', afterMs: 0 };
        if (step.attempts >= MOST_TRIES) return refuse(job, 'document-too-slow', outcome.detail);
        deps.log.warn('conversion will be tried again', { job: job.id, detail: outcome.detail });
        return { kind: 'retry', afterMs: outcome.afterMs };
    }
  };

  async function done(
    job: JobRow,
    step: Step,
    made: ConvertOutcome & { kind: 'done' },
    contentHash: string | undefined,
  ): Promise<StepOutcome> {
    let print: StoredBlob | undefined;
    try {
      print = made.pdf === undefined ? undefined : await deps.blobs.put(made.pdf);
    } catch (cause) {
      if (!isOutOfRoom(cause)) throw cause;
      deps.log.error('there is no room for a print document', { job: job.id, cause });
      return beginAnew(step);
    }
    return {
      kind: 'done',
      drop: () => {
        if (print?.location === 'file') removeFiles([print.id]);
      },
      record: async (tx) => {
        const now = deps.clock.now();
        const windowMs = deps.settings().documents.sentTwiceMinutes * 60_000;
        if (print !== undefined) await insertBlob(tx, print);
        const moved = await moveJob(tx, job.id, ['received'], 'held', {
          changedAt: now,
          pages: made.facts.pages,
          facts: made.facts,
          printBlobId: print?.id ?? null,
          printMediaType: made.printMediaType,
          ...(await noteContent(tx, job, contentHash, windowMs)),
        });
        if (moved === undefined) {
          // Deleted while it was being made ready: what was made goes too.
          const files = await shredBlobs(tx, [print?.id ?? null]);
          tx.afterCommit.push(() => removeFiles(files));
          return;
        }
        await tell(tx, {
          id: deps.ids.id(),
          jobId: job.id,
          at: now,
          kind: 'converted',
          values: { pages: made.facts.pages },
        });
        await deps.ended?.(tx, moved);
      },
    };
  }

  /** As if it had never been taken up: a full disk is no fault of the document, and may last. */
  function beginAnew({ id, kind, subject }: Step): StepOutcome {
    return {
      kind: 'retry',
      afterMs: ROOM_WAIT_MS,
      record: async (tx) => {
        const now = deps.clock.now();
        await removeStepsOf(tx, subject);
        await insertStep(tx, { id, kind, subject, dueAt: now + ROOM_WAIT_MS, now });
      },
    };
  }

  function lock(job: JobRow): StepOutcome {
    return {
      kind: 'done',
      record: async (tx) => {
        const now = deps.clock.now();
        const moved = await moveJob(tx, job.id, ['received'], 'locked', { changedAt: now });
        if (moved === undefined) return;
        await tell(tx, { id: deps.ids.id(), jobId: job.id, at: now, kind: 'locked', values: {} });
        await deps.ended?.(tx, moved);
      },
    };
  }

  function refuse(job: JobRow, code: ErrorCode, detail: string): StepOutcome {
    const { maxPages, maxMegabytes } = deps.settings().documents;
    // The values a refusal's sentence may name; the row keeps them beside the code.
    const values =
      code === 'document-too-many-pages'
        ? { limit: maxPages }
        : code === 'document-too-large'
          ? { limit: `${maxMegabytes} MB` }
          : {};
    deps.log.info('a document was refused', { job: job.id, problem: code, detail });
    return {
      kind: 'done',
      record: async (tx) => {
        const now = deps.clock.now();
        const reason = Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
        const change = { changedAt: now, reason, blobId: null };
        const moved = await moveJob(tx, job.id, ['received'], 'refused', change);
        if (moved === undefined) return;
        const files = await shredBlobs(tx, [job.blobId]);
        tx.afterCommit.push(() => removeFiles(files));
        await tell(tx, {
          id: deps.ids.id(),
          jobId: job.id,
          at: now,
          kind: 'refused',
          values: { reason: STORED.error(code, values) },
        });
        await deps.ended?.(tx, moved);
      },
    };
  }

  /** The keys are gone with the commit; a file that cannot be removed is only waste, which the next start sweeps. */
  function removeFiles(ids: readonly string[]): void {
    for (const id of ids) {
      deps.blobs.remove(id).catch((cause: unknown) => deps.log.warn('a file stays', { id, cause }));
    }
  }
}

/** As platform/blob-error.ts says it. */
function isOutOfRoom(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'no-space';
}
