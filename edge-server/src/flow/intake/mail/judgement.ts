// What is decided of a message from its header alone, before anything of its body is fetched or stored (SPEC A7): the words between the
// reader of a mailbox and those who judge.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Tx } from '../../../db/database.ts';
import type { MailAccountRow } from '../../store/mail-accounts.ts';
import type { MailRow } from '../../store/mails.ts';

/** Somebody who may send. */
export interface Submitter {
  /** Whose the documents are, small letters. */
  readonly address: string;
  readonly name: string;
  /** The mail server vouched for the sender. */
  readonly verified: boolean;
  /** Documents wait until the sender has confirmed by mail. */
  readonly confirm: boolean;
  /** False: a program wrote it, so nobody is answered. */
  readonly answer: boolean;
}

/** A sender whom no mail server vouches for has to send back a key first. */
export interface Confirm {
  /** What the message is known by; the same whenever it is judged. */
  readonly by: string;
  readonly subject: string | undefined;
  readonly messageId: string | undefined;
}

export type Judgement =
  | {
      readonly kind: 'take';
      readonly submitter: Submitter;
      readonly subject?: string | undefined;
      readonly messageId?: string | undefined;
    }
  /** The message waits on its server: for the administrator, or until its sender has confirmed it. */
  | {
      readonly kind: 'wait';
      readonly address: string;
      readonly confirm?: Confirm | undefined;
      /** Nobody has to do anything: who it is cannot be found out at the moment, and will be asked again. */
      readonly quiet?: true | undefined;
    }
  | {
      readonly kind: 'refuse';
      readonly reason: ErrorCode;
      readonly address?: string | undefined;
      /** The sender may be told. */
      readonly answer: boolean;
      /** For the administrator. */
      readonly detail: string;
    }
  /** Automatic mail and loops: nothing is answered. */
  | {
      readonly kind: 'ignore';
      readonly reason: ErrorCode;
      readonly address?: string | undefined;
      readonly detail: string;
    };

export type Judge = (header: Uint8Array, account: MailAccountRow) => Promise<Judgement>;

/** Tells a sender that nothing of a message was taken, in the transaction that records it. */
export type TellRefused = (
  tx: Tx,
  refused: {
    readonly mail: MailRow;
    readonly address: string;
    readonly reason: ErrorCode;
    readonly values: Readonly<Record<string, string | number>>;
  },
) => Promise<void>;

/** A message begins to wait: who has to do something is told, in the transaction that records it. */
export type Waits = (
  tx: Tx,
  waiting: { readonly mail: MailRow; readonly address: string; readonly confirm: Confirm | undefined },
) => Promise<void>;

/** Tells the administrator, in the transaction that records it. */
export type Alert = (
  tx: Tx,
  alert: {
    readonly code: ErrorCode;
    readonly detail: string;
    readonly account: MailAccountRow;
    /** A message that was set aside. */
    readonly mailId?: string;
    /** What was told of is well again. */
    readonly over?: boolean;
  },
) => Promise<void>;

/** Subjects are shown on one line of a list; as many characters as an answer repeats (shared/src/mail-report.ts). */
export const MOST_SUBJECT = 300;
