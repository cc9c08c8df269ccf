// Puts mail together as far as accounts, senders and the console are concerned: what opens an account, which one sends, what an administrator may
// order. Wiring only; readers and outbox are put together in build-app.ts with what stands here.
import { AppError } from '@platen/shared/app-error';
import type { Tx } from './db/database.ts';
import { resolveAllowed } from './devices/address-policy.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import { listOf, readSenderPattern } from './flow/intake/mail/sender-rules.ts';
import { asAppError } from './flow/intake/mail/trouble.ts';
import type { InsertOutbox } from './flow/outbox/insert-outbox.ts';
import type { SendingAccount, SendMailDeps } from './flow/outbox/send-mail.ts';
import {
  accountsInUse,
  findMailAccount,
  type MailAccountRow,
  setAccountState,
} from './flow/store/mail-accounts.ts';
import { discardMail, dropFromOutbox, retryMail, sendAgain } from './flow/store/order-mails.ts';
import { hurryOutbox } from './flow/store/outbox.ts';
import { countOpenMails, countOutbox } from './flow/store/read-mails.ts';
import type { MailApp } from './mail-app.ts';
import { examineMail } from './mail-doctor.ts';
import { type MailWire, type OpenableAccount, openMailWire } from './open-mail.ts';
import type { Storage } from './open-storage.ts';
import { makeSenderLists } from './people/sender-lists.ts';
import { makeSenderRequests, settleRequests } from './people/sender-requests.ts';
import { MailError, type OpenMailbox } from './protocols/mail/mailbox.ts';
import { makeMailAccounts } from './settings/mail-accounts.ts';
import { makeMailTest } from './test-mail.ts';

export interface MailOptions {
  /** A mail server on this machine itself may be used: in the try-out, in tests, or where the operator says so. */
  readonly allowLoopback: boolean;
  /** Where this server itself listens: nothing there is a mail server. */
  readonly ownPorts: () => readonly number[];
}

/** What the flow gives back once it is put together. */
export interface MailParts {
  /** Has a mailbox looked at now, or all of them; messages whose sender waits are judged anew. */
  readonly lookAgain: (accountId?: string) => void;
  /** New steps of this kind may be due. */
  readonly knock: (kind: 'mail' | 'send') => void;
  readonly insertOutbox: InsertOutbox;
}

interface Kept {
  readonly changedAt: number;
  readonly wire: MailWire;
}

export function buildMail({ deps }: Pick<Storage, 'deps'>, options: MailOptions) {
  const { db, clock, ids, log, blobs } = deps;
  const accounts = makeMailAccounts(deps);

  async function refusal(host: string, port: number): Promise<string | undefined> {
    const allowed = await resolveAllowed(host, {
      allowLoopback: options.allowLoopback,
      ownAddresses: ownAddresses(),
      ownPorts: options.ownPorts(),
      port,
    });
    return allowed.ok ? undefined : allowed.sentence;
  }
  const open = (account: OpenableAccount, secret: string | undefined): MailWire =>
    openMailWire(account, secret, { clock, log, refusal });

  // Opened ones keep tokens and connections, so they are kept until their account is changed.
  const kept = new Map<string, Kept>();
  function wireOf(row: MailAccountRow): MailWire {
    const known = kept.get(row.id);
    if (known?.changedAt === row.changedAt) return known.wire;
    known?.wire.close();
    const wire = open(row, accounts.secretOf(row));
    kept.set(row.id, { changedAt: row.changedAt, wire });
    return wire;
  }
  const stopListening = accounts.onChange((id) => {
    kept.get(id)?.wire.close();
    kept.delete(id);
  });

  /** For makeMailReaders. */
  function openMailbox(row: MailAccountRow): OpenMailbox {
    const { openMailbox: opens } = wireOf(row);
    if (opens !== undefined) return opens;
    return () => Promise.reject(new MailError('refused', 'This account does not receive.'));
  }

  /** For makeSendMail: of several accounts that send, the oldest one. */
  async function sendingAccount(): Promise<SendingAccount | undefined> {
    const [row] = await db.read((tx) => accountsInUse(tx, 'sends'));
    const sender = row === undefined ? undefined : wireOf(row).sender;
    return row === undefined || sender === undefined
      ? undefined
      : { id: row.id, address: row.address, sender };
  }

  /** For makeSendMail, and for whoever has just seen an account work. */
  const accountIs: SendMailDeps['accountIs'] = (id, found) =>
    db.write(async (tx) => {
      const row = await findMailAccount(tx, id);
      if (row === undefined) return;
      const now = clock.now();
      if (found === undefined) return setAccountState(tx, id, { lastOkAt: now });
      const { code } = asAppError(new MailError(found.trouble, found.detail));
      const { lastOkAt, trouble, troubleSince, toldAt } = row.state ?? {};
      const since = trouble === code ? (troubleSince ?? now) : now;
      await setAccountState(tx, id, {
        trouble: code,
        detail: found.detail,
        troubleSince: since,
        ...(lastOkAt === undefined ? {} : { lastOkAt }),
        ...(trouble === code && toldAt !== undefined ? { toldAt } : {}),
      });
    });

  function appOf(parts: MailParts): MailApp {
    const rules = {
      listOf,
      reconsider: (tx: Tx) => {
        tx.afterCommit.push(() => parts.lookAgain());
      },
    };
    const lists = makeSenderLists({
      ...deps,
      readPattern: readSenderPattern,
      changed: (tx) => settleRequests(tx, rules),
    });
    const order = (id: string) => ({ id, now: clock.now(), stepId: ids.id() });
    const gone = (what: string) => new AppError('not-found', { what });

    accounts.onChange(() => {
      // Mail that waits for an account that sends need not wait any longer.
      db.write((tx) => hurryOutbox(tx, clock.now())).then(
        () => parts.knock('send'),
        (cause: unknown) => log.warn('mail that waits could not be hurried', { cause }),
      );
    });

    return {
      accounts,
      lists,
      requests: makeSenderRequests({ db, lists, reconsider: rules.reconsider }),
      test: makeMailTest({
        ...deps,
        accounts,
        open,
        refusal,
        works: async (row) => {
          await accountIs(row.id, undefined);
          if (row.receives) parts.lookAgain(row.id);
          else {
            await db.write((tx) => hurryOutbox(tx, clock.now()));
            parts.knock('send');
          }
        },
      }),
      retryMail: async (id) => {
        const found = await db.write((tx) => retryMail(tx, order(id)));
        if (found === undefined) throw gone('message that was set aside');
        if (found.stored) parts.knock('mail');
        else parts.lookAgain(found.accountId);
      },
      deleteMail: async (id) => {
        const found = await db.write((tx) => discardMail(tx, order(id)));
        if (found === undefined) throw gone('message that was set aside');
        if (found.blobId !== null) {
          await blobs
            .remove(found.blobId)
            .catch((cause: unknown) => log.warn('a file stays', { id: found.blobId, cause }));
        }
        parts.lookAgain(found.accountId);
      },
      retrySend: async (id) => {
        if (!(await db.write((tx) => sendAgain(tx, order(id))))) throw gone('message that could not be sent');
        parts.knock('send');
      },
      dropSend: async (id) => {
        if (!(await db.write((tx) => dropFromOutbox(tx, order(id))))) throw gone('message that waits');
      },
      canSend: () => db.read(async (tx) => (await accountsInUse(tx, 'sends')).length > 0),
      mailCode: async (tx, { id, email }, why) => {
        const code = { kind: 'code', recipient: email, userId: id, about: ids.id() } as const;
        await parts.insertOutbox(tx, { ...code, values: { why } });
      },
      doctor: () =>
        examineMail({
          accounts: accounts.list,
          trust: () => deps.settings().mail.trust,
          counts: () =>
            db.read(async (tx) => {
              let quarantined = 0;
              for (const open of (await countOpenMails(tx)).values()) quarantined += open.quarantined;
              return { quarantined, unsent: (await countOutbox(tx)).failed };
            }),
        }),
    };
  }

  return {
    accounts,
    openMailbox,
    sendingAccount,
    accountIs,
    appOf,
    stop: () => {
      stopListening();
      for (const { wire } of kept.values()) wire.close();
      kept.clear();
    },
  };
}

export type BuiltMail = ReturnType<typeof buildMail>;
