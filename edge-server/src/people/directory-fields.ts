// What the settings of a directory may look like: a checked and complete form of what was typed, and whether a stored password still belongs to
// the server it was given for (threat T37). Pure; storing is directories.ts.
import { AppError } from '@platen/shared/app-error';
import type { DirectorySettings } from '@platen/shared/directory';
import { parseDn } from '../protocols/ldap/distinguished-name.ts';
import { FilterProblem, parseFilter } from '../protocols/ldap/filter-text.ts';
import { peopleFilter } from './directory-person.ts';

/** Throws `bad-setting` with the field that is wrong, and what to do about it. */
export function completeDirectory(typed: DirectorySettings): DirectorySettings {
  const host = typed.host
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  if (!/^[\p{L}\p{N}._:-]+$/u.test(host)) wrong('host', 'Server', 'give a name or an address, nothing else.');
  const { bindName, tlsPin, authority, domain, shortDomain, ...rest } = typed;
  const settings: DirectorySettings = {
    ...rest,
    host,
    bases: typed.bases.map((base) => base.trim()).filter((base) => base !== ''),
    filter: typed.filter.trim(),
    ...given('bindName', typed.bind === 'anonymous' ? undefined : bindName),
    ...given('tlsPin', tlsPin),
    ...given('authority', authority),
    ...given('domain', domain?.toLowerCase().replace(/^\.|\.$/g, '')),
    ...given('shortDomain', shortDomain?.toUpperCase()),
  };
  checkTls(settings);
  checkSignIn(settings);
  checkSearch(settings);
  return settings;
}

function given<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  const text = value?.trim() ?? '';
  return (text === '' ? {} : { [key]: text }) as { [K in Key]?: string };
}

function checkTls({ security, tlsPin, authority }: DirectorySettings): void {
  if (tlsPin !== undefined && !/^[0-9a-f]{64}$/i.test(tlsPin.replaceAll(':', '')))
    wrong('tlsPin', 'Pinned certificate', 'a SHA-256 fingerprint has 64 hexadecimal digits.');
  if (authority !== undefined && !authority.includes('-----BEGIN CERTIFICATE-----'))
    wrong('authority', 'Certificate authority', 'paste it as PEM.');
  if (security === 'none' && tlsPin !== undefined)
    wrong('tlsPin', 'Pinned certificate', 'without encryption no certificate is shown.');
}

function checkSignIn({ bind, bindName, security, domain, signIn, host }: DirectorySettings): void {
  if (bind !== 'anonymous' && bindName === undefined)
    wrong('bindName', 'Account that searches', 'it is missing.');
  // A bare word would be taken for the name of a mechanism, or of nobody.
  if (bind === 'simple' && bindName !== undefined && !/[=@\\]/.test(bindName))
    wrong('bindName', 'Account that searches', 'give its distinguished name, or name@domain.');
  if (bind === 'simple' && security === 'none')
    wrong('security', 'Encryption', 'a password is not sent without it. Choose LDAPS or StartTLS.');
  if (bind === 'gssapi' && security === 'ldaps')
    wrong(
      'security',
      'Encryption',
      'Kerberos encrypts by itself and is refused over LDAPS. Choose StartTLS, port 389.',
    );
  if (bind === 'gssapi' && domain === undefined)
    wrong('domain', 'Domain', 'Kerberos needs it: ad.example.org');
  if (bind === 'gssapi' && !/^[a-z0-9.-]*[a-z][a-z0-9.-]*$/.test(host))
    wrong('host', 'Server', 'Kerberos needs the full host name of the directory, not its address.');
  if (domain !== undefined && !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(domain))
    wrong('domain', 'Domain', 'give its DNS name, such as ad.example.org');
  if (signIn && bind === 'anonymous' && security === 'none')
    wrong('signIn', 'Signing in', 'passwords are not sent without encryption. Choose LDAPS or StartTLS.');
}

function checkSearch(settings: DirectorySettings): void {
  for (const base of settings.bases)
    if (!parseDn(base)?.length)
      wrong(
        'bases',
        'Containers',
        `"${base.slice(0, 60)}" is no distinguished name, such as OU=Staff,DC=example,DC=org`,
      );
  for (const { dn } of settings.adminGroups ?? [])
    if (!parseDn(dn)?.length)
      wrong('adminGroups', 'Administrators', `"${dn.slice(0, 60)}" is no distinguished name of a group.`);
  try {
    parseFilter(peopleFilter(settings));
  } catch (cause) {
    if (!(cause instanceof FilterProblem)) throw cause;
    wrong('filter', 'Filter', `${cause.message}.`);
  }
}

/** Whether a password that was given for `before` may be shown to the server of `after`: it is the same one, as well protected, and the same account. */
export function staysSecret(before: DirectorySettings, after: DirectorySettings): boolean {
  const toldTo = ({ host, port, security, bind, bindName, domain }: DirectorySettings): string =>
    JSON.stringify([host, port, security, bind, bindName ?? '', bind === 'gssapi' ? (domain ?? '') : '']);
  return after.bind !== 'anonymous' && toldTo(before) === toldTo(after);
}

function wrong(key: string, label: string, detail: string): never {
  throw new AppError('bad-setting', { key, label, detail });
}
