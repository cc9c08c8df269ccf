// Who may send, put together for the intake: what judge-header.ts asks of lists, accounts and people, and the confirmation of senders whom
// no mail server vouches for. Such a message waits on its server until a key that was mailed to its address comes back (threat T18): until
// then nothing of it is anybody's document.
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import { headerDigest } from './flow/intake/mail/collect-header.ts';
import { judgeHeader } from './flow/intake/mail/judge-header.ts';
import type { Judge, Submitter } from './flow/intake/mail/judgement.ts';
import type { OwnMarks } from './flow/intake/mail/loops.ts';
import { readSubject } from './flow/intake/mail/subject-words.ts';
import { confirmedBy } from './flow/store/mail-keys.ts';
import { listSenderRules } from './people/sender-lists.ts';
import { findUserByEmail, type makeUsers } from './people/users.ts';
import { readHeader } from './protocols/mail/mime/header.ts';

export interface JudgeDeps extends Pick<Deps, 'db' | 'sealing' | 'settings'> {
  readonly own: OwnMarks;
  /** Addresses of all accounts of this server, receiving and sending. */
  readonly ownAddresses: () => Promise<readonly string[]>;
}

export function makeMailJudge(deps: JudgeDeps): Judge {
  const { db, settings, sealing } = deps;
  return async (octets, account) => {
    const header = readHeader(octets);
    const [rules, ownAddresses] = await Promise.all([db.read(listSenderRules), deps.ownAddresses()]);
    const isExchange = account.kind === 'ews' || account.kind === 'graph';
    const judged = await judgeHeader(
      header,
      { ...account.settings, isExchange },
      {
        rules,
        ownAddresses,
        settings: settings().mail,
        own: deps.own,
        knownUser: (address) =>
          db.read(async (tx) => {
            const user = await findUserByEmail(tx, address);
            return user === undefined ? undefined : { address: user.email, name: user.name };
          }),
      },
    );
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

/** The account of somebody who may send; made at the first message (SPEC C1). */
export function makePersonFor(users: Pick<ReturnType<typeof makeUsers>, 'addIn'>) {
  return async (
    tx: Tx,
    { address, name }: Submitter,
  ): Promise<{ readonly userId: string; readonly isNew: boolean }> => {
    const known = await findUserByEmail(tx, address);
    if (known !== undefined) return { userId: known.id, isNew: false };
    const { user } = await users.addIn(tx, address, name);
    return { userId: user.id, isNew: true };
  };
}
