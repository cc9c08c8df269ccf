// Decides by the sender alone who may print by mail (SPEC A7, A9, C7; threat T18). It believes nothing but what the receiving server of the
// mailbox says of the message; whether the message is an automatic one is loops.ts's.
//
// Order: our own addresses, block-list, proof of the sender, allow-list, "anyone", people with an account, the directory, the approval of
// the administrator. Proof comes before all that lets somebody in: a name on a list is worth nothing when anyone can write it into From.
// What the mail server calls false is taken by no setting as it stands: at best it waits until the address itself has confirmed it.
import type { SettingsOf } from '@platen/shared/define-settings';
import type { mailSettings } from '@platen/shared/mail-settings';
import type { AuthenticationResults } from '../../../protocols/mail/authentication-results.ts';
import { type Proof, proofOf } from './decide-sender-proof.ts';
import { listOf, type SenderRule, sameAddress, splitAddress } from './sender-rules.ts';

export interface Person {
  readonly address: string;
  readonly name: string;
  /** Switched off in the directory. */
  readonly off?: boolean;
}

/** Why nothing is taken: codes of the error table. */
export type SenderReason = 'mail-sender-not-allowed' | 'mail-sender-unverified';

export type SenderDecision =
  | {
      readonly kind: 'take';
      /** Whose the documents are: the account's or the directory's address where those know the sender under another one. */
      readonly address: string;
      readonly name: string;
      /** Documents are held back until the sender has confirmed by mail. */
      readonly confirm: boolean;
      /** The mail server vouched for the sender: printing at once is for those only. */
      readonly verified: boolean;
      /** On the allow-list by this entry. */
      readonly allowedBy: string | undefined;
      readonly detail: string;
    }
  | { readonly kind: 'wait'; readonly address: string; readonly name: string; readonly detail: string }
  | {
      readonly kind: 'refuse';
      readonly address: string;
      readonly reason: SenderReason;
      /** Whether the sender may be told; never one whose address is likely not theirs, or the answer hits somebody else (RFC 3834 section 2). */
      readonly answer: boolean;
      readonly detail: string;
    }
  | { readonly kind: 'ignore'; readonly detail: string };

export interface SenderFacts {
  /** The one mailbox of From. */
  readonly from: Person;
  /** Of the configured server; undefined: none is configured, or it said nothing. */
  readonly results: AuthenticationResults | undefined;
  readonly rules: readonly SenderRule[];
  readonly settings: Pick<SettingsOf<typeof mailSettings.settings>, 'whoMaySend' | 'trust' | 'answerRefused'>;
  /** Addresses of all mail accounts of this server, receiving and sending. */
  readonly ownAddresses: readonly string[];
  /** The person with an account under this address (small letters). */
  readonly knownUser: (address: string) => Promise<Person | undefined>;
  /** The same from the directory (SPEC C7); absent where there is none. */
  readonly directory?: ((address: string) => Promise<Person | undefined>) | undefined;
}

export async function decideSender(facts: SenderFacts): Promise<SenderDecision> {
  const { from, settings } = facts;
  if (facts.ownAddresses.some((own) => sameAddress(own, from.address)))
    return { kind: 'ignore', detail: `From ${from.address}, an address of this server` };
  const parted = splitAddress(from.address);
  const address = parted === undefined ? from.address : `${parted.local}@${parted.domain}`;
  // A mailbox at a bare network address: no domain stands for it, so nothing can be proven and no list can name it.
  const proof: Proof =
    parted === undefined
      ? { verdict: 'none', detail: 'The sender has no domain' }
      : proofOf(parted.domain, facts.results);
  const tellable = proof.verdict === 'pass' || (proof.verdict === 'none' && settings.trust === 'everyone');
  const refuse = (reason: SenderReason, detail: string): SenderDecision => ({
    kind: 'refuse',
    address,
    reason,
    answer: settings.answerRefused && tellable,
    detail,
  });

  const listed = listOf(address, facts.rules);
  if (listed?.list === 'block')
    return refuse('mail-sender-not-allowed', `On the block-list: ${listed.pattern}`);
  if (proof.verdict !== 'pass' && settings.trust === 'verified')
    return refuse('mail-sender-unverified', proof.detail);

  const take = (person: Person, why: string): SenderDecision => ({
    kind: 'take',
    address: person.address,
    name: person.name,
    confirm: proof.verdict === 'fail' || (proof.verdict === 'none' && settings.trust === 'confirm'),
    verified: proof.verdict === 'pass',
    allowedBy: listed?.pattern,
    detail: `${why}; ${proof.detail}`,
  });
  // The account's own name and address come first, or the same person would get a second account for an alias.
  const known = (await facts.knownUser(address)) ?? (await facts.directory?.(address));
  // Whoever was switched off is let in by no list either.
  if (known?.off === true) return refuse('mail-sender-not-allowed', 'Switched off in the directory');
  if (known !== undefined) return take(known, 'Known');
  if (listed !== undefined) return take({ address, name: from.name }, `On the allow-list: ${listed.pattern}`);
  if (settings.whoMaySend === 'anyone') return take({ address, name: from.name }, 'Anyone may send');
  if (settings.whoMaySend === 'approval')
    return { kind: 'wait', address, name: from.name, detail: 'Unknown sender' };
  return refuse('mail-sender-not-allowed', 'Unknown sender, on no list');
}
