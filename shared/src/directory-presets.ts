// What settings of a directory begin with: the port of an encryption, the attributes of a kind. The console's form and the look at a server
// (api/routes/admin-directory.ts) fill them in; everything can be changed.
import type { DirectorySettings } from './directory.ts';

export const usualPort = (security: DirectorySettings['security']): number =>
  security === 'ldaps' ? 636 : 389;

export const USUAL_FIELDS: Readonly<Record<DirectorySettings['kind'], DirectorySettings['fields']>> = {
  'active-directory': {
    username: 'sAMAccountName',
    email: 'mail',
    name: 'displayName',
    department: 'department',
    language: 'preferredLanguage',
    key: 'objectGUID',
  },
  openldap: {
    username: 'uid',
    email: 'mail',
    name: 'cn',
    department: 'departmentNumber',
    language: 'preferredLanguage',
    key: 'entryUUID',
  },
  other: { username: 'uid', email: 'mail', name: 'cn', key: 'entryUUID' },
};

/** Only people with an address can have an account. */
export const USUAL_FILTERS: Readonly<Record<DirectorySettings['kind'], string>> = {
  'active-directory': '(&(objectCategory=person)(objectClass=user)(mail=*))',
  openldap: '(&(objectClass=inetOrgPerson)(mail=*))',
  other: '(&(objectClass=person)(mail=*))',
};

/** A day's rhythm; half of a site that vanishes at once is a mistake in the directory or in these settings. */
export const usualSettings = (
  kind: DirectorySettings['kind'],
  at: Pick<DirectorySettings, 'host' | 'port' | 'security'>,
): DirectorySettings => ({
  ...at,
  kind,
  bind: at.security === 'none' ? 'anonymous' : 'simple',
  bases: [],
  filter: USUAL_FILTERS[kind],
  fields: USUAL_FIELDS[kind],
  import: { on: true, everyHours: 24, disableMissing: true, mostDisabled: 0.2 },
  signIn: at.security !== 'none',
  onBoard: true,
});
