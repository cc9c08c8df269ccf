// Claims due steps from the database, has them worked on, and stores how they ended. Survives restarts: a step is only gone
// together with its outcome. Knows no stage; build-server.ts gives it the workers.
import { setMaxListeners } from 'node:events';
import type { Database } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { STEP_KINDS, type Step, type StepKind, type StepOutcome, type StepWorker } from './step.ts';
import { claimSteps, finishStep, freeStepsOf, nextDue, postponeStep, renewSteps } from './store/steps.ts';

/** A step whose holder has not renewed for this long is taken over by another server. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
/** With nothing due and nobody knocking, look again after this long: other servers add steps too. */
const IDLE_LOOK_MS = 2_000;
/** A worker that threw (a bug, a broken disk) waits this long times its attempts, at most five minutes. */
const FAILED_WAIT_MS = 2_000;
const FAILED_WAIT_MOST_MS = 300_000;

export interface RunnerWorker {
  readonly work: StepWorker;
  readonly parallel: number;
  /** True: steps of this kind are left to other servers. */
  readonly off?: () => boolean;
  /** True while something more urgent is going on: steps of this kind then wait a little, never longer than YIELD_MOST_MS. */
  readonly yields?: () => boolean;
}

export interface RunnerOptions {
  /** Name of this server in leases; the same after a restart. */
  readonly holder: string;
  /** Steps of a kind without a worker are left to other servers. */
  readonly workers: Readonly<Partial<Record<StepKind, RunnerWorker>>>;
}

/** How long to give way at a time, and at most in a row: a rush of uploads passes, a stream of them must not starve the rest. */
const YIELD_MS = 25;
const YIELD_MOST_MS = 1_000;

export interface Runner {
  /** Frees what an earlier life had claimed, then works until `stop`. */
  start(): Promise<void>;
  /** What a step added as claimed is to carry; hand it to `begin` right after its commit. */
  lease(now: number): { holder: string; leaseUntil: number };
  begin(step: Step): void;
  /** New steps of this kind may be due now. */
  knock(kind: StepKind): void;
  /** Aborts running work and waits for it. */
  stop(): Promise<void>;
  /** For readiness: false when the last look at the database failed. */
  healthy(): boolean;
}

export function makeRunner(
  deps: Pick<Deps, 'clock' | 'log'> & { db: Database },
  options: RunnerOptions,
): Runner {
  const abort = new AbortController();
  // Every delivery under way listens to it, and there may be thousands: no leak.
  setMaxListeners(0, abort.signal);
  const running = new Map<string, Promise<void>>();
  const timers = new Map<StepKind, NodeJS.Timeout>();
  const looking = new Map<StepKind, Promise<void>>();
  const knocked = new Set<StepKind>();
  const load = new Map<StepKind, number>();
  const yieldingSince = new Map<StepKind, number>();
  let renewal: NodeJS.Timeout | undefined;
  let ok = true;

  function lookLater(kind: StepKind, delayMs: number): void {
    if (abort.signal.aborted) return;
    clearTimeout(timers.get(kind));
    const timer = setTimeout(() => knock(kind), delayMs);
    timer.unref();
    timers.set(kind, timer);
  }

  function mayYield(kind: StepKind): boolean {
    const now = deps.clock.monotonic();
    const since = yieldingSince.get(kind) ?? now;
    yieldingSince.set(kind, since);
    return now - since < YIELD_MOST_MS;
  }

  function knock(kind: StepKind): void {
    if (abort.signal.aborted) return;
    if (looking.has(kind)) {
      knocked.add(kind);
      return;
    }
    looking.set(
      kind,
      look(kind).finally(() => {
        looking.delete(kind);
        if (knocked.delete(kind)) knock(kind);
      }),
    );
  }

  async function look(kind: StepKind): Promise<void> {
    const worker = options.workers[kind];
    if (worker === undefined) return;
    const { parallel, yields, off } = worker;
    if (off?.() === true) return lookLater(kind, IDLE_LOOK_MS);
    if (yields?.() === true && mayYield(kind)) return lookLater(kind, YIELD_MS);
    yieldingSince.delete(kind);
    const free = parallel - (load.get(kind) ?? 0);
    // A finished step knocks again, so a full house need not look.
    if (free <= 0) return;
    try {
      const now = deps.clock.now();
      const claim = { holder: options.holder, now, leaseMs: LEASE_MS, limit: free };
      const claimed = await deps.db.write((tx) => claimSteps(tx, kind, claim));
      ok = true;
      for (const step of claimed) begin(step);
      if (claimed.length === free) return;
      const due = await deps.db.read((tx) => nextDue(tx, kind));
      lookLater(kind, due === undefined ? IDLE_LOOK_MS : Math.min(IDLE_LOOK_MS, Math.max(0, due - now)));
    } catch (cause) {
      ok = false;
      deps.log.error('steps could not be claimed', { kind, cause });
      lookLater(kind, IDLE_LOOK_MS);
    }
  }

  function begin(step: Step): void {
    load.set(step.kind, (load.get(step.kind) ?? 0) + 1);
    const ended = run(step).finally(() => {
      running.delete(step.id);
      load.set(step.kind, (load.get(step.kind) ?? 1) - 1);
      knock(step.kind);
    });
    running.set(step.id, ended);
  }

  async function run(step: Step): Promise<void> {
    try {
      const worker = options.workers[step.kind];
      if (worker === undefined) throw new Error(`no worker for ${step.kind}`);
      const outcome = await worker.work(step, abort.signal);
      // Stopped in the middle: the step keeps its lease and this holder takes it up at the next start.
      if (abort.signal.aborted && outcome.kind === 'retry' && outcome.record === undefined) return;
      await settle(step, outcome);
    } catch (cause) {
      if (abort.signal.aborted) return;
      deps.log.error('a step failed', {
        kind: step.kind,
        subject: step.subject,
        attempts: step.attempts,
        cause,
      });
      const afterMs = Math.min(FAILED_WAIT_MOST_MS, FAILED_WAIT_MS * step.attempts);
      await putBack(step, afterMs);
    }
  }

  /** Until the database takes it: on a full disk or a lost connection the step would else lie idle for its whole lease. */
  async function putBack(step: Step, afterMs: number): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        return await settle(step, { kind: 'retry', afterMs });
      } catch (cause) {
        deps.log.error('a failed step could not be put back yet', { subject: step.subject, cause });
        // Rejects only when the server stops; then the step is taken up at the next start.
        await deps.clock.sleep(FAILED_WAIT_MS, abort.signal).catch(() => undefined);
      }
    }
  }

  async function settle(step: Step, outcome: StepOutcome): Promise<void> {
    const held = await deps.db.write(async (tx) => {
      const stillOurs =
        outcome.kind === 'done'
          ? await finishStep(tx, step.id, options.holder)
          : await postponeStep(tx, step.id, options.holder, deps.clock.now() + outcome.afterMs);
      if (stillOurs) await outcome.record?.(tx);
      return stillOurs;
    });
    if (held) return;
    deps.log.warn('a step was taken over; its outcome here is dropped', { subject: step.subject });
    if (outcome.kind === 'done') outcome.drop?.();
  }

  async function renew(): Promise<void> {
    const ids = [...running.keys()];
    if (ids.length === 0) return;
    const until = deps.clock.now() + LEASE_MS;
    await deps.db
      .write((tx) => renewSteps(tx, ids, options.holder, until))
      .catch((cause: unknown) => {
        deps.log.error('leases could not be renewed', { cause });
      });
  }

  return {
    start: async () => {
      await deps.db.write((tx) => freeStepsOf(tx, options.holder));
      renewal = setInterval(() => void renew(), RENEW_MS);
      renewal.unref();
      for (const kind of STEP_KINDS) knock(kind);
    },
    lease: (now) => ({ holder: options.holder, leaseUntil: now + LEASE_MS }),
    begin: (step) => {
      // Stopping: the step is this holder's and is taken up at the next start.
      if (!abort.signal.aborted) begin(step);
    },
    knock,
    healthy: () => ok,
    stop: async () => {
      abort.abort();
      clearInterval(renewal);
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled([...looking.values(), ...running.values()]);
    },
  };
}
