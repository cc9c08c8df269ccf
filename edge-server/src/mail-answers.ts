// What is put into the outbox, and when: answers to messages, documents that could not be made ready after all, alerts. Each in the
// transaction of what it tells about. What they say is read when they are sent (mail-facts.ts).
import type { ErrorCode } from '@platen/shared/error-table';
import { packRelease } from '@platen/shared/mail-release';
import { packReport } from '@platen/shared/mail-report';
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import type { Alert, TellRefused, Waits } from './flow/intake/mail/judgement.ts';
import type { ReadReport } from './flow/intake/mail/read-contents.ts';
import { makeReport } from './flow/intake/mail/report.ts';
import { withoutKeys } from './flow/intake/mail/subject-words.ts';
import type { AppliedMail } from './flow/intake/mail/take-message.ts';
import type { InsertOutbox } from './flow/outbox/insert-outbox.ts';
import type { ReleaseByMailResult } from './flow/release/by-mail/release-by-mail.ts';
import type { CombinedNews } from './flow/release/by-mail/release-when-ready.ts';
import { type JobRow, listJobsOfMail } from './flow/store/jobs.ts';
import { countSenderRequest, findMail } from './flow/store/mails.ts';
import { hurryAnswersTo, reportOf } from './flow/store/outbox.ts';
import { findUser, findUserByEmail } from './people/users.ts';

/** Why somebody may not send at all: these are told at most once a day, if the administrator wants it. */
const OF_SENDERS: ReadonlySet<ErrorCode> = new Set([
  'mail-sender-not-allowed',
  'mail-sender-unverified',
  'mail-sender-waits',
]);

/** What became of a key: as flow/release/by-mail says. nothing: a message was confirmed and is answered itself, or nobody vouches for the asker. */
export type Released = ReleaseByMailResult | { readonly answer: 'nothing' };

export interface AnswersDeps extends Pick<Deps, 'clock' | 'ids' | 'settings'> {
  readonly insertOutbox: InsertOutbox;
}

/** Answers are tied to their question by what the sender's program made up; it may be anything. */
const MESSAGE_ID = /^<[^<>\s]{1,995}>$/;

export function makeMailAnswers({ insertOutbox, ...deps }: AnswersDeps) {
  const inReplyTo = (messageId: string | null | undefined): string | undefined =>
    messageId != null && MESSAGE_ID.test(messageId) ? messageId : undefined;

  async function answer(tx: Tx, applied: AppliedMail<ReadReport, Released>): Promise<void> {
    const { mail, submitter, released, person } = applied;
    const to = { recipient: submitter.address, mailId: mail.id, inReplyTo: inReplyTo(mail.messageId) };
    if (released !== undefined) {
      if (released.answer === 'code')
        await insertOutbox(tx, { ...to, kind: 'code', userId: released.userId, values: { why: 'renewed' } });
      else if (released.answer === 'release') {
        const userId = (await findUserByEmail(tx, submitter.address))?.id;
        await insertOutbox(tx, { ...to, kind: 'release', userId, values: packRelease(released.facts) });
      }
      return;
    }
    const { subject, left, words, printer } = applied.report;
    const record = makeReport({
      subject,
      taken: applied.jobs.length,
      refused: applied.refused.map(({ title, errorCode, values }) => ({
        title,
        error: { code: errorCode, values },
      })),
      left,
      words,
      printer,
      confirm: false,
    });
    const userId = person?.userId;
    await insertOutbox(tx, { ...to, kind: 'report', userId, values: packReport(record) });
    // The code comes once by itself where answers do not hold it.
    if (person?.isNew === true && !deps.settings().mail.codeInAnswers)
      await insertOutbox(tx, { ...to, kind: 'code', userId, values: { why: 'new' } });
  }

  const tellRefused: TellRefused = async (tx, { mail, address, reason, values }) => {
    const subject = mail.subject ?? '';
    if (!OF_SENDERS.has(reason)) {
      // Somebody who may send: the message itself is too large, or the like.
      const error = { code: reason, values };
      const nothing = { taken: 0, left: [], words: { unknown: [] }, confirm: false };
      const record = makeReport({ ...nothing, subject, refused: [{ title: subject, error }] });
      const to = { recipient: address, mailId: mail.id, inReplyTo: inReplyTo(mail.messageId) };
      await insertOutbox(tx, { ...to, kind: 'report', values: packReport(record) });
      return;
    }
    await insertOutbox(tx, {
      kind: 'not-allowed',
      recipient: address,
      mailId: mail.id,
      inReplyTo: inReplyTo(mail.messageId),
      values: { why: reason, subject: withoutKeys(subject) },
    });
  };

  const waits: Waits = async (tx, { mail, address, confirm }) => {
    const now = deps.clock.now();
    if (confirm === undefined) {
      await countSenderRequest(tx, address, now);
      await alertOf(tx, { about: 'sender-waits', sender: address }, `${address} ${dayOf(now)}`);
      return;
    }
    const record = makeReport({
      subject: confirm.subject ?? '',
      // What is in it is not known: it lies on its server.
      taken: 1,
      refused: [],
      left: [],
      words: { unknown: [] },
      confirm: true,
    });
    await insertOutbox(tx, {
      kind: 'report',
      recipient: address,
      mailId: mail.id,
      inReplyTo: inReplyTo(confirm.messageId),
      about: confirm.by,
      values: { ...packReport(record), confirm: confirm.by },
    });
  };

  const alert: Alert = async (tx, { code, detail, account, mailId, over = false }) => {
    const mail = mailId === undefined ? undefined : await findMail(tx, mailId);
    await alertOf(
      tx,
      {
        about: over ? 'over' : mailId === undefined ? 'account' : 'quarantine',
        account: account.name,
        errorCode: code,
        detail,
        ...(mail?.sender == null ? {} : { sender: mail.sender }),
        ...(mail?.subject == null ? {} : { subject: withoutKeys(mail.subject) }),
      },
      mailId ?? deps.ids.id(),
    );
  };

  async function alertOf(
    tx: Tx,
    values: Readonly<Record<string, string>> & { readonly errorCode?: ErrorCode },
    about: string,
  ): Promise<void> {
    const recipient = deps.settings().mail.alertAddress.trim();
    if (recipient !== '') await insertOutbox(tx, { kind: 'alert', recipient, about, values });
  }

  /** The end of a conversion, in its transaction: held, locked or refused. */
  async function jobEnded(tx: Tx, job: JobRow): Promise<void> {
    const { mailId } = job;
    if (mailId === null) return;
    const report = await reportOf(tx, mailId);
    // A program wrote it: nobody is answered.
    if (report === undefined) return;
    if (report.state === 'waiting') {
      const others = await listJobsOfMail(tx, mailId);
      if (others.every(({ state }) => state !== 'received'))
        await hurryAnswersTo(tx, mailId, deps.clock.now());
      return;
    }
    if (job.state !== 'refused' && job.state !== 'locked') return;
    await insertOutbox(tx, {
      kind: 'trouble',
      recipient: report.recipient,
      userId: job.ownerId,
      mailId,
      about: job.id,
      inReplyTo: report.inReplyTo ?? undefined,
      values: { job: job.id },
    });
  }

  /** What became of documents that print at the printer in their subject. */
  async function tellCombined(tx: Tx, { facts, ownerId, mailId }: CombinedNews): Promise<void> {
    const user = await findUser(tx, ownerId);
    if (user === undefined || mailId === null) return;
    const report = await reportOf(tx, mailId);
    if (report === undefined) return;
    await insertOutbox(tx, {
      kind: 'release',
      recipient: report.recipient,
      userId: ownerId,
      mailId,
      // Documents of one message may be ready at different times.
      about: facts.documents.map(({ jobId }) => jobId).join(' '),
      inReplyTo: report.inReplyTo ?? undefined,
      values: packRelease(facts),
    });
  }

  return { answer, tellRefused, waits, alert, jobEnded, tellCombined };
}

export type MailAnswers = ReturnType<typeof makeMailAnswers>;

const dayOf = (now: number): number => Math.floor(now / 86_400_000);
