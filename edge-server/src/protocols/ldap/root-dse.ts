// What a directory says of itself to anybody (RFC 4512 section 5.1): where its entries begin, and with Active Directory what time it has.
import type { LdapConnection } from './ldap-connection.ts';
import { textOf, textsOf } from './ldap-entry.ts';

export interface RootDse {
  /** The containers at the top; Active Directory names the one of its domain first. */
  readonly bases: readonly string[];
  /** Unix ms; undefined where the server does not tell. */
  readonly time: number | undefined;
  readonly kind: 'active-directory' | 'openldap' | 'other';
}

/** [MS-ADTS] 3.1.1.3.4.3.1, LDAP_CAP_ACTIVE_DIRECTORY_OID. */
const ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800';

const ROOT_DSE_ASK = {
  base: '',
  scope: 'base',
  filter: '(objectClass=*)',
  attributes: [
    'objectClass',
    'namingContexts',
    'defaultNamingContext',
    'currentTime',
    'supportedCapabilities',
  ],
} as const;

/** Undefined where the server shows nothing of itself. Rejects with LdapError. */
export async function readRootDse(
  connection: Pick<LdapConnection, 'search'>,
  signal: AbortSignal,
): Promise<RootDse | undefined> {
  let found: RootDse | undefined;
  for await (const entry of connection.search(ROOT_DSE_ASK, signal).entries) {
    const first = textOf(entry, 'defaultNamingContext');
    const all = textsOf(entry, 'namingContexts');
    found = {
      bases: first === undefined ? all : [first, ...all.filter((base) => base !== first)],
      time: generalizedTime(textOf(entry, 'currentTime')),
      kind: textsOf(entry, 'supportedCapabilities').includes(ACTIVE_DIRECTORY)
        ? 'active-directory'
        : textsOf(entry, 'objectClass').includes('OpenLDAProotDSE')
          ? 'openldap'
          : 'other',
    };
  }
  return found;
}

/** RFC 4517 section 3.3.13, as Active Directory writes it: "20261122131500.0Z". */
export function generalizedTime(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?Z$/.exec(text ?? '');
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
