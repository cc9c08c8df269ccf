// Judges a message by its header alone, before anything of its body is fetched (SPEC A7, A9; threats T18, T19): loops and automatic mail
// first, then the sender.
import type { ErrorCode } from '@platen/shared/error-table';
import { type FromDefect, fromAddress } from '../../../protocols/mail/addresses.ts';
import {
  type AuthenticationResults,
  readAuthenticationResults,
} from '../../../protocols/mail/authentication-results.ts';
import { cleanLine } from '../../../protocols/mail/mime/header-text.ts';
import type { Header } from '../../../protocols/mail/mime/outline.ts';
import { decideSender, type SenderFacts } from './decide-sender.ts';
import { type Judgement, MOST_SUBJECT } from './judgement.ts';
import { type Automatic, type Envelope, isAutomatic, type OwnMarks } from './loops.ts';

export type JudgeFacts = Omit<SenderFacts, 'from' | 'results'> & {
  readonly own: OwnMarks;
  /** Where the protocol tells it. */
  readonly envelope?: Envelope | undefined;
};

/** Characters of a Message-ID that are kept: RFC 5322 lets a line have 998. */
const MOST_ID = 998;

/**
 * @param account Settings of the mailbox it came to: whose Authentication-Results are believed. `isExchange`: it is read from Exchange itself,
 * whose own headers then count, too.
 */
export async function judgeHeader(
  header: Header,
  account: { readonly authservId?: string | undefined; readonly isExchange?: boolean | undefined },
  facts: JudgeFacts,
): Promise<Judgement> {
  const automatic = isAutomatic(header, facts.own, facts.envelope);
  const from = fromAddress(header);
  const address = from.kind === 'one' ? from.address : undefined;
  if (automatic?.kind === 'never') return ignore('mail-automatic', automatic.detail, address);
  if (from.kind === 'defect') return ignore('mail-broken', FROM_DEFECTS[from.defect], undefined);

  const results =
    (account.authservId ?? '').trim() === ''
      ? undefined
      : withExchange(readAuthenticationResults(header, account.authservId), header, account, address);
  const decision = await decideSender({ ...facts, from, results });
  switch (decision.kind) {
    case 'ignore':
      return ignore('mail-automatic', decision.detail, address);
    case 'wait':
      // A program asks for nothing: whoever wants its mail printed puts it on the allow-list.
      return automatic === undefined
        ? { kind: 'wait', address: decision.address }
        : ignore('mail-automatic', automatic.detail, address);
    case 'refuse':
      return { ...decision, answer: decision.answer && automatic === undefined };
    case 'take':
      return mayBeAutomatic(automatic, decision.allowedBy)
        ? {
            kind: 'take',
            submitter: {
              address: decision.address,
              name: decision.name,
              verified: decision.verified,
              confirm: decision.confirm,
              answer: automatic === undefined,
            },
            subject: shown(header, 'subject', MOST_SUBJECT),
            messageId: shown(header, 'message-id', MOST_ID),
          }
        : ignore('mail-automatic', automatic?.detail ?? '', address);
  }
}

/**
 * Exchange tests nothing of mail between mailboxes of one organisation and says so elsewhere (X-MS-Exchange-Organization-AuthAs). It takes headers of this
 * name away from whatever comes in from outside (header firewall), so where it stands, once, it is Exchange's word.
 */
function withExchange(
  results: AuthenticationResults,
  header: Header,
  { isExchange = false }: { readonly isExchange?: boolean | undefined },
  address: string | undefined,
): AuthenticationResults {
  const [as, another] = header.all('x-ms-exchange-organization-authas');
  if (!isExchange || address === undefined || another !== undefined || as?.toLowerCase() !== 'internal')
    return results;
  return { ...results, auth: { result: 'pass', domain: address.slice(address.lastIndexOf('@') + 1) } };
}

/** Scanners and nightly reports are printed for those whom the administrator named, and for nobody else. */
const mayBeAutomatic = (automatic: Automatic | undefined, allowedBy: string | undefined): boolean =>
  automatic === undefined || allowedBy !== undefined;

function ignore(reason: ErrorCode, detail: string, address: string | undefined): Judgement {
  return { kind: 'ignore', reason, detail, ...(address === undefined ? {} : { address }) };
}

function shown(header: Header, name: string, most: number): string | undefined {
  const line = cleanLine(header.first(name) ?? '', most);
  return line === '' ? undefined : line;
}

/** Without one clear sender there is nobody to print for and nobody to tell. */
const FROM_DEFECTS: Readonly<Record<FromDefect, string>> = {
  none: 'No From',
  'several-fields': 'More than one From',
  'several-addresses': 'More than one address in From',
  group: 'A group in From',
  'bad-address': 'From holds no clear address',
};
