// One look at a mailbox, over one session: what is new is noted, judged by its header, stored and, once taken, removed
// (delivery-and-mail.md section 7). Whatever fails leaves everything as it was on the mail server.
import { AppError } from '@platen/shared/app-error';
import type { MailboxSession } from '../../../protocols/mail/mailbox.ts';
import type { MailAccountRow } from '../../store/mail-accounts.ts';
import {
  type Box,
  countAttempts,
  insertSeen,
  knownMails,
  type MailRow,
  moveMails,
  openMails,
  stepAside,
} from '../../store/mails.ts';
import { MOST_ATTEMPTS, setAside } from './set-aside.ts';
import { type Sorted, sortListing } from './sort-listing.ts';
import { makeTail } from './tail.ts';
import { type BatchDeps, makeTakeBatch, type Visit } from './take-batch.ts';
import { isOfMessage } from './trouble.ts';

/** Messages noted in one commit and judged together. */
const BATCH = 100;
/** New messages of one look; then what was taken is removed, and the next look goes on. */
const MOST_PER_LOOK = 1_000;
/** Bodies whose commit is under way while the next one is read; each may hold 64 kB. */
const COMMITS_UNDERWAY = 16;

export interface Looked {
  /** More is there to do now. */
  readonly again: boolean;
  /** A message failed and has attempts left. */
  readonly retry: boolean;
  /** Messages could not be removed; everything else went well. */
  readonly problem?: unknown;
}

export interface LookOptions {
  readonly account: MailAccountRow;
  readonly signal: AbortSignal;
  /** Messages whose sender waits are judged anew. */
  readonly reconsider: boolean;
}

export type LookAt = (session: MailboxSession, options: LookOptions) => Promise<Looked>;

export function makeReadMailbox(deps: BatchDeps): LookAt {
  const { db, clock, ids } = deps;
  const takeBatch = makeTakeBatch(deps);

  async function look(
    session: MailboxSession,
    { account, signal, reconsider }: LookOptions,
  ): Promise<Looked> {
    const { epoch, mails: listed } = await session.list(signal);
    const box: Box = { accountId: account.id, folder: account.settings.folder ?? 'INBOX', epoch };
    const uids = new Set(listed.map(({ uid }) => uid));
    const sorted = await db.read(async (tx) =>
      sortListing(box, listed, {
        known: await knownMails(tx, box, [...uids]),
        open: await openMails(tx, account.id),
        hasRefusedFolder: account.settings.refusedFolder !== undefined,
      }),
    );
    await note(sorted);

    const tail = makeTail(COMMITS_UNDERWAY);
    const visit: Visit = {
      ...{ session, account, signal, tail },
      isListed: (uid) => uids.has(uid),
      unwanted: sorted.unwanted.map(({ uid }) => uid),
      retry: false,
    };
    const back = new Set(sorted.returned.map(({ uid }) => uid));
    const fresh = listed.filter(({ uid }) => back.has(uid)).concat(sorted.fresh);
    try {
      for (const some of batches(fresh.slice(0, MOST_PER_LOOK))) {
        const found = some.map((mail) => ({ ...mail, id: ids.id() }));
        await takeBatch(visit, await db.write((tx) => insertSeen(tx, box, found, clock.now())));
      }
      const left = [...sorted.back, ...sorted.again, ...(reconsider ? sorted.waiting : [])];
      await takeUp(visit, left);
    } finally {
      await settled(tail.end());
    }
    await tail.end();
    const problem = await clear(visit, box);
    return {
      again: fresh.length > MOST_PER_LOOK,
      retry: visit.retry,
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** What the listing alone tells. */
  async function note({ gone, removed, back, returned }: Sorted): Promise<void> {
    if (gone.length + removed.length + back.length + returned.length === 0) return;
    await db.write(async (tx) => {
      const now = clock.now();
      await moveMails(tx, gone, ['seen', 'waiting'], 'gone', now);
      await moveMails(tx, removed, ['applied'], 'removed', now);
      await moveMails(
        tx,
        back.map(({ id }) => id),
        ['gone'],
        'seen',
        now,
      );
      for (const row of returned) await stepAside(tx, row);
    });
  }

  /**
   * Those that were tried before are read one by one, each finished before the next is begun: the one that ended an earlier try, or the
   * whole server, must not take others along.
   */
  async function takeUp(visit: Visit, rows: readonly MailRow[]): Promise<void> {
    const untried = rows.filter(({ attempts }) => attempts === 0);
    for (const some of batches(untried)) await takeBatch(visit, await count(some));
    for (const row of rows) {
      if (row.attempts === 0) continue;
      await visit.tail.end();
      if (row.attempts >= MOST_ATTEMPTS) await quarantine(visit, row);
      else await takeBatch(visit, await count([row]));
      await visit.tail.end();
    }
  }

  const count = (rows: readonly MailRow[]): Promise<MailRow[]> =>
    db.write((tx) =>
      countAttempts(
        tx,
        rows.map(({ id }) => id),
      ),
    );

  async function quarantine({ account }: Visit, mail: MailRow): Promise<void> {
    const detail = `It was taken up ${mail.attempts} times without an end.`;
    const error = new AppError('mail-broken', { detail });
    const aside = { mail, account, error, from: ['seen', 'waiting'] as const, now: clock.now() };
    await db.write((tx) => setAside(tx, deps.alert, aside));
  }

  /** Takes out of the folder what was applied, and what is not wanted. @returns why that did not go, where only that did not go. */
  async function clear(visit: Visit, box: Box): Promise<unknown> {
    const { session, account, signal } = visit;
    const { processedFolder, refusedFolder } = account.settings;
    const applied = (await db.read((tx) => openMails(tx, account.id))).filter(
      ({ state, folder, epoch, uid }) =>
        state === 'applied' && folder === box.folder && epoch === box.epoch && visit.isListed(uid),
    );
    const done = applied.map(({ uid }) => uid);
    // POP3 can remove once in a session: what has the same way goes together.
    const ways =
      processedFolder === refusedFolder
        ? [{ uids: [...done, ...visit.unwanted], folder: processedFolder }]
        : [
            { uids: done, folder: processedFolder },
            { uids: visit.unwanted, folder: refusedFolder },
          ];
    let problem: unknown;
    for (const { uids, folder } of ways) {
      if (uids.length === 0 || session.ended) continue;
      try {
        const out = new Set(await session.remove(uids, folder, signal));
        const gone = applied.filter(({ uid }) => out.has(uid)).map(({ id }) => id);
        if (gone.length > 0) await db.write((tx) => moveMails(tx, gone, ['applied'], 'removed', clock.now()));
      } catch (cause) {
        // A folder that is not there must not keep new mail waiting.
        if (signal.aborted || session.ended || !isOfMessage(cause)) throw cause;
        problem = cause;
      }
    }
    return problem;
  }

  return look;
}

function batches<T>(all: readonly T[]): T[][] {
  const some: T[][] = [];
  for (let at = 0; at < all.length; at += BATCH) some.push(all.slice(at, at + BATCH));
  return some;
}

/** Waits for its end, whatever that is. */
async function settled(work: Promise<void>): Promise<void> {
  await Promise.allSettled([work]);
}
