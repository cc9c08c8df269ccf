// Quarantine: a message that could not be read in three tries is left alone, the console shows it and the administrator is told once.
import type { AppError } from '@platen/shared/app-error';
import type { MailState } from '@platen/shared/mail';
import type { Tx } from '../../../db/database.ts';
import type { MailAccountRow } from '../../store/mail-accounts.ts';
import { type MailRow, moveMail } from '../../store/mails.ts';
import type { Alert } from './judgement.ts';

/** delivery-and-mail.md section 7: more than three are quarantine. */
export const MOST_ATTEMPTS = 3;

/** A note is one line of a list. */
const MOST_NOTE = 300;

export interface Aside {
  readonly mail: MailRow;
  readonly from: readonly MailState[];
  readonly account: MailAccountRow;
  readonly error: AppError;
  readonly now: number;
}

/** @returns false when the message is in another state by now. */
export async function setAside(tx: Tx, alert: Alert, aside: Aside): Promise<boolean> {
  const { mail, from, account, error, now } = aside;
  const detail = error.message.slice(0, MOST_NOTE);
  const change = { attempts: 0, reason: error.code, note: detail, changedAt: now };
  if ((await moveMail(tx, mail.id, from, 'quarantined', change)) === undefined) return false;
  await alert(tx, { code: error.code, detail, account, mailId: mail.id });
  return true;
}
