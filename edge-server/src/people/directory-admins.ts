// Administrators by a group of a directory (SPEC F2): the row that stands for such a person here, made and refreshed at each sign-in. Asking the
// directory is the wiring's.
import { AppError } from '@platen/shared/app-error';
import type { AdminRole } from '@platen/shared/scopes';
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type AdminRow, allAdmins, findAdmin, findAdminByName } from './admin-rows.ts';
import { newAdmin } from './admins.ts';
import { audit, lockAudit } from './audit.ts';
import type { UserRow } from './users.ts';

/** Somebody whose password a directory has just confirmed, and what one of its groups makes them. */
export interface DirectoryAdmin {
  readonly user: Pick<UserRow, 'id' | 'username' | 'email'>;
  readonly role: AdminRole;
}

/** Undefined: no directory knows the name with this password, or no group of it makes administrators. Rejects with `directory-away`. */
export type AskDirectory = (name: string, password: string) => Promise<DirectoryAdmin | undefined>;

export function makeDirectoryAdmins(deps: Pick<Deps, 'db' | 'clock' | 'ids'>) {
  /** Throws `wrong-password` where the account was switched off here, or its names are taken by accounts of this server. */
  async function take({ user, role }: DirectoryAdmin): Promise<AdminRow> {
    return deps.db.write(async (tx) => {
      await lockAudit(tx);
      const now = deps.clock.now();
      const { admins } = tx.t;
      const known = (await allAdmins(tx)).find((row) => row.userId === user.id);
      if (known === undefined) {
        const name = await freeName(tx, user);
        if (name === undefined) throw new AppError('wrong-password');
        const row = { ...newAdmin(deps.ids.id(), name, role, now), userId: user.id, email: user.email };
        await tx.q.insert(admins).values(row);
        const detail = { name, role };
        await audit(tx, now, {
          who: 'directory',
          act: 'made administrator by a group',
          about: row.id,
          detail,
        });
        return row;
      }
      if (known.disabledAt !== null) throw new AppError('wrong-password');
      if (known.role !== role) {
        await tx.q.update(admins).set({ role }).where(eq(admins.id, known.id));
        const detail = { name: known.name, from: known.role, to: role };
        const act = 'changed the role of administrator';
        await audit(tx, now, { who: 'directory', act, about: known.id, detail });
      }
      return (await findAdmin(tx, known.id)) ?? known;
    });
  }

  return { take };
}

export type DirectoryAdmins = ReturnType<typeof makeDirectoryAdmins>;

/** An account of this server keeps its name: the other one is called by its address. */
async function freeName(tx: Tx, { username, email }: DirectoryAdmin['user']): Promise<string | undefined> {
  for (const name of [username, email]) {
    if (name !== null && name !== '' && (await findAdminByName(tx, name)) === undefined) return name;
  }
  return undefined;
}
