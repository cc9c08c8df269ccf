// Tries a mail account for the console: connects, signs in, counts; sends a message if asked to. Changes nothing.
import type { MailStep, MailTest, MailTested } from '@platen/shared/api/admin-mail';
import { AppError, fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { MailKind } from '@platen/shared/mail';
import type { Deps } from './deps.ts';
import { asAppError } from './flow/intake/mail/trouble.ts';
import { beginConversation, signInCure } from './mail-conversation.ts';
import { type MailWire, type OpenableAccount, placesOf } from './open-mail.ts';
import { MailError } from './protocols/mail/mailbox.ts';
import type { OutgoingMail } from './protocols/mail/sending.ts';
import { type CertificateAsk, showCertificate } from './protocols/mail/show-certificate.ts';
import { completeFields } from './settings/mail-account-fields.ts';
import { type MailAccountRow, type MailAccounts, staysSecret } from './settings/mail-accounts.ts';

/** A person waits: servers that hold back the answer to a wrong password do so for half a minute at most. */
const LONGEST_MS = 45_000;
const CERTIFICATE_MS = 10_000;

export interface MailTestDeps extends Pick<Deps, 'clock' | 'ids' | 'settings'> {
  readonly accounts: MailAccounts;
  readonly open: (account: OpenableAccount, secret: string | undefined) => MailWire;
  /** A sentence that says why this server may not speak to `host`; undefined when it may. */
  readonly refusal: (host: string, port: number) => Promise<string | undefined>;
  /** The account as it is stored works: its readers need not wait any longer. */
  readonly works: (row: MailAccountRow) => Promise<void>;
}

type Tried = NonNullable<MailTested['send']>;

const NOT_TAKEN =
  'What the server said is above. Often it lets this account send from its own address only, or not to that recipient.';

/** Rejects with an AppError when what was typed cannot be tried; what the mail server refuses is told in the answer. */
export function makeMailTest(deps: MailTestDeps) {
  return async (ask: MailTest, signal: AbortSignal): Promise<MailTested> => {
    const stored = ask.id === undefined ? undefined : await deps.accounts.find(ask.id);
    const typed = ask.account === undefined ? undefined : completeFields(ask.account);
    const account = typed ?? stored;
    if (account === undefined) throw new AppError('bad-request', { detail: 'id or account: one is needed' });
    const storedSecret =
      stored !== undefined && (typed === undefined || staysSecret(stored, typed))
        ? deps.accounts.secretOf(stored)
        : undefined;
    for (const { host, port } of placesOf(account)) {
      const detail = await deps.refusal(host, port);
      if (detail !== undefined) throw new AppError('bad-setting', { key: 'host', label: 'Server', detail });
    }
    const within = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
    const wire = deps.open(account, ask.account?.secret ?? storedSecret);
    try {
      const { steps, well } = await beginConversation(account, deps.clock.monotonic, within);
      const note = (step: MailStep): void => {
        // Where the first words failed already, the session fails the same way: told once.
        if (well) steps.push(step);
      };
      const said = await tryBoth(wire, account, ask.sendTo, within, note);
      const tested = { ...(steps.length === 0 ? {} : { steps }), ...said };
      const isUntrusted = [tested.receive, tested.send].some(
        (one) => one?.code === 'mail-account-certificate',
      );
      if (isUntrusted) return { ...tested, ...(await fingerprint(account, signal)) };
      const works = tested.receive?.ok !== false && tested.send?.ok !== false;
      if (works && stored !== undefined && typed === undefined) await deps.works(stored);
      return tested;
    } finally {
      wire.close();
    }
  };

  async function tryBoth(
    wire: MailWire,
    account: OpenableAccount,
    sendTo: string | undefined,
    signal: AbortSignal,
    note: (step: MailStep) => void,
  ): Promise<MailTested> {
    const { openMailbox, sender } = wire;
    /** One step of the session: its time, what came of it, and the cure where it failed. */
    const step = async <T>(
      name: MailStep['step'],
      act: () => Promise<T>,
      words: (value: T) => string | undefined = () => undefined,
    ): Promise<T> => {
      const from = deps.clock.monotonic();
      const ms = (): number => Math.max(0, Math.round(deps.clock.monotonic() - from));
      try {
        const value = await act();
        const said = words(value);
        note({ step: name, ok: true, ms: ms(), ...(said === undefined ? {} : { said }) });
        return value;
      } catch (cause) {
        const error = cause instanceof MailError ? cause : undefined;
        const said = error?.message ?? 'Nothing came in time.';
        // A folder that is not there is found while the mailbox is opened.
        const failed = error?.trouble === 'gone' && name === 'sign-in' ? 'folder' : name;
        note({ step: failed, ok: false, ms: ms(), said, cure: signInCure(error?.trouble ?? 'unreachable') });
        throw cause;
      }
    };
    return {
      ...(openMailbox === undefined
        ? {}
        : {
            receive: await told(signal, async () => {
              const session = await step(
                'sign-in',
                () => openMailbox(signal),
                () => account.settings.user ?? account.address,
              );
              try {
                const { length } = (
                  await step(
                    'count',
                    () => session.list(signal),
                    ({ mails }) => `${account.settings.folder ?? 'INBOX'}: ${mails.length}`,
                  )
                ).mails;
                return { ok: true, sentence: `Signed in. ${waiting(length)}`, messages: length };
              } finally {
                await session.close();
              }
            }),
          }),
      ...(sender === undefined
        ? {}
        : {
            send: await told(signal, async () => {
              if (sendTo === undefined) {
                await step(
                  'sign-in',
                  () => sender.verify(signal),
                  () => account.settings.user ?? account.address,
                );
                return { ok: true, sentence: 'Signed in. Mail can be sent.' };
              }
              await step(
                'sign-in',
                () => sender.verify(signal),
                () => account.settings.user ?? account.address,
              );
              const from = deps.clock.monotonic();
              const outcome = await sender.send(testMessage(account.address, sendTo), signal);
              const sent = outcome.kind === 'sent';
              note({
                step: 'message',
                ok: sent,
                ms: Math.max(0, Math.round(deps.clock.monotonic() - from)),
                said: outcome.detail,
                ...(sent ? {} : { cure: NOT_TAKEN }),
              });
              if (outcome.kind === 'sent') {
                return {
                  ok: true,
                  sentence: `A message is on its way to ${sendTo}.`,
                  detail: outcome.detail,
                };
              }
              if (outcome.kind === 'unknown') {
                return {
                  ok: false,
                  code: 'mail-account-unreachable',
                  sentence: 'The server did not say whether it took the message.',
                  detail: outcome.detail,
                };
              }
              if (outcome.trouble !== 'rejected') throw new MailError(outcome.trouble, outcome.detail);
              return {
                ok: false,
                code: 'mail-account-protocol',
                sentence: 'The server did not take the message.',
                detail: outcome.detail,
              };
            }),
          }),
    };
  }

  function testMessage(from: string, to: string): OutgoingMail {
    const { name } = deps.settings().site;
    const sentence = `This is a test message from ${name}. Mail can be sent from there.`;
    return {
      envelopeFrom: from,
      from: { address: from, name },
      to,
      subject: `Test message from ${name}`,
      text: `${sentence}\n`,
      html: `<p>${sentence.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p>`,
      messageId: `<test.${deps.ids.id()}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      date: deps.clock.now(),
    };
  }
}

const waiting = (n: number): string =>
  n === 0
    ? 'The mailbox is empty.'
    : n === 1
      ? '1 message is there.'
      : `${n.toLocaleString('en')} messages are there.`;

/** What came of it; a refusal of the mail server is a value here. */
async function told<T extends Tried>(signal: AbortSignal, act: () => Promise<T>): Promise<T | Tried> {
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof MailError) && !signal.aborted) throw cause;
    const error =
      cause instanceof MailError ? cause : new MailError('unreachable', 'Nothing came in time.', { cause });
    const { code, values } = asAppError(error);
    return { ok: false, code, sentence: fillSentence(ERRORS[code].user, values), detail: error.message };
  }
}

const STARTTLS: Readonly<Partial<Record<MailKind, 'imap' | 'pop3' | 'smtp'>>> = {
  imap: 'imap',
  pop3: 'pop3',
  smtp: 'smtp',
};

/** Of the mail server itself; who gives out tokens comes later in the list of places and is not pinned. */
async function fingerprint(account: OpenableAccount, signal: AbortSignal): Promise<{ fingerprint?: string }> {
  const [place] = placesOf(account);
  if (place === undefined) return {};
  const startTls = account.settings.security === 'starttls' ? STARTTLS[account.kind] : undefined;
  const ask: CertificateAsk = { ...place, startTls };
  const shown = await showCertificate(ask, AbortSignal.any([signal, AbortSignal.timeout(CERTIFICATE_MS)]));
  return shown === undefined ? {} : { fingerprint: shown };
}
