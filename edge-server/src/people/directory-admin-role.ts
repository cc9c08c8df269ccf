// Is somebody an administrator by a group of the directory (SPEC F2)? Each configured group is asked for this one member, so that it does not
// matter in how many groups a person is, or how large they are.
import type { DirectorySettings } from '@platen/shared/directory';
import type { AdminRole } from '@platen/shared/scopes';
import { escapeFilter } from '../protocols/ldap/filter-text.ts';
import { LdapError } from '../protocols/ldap/ldap-error.ts';
import { keyFilter } from './directory-person.ts';
import { needDirectory } from './directory-rows.ts';
import { findOne, type SignInDeps } from './directory-sign-in.ts';
import { directoryError } from './directory-trouble.ts';
import type { DirectorySession } from './directory-wire.ts';
import type { UserRow } from './users.ts';

/** From the most to the least powerful: who is in several groups is what the first says. */
const RANK: readonly AdminRole[] = ['administrator', 'operator', 'helpdesk', 'auditor'];
const LIMIT_MS = 10_000;
/** [MS-ADTS] 3.1.1.3.4.4.3, LDAP_MATCHING_RULE_TRANSITIVE_EVAL: groups in groups, too. */
const IN_CHAIN = ':1.2.840.113556.1.4.1941:';

export function makeDirectoryAdminRole(deps: Pick<SignInDeps, 'db' | 'wire' | 'secretOf'>) {
  /**
   * Undefined: no administrator by any group, switched off, or gone from the directory. Rejects with AppError when the directory cannot be
   * asked: that is for the caller to take for a no.
   */
  return async function directoryAdminRole(
    user: Pick<UserRow, 'directoryId' | 'directoryKey' | 'disabledAt'>,
    outer?: AbortSignal,
  ): Promise<AdminRole | undefined> {
    const { directoryId, directoryKey } = user;
    if (directoryId === null || directoryKey === null || user.disabledAt !== null) return undefined;
    const row = await deps.db.read((tx) => needDirectory(tx, directoryId));
    const { settings } = row;
    const groups = [...(settings.adminGroups ?? [])].sort(
      (a, b) => RANK.indexOf(a.role) - RANK.indexOf(b.role),
    );
    if (!row.enabled || groups.length === 0) return undefined;
    const limit = AbortSignal.timeout(LIMIT_MS);
    const signal = outer === undefined ? limit : AbortSignal.any([outer, limit]);
    try {
      const session = await deps.wire.open(settings, deps.secretOf(row), signal);
      try {
        const person = await findOne(session, settings, keyFilter(settings, directoryKey), signal);
        if (person === undefined || person.off) return undefined;
        for (const { dn, role } of groups)
          if (await isMember(session, dn, memberFilter(settings, person), signal)) return role;
        return undefined;
      } finally {
        await session.close();
      }
    } catch (cause) {
      outer?.throwIfAborted();
      throw directoryError(cause);
    }
  };
}

export type DirectoryAdminRole = ReturnType<typeof makeDirectoryAdminRole>;

function memberFilter(
  { kind }: DirectorySettings,
  { dn, username }: { readonly dn: string; readonly username: string },
): string {
  const name = escapeFilter(dn);
  if (kind === 'active-directory') return `(member${IN_CHAIN}=${name})`;
  // groupOfNames, groupOfUniqueNames (RFC 4519) and posixGroup (RFC 2307).
  return `(|(member=${name})(uniqueMember=${name})(memberUid=${escapeFilter(username)}))`;
}

async function isMember(
  session: DirectorySession,
  base: string,
  filter: string,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = { base, scope: 'base', filter, attributes: ['1.1'], sizeLimit: 1 } as const;
  let found = 0;
  try {
    for await (const _ of session.search(ask, signal).entries) found++;
  } catch (cause) {
    // A group that was removed has no members.
    if (!(cause instanceof LdapError) || cause.trouble !== 'no-such-base') throw cause;
  }
  return found > 0;
}
