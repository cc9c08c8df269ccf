// Who may send, put together for the intake: what judge-header.ts asks of lists, accounts and people, and the confirmation of senders whom
// no mail server vouches for. Such a message waits on its server until a key that was mailed to its address comes back (threat T18): until
// then nothing of it is anybody's document.
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import { headerDigest } from './flow/intake/mail/collect-header.ts';
import type { Person } from './flow/intake/mail/decide-sender.ts';
import { judgeHeader } from './flow/intake/mail/judge-header.ts';
import type { Judge, Judgement, Submitter } from './flow/intake/mail/judgement.ts';
import type { OwnMarks } from './flow/intake/mail/loops.ts';
import { readSubject } from './flow/intake/mail/subject-words.ts';
import { confirmedBy } from './flow/store/mail-keys.ts';
import type { DirectoryLookup } from './people/directory-lookup.ts';
import { listSenderRules } from './people/sender-lists.ts';
import { isOff } from './people/user-off.ts';
import { findUserByEmail, type makeUsers } from './people/users.ts';
import { readHeader } from './protocols/mail/mime/header.ts';

export interface JudgeDeps extends Pick<Deps, 'db' | 'clock' | 'log' | 'sealing' | 'settings'> {
  readonly own: OwnMarks;
  /** Addresses of all accounts of this server, receiving and sending. */
  readonly ownAddresses: () => Promise<readonly string[]>;
  /** The person of an address in the directories (SPEC C7); rejects when they cannot be asked. */
  readonly directory?: DirectoryLookup['lookup'] | undefined;
}

export function makeMailJudge(deps: JudgeDeps): Judge {
  const { db, settings, sealing } = deps;

  /** Of a sender who has an account that mail is not taken for. */
  async function offDetail(address: string): Promise<string | undefined> {
    const user = await db.read((tx) => findUserByEmail(tx, address));
    if (user === undefined) return undefined;
    // A guest has no address; whoever writes as one made it up.
    if (user.source === 'guest') return 'The address of a guest';
    return isOff(user, deps.clock.now()) ? 'The account is switched off' : undefined;
  }

  return async (octets, account) => {
    const header = readHeader(octets);
    const [rules, ownAddresses] = await Promise.all([db.read(listSenderRules), deps.ownAddresses()]);
    const isExchange = account.kind === 'ews' || account.kind === 'graph';
    /** Of a sender whom nobody could be asked about. */
    let unasked: string | undefined;
    const facts = {
      rules,
      ownAddresses,
      settings: settings().mail,
      own: deps.own,
      knownUser: (address: string) => db.read((tx) => knownUser(tx, address)),
      directory: async (address: string): Promise<Person | undefined> => {
        try {
          const found = await deps.directory?.(address);
          return found && { address: found.email, name: found.name, off: found.off };
        } catch (cause) {
          unasked = address;
          throw cause;
        }
      },
    };
    const judged = await judgeHeader(header, { ...account.settings, isExchange }, facts).catch(
      (cause: unknown): Judgement => {
        if (unasked === undefined) throw cause;
        // The message stays on its server; it is judged anew with the others that wait.
        deps.log.warn('a message waits for the directory', { account: account.id, cause });
        return { kind: 'wait', address: unasked, quiet: true };
      },
    );
    const off = judged.kind === 'take' ? await offDetail(judged.submitter.address) : undefined;
    if (judged.kind === 'take' && off !== undefined) {
      const { address, verified, answer } = judged.submitter;
      const told = settings().mail.answerRefused && verified && answer;
      return { kind: 'refuse', reason: 'mail-sender-not-allowed', address, answer: told, detail: off };
    }
    if (judged.kind !== 'take' || !judged.submitter.confirm) return judged;
    // A key that comes back is what is waited for; take-message.ts takes nothing else of such a message.
    if (readSubject(header.first('subject') ?? '', { printers: [] }).key !== undefined) return judged;
    const { submitter, subject, messageId } = judged;
    // The whole header, with the trace that its way left in it: what was confirmed once vouches for no other message.
    const confirm = sealing.keyedHash('mail-confirm', `${submitter.address} ${headerDigest(octets)}`);
    if (await db.read((tx) => confirmedBy(tx, confirm)))
      return { ...judged, submitter: { ...submitter, confirm: false } };
    return { kind: 'wait', address: submitter.address, confirm: { by: confirm, subject, messageId } };
  };
}

async function knownUser(tx: Tx, address: string): Promise<Person | undefined> {
  const user = await findUserByEmail(tx, address);
  return user && { address: user.email, name: user.name };
}

/** The account of somebody who may send; made at the first message (SPEC C1), as the directory has it where it knows the sender (C7). */
export function makePersonFor(
  users: Pick<ReturnType<typeof makeUsers>, 'addIn'>,
  takeFound?: DirectoryLookup['takeFound'],
) {
  return async (
    tx: Tx,
    { address, name }: Submitter,
  ): Promise<{ readonly userId: string; readonly isNew: boolean }> => {
    const known = await findUserByEmail(tx, address);
    if (known !== undefined) return { userId: known.id, isNew: false };
    const found = await takeFound?.(tx, address);
    if (found !== undefined) return { userId: found, isNew: true };
    const { user } = await users.addIn(tx, address, name);
    return { userId: user.id, isNew: true };
  };
}
