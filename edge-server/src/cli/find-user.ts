// Finds the account of an email address; the API searches by parts of it.
import { type AdminUser, AdminUsers } from '@platen/shared/api/admin';
import type { Api } from './api.ts';
import { CliError, EXIT } from './cli-error.ts';

/** The most the API gives at once. */
const MOST = 1000;

/** Rejects with a CliError when there is no such account. */
export async function findUser(api: Api, typed: string): Promise<AdminUser> {
  const email = typed.normalize('NFC').trim().toLowerCase();
  const { users } = await api.get('/api/admin/users', AdminUsers, { search: email, limit: MOST });
  const user = users.find((one) => one.email === email);
  if (user !== undefined) return user;
  throw noSuchUser(typed);
}

export function noSuchUser(email: string): CliError {
  return new CliError(EXIT.refused, {
    code: 'not-found',
    message: `There is no user ${email}.`,
    hint: `Add one with: platen user add ${email}`,
  });
}
