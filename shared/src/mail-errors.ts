// The part of the error table that is about mail: messages, their senders, keys in subjects, and the accounts.
import type { ErrorFact } from './error-fact.ts';

export const MAIL_ERRORS = {
  'mail-sender-not-allowed': {
    status: 403,
    user: 'This address may not print here.',
    operator: 'The sender is on the block-list, or on no list and unknown.',
    retry: false,
  },
  'mail-sender-unverified': {
    status: 403,
    user: 'It is not certain that this message came from you. Send it from your usual mail program.',
    operator: 'DMARC, SPF and DKIM did not vouch for the sender.',
    retry: false,
  },
  'mail-sender-waits': {
    status: 403,
    user: 'The administrator has to allow your address first.',
    operator: 'The sender waits for approval.',
    retry: false,
  },
  'mail-automatic': {
    status: 422,
    user: 'Automatic messages are not printed.',
    operator: 'An automatic message or a loop: {detail}',
    retry: false,
  },
  'mail-nothing-to-print': {
    status: 422,
    user: 'There was nothing to print in this message. Attach a document and send it again.',
    operator: 'No document and no text.',
    retry: false,
  },
  'mail-part-not-a-document': {
    status: 422,
    user: 'This attachment is no document that can be printed.',
    operator: '{detail}',
    retry: false,
  },
  'mail-encrypted': {
    status: 422,
    user: 'This message is encrypted, so nothing in it can be printed. Send it without encryption.',
    operator: 'S/MIME or OpenPGP encrypted.',
    retry: false,
  },
  'mail-broken': {
    status: 422,
    user: 'This message is damaged. Send it again.',
    operator: '{detail}',
    retry: false,
  },
  'mail-too-many-parts': {
    status: 422,
    user: 'This message has more parts than can be taken. Send fewer attachments at a time.',
    operator: '{detail}',
    retry: false,
  },
  'mail-key-unknown': {
    status: 404,
    user: 'This link is not known here. Use the one in the newest answer.',
    operator: 'A key that was never given out, or of another sender.',
    retry: false,
  },
  'mail-key-expired': {
    status: 410,
    user: 'This link is too old. The document is gone.',
    operator: 'The key has expired.',
    retry: false,
  },
  'mail-key-used': {
    status: 410,
    user: 'This link was used already.',
    operator: 'The key was used.',
    retry: false,
  },
  'mail-printer-unknown': {
    status: 404,
    user: 'No printer is called {printer}.',
    operator: 'No printer with this name, alias or address.',
    retry: false,
  },
  'mail-printer-ambiguous': {
    status: 409,
    user: 'More than one printer is called {printer}. Write its address instead.',
    operator: 'Several printers have this name, alias or address.',
    retry: false,
  },
  'mail-printer-not-allowed': {
    status: 403,
    user: '{printer} cannot be used by mail.',
    operator: 'The printer is not allowed for direct mail print.',
    retry: false,
  },
  'mail-account-refused': {
    status: 503,
    user: 'The mail server refused the user name or password.',
    operator: '{detail}',
    retry: false,
  },
  'mail-account-unreachable': {
    status: 503,
    user: 'The mail server does not answer.',
    operator: '{detail}',
    retry: true,
  },
  'mail-account-certificate': {
    status: 503,
    user: 'The certificate of the mail server is not trusted.',
    operator: '{detail}',
    retry: false,
  },
  'mail-account-protocol': {
    status: 503,
    user: 'The mail server answered something that cannot be understood.',
    operator: '{detail}',
    retry: true,
  },
  'mail-account-twice': {
    status: 422,
    user: 'Mail of {address} is taken already, by the account {account}.',
    operator: 'Two accounts would read one folder of one mailbox.',
    retry: false,
  },
  'mail-account-is-sender': {
    status: 422,
    user: 'Mail must be sent from another address than it is received at, or it would answer itself.',
    operator: '{address} is both.',
    retry: false,
  },
} as const satisfies Readonly<Record<string, ErrorFact>>;
