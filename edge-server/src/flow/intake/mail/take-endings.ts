// How taking a message ends otherwise than well: it may not be taken any more, it failed and is tried again, it is set aside.
import { AppError } from '@platen/shared/app-error';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import type { StoredBlob } from '../../../platform/blobs.ts';
import type { StepOutcome } from '../../step.ts';
import { shredBlobs } from '../../store/documents.ts';
import type { MailAccountRow } from '../../store/mail-accounts.ts';
import { countAttempts, type MailRow, moveMail } from '../../store/mails.ts';
import type { Alert, Judgement, TellRefused, Waits } from './judgement.ts';
import { MOST_ATTEMPTS, setAside } from './set-aside.ts';
import { asAppError, isOurs } from './trouble.ts';

export type FailDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs'> & {
  readonly alert: Alert;
  readonly tellRefused: TellRefused;
  readonly waits: Waits;
  /** There is something to remove from the account's server, or to be read again. */
  readonly knockReader: (accountId: string) => void;
};

/** Somebody has to make room first, or a disk to recover. */
const ROOM_WAIT_MS = 30_000;
/** A message that failed waits this long times its attempts. */
const RETRY_MS = 2_000;

type Unwanted = Exclude<Judgement, { readonly kind: 'take' }>;

export function makeEndings(deps: FailDeps) {
  const { clock, log } = deps;
  /** Records that threw in the runner's transaction, by message: what they had made, and why. Only this process knows, and needs to. */
  const unrecorded = new Map<string, { readonly made: readonly StoredBlob[]; readonly cause: unknown }>();

  /** Removes files whose keys are nowhere. What fails is ciphertext nobody can read; the boot's sweep takes it. */
  async function removeIds(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await deps.blobs
        .remove(id)
        .catch((cause: unknown) => log.warn('a file of a message stays', { id, cause }));
    }
  }
  const removeFiles = (made: readonly StoredBlob[]): Promise<void> =>
    removeIds(made.filter(({ location }) => location === 'file').map(({ id }) => id));

  async function shred(tx: Tx, mail: MailRow): Promise<void> {
    const files = await shredBlobs(tx, [mail.blobId]);
    tx.afterCommit.push(() => {
      void removeIds(files);
      deps.knockReader(mail.accountId);
    });
  }

  /** Nothing is left to do; a record that seemed to fail has gone through after all. */
  function nothing(mailId: string): StepOutcome {
    unrecorded.delete(mailId);
    return { kind: 'done' };
  }

  /** @returns how it ends before it is begun, where earlier tries say so. */
  async function before(
    mail: MailRow,
    account: MailAccountRow,
    tooManyClaims: boolean,
  ): Promise<StepOutcome | undefined> {
    const earlier = unrecorded.get(mail.id);
    unrecorded.delete(mail.id);
    if (earlier !== undefined) {
      // Its transaction has failed for certain, since the message is still to be taken.
      await removeFiles(earlier.made);
      if (!isOurs(asAppError(earlier.cause))) {
        const [counted = mail] = await deps.db.write((tx) => countAttempts(tx, [mail.id]));
        if (counted.attempts >= MOST_ATTEMPTS) return aside(counted, account, asAppError(earlier.cause));
      }
    }
    if (!tooManyClaims) return undefined;
    const detail = 'It was taken up over and over without an end: it may bring down what works on it.';
    return aside(mail, account, new AppError('mail-broken', { detail }));
  }

  /** What was stored of it stays, so that an administrator can have it tried again; it is not removed from its server either. */
  function aside(mail: MailRow, account: MailAccountRow, error: AppError): StepOutcome {
    return {
      kind: 'done',
      record: async (tx) => {
        const now = clock.now();
        await setAside(tx, deps.alert, { mail, account, error, from: ['stored'], now });
      },
    };
  }

  function failed(mail: MailRow, account: MailAccountRow, cause: unknown, signal: AbortSignal): StepOutcome {
    if (signal.aborted) return { kind: 'retry', afterMs: 0 };
    const error = asAppError(cause);
    if (isLost(cause)) return lost(mail, account, error);
    if (isOurs(error)) {
      log.error('a message cannot be taken now', { mail: mail.id, cause });
      return { kind: 'retry', afterMs: ROOM_WAIT_MS };
    }
    const attempts = mail.attempts + 1;
    log.warn('a message could not be taken', { mail: mail.id, attempts, cause });
    if (attempts >= MOST_ATTEMPTS) return aside(mail, account, error);
    return {
      kind: 'retry',
      afterMs: RETRY_MS * attempts,
      record: async (tx) => void (await countAttempts(tx, [mail.id])),
    };
  }

  /** The store has lost it (a file that is missing or damaged); nothing was removed from its server yet, so it is read from there again. */
  function lost(mail: MailRow, account: MailAccountRow, error: AppError): StepOutcome {
    const attempts = mail.attempts + 1;
    log.error('a stored message is lost and will be fetched again', { mail: mail.id, error });
    if (attempts >= MOST_ATTEMPTS) return aside(mail, account, error);
    return {
      kind: 'done',
      record: async (tx) => {
        const change = { attempts, blobId: null, contentHash: null, changedAt: clock.now() };
        if ((await moveMail(tx, mail.id, ['stored'], 'seen', change)) !== undefined) await shred(tx, mail);
      },
    };
  }

  /** The lists have changed since it was fetched: nothing of it is kept. */
  function unwanted(mail: MailRow, judged: Unwanted): StepOutcome {
    const to = ({ wait: 'waiting', refuse: 'refused', ignore: 'ignored' } as const)[judged.kind];
    return {
      kind: 'done',
      record: async (tx) => {
        const now = clock.now();
        const moved = await moveMail(tx, mail.id, ['stored'], to, {
          ...{ attempts: 0, blobId: null, contentHash: null, subject: null },
          sender: judged.address ?? null,
          reason: judged.kind === 'wait' ? null : judged.reason,
          note: judged.kind === 'wait' ? null : judged.detail,
          changedAt: now,
        });
        if (moved === undefined) return;
        await shred(tx, mail);
        if (judged.kind === 'wait' && judged.quiet !== true)
          await deps.waits(tx, { mail: moved, address: judged.address, confirm: judged.confirm });
        const { address } = judged;
        if (judged.kind !== 'refuse' || !judged.answer || address === undefined) return;
        await deps.tellRefused(tx, { mail: moved, address, reason: judged.reason, values: {} });
      },
    };
  }

  /** Remembers a record that throws, which the runner alone would see. */
  function guarded(
    mail: MailRow,
    made: readonly StoredBlob[],
    record: (tx: Tx) => Promise<void>,
  ): (tx: Tx) => Promise<void> {
    return async (tx) => {
      // Until the commit is on the disk: a transaction may fail after its last statement.
      unrecorded.set(mail.id, {
        made,
        cause: new AppError('not-ready', { detail: 'the commit did not end' }),
      });
      tx.afterCommit.push(() => unrecorded.delete(mail.id));
      try {
        await record(tx);
      } catch (cause) {
        unrecorded.set(mail.id, { made, cause });
        throw cause;
      }
    };
  }

  return { nothing, before, failed, unwanted, guarded, removeFiles, removeIds };
}

function isLost(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'BlobError' && 'code' in cause && cause.code === 'corrupt';
}
