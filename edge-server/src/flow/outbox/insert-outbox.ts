// Puts mail into the outbox, in the transaction of whatever it tells about: both are there or neither. The same mail twice is one, and
// nobody gets more than their share of a day.
import { createHash } from 'node:crypto';
import type { OutboxKind } from '@platen/shared/mail';
import type { Tx } from '../../db/database.ts';
import type { Clock, Ids } from '../../deps.ts';
import { countMail, dayOf } from '../store/mail-tallies.ts';
import { addOutbox, hasOutbox, type OutboxRow } from '../store/outbox.ts';
import { insertStep } from '../store/steps.ts';

export interface NewMail {
  readonly kind: OutboxKind;
  /** One address, checked (protocols/mail/compose-mail.ts wireAddress). */
  readonly recipient: string;
  readonly userId?: string | undefined;
  /** The message it answers. */
  readonly mailId?: string | undefined;
  /** Message-ID of that message, with angle brackets. */
  readonly inReplyTo?: string | undefined;
  /**
   * What it is about, where that is not the message it answers: the same kind about the same thing is sent once. A job's id, or a fresh
   * id for something that may happen again.
   */
  readonly about?: string | undefined;
  readonly values: OutboxRow['values'];
}

/** queued: it will be sent. dropped: over the cap of the day. known: it is in the outbox already. */
export type Queued = 'queued' | 'dropped' | 'known';
export type InsertOutbox = (tx: Tx, mail: NewMail) => Promise<Queued>;

interface Caps {
  readonly answersPerDay: number;
  readonly codesPerDay: number;
}

export interface InsertOutboxDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly settings: () => { readonly mail: Caps };
  /** Right side of every Message-ID of ours; never changes, so that what comes back is known (flow/intake/mail/loops.ts). */
  readonly messageIdDomain: string;
  /** Tells the runner after the commit. */
  readonly knock: () => void;
}

/** Alerts have no setting of their own: an administrator who gets more of them in a day reads none. */
const ALERTS_PER_DAY = 50;
/** From all sources together: the most that somebody is bothered with whose address a stranger types (each source has a smaller share). */
const SIGN_INS_PER_DAY = 20;
/** RFC 3834 section 2: somebody whose address is abused must not be told of it again and again. */
const REFUSALS_PER_DAY = 1;
/** "Did you send this?": somebody who sends more than this in a day from an address that nobody vouches for asks the administrator. */
const CONFIRMS_PER_DAY = 5;

export function makeInsertOutbox(deps: InsertOutboxDeps): InsertOutbox {
  return async (tx, mail) => {
    const messageId = messageIdOf(mail, deps.messageIdDomain);
    if (await hasOutbox(tx, messageId)) return 'known';
    const now = deps.clock.now();
    const over = await overCap(tx, mail, deps.settings().mail, now);
    // Of somebody who may not print, nothing is kept.
    if (over !== undefined && mail.kind === 'not-allowed') return 'dropped';
    const id = deps.ids.id();
    const added = await addOutbox(tx, {
      id,
      kind: mail.kind,
      recipient: mail.recipient,
      userId: mail.userId ?? null,
      mailId: mail.mailId ?? null,
      values: mail.values,
      messageId,
      inReplyTo: mail.inReplyTo ?? null,
      state: over === undefined ? 'waiting' : 'dropped',
      attempts: 0,
      note: over ?? null,
      createdAt: now,
      changedAt: now,
    });
    if (!added) return 'known';
    if (over !== undefined) return 'dropped';
    await insertStep(tx, { id: deps.ids.id(), kind: 'send', subject: id, dueAt: now, now });
    tx.afterCommit.push(deps.knock);
    return 'queued';
  };
}

/** The same for the same mail, also after a crash in between; tells nobody anything else. */
export function messageIdOf(
  mail: Pick<NewMail, 'kind' | 'mailId' | 'about' | 'recipient'>,
  domain: string,
): string {
  const about = JSON.stringify([mail.mailId ?? '', mail.about ?? '', mail.recipient]);
  const hash = createHash('sha256').update(`${mail.kind} ${about}`).digest('hex').slice(0, 40);
  return `<${mail.kind}.${hash}@${domain}>`;
}

/** Counts it; the note for the console where it is one too many. */
async function overCap(tx: Tx, mail: NewMail, caps: Caps, now: number): Promise<string | undefined> {
  const address = mail.recipient.toLowerCase();
  for (const { scope, most, what } of capsOf(mail, address, caps)) {
    if ((await countMail(tx, scope, dayOf(now))) > most) return `Not sent: more than ${most} ${what} today.`;
  }
  return undefined;
}

function capsOf(
  { kind, userId, values }: NewMail,
  address: string,
  caps: Caps,
): { scope: string; most: number; what: string }[] {
  const answers = { scope: `answer:${address}`, most: caps.answersPerDay, what: 'answers to this address' };
  switch (kind) {
    case 'code':
      return [{ scope: `code:${userId ?? address}`, most: caps.codesPerDay, what: 'codes to this person' }];
    case 'sign-in':
      return [
        { scope: `sign-in:${address}`, most: SIGN_INS_PER_DAY, what: 'codes to sign in to this address' },
      ];
    case 'alert':
      return [{ scope: `alert:${address}`, most: ALERTS_PER_DAY, what: 'alerts' }];
    case 'not-allowed':
      return [
        { scope: `not-allowed:${address}`, most: REFUSALS_PER_DAY, what: 'refusal to this address' },
        answers,
      ];
    case 'report':
      // A question to somebody whose address may be abused.
      return 'confirm' in values
        ? [
            { scope: `confirm:${address}`, most: CONFIRMS_PER_DAY, what: 'questions to this address' },
            answers,
          ]
        : [answers];
    case 'trouble':
    case 'release':
      return [answers];
  }
}
