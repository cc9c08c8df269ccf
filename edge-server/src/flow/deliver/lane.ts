// The right to open jobs at one printer, for one delivery: the turn in this process (lane-queue.ts) and the lease in the
// database against other servers. Held from the first question to the printer until it has the whole document.
import type { Tx } from '../../db/database.ts';
import { leaveLane, renewLane, takeLane } from '../store/releases.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { LaneQueues } from './lane-queue.ts';

/** A server that died keeps other servers out for this long; the same server comes back at once (same holder). */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

export interface Lane {
  readonly held: () => boolean;
  /** Waits for the turn in this process. Rejects when `signal` aborts. */
  enter(signal: AbortSignal): Promise<void>;
  /** Inside a transaction: the lease with a new fencing number, or undefined while another server has it. */
  lease(tx: Tx): Promise<number | undefined>;
  /** Inside a transaction: gives the lease back. Afterwards, once committed, `leave`. */
  endLease(tx: Tx): Promise<void>;
  /** Gives back what is held; the next one starts. Never throws: a lease that stays runs out. */
  leave(): Promise<void>;
}

export function makeLane(
  deps: DeliverDeps & { readonly holder: string; readonly queues: LaneQueues },
  printerId: string,
): Lane {
  let giveBack: (() => void) | undefined;
  let stopRenewing: (() => void) | undefined;
  let leased = false;

  function renew(): void {
    const until = deps.clock.now() + LEASE_MS;
    deps.db
      .write((tx) => renewLane(tx, printerId, deps.holder, until))
      // The fencing number keeps a lane that was lost from doing harm.
      .catch((cause: unknown) => deps.log.warn('a lane could not be renewed', { printerId, cause }));
  }

  function endRenewing(): void {
    stopRenewing?.();
    stopRenewing = undefined;
    leased = false;
  }

  return {
    held: () => giveBack !== undefined,
    async enter(signal) {
      giveBack ??= await deps.queues.take(printerId, signal);
    },
    async lease(tx) {
      const now = deps.clock.now();
      const fence = await takeLane(tx, printerId, {
        holder: deps.holder,
        now,
        leaseUntil: now + LEASE_MS,
      });
      if (fence === undefined) return undefined;
      leased = true;
      stopRenewing ??= deps.clock.every(RENEW_MS, renew);
      return fence;
    },
    async endLease(tx) {
      endRenewing();
      await leaveLane(tx, printerId, deps.holder);
    },
    async leave() {
      if (giveBack === undefined) return;
      const wasLeased = leased;
      endRenewing();
      try {
        if (wasLeased) await deps.db.write((tx) => leaveLane(tx, printerId, deps.holder));
      } catch (cause) {
        deps.log.warn('a lane could not be given back', { printerId, cause });
      }
      giveBack();
      giveBack = undefined;
    },
  };
}
