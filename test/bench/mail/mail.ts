// The area "mail": out of a mailbox, ready to print, answered.
import type { Area } from '../area.ts';
import { arrival } from './arrival.ts';
import { attachment } from './attachment.ts';
import { messages } from './messages.ts';

export const mail: Area = {
  name: 'mail',
  packages: ['dovecot-imapd', 'dovecot-lmtpd', 'postfix', 'fetchmail'],
  measures: [messages, arrival, attachment],
};
