// Where a mailbox usually is: what each provider is reached by, so that the form asks for little. Data only; nothing here is spoken to unless an
// administrator saves it.
import type { MailAuth, MailKind } from '@platen/shared/mail';

/** What an account is for. One mailbox does one of them (SPEC A8). */
export type MailUse = 'receive' | 'send';

export const MAIL_PROVIDERS = ['microsoft', 'google', 'domino', 'exchange', 'other'] as const;
export type MailProvider = (typeof MAIL_PROVIDERS)[number];

export interface MailStart {
  readonly kind: MailKind;
  readonly auth: MailAuth;
  /** The same for everybody. */
  readonly host?: string;
  /** More than one way: the form asks for it. */
  readonly kinds?: readonly MailKind[];
}

const STARTS: Readonly<Record<MailProvider, Readonly<Record<MailUse, MailStart>>>> = {
  microsoft: {
    receive: { kind: 'graph', auth: 'oauth2' },
    send: { kind: 'graph', auth: 'oauth2' },
  },
  google: {
    receive: { kind: 'imap', auth: 'password', host: 'imap.gmail.com' },
    send: { kind: 'smtp', auth: 'password', host: 'smtp.gmail.com' },
  },
  domino: {
    receive: { kind: 'imap', auth: 'password', kinds: ['imap', 'pop3'] },
    send: { kind: 'smtp', auth: 'password' },
  },
  exchange: {
    receive: { kind: 'ews', auth: 'password' },
    send: { kind: 'ews', auth: 'password' },
  },
  other: {
    receive: { kind: 'imap', auth: 'password', kinds: ['imap', 'pop3'] },
    send: { kind: 'smtp', auth: 'password' },
  },
};

export const startOf = (provider: MailProvider, use: MailUse): MailStart => STARTS[provider][use];
