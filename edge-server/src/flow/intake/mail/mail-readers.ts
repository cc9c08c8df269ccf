// The readers of all mail accounts: one loop for each that is to be read, started and ended as the accounts change.
import type { Deps } from '../../../deps.ts';
import { accountsInUse, type MailAccountRow } from '../../store/mail-accounts.ts';
import { type AccountLoop, type LoopDeps, startAccountLoop } from './account-loop.ts';
import { makeReadMailbox } from './read-mailbox.ts';
import { makeStoreMessage } from './store-message.ts';
import type { BatchDeps } from './take-batch.ts';

/** Accounts may be changed on another server. */
const REREAD_MS = 15_000;

export type ReadersDeps = Pick<Deps, 'blobs' | 'settings'> &
  Omit<LoopDeps, 'look'> &
  Omit<BatchDeps, 'store'> & {
    /** Throws `disk-full`; intake's accept.checkRoom. */
    readonly checkRoom: (bytes: number) => Promise<void>;
    /** Tells the runner that there are steps of kind `mail`. */
    readonly knockSteps: () => void;
  };

export interface MailReaders {
  readonly start: () => Promise<void>;
  /** Ends every reader within a second. */
  readonly stop: () => Promise<void>;
  /** A message of this account was taken and is to be removed, or one is to be read again. */
  readonly knock: (accountId: string) => void;
  /** Accounts were added, changed or removed. */
  readonly reload: () => Promise<void>;
  /** The lists of senders have changed: messages that wait are judged anew. */
  readonly reconsider: () => void;
}

interface Running {
  readonly loop: AccountLoop;
  /** What the loop was started with; any change of it starts another one. */
  readonly version: string;
}

export function makeMailReaders(deps: ReadersDeps): MailReaders {
  const store = makeStoreMessage({ ...deps, knock: deps.knockSteps });
  const look = makeReadMailbox({ ...deps, store });
  const loops = new Map<string, Running>();
  let turn: Promise<void> = Promise.resolve();
  let stopRereading: (() => void) | undefined;
  let stopped = false;

  async function read(): Promise<void> {
    if (stopped) return;
    const accounts = await deps.db.read((tx) => accountsInUse(tx, 'receives'));
    const wanted = new Map(accounts.map((account) => [account.id, account]));
    const outdated = [...loops].filter(([id, { version }]) => version !== versionOf(wanted.get(id)));
    await Promise.all(
      outdated.map(async ([id, { loop }]) => {
        loops.delete(id);
        await loop.stop();
      }),
    );
    for (const account of accounts) {
      if (stopped || loops.has(account.id)) continue;
      loops.set(account.id, {
        loop: startAccountLoop({ ...deps, look }, account),
        version: versionOf(account),
      });
    }
  }

  /** One after the other, or an account could get two loops. */
  function reload(): Promise<void> {
    const next = turn.then(read);
    turn = next.catch((cause: unknown) => {
      deps.log.warn('mail accounts could not be read', { cause });
    });
    return next;
  }

  return {
    start: async () => {
      stopRereading = deps.clock.every(REREAD_MS, () => void reload().catch(() => undefined));
      await reload();
    },
    stop: async () => {
      stopped = true;
      stopRereading?.();
      await turn;
      await Promise.all([...loops.values()].map(({ loop }) => loop.stop()));
      loops.clear();
    },
    knock: (accountId) => loops.get(accountId)?.loop.knock(),
    reload,
    reconsider: () => {
      for (const { loop } of loops.values()) loop.reconsider();
    },
  };
}

const versionOf = (account: MailAccountRow | undefined): string =>
  account === undefined
    ? ''
    : `${account.changedAt} ${account.secretSealed ?? ''} ${JSON.stringify(account.settings)}`;
