// What a mail account may look like: directions and settings each kind has, ports where none was typed. Pure; storing is mail-accounts.ts.
import { AppError } from '@platen/shared/app-error';
import type { MailAccountSettings, MailKind, MailSecurity } from '@platen/shared/mail';
import { normalizeEmail } from '../people/users.ts';

export interface MailAccountFields {
  readonly name: string;
  readonly kind: MailKind;
  readonly receives: boolean;
  readonly sends: boolean;
  readonly address: string;
  readonly settings: MailAccountSettings;
  readonly enabled?: boolean | undefined;
}

type Setting = keyof MailAccountSettings;

/** Settings that mean something to every kind. */
const FOR_ALL: readonly Setting[] = ['auth', 'user', 'tlsPin', 'ca'];
const FOR_SERVER: readonly Setting[] = ['host', 'port', 'security'];
const FOR_OAUTH: readonly Setting[] = ['tokenUrl', 'tenant', 'clientId', 'scope'];
const FOR_RECEIVING: readonly Setting[] = ['pollSeconds', 'authservId'];

/** A mailbox that has folders; POP3 has one and no other. */
const FOR_FOLDERS: readonly Setting[] = ['folder', 'processedFolder', 'refusedFolder'];

const RULES: Readonly<
  Record<
    MailKind,
    {
      readonly receives: boolean;
      readonly sends: boolean;
      readonly settings: readonly Setting[];
      readonly auths: readonly MailAccountSettings['auth'][];
    }
  >
> = {
  imap: {
    receives: true,
    sends: false,
    settings: [...FOR_SERVER, ...FOR_FOLDERS],
    auths: ['password', 'oauth2'],
  },
  pop3: { receives: true, sends: false, settings: FOR_SERVER, auths: ['password', 'oauth2'] },
  ews: {
    receives: true,
    sends: true,
    settings: ['host', 'mailbox', ...FOR_FOLDERS],
    auths: ['password', 'oauth2'],
  },
  graph: { receives: true, sends: true, settings: ['host', 'mailbox', ...FOR_FOLDERS], auths: ['oauth2'] },
  smtp: { receives: false, sends: true, settings: FOR_SERVER, auths: ['password', 'oauth2', 'none'] },
};

/** RFC 8314 section 3, RFC 9051 section 2.1, RFC 1939 section 3, RFC 6409 section 3.1, RFC 5321 section 4.5.4.2. */
const PORTS: Readonly<Record<'imap' | 'pop3' | 'smtp', Readonly<Record<MailSecurity, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  pop3: { tls: 995, starttls: 110, none: 110 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};

/** The typed fields, checked and completed: the settings the kind has, with its ports. Throws `bad-setting` or `bad-email`. */
export function completeFields(typed: MailAccountFields): MailAccountFields {
  const rules = RULES[typed.kind];
  if (!typed.receives && !typed.sends) wrong('receives', 'Use', 'say whether it receives or sends.');
  if (typed.receives && !rules.receives) wrong('receives', 'Use', 'SMTP can only send.');
  if (typed.sends && !rules.sends) wrong('sends', 'Use', `${nameOf(typed.kind)} can only receive.`);
  const settings = completeSettings(typed);
  return { ...typed, name: typed.name.trim(), address: normalizeEmail(typed.address), settings };
}

function completeSettings(typed: MailAccountFields): MailAccountSettings {
  const { kind } = typed;
  const rules = RULES[kind];
  const { auth } = typed.settings;
  if (!rules.auths.includes(auth)) wrong('auth', 'Sign-in', `${nameOf(kind)} cannot do this.`);
  const kept = new Set<string>([
    ...FOR_ALL,
    ...rules.settings,
    ...(auth === 'oauth2' ? FOR_OAUTH : []),
    ...(typed.receives ? FOR_RECEIVING : []),
  ]);
  const given = Object.fromEntries(
    Object.entries(typed.settings)
      .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([key, value]) => kept.has(key) && value !== '' && value !== undefined),
  ) as MailAccountSettings;
  checkSignIn(kind, given);
  checkTls(given);
  if (kind === 'imap' || kind === 'pop3' || kind === 'smtp') {
    const security = given.security ?? (kind === 'smtp' && given.port !== 465 ? 'starttls' : 'tls');
    return { ...given, host: checkHost(given.host), security, port: given.port ?? PORTS[kind][security] };
  }
  if (kind === 'ews') return { ...given, host: exchangeAddress(given) };
  return {
    ...given,
    ...(given.host === undefined ? {} : { host: httpsAddress(given.host, 'host', 'Server') }),
  };
}

function checkSignIn(kind: MailKind, settings: MailAccountSettings): void {
  const { auth, user, tenant, tokenUrl, clientId } = settings;
  // A mailbox of Graph is named by its address; everything else signs in as somebody.
  if (auth !== 'none' && kind !== 'graph' && user === undefined && !(kind === 'ews' && auth === 'oauth2')) {
    wrong('user', 'User name', 'it is missing.');
  }
  if (auth !== 'oauth2') return;
  if (clientId === undefined) wrong('clientId', 'Client ID', 'it is missing.');
  if (tenant === undefined && tokenUrl === undefined)
    wrong('tenant', 'Tenant', 'give it, or a token address.');
  // It becomes a part of the token address.
  if (tenant !== undefined && !/^[a-z0-9.-]{1,100}$/i.test(tenant)) {
    wrong('tenant', 'Tenant', 'letters, digits, dots and hyphens only.');
  }
  if (tokenUrl !== undefined) httpsAddress(tokenUrl, 'tokenUrl', 'Token address');
}

function checkTls({ tlsPin, ca }: MailAccountSettings): void {
  if (tlsPin !== undefined && !/^[0-9a-f]{64}$/i.test(tlsPin.replaceAll(':', ''))) {
    wrong('tlsPin', 'Pinned certificate', 'a SHA-256 fingerprint has 64 hexadecimal digits.');
  }
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    wrong('ca', 'Certificates to trust', 'paste them as PEM.');
  }
}

/** A name or an address, as a person types it; whether the server may go there is decided when it does. */
function checkHost(host: string | undefined): string {
  if (host === undefined) return wrong('host', 'Server', 'it is missing.');
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (!/^[\p{L}\p{N}._:-]+$/u.test(bare)) wrong('host', 'Server', 'give a name or an address, nothing else.');
  return bare;
}

/** "exchange.example.org" -> "https://exchange.example.org/EWS/Exchange.asmx". */
function exchangeAddress({ host }: MailAccountSettings): string {
  if (host === undefined) return wrong('host', 'Server', 'it is missing.');
  const typed = host.includes('://') ? host : `https://${host}`;
  const url = new URL(httpsAddress(typed, 'host', 'Server'));
  return url.pathname === '/' ? new URL('/EWS/Exchange.asmx', url).href : url.href;
}

/** Names of this very machine, as URL spells them: what goes there crosses no network. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function httpsAddress(text: string, key: Setting, label: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url === undefined || !isSafe) return wrong(key, label, 'give an address that begins with https://');
  // They would be written into logs and shown again.
  if (url.username !== '' || url.password !== '') {
    return wrong(key, label, 'no user name and no password in it.');
  }
  return url.href;
}

const nameOf = (kind: MailKind): string =>
  ({ imap: 'IMAP', pop3: 'POP3', ews: 'Exchange Web Services', graph: 'Microsoft Graph', smtp: 'SMTP' })[
    kind
  ];

function wrong(key: string, label: string, detail: string): never {
  throw new AppError('bad-setting', { key, label, detail });
}
