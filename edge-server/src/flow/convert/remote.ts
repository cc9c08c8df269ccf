// Conversions done elsewhere: hands a step, its document and the limits to a conversion server, and takes the outcome back as if it
// had been made here. A step whose server falls silent is free again when its lease runs out.
import { AppError } from '@platen/shared/app-error';
import { isErrorCode } from '@platen/shared/error-table';
import type { Settings } from '@platen/shared/settings';
import type { Deps } from '../../deps.ts';
import type { StoredBlob } from '../../platform/blobs.ts';
import type { Step, StepOutcome } from '../step.ts';
import type { JobRow } from '../store/jobs.ts';
import { claimSteps, finishStep, postponeStep, renewSteps } from '../store/steps.ts';
import { type Conclude, endBeforeTrying } from './conclude.ts';
import { contentHash } from './content-hash.ts';
import { openConversion } from './convert.ts';
import type { ConvertOutcome, OnProgress } from './converter.ts';
import type { ProgressBoard } from './progress.ts';
import { type ConvertLimits, limitsOf } from './run-converter.ts';

/** A server that has not said anything for so long is taken for dead; it reports every ten seconds (convert-server/convert-work.ts). */
const LEASE_MS = 45_000;
/** How often a waiting server's question is looked into again. */
const LOOK_MS = 250;

type RemoteDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'blobs' | 'sealing' | 'settings'> & {
  readonly conclude: Conclude;
  readonly progress: ProgressBoard;
};

/** A conversion server has no settings of its own: what the office needs to know goes along. */
export interface RemoteLimits extends ConvertLimits {
  readonly timeLimitMs: number;
  readonly memoryBytes: number;
}

export interface RemoteWork {
  readonly step: Step;
  readonly job: JobRow;
  readonly original: StoredBlob;
  readonly limits: RemoteLimits;
}

interface UnderWay extends RemoteWork {
  readonly holder: string;
  readonly note: OnProgress;
  readonly end: () => void;
  /** Ends the wait for its server's next word. */
  stopWaiting: () => void;
}

export function makeRemoteConvert(deps: RemoteDeps) {
  const underWay = new Map<string, UnderWay>();
  const holderOf = (converter: string): string => `converter ${converter}`;

  async function claimOne(converter: string): Promise<UnderWay | undefined> {
    const holder = holderOf(converter);
    const now = deps.clock.now();
    const claim = { holder, now, leaseMs: LEASE_MS, limit: 1 };
    const [step] = await deps.db.write((tx) => claimSteps(tx, 'convert', claim));
    if (step === undefined) return undefined;
    const opened = await openConversion(deps.db, step);
    const ended = endBeforeTrying(step);
    if (opened === undefined || ended !== undefined) {
      const how = opened && ended && (await deps.conclude(opened.job, step, ended, false));
      await settle(step, holder, how ?? { kind: 'done' });
      return claimOne(converter);
    }
    const work = {
      step,
      ...opened,
      limits: remoteLimits(deps.settings()),
      holder,
      ...deps.progress.begin(opened.job.id),
      stopWaiting: () => undefined,
    };
    underWay.set(step.id, work);
    heard(work);
    return work;
  }

  /** Its server lives: the next word may take as long as a lease. After that the step is anybody's, and nothing of it stays here. */
  function heard(work: UnderWay): void {
    work.stopWaiting();
    work.stopWaiting = deps.clock.after(LEASE_MS, () => drop(work));
  }

  async function settle(step: Step, holder: string, ended: StepOutcome): Promise<void> {
    const held = await deps.db.write(async (tx) => {
      const stillIts =
        ended.kind === 'done'
          ? await finishStep(tx, step.id, holder)
          : await postponeStep(tx, step.id, holder, deps.clock.now() + ended.afterMs);
      if (stillIts) await ended.record?.(tx);
      return stillIts;
    });
    if (held) return;
    deps.log.warn('a conversion came back too late; its outcome is dropped', { subject: step.subject });
    if (ended.kind === 'done') ended.drop?.();
  }

  /** Throws `job-gone` when it is not this converter's work, any more or at all. */
  function mine(id: string, converter: string): UnderWay {
    const work = underWay.get(id);
    if (work?.holder !== holderOf(converter)) throw new AppError('job-gone', { job: id, state: 'not here' });
    return work;
  }

  function drop(work: UnderWay): void {
    work.stopWaiting();
    // A later claim of the same step may be there by now.
    if (underWay.get(work.step.id) === work) underWay.delete(work.step.id);
    work.end();
  }

  return {
    /** The next document to convert; waits up to `waitMs` for one. */
    async claim(converter: string, waitMs: number, signal: AbortSignal): Promise<RemoteWork | undefined> {
      const until = deps.clock.monotonic() + waitMs;
      for (;;) {
        const work = await claimOne(converter);
        if (work !== undefined || deps.clock.monotonic() >= until || signal.aborted) return work;
        await deps.clock.sleep(LOOK_MS, signal).catch(() => undefined);
      }
    },

    /** The decrypted original, for the connection that asked for it. */
    document(id: string, converter: string): { size: number; bytes: AsyncIterable<Uint8Array> } {
      const { original } = mine(id, converter);
      return { size: original.size, bytes: deps.blobs.read(original) };
    },

    /** Still at it. Rejects with `job-gone` when the lease was lost. */
    async report(id: string, converter: string, done: number, of: number): Promise<void> {
      const work = mine(id, converter);
      work.note(done, of);
      heard(work);
      const until = deps.clock.now() + LEASE_MS;
      const held = await deps.db.write((tx) => renewSteps(tx, [id], work.holder, until));
      if (held.length > 0) return;
      drop(work);
      throw new AppError('job-gone', { job: id, state: 'taken over' });
    },

    async conclude(id: string, converter: string, outcome: ConvertOutcome): Promise<void> {
      const work = mine(id, converter);
      const { job, step, original, holder } = work;
      const hash = outcome.kind === 'done' ? await contentHash(deps, job, original) : undefined;
      await settle(step, holder, await deps.conclude(job, step, checked(outcome), false, hash));
      drop(work);
    },
  };
}

export type RemoteConvert = ReturnType<typeof makeRemoteConvert>;

function remoteLimits(settings: Settings): RemoteLimits {
  const { convertSeconds, convertMemoryMegabytes } = settings.documents;
  return {
    ...limitsOf(settings),
    timeLimitMs: convertSeconds * 1000,
    memoryBytes: convertMemoryMegabytes * 1024 * 1024,
  };
}

/** The code of a refusal came over the wire: one that this server does not know must not end up before a person. */
function checked(outcome: ConvertOutcome): ConvertOutcome {
  if (outcome.kind !== 'refused' || isErrorCode(outcome.code)) return outcome;
  return { kind: 'refused', code: 'document-broken', detail: outcome.detail };
}
