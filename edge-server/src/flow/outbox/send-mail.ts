// The step 'send': writes one message of the outbox as things are now and hands it over. Marked as "sending" durably before, so that after a
// crash nobody has to guess: it is then "unknown" and never sent again. What is known not to have been sent is tried again.

import type { MailLanguage } from '@platen/shared/mail-report';
import type { MailFacts, RenderedMail } from '@platen/shared/mail-texts/mail-text';
import { mailLanguage, renderMail } from '@platen/shared/mail-texts/render-mail';
import type { Clock, Deps } from '../../deps.ts';
import { msgId, wireAddress } from '../../protocols/mail/compose-mail.ts';
import type { MailSender, OutgoingMail, SendOutcome } from '../../protocols/mail/sending.ts';
import type { Step, StepOutcome, StepWorker } from '../step.ts';
import { beginSending, moveOutbox, noteOutbox, type OutboxRow, readOutbox } from '../store/outbox.ts';
import { type AccountTrouble, makeAccountGate } from './account-gate.ts';
import { lifetimeOf, retryAfter } from './retry-times.ts';

/** The account that sends now. */
export interface SendingAccount {
  readonly id: string;
  /** Stands in From. */
  readonly address: string;
  /** The same object until the account is changed. */
  readonly sender: MailSender;
}

export interface ToSay {
  readonly mail: MailFacts;
  /** Absent: the language of the setting. */
  readonly language?: MailLanguage | undefined;
}

export interface SendMailDeps extends Pick<Deps, 'db' | 'log'> {
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: () => {
    readonly mail: { readonly language: string };
    readonly site: { readonly name: string };
  };
  /** Undefined while no account sends. */
  readonly account: () => Promise<SendingAccount | undefined>;
  /**
   * What the message says, read now. `waitMs`: not all is known yet, look again then (at once where somebody calls hurryAnswersTo).
   * Undefined: there is nothing to say any more. Issues the keys that stand in it, so it is asked only when the message is about to leave.
   */
  readonly factsFor: (
    row: OutboxRow,
    signal: AbortSignal,
  ) => Promise<ToSay | { readonly waitMs: number } | undefined>;
  /** Told when sending through an account begins to fail, with what, and when it is well again; not of every try. */
  readonly accountIs: (accountId: string, trouble: AccountTrouble | undefined) => Promise<void>;
  /** X-Loop of everything we send (flow/intake/mail/loops.ts). */
  readonly loopId: string;
}

/** No account: the step is hurried when one comes (hurryOutbox); this is for a server that does not hear of it. */
const NO_ACCOUNT_MS = 5 * 60_000;
const NO_ACCOUNT = 'Waits: no mail account sends.';
/** What a crash leaves in "sending". */
const CRASHED =
  'The server stopped while this was being sent. It may have arrived; it is not sent again by itself.';

export function makeSendMail(deps: SendMailDeps): StepWorker {
  const gate = makeAccountGate(deps);

  const note = async (row: OutboxRow, text: string): Promise<void> => {
    if (row.note !== text) await deps.db.write((tx) => noteOutbox(tx, row.id, text));
  };

  function ended(
    row: OutboxRow,
    from: OutboxRow['state'][],
    state: OutboxRow['state'],
    why: string,
  ): StepOutcome {
    const changedAt = deps.clock.now();
    return { kind: 'done', record: (tx) => moveOutbox(tx, row.id, from, { state, note: why, changedAt }) };
  }

  async function work(step: Step, signal: AbortSignal): Promise<StepOutcome> {
    const found = await deps.db.read((tx) => readOutbox(tx, step.subject, step.id));
    if (found === undefined) return { kind: 'done' };
    const { row, since } = found;
    if (row.state === 'sending') return ended(row, ['sending'], 'unknown', CRASHED);
    if (row.state !== 'waiting') return { kind: 'done' };
    const ends = since + lifetimeOf(row.kind);
    if (deps.clock.now() >= ends)
      return ended(row, ['waiting'], 'failed', `Given up. ${row.note ?? ''}`.trim());

    const account = await deps.account();
    if (account === undefined) {
      await note(row, NO_ACCOUNT);
      return { kind: 'retry', afterMs: NO_ACCOUNT_MS };
    }
    const shut = gate.shutFor(account);
    if (shut !== undefined) {
      await note(row, shut.detail);
      return { kind: 'retry', afterMs: shut.waitMs };
    }
    // An address that cannot be written into an envelope; whoever inserted it had to check it.
    if (wireAddress(row.recipient) === undefined)
      return ended(row, ['waiting'], 'failed', 'Not a mail address.');

    const say = await deps.factsFor(row, signal);
    if (say === undefined) return ended(row, ['waiting'], 'dropped', 'There is nothing to say any more.');
    if ('waitMs' in say) return { kind: 'retry', afterMs: say.waitMs };
    const { mail: settings, site } = deps.settings();
    const rendered = renderMail(say.mail, say.language ?? mailLanguage(settings.language) ?? 'en', {
      site: site.name,
    });
    if (signal.aborted) return { kind: 'retry', afterMs: 0 };
    const ours = await deps.db.write((tx) => beginSending(tx, row.id, deps.clock.now()));
    if (!ours) return { kind: 'done' };

    const mail = letter(row, rendered, account.address, site.name);
    const outcome = await account.sender.send(mail, signal);
    return conclude(row, account, outcome, ends, signal);
  }

  function letter(row: OutboxRow, rendered: RenderedMail, address: string, site: string): OutgoingMail {
    const answered = row.inReplyTo === null ? undefined : msgId(row.inReplyTo);
    return {
      // RFC 3834 section 3.3: nobody answers an answer, not even with a bounce.
      envelopeFrom: '',
      from: { address, name: site },
      to: row.recipient,
      ...rendered,
      messageId: row.messageId,
      ...(answered === undefined ? {} : { inReplyTo: answered, references: [answered] }),
      headers: {
        // RFC 3834 section 5.
        'Auto-Submitted': row.mailId === null ? 'auto-generated' : 'auto-replied',
        // MS-OXCMAIL 2.1.3.2.20: Exchange sends no out-of-office message for it.
        'X-Auto-Response-Suppress': 'All',
        'X-Loop': deps.loopId,
      },
      date: deps.clock.now(),
    };
  }

  async function conclude(
    row: OutboxRow,
    account: SendingAccount,
    outcome: SendOutcome,
    ends: number,
    signal: AbortSignal,
  ): Promise<StepOutcome> {
    if (outcome.kind === 'sent') {
      await gate.opened(account);
      return ended(row, ['sending'], 'sent', outcome.detail);
    }
    if (outcome.kind === 'unknown') {
      deps.log.warn('nobody knows whether a mail was sent', { mail: row.id, detail: outcome.detail });
      return ended(row, ['sending'], 'unknown', outcome.detail);
    }
    const { permanent, trouble, detail, retryAfterMs } = outcome;
    if (permanent) return ended(row, ['sending'], 'failed', detail);
    // Stopped by ourselves before the server had it: it is sent after the start.
    if (signal.aborted) return again(row, row.note, 0, row.attempts);
    if (trouble === 'rejected') {
      await gate.opened(account);
      const attempts = row.attempts + 1;
      const afterMs = retryAfter(attempts, retryAfterMs);
      if (deps.clock.now() + afterMs >= ends) return ended(row, ['sending'], 'failed', detail);
      return again(row, detail, afterMs, attempts);
    }
    const waitMs = await gate.failed(account, { trouble, detail }, retryAfterMs);
    // The account's fault, not this message's: it does not use up its tries.
    return again(row, detail, waitMs, row.attempts);
  }

  function again(row: OutboxRow, why: string | null, afterMs: number, attempts: number): StepOutcome {
    const to = { state: 'waiting', note: why, changedAt: deps.clock.now(), attempts } as const;
    return { kind: 'retry', afterMs, record: (tx) => moveOutbox(tx, row.id, ['sending'], to) };
  }

  return work;
}
