// Mail as the console reads it: accounts, messages and what is sent, each with a sentence on how it is.
import type { AdminMailAccount, AdminMailMessage, OutboxEntry } from '@platen/shared/api/admin-mail';
import type { TONES } from '@platen/shared/api/common';
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { MailSecurity, MailState, OutboxKind, OutboxState } from '@platen/shared/mail';
import { OUTBOX_KINDS } from '@platen/shared/mail';
import type { MailAccountRow } from '../../flow/store/mail-accounts.ts';
import type { listOutbox, searchMails } from '../../flow/store/read-mails.ts';

type Tone = (typeof TONES)[number];
type MailRow = Awaited<ReturnType<typeof searchMails>>['mails'][number];
type OutboxRow = Awaited<ReturnType<typeof listOutbox>>['entries'][number];
interface Words {
  readonly tone: Tone;
  readonly sentence: string;
}

export function mailAccountView(
  row: MailAccountRow,
  open: { readonly waiting: number; readonly quarantined: number } = { waiting: 0, quarantined: 0 },
): AdminMailAccount {
  const { id, name, kind, receives, sends, address, settings, enabled, state } = row;
  return {
    id,
    name,
    kind,
    receives,
    sends,
    address,
    settings: { ...settings },
    server: serverWords(row),
    enabled,
    secretStored: row.secretSealed !== null,
    ...accountWords(row),
    ...(state?.trouble === undefined ? {} : { trouble: state.trouble }),
    ...(state?.trouble === undefined || state.detail === undefined ? {} : { detail: state.detail }),
    ...(state?.troubleSince === undefined ? {} : { troubleSince: state.troubleSince }),
    ...(state?.lastOkAt === undefined ? {} : { lastOkAt: state.lastOkAt }),
    ...open,
  };
}

function accountWords({ enabled, receives, state }: MailAccountRow): Words {
  if (!enabled) return { tone: 'quiet', sentence: 'Switched off.' };
  if (state?.trouble !== undefined) return { tone: 'bad', sentence: sentenceOf(state.trouble, state.detail) };
  if (state?.lastOkAt === undefined) return { tone: 'quiet', sentence: 'Not tried yet.' };
  return { tone: 'ok', sentence: receives ? 'Mail comes in.' : 'Ready to send.' };
}

/** The user's sentence of the error table; a code of a newer or older release is shown as it is. */
function sentenceOf(code: string, detail = ''): string {
  const fact = Object.hasOwn(ERRORS, code) ? ERRORS[code as keyof typeof ERRORS] : undefined;
  return fact === undefined ? code : fillSentence(fact.user, { detail });
}

const SECURITY_WORDS: Readonly<Record<MailSecurity, string>> = {
  tls: 'TLS',
  starttls: 'STARTTLS',
  none: 'not encrypted',
};

/** "imap.example.org, port 993, TLS". */
export function serverWords({ kind, settings }: Pick<MailAccountRow, 'kind' | 'settings'>): string {
  const { host, port, security } = settings;
  if (kind === 'graph') return host ?? 'Microsoft 365';
  if (kind === 'ews') return host ?? '';
  return [
    host ?? '',
    ...(port === undefined ? [] : [`port ${port}`]),
    ...(security === undefined ? [] : [SECURITY_WORDS[security]]),
  ].join(', ');
}

const MAIL_WORDS: Readonly<Record<MailState, Words>> = {
  seen: { tone: 'busy', sentence: 'Waits to be fetched.' },
  stored: { tone: 'busy', sentence: 'Is being worked on.' },
  applied: { tone: 'ok', sentence: 'Taken.' },
  removed: { tone: 'ok', sentence: 'Taken, and out of the mailbox.' },
  waiting: { tone: 'warn', sentence: 'Waits until you allow its sender.' },
  refused: { tone: 'quiet', sentence: 'Refused.' },
  ignored: { tone: 'quiet', sentence: 'Left alone.' },
  quarantined: { tone: 'bad', sentence: 'Set aside after three tries.' },
  gone: { tone: 'warn', sentence: 'Vanished from the mailbox before it was taken.' },
};

export function mailMessageView(row: MailRow, account: string): AdminMailMessage {
  const { id, accountId, state, attempts, receivedAt, changedAt, reason } = row;
  const note = row.note ?? reasonOf(reason);
  return {
    id,
    accountId,
    account,
    state,
    ...MAIL_WORDS[state],
    attempts,
    receivedAt,
    changedAt,
    mayRetry: state === 'quarantined',
    mayDelete: state === 'quarantined',
    ...(row.sender === null ? {} : { sender: row.sender }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.size === null ? {} : { size: row.size }),
    ...(reason === null ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The operator's sentence, where it says something without values. */
function reasonOf(code: string | null): string | undefined {
  if (code === null || !Object.hasOwn(ERRORS, code)) return undefined;
  const { operator } = ERRORS[code as keyof typeof ERRORS];
  return /\{\w+\}/.test(operator) ? undefined : operator;
}

const KIND_WORDS: Readonly<Record<OutboxKind, string>> = {
  report: 'Answer to a message',
  trouble: 'Document that could not be printed',
  code: 'Code',
  'sign-in': 'Code to sign in',
  release: 'Answer to a print order',
  'not-allowed': 'Refusal',
  alert: 'Alert',
};

const OUTBOX_WORDS: Readonly<Record<OutboxState, Words>> = {
  waiting: { tone: 'busy', sentence: 'Waits to be sent.' },
  sending: { tone: 'busy', sentence: 'Is being sent.' },
  sent: { tone: 'ok', sentence: 'Sent.' },
  failed: { tone: 'bad', sentence: 'Could not be sent.' },
  unknown: { tone: 'warn', sentence: 'It is not known whether it was sent.' },
  dropped: { tone: 'quiet', sentence: 'Not sent.' },
};

export function outboxView(row: OutboxRow): OutboxEntry {
  const { id, recipient, state, attempts, createdAt, changedAt } = row;
  const kind = OUTBOX_KINDS.find((known) => known === row.kind) ?? 'report';
  const ended = state === 'failed' || state === 'unknown';
  return {
    id,
    kind,
    what: KIND_WORDS[kind],
    recipient,
    state,
    ...OUTBOX_WORDS[state],
    attempts,
    createdAt,
    changedAt,
    mayRetry: ended,
    mayDrop: ended || state === 'waiting',
    ...(row.note === null ? {} : { note: row.note }),
  };
}
