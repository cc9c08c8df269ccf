// Whether two mail accounts are one mailbox (SPEC A8): a sending account that is also read would answer its own answers. Pure.
import { domainToASCII } from 'node:url';
import type { MailAccountSettings } from '@platen/shared/mail';

export interface AccountMailbox {
  readonly address: string;
  readonly settings: Pick<MailAccountSettings, 'host' | 'user' | 'mailbox'>;
}

/** Names that providers give the hosts of one and the same mailbox. */
const SERVICE_LABEL = /^(?:imaps?|pop3?s?|smtps?|mail|mx|submission|mailout|mailin)\d{0,2}\./;

/**
 * One spelling for each mailbox: lower case, Unicode composed, the domain in ASCII, what follows "+" left out (RFC 5233: the detail goes to the same
 * mailbox). "Print+Desk@Example.ORG" -> "print@example.org".
 */
export function mailboxOf(address: string): string {
  const text = address.normalize('NFC').trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 0) return text;
  const domain = text.slice(at + 1).replace(/\.$/, '');
  const local = text.slice(0, at).replace(/^"(.*)"$/, '$1');
  const plus = local.indexOf('+');
  return `${plus > 0 ? local.slice(0, plus) : local}@${domainToASCII(domain) || domain}`;
}

/** Every name by which mail for this account may be known: its address, whom it signs in as, and that user at the server. */
export function mailboxesOf({ address, settings }: AccountMailbox): readonly string[] {
  const { user, mailbox, host } = settings;
  // Where another mailbox is opened, who opens it has one of his own that is not touched.
  const login = mailbox === undefined ? user : undefined;
  const names = [address, mailbox, login]
    .filter((name) => name?.includes('@'))
    .map((name) => mailboxOf(name ?? ''));
  const server = hostOf(host);
  if (login !== undefined && login !== '' && !login.includes('@') && server !== '') {
    names.push(mailboxOf(`${login}@${server}`), mailboxOf(`${login}@${server.replace(SERVICE_LABEL, '')}`));
  }
  return [...new Set(names)];
}

/** The name that both have, or undefined when they are different mailboxes. */
export function sameMailbox(one: AccountMailbox, other: AccountMailbox): string | undefined {
  const names = new Set(mailboxesOf(one));
  return mailboxesOf(other).find((name) => names.has(name));
}

function hostOf(host: string | undefined): string {
  if (host === undefined) return '';
  if (host.includes('://')) return URL.canParse(host) ? new URL(host).hostname : '';
  return host.toLowerCase().replace(/\.$/, '');
}
