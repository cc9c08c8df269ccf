// Words of mail accounts that more than one part of the console says.
import type { AdminMailAccount, MailTested } from '@platen/shared/api/admin-mail';
import type { MailKind, MailSecurity } from '@platen/shared/mail';
import { html, type TemplateResult } from 'lit';
import { agoWords } from '../locales/when.ts';
import { say } from './speech.ts';

export const kindWords = (kind: MailKind): string => say(`mail-kind-${kind}`);

/** "Connected 2 minutes ago.", or since when something is wrong. */
export function whenWords(account: AdminMailAccount, now: number): string | undefined {
  const { enabled, troubleSince, lastOkAt } = account;
  if (!enabled) return undefined;
  if (troubleSince !== undefined) return say('mail-since', { when: agoWords(troubleSince, now) });
  return lastOkAt === undefined ? undefined : say('mail-last-ok', { when: agoWords(lastOkAt, now) });
}

/** Where a server listens when nobody says otherwise; as settings/mail-account-fields.ts of the server. */
const PORTS: Readonly<Partial<Record<MailKind, Readonly<Record<MailSecurity, number>>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  pop3: { tls: 995, starttls: 110, none: 110 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};
export const usualPort = (kind: MailKind, security: MailSecurity): number | undefined =>
  PORTS[kind]?.[security];
export const usualSecurity = (kind: MailKind): MailSecurity => (kind === 'smtp' ? 'starttls' : 'tls');

/** The half of a test that there was: an account either receives or sends. */
export const testedHalf = ({ receive, send }: MailTested): MailTested['send'] => receive ?? send;

/** In pairs, as people compare them: "AB:CD:EF". */
export const fingerprintWords = (hex: string): string => (hex.match(/../g) ?? []).join(':').toUpperCase();

/** An address that breaks before its "@" where a line is too short. */
export function addressShown(address: string): TemplateResult {
  const at = address.lastIndexOf('@');
  return at < 1 ? html`${address}` : html`${address.slice(0, at)}<wbr />${address.slice(at)}`;
}
