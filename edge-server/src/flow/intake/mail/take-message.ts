// STORED -> APPLIED: the worker of steps of kind `mail`. Everything that a message leads to (accounts, jobs, a release, the answer) and its
// own end are one transaction, the one that also removes the step; until then nothing of it exists for anyone.
import { AppError } from '@platen/shared/app-error';
import type { Ticket } from '@platen/shared/ticket';
import type { Tx } from '../../../db/database.ts';
import type { Deps } from '../../../deps.ts';
import type { ByteRange, StoredBlob } from '../../../platform/blobs.ts';
import type { StepOutcome, StepWorker } from '../../step.ts';
import { findBlob, shredBlobs } from '../../store/documents.ts';
import type { JobRow } from '../../store/jobs.ts';
import { findMailAccount, type MailAccountRow } from '../../store/mail-accounts.ts';
import { findMail, type MailRow, moveMail } from '../../store/mails.ts';
import type { Accept, Incoming } from '../accept.ts';
import { collectHeader } from './collect-header.ts';
import type { Judge, Submitter } from './judgement.ts';
import { type FoundDocument, makeReceiveDocument, type StoredDocument } from './receive-document.ts';
import { type FailDeps, makeEndings } from './take-endings.ts';

/** A stored message, read as often as needed. */
export interface RawMessage {
  /** Octets. */
  readonly size: number;
  readonly read: (range?: ByteRange) => AsyncIterable<Uint8Array>;
}

/** Something of a message that was not taken. */
export interface Refusal {
  readonly title: string;
  readonly errorCode: AppError['code'];
  readonly values: Readonly<Record<string, string | number>>;
}

/** What was found in a message. `Report` is whatever the answer is to hold beside; `Ask` is what a key in the subject asks for. */
export interface Contents<Report, Ask> {
  readonly documents: readonly FoundDocument[];
  readonly refused: readonly Refusal[];
  readonly report: Report;
  /** From the subject, for all documents. */
  readonly ticket?: Ticket | undefined;
  /** The printer they print at as soon as they are ready. */
  readonly releaseTo?: string | undefined;
  /** The subject holds a key: then its documents are none of anybody's. */
  readonly release?: Ask | undefined;
}

/** Everything the answer is made of, in the transaction of which it is a part. */
export interface AppliedMail<Report, Released> {
  readonly mail: MailRow;
  readonly account: MailAccountRow;
  readonly submitter: Submitter;
  /** Absent for a release. */
  readonly person?: { readonly userId: string; readonly isNew: boolean };
  readonly jobs: readonly JobRow[];
  readonly refused: readonly Refusal[];
  readonly report: Report;
  readonly released?: Released;
}

export interface MessageContext {
  readonly mail: MailRow;
  readonly account: MailAccountRow;
  readonly submitter: Submitter;
  readonly signal: AbortSignal;
}

export type TakeDeps<Report, Ask, Released> = FailDeps &
  Pick<Deps, 'blobs'> & {
    readonly judge: Judge;
    readonly accept: Pick<Accept, 'checkRoom' | 'checkSize' | 'checkType' | 'enter'>;
    readonly readContents: (raw: RawMessage, context: MessageContext) => Promise<Contents<Report, Ask>>;
    /** The account of somebody who may send, made if there is none (SPEC C1). */
    readonly personFor: (
      tx: Tx,
      submitter: Submitter,
    ) => Promise<{ readonly userId: string; readonly isNew: boolean }>;
    /** Looks at everything first; what is then done belongs to the same transaction. */
    readonly prepareRelease: (
      ask: Ask,
      context: MessageContext,
    ) => Promise<{ readonly record: (tx: Tx) => Promise<Released> }>;
    readonly answer: (tx: Tx, applied: AppliedMail<Report, Released>) => Promise<void>;
    /** Tells the runner that there is something to convert. */
    readonly knockConvert: () => void;
  };

/** A message that was claimed so often without any end is taken to be what ends the server (convert/conclude.ts has the same number). */
const MOST_CLAIMS = 1_000;

export function makeTakeMessage<Report, Ask, Released>(deps: TakeDeps<Report, Ask, Released>): StepWorker {
  const { db, clock, blobs } = deps;
  const receive = makeReceiveDocument(deps);
  const endings = makeEndings(deps);

  async function take(
    mail: MailRow,
    account: MailAccountRow,
    blob: StoredBlob,
    made: StoredBlob[],
    signal: AbortSignal,
  ): Promise<StepOutcome> {
    const raw: RawMessage = { size: blob.size, read: (range) => blobs.read(blob, range) };
    // Once more: the lists may have changed since it was fetched.
    const judged = await deps.judge(await headerOf(raw), account);
    if (judged.kind !== 'take') return endings.unwanted(mail, judged);
    const { submitter } = judged;
    const context: MessageContext = { mail, account, submitter, signal };
    const contents = await deps.readContents(raw, context);
    if (contents.release !== undefined) {
      const { record } = await deps.prepareRelease(contents.release, context);
      return applied(context, contents, [], { record });
    }
    if (submitter.confirm) {
      // Nobody vouches for it, and there is no key in it either: whatever the header seemed to say, nothing of it is anybody's document.
      const { address } = submitter;
      const detail = 'The sender has not confirmed it';
      const reason = 'mail-sender-unverified';
      return endings.unwanted(mail, { kind: 'refuse', reason, address, answer: false, detail });
    }
    const refused: Refusal[] = [...contents.refused];
    const stored: StoredDocument[] = [];
    for (const document of contents.documents) {
      const outcome = await receive(document, signal);
      if (outcome instanceof AppError) {
        refused.push({ title: document.title, errorCode: outcome.code, values: outcome.values });
        continue;
      }
      made.push(outcome.blob);
      stored.push(outcome);
    }
    return applied(context, { ...contents, refused }, stored);
  }

  function applied(
    { mail, account, submitter }: MessageContext,
    contents: Contents<Report, Ask>,
    stored: readonly StoredDocument[],
    release?: { readonly record: (tx: Tx) => Promise<Released> },
  ): StepOutcome {
    const made = stored.map(({ blob }) => blob);
    const { refused, report } = contents;
    return {
      kind: 'done',
      drop: () => void endings.removeFiles(made),
      record: endings.guarded(mail, made, async (tx) => {
        const change = { attempts: 0, blobId: null, note: null, changedAt: clock.now() };
        const moved = await moveMail(tx, mail.id, ['stored'], 'applied', change);
        // Somebody else took it, with documents of its own.
        if (moved === undefined) {
          tx.afterCommit.push(() => void endings.removeFiles(made));
          return;
        }
        const common = { mail, account, submitter, refused, report };
        if (release !== undefined) {
          const released = await release.record(tx);
          if (submitter.answer) await deps.answer(tx, { ...common, jobs: [], released });
        } else {
          const person = await deps.personFor(tx, submitter);
          const jobs: JobRow[] = [];
          for (const [place, { title, blob, mediaType }] of stored.entries()) {
            const incoming = incomingOf(person.userId, mail, contents, { title, mediaType, place });
            jobs.push(await deps.accept.enter(tx, incoming, blob, mediaType));
          }
          if (submitter.answer) await deps.answer(tx, { ...common, person, jobs });
          if (jobs.length > 0) tx.afterCommit.push(deps.knockConvert);
        }
        const files = await shredBlobs(tx, [mail.blobId]);
        tx.afterCommit.push(() => {
          void endings.removeIds(files);
          deps.knockReader(account.id);
        });
      }),
    };
  }

  return async (step, signal) => {
    const opened = await db.read(async (tx) => {
      const mail = await findMail(tx, step.subject);
      if (mail?.state !== 'stored' || mail.blobId === null) return undefined;
      const account = await findMailAccount(tx, mail.accountId);
      const blob = await findBlob(tx, mail.blobId);
      return account && blob && { mail, account, blob };
    });
    // Taken by an earlier life whose step was not yet removed; or its account is gone.
    if (opened === undefined) return endings.nothing(step.subject);
    const { mail, account, blob } = opened;
    const made: StoredBlob[] = [];
    try {
      const before = await endings.before(mail, account, step.attempts > MOST_CLAIMS);
      return before ?? (await take(mail, account, blob, made, signal));
    } catch (cause) {
      await endings.removeFiles(made);
      return endings.failed(mail, account, cause, signal);
    }
  };
}

function incomingOf<Report, Ask>(
  ownerId: string,
  mail: MailRow,
  { ticket, releaseTo }: Contents<Report, Ask>,
  document: { readonly title: string; readonly mediaType: string; readonly place: number },
): Incoming {
  return {
    ...{ ownerId, channel: 'mail', mailId: mail.id },
    ...{ title: document.title, claimedType: document.mediaType, place: document.place },
    ...(ticket === undefined ? {} : { ticket }),
    ...(releaseTo === undefined ? {} : { releaseTo }),
  };
}

async function headerOf(raw: RawMessage): Promise<Uint8Array> {
  const head = collectHeader();
  for await (const chunk of raw.read()) if (head.add(chunk)) break;
  return head.header();
}
