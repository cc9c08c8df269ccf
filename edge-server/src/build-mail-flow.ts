// Puts the way of mail through the flow together: reading mailboxes, taking messages, release by mail, the outbox. Wiring only; accounts, lists
// and what an administrator orders are build-mail.ts's.

import { missingAccounting } from '@platen/shared/preflight-accounting';
import { STORED } from '@platen/shared/say/saying';
import { accountingOf, checkRelease } from './api/check-release.ts';
import type { App } from './app.ts';
import type { BuiltMail } from './build-mail.ts';
import type { Tx } from './db/database.ts';
import { serverAddress } from './devices/panels/server-address.ts';
import { listPrinters, type PrinterRow } from './devices/printers.ts';
import type { Accept } from './flow/intake/accept.ts';
import { makeMailReaders } from './flow/intake/mail/mail-readers.ts';
import { type KeyAsk, makeReadContents } from './flow/intake/mail/read-contents.ts';
import { type MessageContext, makeTakeMessage } from './flow/intake/mail/take-message.ts';
import { makeInsertOutbox } from './flow/outbox/insert-outbox.ts';
import { makeSendMail } from './flow/outbox/send-mail.ts';
import { directPrinter } from './flow/release/by-mail/direct-printer.ts';
import { namesOf } from './flow/release/by-mail/find-printer.ts';
import { makeMailKeys } from './flow/release/by-mail/mail-keys.ts';
import { makeReleaseByMail } from './flow/release/by-mail/release-by-mail.ts';
import { makeReleaseWhenReady } from './flow/release/by-mail/release-when-ready.ts';
import { claimIn } from './flow/release/claim.ts';
import type { Runner } from './flow/runner.ts';
import type { JobRow } from './flow/store/jobs.ts';
import { dayOf, removeTallies } from './flow/store/mail-tallies.ts';
import { endLongWaits, removeOldMails } from './flow/store/mails.ts';
import { removeOldOutbox } from './flow/store/outbox.ts';
import { makeMailAnswers, type Released } from './mail-answers.ts';
import { addressOwner, languageOf, mailLanguageOf, makeMailFacts } from './mail-facts.ts';
import { makeMailJudge, makePersonFor } from './mail-judge.ts';
import type { Storage } from './open-storage.ts';
import type { DirectoryLookup } from './people/directory-lookup.ts';
import { makeKeyBudget } from './people/mail-keys-budget.ts';
import { findUserByEmail, type makeUsers } from './people/users.ts';

/** Messages taken at a time: each is a few commits, and the converters have the documents next. */
const TAKE_PARALLEL = 3;
/** Messages handed over at a time: the sending account's server has its own limits, and 4 connections are polite. */
const SEND_PARALLEL = 4;
const DAY_MS = 86_400_000;

export interface MailFlowParts {
  readonly storage: Storage;
  readonly mail: BuiltMail;
  readonly runner: () => Runner;
  readonly accept: () => Accept;
  readonly users: ReturnType<typeof makeUsers>;
  /** Knows senders whom nobody here knows yet. */
  readonly directory?: DirectoryLookup;
  /** For the look over the printer; asked only once everything is open. */
  readonly app: () => App;
  /** What a guest may still print. */
  readonly limit: NonNullable<Parameters<typeof claimIn>[1]['limit']>;
}

export function buildMailFlow({
  storage,
  mail,
  runner,
  accept,
  users,
  directory,
  app,
  limit,
}: MailFlowParts) {
  const { deps, holder } = storage;
  const { db, log, sealing, settings } = deps;
  // Never changes while the server's key stays, and is the same on all servers of one database.
  const ours = `${sealing.keyedHash('mail-domain', '').slice(0, 20)}.platen`;
  const own = { messageIdDomain: ours, loopId: ours };

  const insertOutbox = makeInsertOutbox({
    ...deps,
    messageIdDomain: own.messageIdDomain,
    knock: () => runner().knock('send'),
  });
  const keys = makeMailKeys({ ...deps, guess: makeKeyBudget(deps) });
  const answers = makeMailAnswers({ ...deps, insertOutbox });
  const judge = makeMailJudge({
    ...deps,
    own,
    ownAddresses: async () => (await mail.accounts.list()).map(({ address }) => address),
    directory: directory?.lookup,
  });

  const claim = (tx: Tx, asks: Parameters<typeof claimIn>[2], by: Parameters<typeof claimIn>[3]) =>
    claimIn(tx, { ...deps, lease: runner().lease, begin: runner().begin, limit }, asks, by);
  const printing = {
    ...deps,
    listPrinters,
    claim,
    look:
      (printer: PrinterRow, ownerId: string) =>
      (asks: Parameters<typeof checkRelease>[1]['asks'], accepted: readonly string[]) =>
        checkRelease(app(), { printer, ownerId, asks, accepted, walksUp: false, saying: STORED }),
    lacksAccounting: async (printer: PrinterRow, ownerId: string) => {
      const asked = await accountingOf(app(), printer, ownerId);
      return asked !== undefined && missingAccounting(asked) !== undefined;
    },
  };
  const releaseByMail = makeReleaseByMail<PrinterRow>({
    ...printing,
    keys,
    renewCode: async (tx, userId) => void (await users.renewCodeIn(tx, userId)),
  });
  const whenReady = makeReleaseWhenReady<PrinterRow>({ ...printing, tell: answers.tellCombined });

  /** A key that came back: it prints, asks for a new code, or confirms a message that waits. */
  async function prepareRelease(
    ask: KeyAsk,
    { submitter }: MessageContext,
  ): Promise<{ readonly record: (tx: Tx) => Promise<Released> }> {
    const { address, verified } = submitter;
    const owner = addressOwner(address);
    const confirms = await db.read((tx) => keys.peek(tx, ask.key, owner));
    if (confirms?.kind === 'confirm') {
      return {
        record: async (tx) => {
          const found = await keys.check(tx, ask.key, address, owner);
          if (!('problem' in found) && (await keys.take(tx, found))) tx.afterCommit.push(readers.reconsider);
          return { answer: 'nothing' };
        },
      };
    }
    const user = await db.read((tx) => findUserByEmail(tx, address));
    const trusted = verified || settings().mail.trust === 'everyone';
    // Of an address that nobody vouches for, the key itself has to be the proof. A wrong one is not answered, and counts against nobody:
    // anybody can write a name into From (threats T17, T18).
    if (!trusted && (await db.read((tx) => keys.peek(tx, ask.key, user?.id))) === undefined)
      return { record: async () => ({ answer: 'nothing' }) };
    return releaseByMail({ ...ask, sender: { address, userId: user?.id } });
  }

  const readContents = makeReadContents({
    ...deps,
    printers: async () => {
      const all = await db.read(listPrinters);
      return all.map((printer) => ({ names: namesOf(printer) }));
    },
    printerForMail: async (typed, { submitter }) =>
      directPrinter(typed, await db.read(listPrinters), settings(), submitter.verified),
    languageOf: async ({ submitter }) => {
      const user = await db.read((tx) => findUserByEmail(tx, submitter.address));
      return languageOf(user, mailLanguageOf(settings()));
    },
  });

  const common = {
    ...deps,
    judge,
    tellRefused: answers.tellRefused,
    waits: answers.waits,
    alert: answers.alert,
  };
  const readers = makeMailReaders({
    ...common,
    holder,
    open: mail.openMailbox,
    checkRoom: (bytes) => accept().checkRoom(bytes),
    knockSteps: () => runner().knock('mail'),
  });
  const take = makeTakeMessage({
    ...common,
    accept: {
      checkRoom: (bytes) => accept().checkRoom(bytes),
      checkSize: (bytes) => accept().checkSize(bytes),
      checkType: (head, incoming) => accept().checkType(head, incoming),
      enter: (tx, incoming, blob, mediaType) => accept().enter(tx, incoming, blob, mediaType),
    },
    readContents,
    personFor: makePersonFor(users, directory?.takeFound),
    prepareRelease,
    answer: answers.answer,
    knockReader: (accountId) => readers.knock(accountId),
    knockConvert: () => runner().knock('convert'),
  });
  const send = makeSendMail({
    ...deps,
    account: mail.sendingAccount,
    accountIs: mail.accountIs,
    loopId: own.loopId,
    factsFor: makeMailFacts({ ...deps, issueKey: keys.issue, publicAddress }),
  });

  function publicAddress(): string | undefined {
    const server = app();
    const found = serverAddress({
      set: settings().mail.publicAddress,
      httpsPort: server.httpsPort(),
      certificateNames: server.certificate().names,
      ownAddress: undefined,
      mayUseHttp: true,
    });
    return found.ok ? found.base : undefined;
  }

  const stopListening = mail.accounts.onChange(() => {
    readers.reload().catch((cause: unknown) => log.warn('mail accounts could not be read', { cause }));
  });

  return {
    insertOutbox,
    workers: {
      mail: { work: take, parallel: TAKE_PARALLEL },
      send: { work: send, parallel: SEND_PARALLEL },
    },
    /** The end of a conversion, in its transaction. */
    jobEnded: async (tx: Tx, job: JobRow): Promise<void> => {
      await answers.jobEnded(tx, job);
      await whenReady.ended(tx, job);
    },
    /** Has a mailbox looked at now, or all of them, and messages that wait judged anew. */
    lookAgain: (accountId?: string): void => {
      if (accountId !== undefined) readers.knock(accountId);
      readers.reconsider();
    },
    housekeeping: async (tx: Tx, now: number): Promise<void> => {
      const before = now - settings().documents.keepRecordDays * DAY_MS;
      await keys.dropOld(tx, now);
      // Today's and yesterday's: servers of one database need not agree on midnight.
      await removeTallies(tx, dayOf(now) - 1);
      await removeOldOutbox(tx, before);
      await endLongWaits(tx, now);
      await removeOldMails(tx, before);
    },
    start: async (): Promise<void> => {
      await whenReady.start();
      await readers.start();
    },
    stop: async (): Promise<void> => {
      stopListening();
      await readers.stop();
      await whenReady.stop();
    },
  };
}
