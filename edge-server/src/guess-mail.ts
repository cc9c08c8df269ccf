// Guesses where a mailbox is from its address alone: whose mail servers its domain names, what the domain says of itself, or which usual
// names exist. Looks names up and connects to nobody.
import type { MailGuess } from '@platen/shared/api/first-run';
import { AppError } from '@platen/shared/app-error';
import { canonicalAddress } from './protocols/mail/addresses.ts';

export interface MailNames {
  /** Targets by their order of preference; empty where there is no such record. */
  readonly srv: (name: string) => Promise<readonly { readonly name: string; readonly port: number }[]>;
  readonly mx: (domain: string) => Promise<readonly string[]>;
  /** The name has an address. */
  readonly exists: (name: string) => Promise<boolean>;
}

type Server = NonNullable<MailGuess['receive']>;

/** Mail servers of those who serve other people's domains, by the end of their names. */
const MX_OF: readonly (readonly [RegExp, 'google' | 'microsoft'])[] = [
  [/(^|\.)(google|googlemail)\.com$/, 'google'],
  [/\.mail\.protection\.outlook\.com$/, 'microsoft'],
  // Names given since 2024 to domains with DNSSEC and DANE.
  [/\.mx\.microsoft$/, 'microsoft'],
];
const DOMAINS_OF: Readonly<Record<string, 'google' | 'microsoft'>> = {
  'gmail.com': 'google',
  'googlemail.com': 'google',
  'outlook.com': 'microsoft',
  'hotmail.com': 'microsoft',
};

/** support.google.com/mail/answer/7126229, and Microsoft Graph, which needs neither server nor port. */
const KNOWN: Readonly<Record<'google' | 'microsoft', Omit<MailGuess, 'from'>>> = {
  google: {
    provider: 'google',
    receive: { kind: 'imap', auth: 'password', host: 'imap.gmail.com', port: 993, security: 'tls' },
    send: { kind: 'smtp', auth: 'password', host: 'smtp.gmail.com', port: 587, security: 'starttls' },
  },
  microsoft: {
    provider: 'microsoft',
    receive: { kind: 'graph', auth: 'oauth2' },
    send: { kind: 'graph', auth: 'oauth2' },
  },
};

/** RFC 6186 section 3 and RFC 8314 section 5.1, encrypted from the start first. */
const RECEIVE_RECORDS = [
  ['_imaps._tcp', 'imap', 'tls'],
  ['_imap._tcp', 'imap', 'starttls'],
  ['_pop3s._tcp', 'pop3', 'tls'],
] as const;
const SEND_RECORDS = [
  ['_submissions._tcp', 'smtp', 'tls'],
  ['_submission._tcp', 'smtp', 'starttls'],
] as const;

/** Throws `bad-email`. A name service that does not answer finds nothing; that is no error. */
export async function guessMail(address: string, names: MailNames): Promise<MailGuess> {
  const domain = canonicalAddress(address.trim())?.split('@')[1];
  if (domain === undefined) throw new AppError('bad-email');
  const servers = await names.mx(domain);
  const whose =
    DOMAINS_OF[domain] ?? MX_OF.find(([ending]) => servers.some((name) => ending.test(name)))?.[1];
  if (whose !== undefined) return { from: 'known', ...KNOWN[whose] };

  const told = {
    receive: await byRecords(names, domain, RECEIVE_RECORDS),
    send: await byRecords(names, domain, SEND_RECORDS),
  };
  // What the domain does not say is looked for under the usual names.
  const found = {
    receive: told.receive ?? (await byName(names, [`imap.${domain}`, `mail.${domain}`], 'imap')),
    send:
      told.send ??
      (await byName(names, [`smtp.${domain}`, `mail.${domain}`, ...servers.slice(0, 1)], 'smtp')),
  };
  const { receive, send } = found;
  return {
    provider: 'other',
    from:
      told.receive !== undefined || told.send !== undefined
        ? 'records'
        : receive !== undefined || send !== undefined
          ? 'name'
          : 'none',
    ...(receive === undefined ? {} : { receive }),
    ...(send === undefined ? {} : { send }),
  };
}

async function byRecords(
  names: MailNames,
  domain: string,
  records: readonly (readonly [string, Server['kind'], NonNullable<Server['security']>])[],
): Promise<Server | undefined> {
  for (const [service, kind, security] of records) {
    const [target] = await names.srv(`${service}.${domain}`);
    // A target of "." says that there is none (RFC 2782).
    if (target === undefined || target.name === '' || target.name === '.') continue;
    return { kind, auth: 'password', host: target.name, port: target.port, security };
  }
  return undefined;
}

async function byName(
  names: MailNames,
  candidates: readonly string[],
  kind: 'imap' | 'smtp',
): Promise<Server | undefined> {
  for (const host of candidates) {
    if (!(await names.exists(host))) continue;
    return kind === 'imap'
      ? { kind, auth: 'password', host, port: 993, security: 'tls' }
      : { kind, auth: 'password', host, port: 587, security: 'starttls' };
  }
  return undefined;
}
