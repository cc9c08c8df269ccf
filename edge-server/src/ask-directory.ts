// Is somebody who types a name and a password at the console an administrator by a group of a directory? Wiring only.
import { AppError } from '@platen/shared/app-error';
import type { Database } from './db/database.ts';
import type { DirectoryAdminRole } from './people/directory-admin-role.ts';
import type { AskDirectory } from './people/directory-admins.ts';
import type { DirectoryChecked } from './people/directory-sign-in.ts';
import { findUser } from './people/users.ts';

/** People at the console wait a little longer than at a panel. */
const LIMIT_MS = 20_000;

export function askDirectoryFor(parts: {
  readonly db: Database;
  readonly signIn: {
    readonly any: () => Promise<boolean>;
    readonly check: (
      typed: { readonly user: string; readonly password: string },
      signal: AbortSignal,
    ) => Promise<DirectoryChecked>;
  };
  readonly adminRole: DirectoryAdminRole;
}): AskDirectory {
  return async (name, password) => {
    if (!(await parts.signIn.any())) return undefined;
    const signal = AbortSignal.timeout(LIMIT_MS);
    const checked = await parts.signIn.check({ user: name, password }, signal);
    if (checked.kind === 'unavailable') throw new AppError('directory-away', { detail: checked.sentence });
    if (checked.kind === 'wrong') return undefined;
    const user = await parts.db.read((tx) => findUser(tx, checked.userId));
    const role = user === undefined ? undefined : await parts.adminRole(user, signal);
    return user === undefined || role === undefined ? undefined : { user, role };
  };
}
