// What an entry of a directory says of a person, in our words; and the filters that find people. Pure.
import type { DirectorySettings } from '@platen/shared/directory';
import { escapeFilter } from '../protocols/ldap/filter-text.ts';
import { type LdapEntry, octetsOf, textOf, textsOf } from '../protocols/ldap/ldap-entry.ts';
import { canonicalAddress } from '../protocols/mail/addresses.ts';

export interface DirectoryPerson {
  /** What the directory calls this person for ever. */
  readonly key: string;
  readonly dn: string;
  /** Small letters. */
  readonly username: string;
  /** As addresses are compared; undefined: the entry has none that is one. */
  readonly email: string | undefined;
  readonly name: string;
  readonly department: string | undefined;
  /** BCP 47. */
  readonly language: string | undefined;
  readonly cards: readonly string[];
  /** Switched off in the directory. */
  readonly off: boolean;
}

/** Where servers say that somebody is switched off, besides Active Directory's bits. */
const LOCKS = ['pwdAccountLockedTime', 'nsAccountLock', 'loginDisabled'] as const;
/** [MS-ADTS] 2.2.16, ADS_UF_ACCOUNTDISABLE. */
const ACCOUNT_DISABLED = 2;
/**
 * draft-behera-ldap-password-policy, section 5.3.3: locked until an administrator unlocks it. Any other time is a lock after wrong passwords,
 * which somebody else can bring about and which passes: it must not end a person's printing.
 */
const LOCKED_FOR_GOOD = '000001010000Z';
const LONGEST_NAME = 200;
const LONGEST_WORD = 100;
/** Of binary keys; a GUID has 16 octets. */
const LONGEST_KEY = 64;

const FILTERS: Readonly<Record<DirectorySettings['kind'], string>> = {
  // Contacts are persons, too, but no users; computers are users, but no persons.
  'active-directory': '(&(objectCategory=person)(objectClass=user))',
  openldap: '(objectClass=inetOrgPerson)',
  other: '(objectClass=person)',
};

export function wantedAttributes({ fields, kind }: Pick<DirectorySettings, 'fields' | 'kind'>): string[] {
  const { username, email, name, department, language, card, key } = fields;
  const locks = kind === 'active-directory' ? ['userAccountControl'] : LOCKS;
  const all = [username, email, name, department, language, card, key, ...locks];
  return [...new Set(all.filter((attribute) => attribute !== undefined))];
}

/** Everybody the directory is to be asked for; always in brackets. */
export function peopleFilter({ filter, kind }: Pick<DirectorySettings, 'filter' | 'kind'>): string {
  const own = filter.trim();
  if (own === '') return FILTERS[kind];
  return own.startsWith('(') ? own : `(${own})`;
}

/** The person of this address, whichever of their addresses it is. */
export function addressFilter(settings: DirectorySettings, address: string): string {
  const value = escapeFilter(address);
  const others = settings.kind === 'active-directory' ? `(proxyAddresses=smtp:${value})` : '';
  return `(&${peopleFilter(settings)}(|(${settings.fields.email}=${value})${others}))`;
}

/** The person of this user name, or of what was typed as a whole (an address, a principal name). */
export function signInFilter(settings: DirectorySettings, username: string, typed: string): string {
  const ways = [`(${settings.fields.username}=${escapeFilter(username)})`];
  if (typed.includes('@')) {
    ways.push(`(${settings.fields.email}=${escapeFilter(typed)})`);
    if (settings.kind === 'active-directory') ways.push(`(userPrincipalName=${escapeFilter(typed)})`);
  }
  return `(&${peopleFilter(settings)}(|${ways.join('')}))`;
}

/** The person of a key that `readPerson` has given. */
export function keyFilter(settings: DirectorySettings, key: string): string {
  const value = isBinaryKey(settings) ? escapeFilter(Buffer.from(key, 'hex')) : escapeFilter(key);
  return `(${settings.fields.key}=${value})`;
}

/** Undefined for an entry without key or user name: nobody who could be known again. */
export function readPerson(settings: DirectorySettings, entry: LdapEntry): DirectoryPerson | undefined {
  const { fields } = settings;
  const key = keyOf(settings, entry);
  const username = textOf(entry, fields.username)?.normalize('NFC').toLowerCase();
  if (key === undefined || username === undefined || username.length > LONGEST_WORD) return undefined;
  const email = textsOf(entry, fields.email)
    .map((address) => canonicalAddress(address))
    .find((address) => address !== undefined);
  const optional = (attribute: string | undefined): string | undefined =>
    attribute === undefined ? undefined : textOf(entry, attribute);
  return {
    key,
    dn: entry.dn,
    username,
    email,
    name: (textOf(entry, fields.name) ?? username).slice(0, LONGEST_NAME),
    department: optional(fields.department)?.slice(0, LONGEST_WORD),
    language: languageTag(optional(fields.language)),
    cards: fields.card === undefined ? [] : textsOf(entry, fields.card),
    off: isOffThere(entry),
  };
}

function keyOf(settings: DirectorySettings, entry: LdapEntry): string | undefined {
  const octets = octetsOf(entry, settings.fields.key);
  if (octets === undefined || octets.length === 0) return undefined;
  if (isBinaryKey(settings)) return octets.length > LONGEST_KEY ? undefined : octets.toString('hex');
  const text = textOf(entry, settings.fields.key);
  return text === undefined || text.length > LONGEST_NAME ? undefined : text.toLowerCase();
}

const isBinaryKey = ({ fields }: DirectorySettings): boolean =>
  /^(objectguid|objectsid|guid|ms-ds-consistencyguid)$/i.test(fields.key);

function isOffThere(entry: LdapEntry): boolean {
  const control = Number(textOf(entry, 'userAccountControl') ?? 0);
  if (Number.isInteger(control) && (control & ACCOUNT_DISABLED) !== 0) return true;
  if (textOf(entry, 'pwdAccountLockedTime') === LOCKED_FOR_GOOD) return true;
  return ['nsAccountLock', 'loginDisabled'].some((lock) => textOf(entry, lock)?.toLowerCase() === 'true');
}

/** RFC 2798 section 2.7: preferredLanguage is what a browser sends ("de-CH, en;q=0.5"); the first one counts. */
function languageTag(text: string | undefined): string | undefined {
  const [first] = text?.split(/[,;]/) ?? [];
  const tag = first?.trim().replace('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? tag : undefined;
}
