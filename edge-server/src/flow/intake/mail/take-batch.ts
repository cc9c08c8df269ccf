// Takes some messages of a mailbox whose attempt has been counted: headers in one go, a judgement of each, what is not wanted recorded,
// the bodies of the others one after the other.
import { AppError } from '@platen/shared/app-error';
import type { Deps } from '../../../deps.ts';
import { type MailboxSession, MailError } from '../../../protocols/mail/mailbox.ts';
import type { MailAccountRow } from '../../store/mail-accounts.ts';
import { giveBackAttempts, keepWaiting, type MailRow, moveMail, moveMails } from '../../store/mails.ts';
import { headerDigest } from './collect-header.ts';
import type { Alert, Judge, Judgement, TellRefused, Waits } from './judgement.ts';
import { MOST_ATTEMPTS, setAside } from './set-aside.ts';
import type { StoreMessage } from './store-message.ts';
import type { Tail } from './tail.ts';
import { asAppError, isOfConnection, isOurs } from './trouble.ts';

export type BatchDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log'> & {
  readonly judge: Judge;
  readonly store: StoreMessage;
  readonly tellRefused: TellRefused;
  readonly waits: Waits;
  readonly alert: Alert;
};

/** One look at one mailbox. */
export interface Visit {
  readonly session: MailboxSession;
  readonly account: MailAccountRow;
  readonly signal: AbortSignal;
  readonly isListed: (uid: string) => boolean;
  /** Commits that run while the next body is read. */
  readonly tail: Tail;
  /** Uids to be taken out of the folder that are not printed. */
  readonly unwanted: string[];
  /** Something failed that may go well at the next look. */
  retry: boolean;
}

interface Judged {
  readonly mail: MailRow;
  readonly digest: string;
  readonly judgement: Judgement;
}
type Taken = Judged & { readonly judgement: Judgement & { readonly kind: 'take' } };

/**
 * A connection that breaks is no fault of the message that is on it, and no attempt; but a server that breaks it with this message so
 * often in a row would keep all others waiting for ever.
 */
const BREAKS_FORGIVEN = 5;

const FROM = ['seen', 'waiting'] as const;

export function makeTakeBatch(deps: BatchDeps) {
  const { db, clock, log } = deps;
  /** Connections that broke in the middle of a message, by its id. */
  const breaks = new Map<string, number>();

  /** Rejects when the session is not worth going on with. */
  return async function takeBatch(visit: Visit, mails: readonly MailRow[]): Promise<void> {
    if (mails.length === 0) return;
    const { judged, unread, failure } = await judgeAll(visit, mails);
    try {
      await record(visit, judged);
    } catch (cause) {
      await giveBack(mails);
      throw cause;
    }
    const taken = judged.filter(isTaken);
    if (failure !== undefined) {
      await giveBack(taken.map(({ mail }) => mail));
      const [only] = unread;
      if (only !== undefined && mails.length === 1) await failed(visit, only, failure.cause);
      // Of many, nobody knows which one it was: each is read by itself next time, with its attempt counted where it may be its fault.
      else if (isHarmless(visit, failure.cause)) await giveBack(unread);
      throw failure.cause;
    }
    // Not there any more, as far as one can tell now. What the next listing shows all the same is tried again by itself.
    if (unread.length > 0) visit.retry = true;
    for (const [index, one] of taken.entries()) {
      try {
        await begin(visit, one);
      } catch (cause) {
        await giveBack(taken.slice(index + 1).map(({ mail }) => mail));
        throw cause;
      }
    }
  };

  async function judgeAll(visit: Visit, mails: readonly MailRow[]) {
    const { session, account, signal } = visit;
    const judged: Judged[] = [];
    const waiting = new Map(mails.map((mail) => [mail.uid, mail]));
    let failure: { readonly cause: unknown } | undefined;
    try {
      for await (const { uid, header } of session.headers([...waiting.keys()], signal)) {
        const mail = waiting.get(uid);
        if (mail === undefined) continue;
        waiting.delete(uid);
        try {
          judged.push({ mail, digest: headerDigest(header), judgement: await deps.judge(header, account) });
        } catch (cause) {
          await failed(visit, mail, cause);
        }
      }
    } catch (cause) {
      failure = { cause };
    }
    return { judged, unread: [...waiting.values()], failure };
  }

  /** What is not taken, in one commit. */
  async function record({ unwanted }: Visit, judged: readonly Judged[]): Promise<void> {
    const others = judged.filter((one) => !isTaken(one));
    if (others.length === 0) return;
    await db.write(async (tx) => {
      const changedAt = clock.now();
      for (const { mail, judgement } of others) {
        if (judgement.kind === 'take') continue;
        const sender = judgement.address ?? null;
        if (judgement.kind === 'wait') {
          if (mail.state === 'waiting') await keepWaiting(tx, [mail.id]);
          else {
            const moved = await moveMail(tx, mail.id, ['seen'], 'waiting', {
              attempts: 0,
              sender,
              changedAt,
            });
            const { address, confirm, quiet } = judgement;
            if (moved !== undefined && quiet !== true)
              await deps.waits(tx, { mail: moved, address, confirm });
          }
          continue;
        }
        const { kind, reason, detail: note } = judgement;
        const to = kind === 'refuse' ? 'refused' : 'ignored';
        const moved = await moveMail(tx, mail.id, FROM, to, { sender, reason, note, changedAt });
        if (moved === undefined || judgement.kind !== 'refuse') continue;
        const { address, answer } = judgement;
        if (answer && address !== undefined)
          await deps.tellRefused(tx, { mail: moved, address, reason, values: {} });
      }
    });
    for (const { mail, judgement } of others) if (judgement.kind !== 'wait') unwanted.push(mail.uid);
  }

  async function begin(visit: Visit, { mail, digest, judgement: taken }: Taken): Promise<void> {
    const { session, account, signal, isListed, tail } = visit;
    try {
      if (session.ended) throw new MailError('unreachable', 'The connection has ended');
      deps.store.checkSize(mail.size ?? 0);
      const wanted = { mail, account, taken, digest, isListed };
      const message = await deps.store.receive(wanted, session.body(mail.uid, signal));
      breaks.delete(mail.id);
      try {
        await tail.room();
      } catch (cause) {
        await message.drop();
        throw cause;
      }
      tail.begin(() => message.keep().catch((cause: unknown) => failed(visit, mail, cause)));
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'document-too-large') {
        await refuse(visit, mail, taken.submitter, cause);
      } else await failed(visit, mail, cause);
    }
  }

  async function refuse(
    { unwanted }: Visit,
    mail: MailRow,
    { address, answer }: { address: string; answer: boolean },
    { code: reason, values, message: note }: AppError,
  ): Promise<void> {
    await db.write(async (tx) => {
      const change = { sender: address, reason, note, changedAt: clock.now() };
      const moved = await moveMail(tx, mail.id, FROM, 'refused', change);
      if (moved !== undefined && answer) await deps.tellRefused(tx, { mail: moved, address, reason, values });
    });
    unwanted.push(mail.uid);
  }

  /** What a failure means for the message it happened to. Rejects with `cause` when it means more than that. */
  async function failed(visit: Visit, mail: MailRow, cause: unknown): Promise<void> {
    if (isHarmless(visit, cause) && (visit.signal.aborted || !breaksTooOften(mail, cause))) {
      await giveBack([mail]);
      throw cause;
    }
    if (cause instanceof MailError && cause.trouble === 'gone') {
      await db.write((tx) => moveMails(tx, [mail.id], FROM, 'gone', clock.now()));
      return;
    }
    const error = asAppError(cause);
    log.warn('a message could not be read', {
      account: visit.account.id,
      mail: mail.id,
      attempts: mail.attempts,
      cause,
    });
    if (mail.attempts >= MOST_ATTEMPTS) {
      const aside = { mail, error, account: visit.account, from: FROM, now: clock.now() };
      await db.write((tx) => setAside(tx, deps.alert, aside));
      breaks.delete(mail.id);
    } else visit.retry = true;
    // After a word that could not be understood, or a broken connection, nothing on this session can be relied on.
    if (cause instanceof MailError) throw cause;
  }

  function breaksTooOften(mail: MailRow, cause: unknown): boolean {
    if (!isOfConnection(cause)) return false;
    const count = (breaks.get(mail.id) ?? 0) + 1;
    breaks.set(mail.id, count);
    return count > BREAKS_FORGIVEN;
  }

  async function giveBack(mails: readonly MailRow[]): Promise<void> {
    if (mails.length === 0) return;
    await db.write((tx) =>
      giveBackAttempts(
        tx,
        mails.map(({ id }) => id),
      ),
    );
  }
}

/** True when it says nothing of the message: a stop, the connection, this server. */
function isHarmless({ signal }: Visit, cause: unknown): boolean {
  return signal.aborted || isOfConnection(cause) || isOurs(asAppError(cause));
}

const isTaken = (one: Judged): one is Taken => one.judgement.kind === 'take';
