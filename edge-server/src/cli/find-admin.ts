// Finds an administrator by name, in any case.
import { AdminList, type AdminView } from '@platen/shared/api/admin-security';
import type { Api } from './api.ts';
import { CliError, EXIT } from './cli-error.ts';

/** Rejects with a CliError when there is no such administrator. */
export async function findAdmin(api: Api, typed: string): Promise<AdminView> {
  const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  const { admins } = await api.get('/api/admin/admins', AdminList);
  const admin = admins.find(({ name }) => fold(name) === fold(typed));
  if (admin !== undefined) return admin;
  throw new CliError(EXIT.refused, {
    code: 'not-found',
    message: `There is no administrator ${typed}.`,
    hint: 'See who there is with: platen admin list',
  });
}
