// What the API may do with mail; build-mail.ts puts it together. Types only.
import type { MailTest, MailTested } from '@platen/shared/api/admin-mail';
import type { Tx } from './db/database.ts';
import type { Check } from './doctor.ts';
import type { SenderLists } from './people/sender-lists.ts';
import type { SenderRequests } from './people/sender-requests.ts';
import type { MailAccounts } from './settings/mail-accounts.ts';

export interface MailApp {
  readonly accounts: MailAccounts;
  readonly lists: SenderLists;
  readonly requests: SenderRequests;
  /** Connects, logs in, counts; changes nothing. Refusals of the server are told in the answer. Rejects with an AppError when what was typed cannot be tried. */
  readonly test: (ask: MailTest, signal: AbortSignal) => Promise<MailTested>;
  /** A message that was set aside is tried again from the start. Rejects with `not-found` when it is not set aside. */
  readonly retryMail: (id: string) => Promise<void>;
  /** A message that was set aside goes, also from its server. Rejects with `not-found`. */
  readonly deleteMail: (id: string) => Promise<void>;
  /** What could not be sent is tried again now. Rejects with `not-found` when it is not failed or uncertain. */
  readonly retrySend: (id: string) => Promise<void>;
  /** It is not sent any more. Rejects with `not-found` when it was sent or is being sent. */
  readonly dropSend: (id: string) => Promise<void>;
  /** There is an account that sends. */
  readonly canSend: () => Promise<boolean>;
  /** Puts a message with the user's code into the outbox, in the caller's transaction. */
  readonly mailCode: (
    tx: Tx,
    user: { readonly id: string; readonly email: string },
    why: 'new' | 'asked' | 'renewed',
  ) => Promise<void>;
  /** What is wrong with mail, for the doctor. */
  readonly doctor: () => Promise<Check[]>;
}
