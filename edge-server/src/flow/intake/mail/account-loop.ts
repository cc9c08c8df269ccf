// Reads one account for as long as this server may: takes the lease, opens a fresh session for every connection, looks, waits for news,
// and keeps off after failures, more and more.
import type { Deps } from '../../../deps.ts';
import { type MailboxSession, MailError, type OpenMailbox } from '../../../protocols/mail/mailbox.ts';
import {
  findMailAccount,
  freeAccount,
  leaseAccount,
  type MailAccountRow,
  renewAccount,
} from '../../store/mail-accounts.ts';
import { makeAccountHealth } from './account-health.ts';
import type { Alert } from './judgement.ts';
import type { LookAt } from './read-mailbox.ts';
import { makeRest } from './rest.ts';
import { pauseAfter } from './trouble.ts';
import { DEAD_MS, watchSession } from './watched-session.ts';

/** A server that died keeps others from the account for this long; the same server comes back at once (same holder). */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** Between looks where the account says nothing: for servers that cannot tell of news, and in case one forgot to. */
const POLL_SECONDS = 30;
/** A message that failed is tried again after this. */
const RETRY_MS = 10_000;
/** Messages that were taken are removed together: as long as it takes until a few have gathered. */
const GATHER_MS = 200;
/** While another server reads, how often to ask for the lease. */
const STANDBY_MS = LEASE_MS / 3;
/** Waiting senders are judged anew this often, since another server's console may have changed the lists. */
const RECONSIDER_MS = 300_000;

export type LoopDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log'> & {
  /** Name of this server in leases; the same after a restart. */
  readonly holder: string;
  readonly open: (account: MailAccountRow) => OpenMailbox;
  readonly look: LookAt;
  readonly alert: Alert;
  /** DEAD_MS unless a test says otherwise. */
  readonly deadMs?: number;
};

export interface AccountLoop {
  /** Something of this account was taken, or should be looked at now. */
  readonly knock: () => void;
  /** Messages whose sender waits are judged anew. */
  readonly reconsider: () => void;
  /** Ends at once; resolves when the lease is given back. */
  readonly stop: () => Promise<void>;
}

export function startAccountLoop(deps: LoopDeps, given: MailAccountRow): AccountLoop {
  const { db, clock, log, holder } = deps;
  const { id } = given;
  const ending = new AbortController();
  const rest = makeRest(clock);
  let session: MailboxSession | undefined;
  let gathering: (() => void) | undefined;
  /** A knock that no look has answered yet. */
  let knocked = false;
  let reconsiderAt = 0;

  const ring = (): void => {
    knocked = true;
    session?.wake();
    rest.wake();
  };

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      const account = await lease().catch((cause: unknown) => {
        log.warn('a mail account could not be leased', { account: id, cause });
        return undefined;
      });
      if (account === undefined) await rest.sleep(STANDBY_MS, ending.signal);
      else await readWhileHeld(account);
    }
  }

  async function lease(): Promise<MailAccountRow | undefined> {
    const now = clock.now();
    return db.write(async (tx) => {
      const fence = await leaseAccount(tx, id, { holder, now, until: now + LEASE_MS });
      // Read again: whoever had it before has left word of how it is.
      return fence === undefined ? undefined : findMailAccount(tx, id);
    });
  }

  const renew = (fence: number): Promise<boolean> =>
    db.write((tx) => renewAccount(tx, id, fence, clock.now() + LEASE_MS));

  async function readWhileHeld(account: MailAccountRow): Promise<void> {
    const lost = new AbortController();
    const stop = (): void => lost.abort(ending.signal.reason);
    ending.signal.addEventListener('abort', stop, { once: true });
    if (ending.signal.aborted) stop();
    const stopRenewing = clock.every(RENEW_MS, () => {
      renew(account.fence)
        .then((held) => {
          if (!held) lost.abort(new Error('another server reads this account now'));
        })
        .catch((cause: unknown) => {
          log.warn('a lease of a mail account could not be renewed', { account: id, cause });
        });
    });
    try {
      await readOn(account, lost.signal);
    } finally {
      stopRenewing();
      ending.signal.removeEventListener('abort', stop);
      await db
        .write((tx) => freeAccount(tx, id, account.fence))
        .catch((cause: unknown) =>
          log.warn('a mail account could not be given back', { account: id, cause }),
        );
    }
  }

  /** One connection after the other, until the signal. */
  async function readOn(account: MailAccountRow, signal: AbortSignal): Promise<void> {
    const health = makeAccountHealth(deps, account);
    let failures = 0;
    while (!signal.aborted) {
      try {
        const more = await connection(account, signal, async (problem) => {
          failures = 0;
          await (problem === undefined ? health.well() : health.ill(problem));
        });
        // The session is over and nothing is wrong: POP3, which removes only when it ends.
        if (!more && !knocked) await rest.sleep(pollMs(account), signal);
      } catch (cause) {
        if (signal.aborted) return;
        failures++;
        const pauseMs = pauseAfter(cause, failures, (deps.ids.bytes(1)[0] ?? 0) / 255);
        log.warn('a mailbox could not be read', { account: id, failures, pauseMs, cause });
        await health.ill(cause).catch((second: unknown) => {
          log.warn('the state of a mail account could not be noted', { account: id, cause: second });
        });
        // A knock does not shorten it: mail that was taken can wait to be removed. A change of the account starts a new loop.
        await clock.sleep(pauseMs, signal).catch(() => undefined);
      }
    }
  }

  /** @returns true when the next one has something to do at once. */
  async function connection(
    account: MailAccountRow,
    signal: AbortSignal,
    looked: (problem: unknown) => Promise<void>,
  ): Promise<boolean> {
    const { deadMs = DEAD_MS } = deps;
    const opened = await openWithin(account, signal, deadMs);
    const current = watchSession(opened, clock, deadMs);
    session = current;
    try {
      for (;;) {
        knocked = false;
        const now = clock.monotonic();
        const reconsider = now >= reconsiderAt;
        if (reconsider) reconsiderAt = now + RECONSIDER_MS;
        const { again, retry, problem } = await deps.look(current, { account, signal, reconsider });
        await looked(problem);
        if (current.ended) return again;
        if (again || knocked) continue;
        await current.wait(retry ? Math.min(RETRY_MS, pollMs(account)) : pollMs(account), signal);
        // POP3 leaves the mailbox while it waits.
        if (current.ended) return true;
      }
    } finally {
      session = undefined;
      await current.close();
    }
  }

  /** A connection that comes when nobody waits for it any more is closed. */
  async function openWithin(
    account: MailAccountRow,
    signal: AbortSignal,
    deadMs: number,
  ): Promise<MailboxSession> {
    const opening = new AbortController();
    const give = (reason: unknown): void => opening.abort(reason);
    const onAbort = (): void => give(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const stop = clock.after(deadMs, () => {
      give(new MailError('unreachable', 'The mail server did not open the mailbox in time'));
    });
    try {
      return await orAbort(deps.open(account)(opening.signal), opening.signal);
    } finally {
      stop();
      signal.removeEventListener('abort', onAbort);
    }
  }

  const running = run()
    .catch((cause: unknown) => {
      if (!ending.signal.aborted) log.error('the reader of a mail account ended', { account: id, cause });
    })
    .finally(() => gathering?.());

  return {
    knock: () => {
      gathering ??= clock.after(GATHER_MS, () => {
        gathering = undefined;
        ring();
      });
    },
    reconsider: () => {
      reconsiderAt = 0;
      ring();
    },
    stop: async () => {
      ending.abort(new Error('mail is not read any more'));
      await running;
    },
  };
}

const pollMs = ({ settings }: MailAccountRow): number => (settings.pollSeconds ?? POLL_SECONDS) * 1_000;

function orAbort(opening: Promise<MailboxSession>, signal: AbortSignal): Promise<MailboxSession> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason);
      opening.then(
        (late) => void late.close(),
        () => undefined,
      );
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    opening.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
