// From a directory's settings to something that can be searched, and that says whether a password is right. Which protocol, which trust, which
// sign-in, and whether this server may speak to that address at all (threat T36).
import type { DirectorySettings } from '@platen/shared/directory';
import type { RunProgram } from '../deps.ts';
import { searchGssapi } from '../protocols/ldap/gssapi-search.ts';
import { openTickets, principalOf, type Tickets } from '../protocols/ldap/kerberos.ts';
import {
  isNoPassword,
  type LdapConnection,
  openLdap,
  type SearchAsk,
  type SearchTold,
} from '../protocols/ldap/ldap-connection.ts';
import type { LdapEntry } from '../protocols/ldap/ldap-entry.ts';
import { LdapError } from '../protocols/ldap/ldap-error.ts';
import type { TlsTrust } from '../protocols/tls-trust.ts';

export interface DirectoryWireDeps {
  readonly run: RunProgram;
  /** Every address of a host, if this server may speak to it at that port; else a sentence that says why not. */
  readonly addressesOf: (
    host: string,
    port: number,
  ) => Promise<
    | { readonly ok: true; readonly addresses: readonly string[] }
    | { readonly ok: false; readonly sentence: string }
  >;
  /** Unless a test says otherwise, those of protocols/ldap. */
  readonly timeouts?: { readonly connectMs?: number; readonly answerMs?: number };
}

/** The account that searches is signed in. */
export interface DirectorySession {
  search(
    ask: SearchAsk,
    signal: AbortSignal,
  ): { readonly entries: AsyncGenerator<LdapEntry, void>; readonly told: SearchTold };
  /** Resolves when it is this person's password, rejects with LdapError `refused` or `locked` when not. Nothing can be searched afterwards. */
  prove(
    person: { readonly dn: string; readonly username: string },
    password: string,
    signal: AbortSignal,
  ): Promise<void>;
  /** Resolves once nothing of it is left, tickets included. */
  close(): Promise<void>;
}

/** Where a directory is, and how it proves itself. */
export type Place = Pick<DirectorySettings, 'host' | 'port' | 'security' | 'tlsPin' | 'authority'>;

export type DirectoryWire = ReturnType<typeof makeDirectoryWire>;

export function makeDirectoryWire({ run, addressesOf, timeouts }: DirectoryWireDeps) {
  async function connect(settings: Place, signal: AbortSignal, more: TlsTrust = {}): Promise<LdapConnection> {
    const { host, port, security, tlsPin, authority } = settings;
    const allowed = await addressesOf(host, port);
    if (!allowed.ok) throw new LdapError('unreachable', allowed.sentence.replace(/\.$/, ''));
    const trust: TlsTrust = {
      ...more,
      ...(tlsPin === undefined ? {} : { pin: tlsPin }),
      ...(authority === undefined ? {} : { ca: authority }),
    };
    return openLdap({ host, port, addresses: allowed.addresses, security, trust, timeouts }, signal);
  }

  /**
   * Connected and encrypted, nobody signed in and nobody to be signed in: for what a server tells anybody, its certificate first, whether that is
   * to be trusted or not. Rejects with LdapError.
   */
  const look = (settings: Place, signal: AbortSignal): Promise<LdapConnection> =>
    connect(settings, signal, { rejectUnauthorized: false });

  /** Rejects with LdapError, or the signal's reason. */
  async function open(
    settings: DirectorySettings,
    secret: string | undefined,
    signal: AbortSignal,
  ): Promise<DirectorySession> {
    if (settings.bind !== 'anonymous' && (secret === undefined || isNoPassword(secret)))
      throw new LdapError('refused', 'no password is stored for the account that searches');
    if (settings.bind === 'gssapi') return openKerberos(settings, secret ?? '', signal);
    const connection = await connect(settings, signal);
    if (settings.bind === 'simple') await connection.bind(settings.bindName ?? '', secret ?? '', signal);
    return {
      search: connection.search,
      prove: (person, password, signal) => connection.bind(person.dn, password, signal),
      close: async () => connection.close(),
    };
  }

  async function openKerberos(
    settings: DirectorySettings,
    secret: string,
    signal: AbortSignal,
  ): Promise<DirectorySession> {
    const { host, port, domain = '', bindName = '', kind } = settings;
    const allowed = await addressesOf(host, port);
    if (!allowed.ok) throw new LdapError('unreachable', allowed.sentence.replace(/\.$/, ''));
    // Every domain controller gives tickets; elsewhere DNS knows who does.
    const kdcs = kind === 'active-directory' ? allowed.addresses : [];
    const tickets: Tickets = await openTickets({ domain, kdcs }, run);
    try {
      await tickets.signIn(principalOf(bindName, domain), secret, signal);
    } catch (cause) {
      await tickets.close();
      throw cause;
    }
    const place = { host, port, domain, env: tickets.env };
    return {
      search: (ask, signal) => searchGssapi(place, ask, run, signal),
      prove: async ({ dn, username }, password, signal) => {
        if (settings.security === 'none')
          return tickets.armored().signIn(principalOf(username, domain), password, signal);
        const connection = await connect(settings, signal);
        try {
          await connection.bind(dn, password, signal);
        } finally {
          connection.close();
        }
      },
      close: tickets.close,
    };
  }

  return { look, open };
}
