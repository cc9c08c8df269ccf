// Finds the account of an email address; the API searches by parts of addresses and names.
import { type AdminUser, AdminUsers } from '@platen/shared/api/admin';
import type { Api } from './api.ts';
import { CliError, EXIT } from './cli-error.ts';

/** The most the API gives at once. */
const MOST = 1000;

/** Rejects with a CliError when there is no such account. */
export async function findUser(api: Api, typed: string): Promise<AdminUser> {
  const email = typed.normalize('NFC').trim().toLowerCase();
  // The server's search leaves out % and _, so the longest piece without them is asked for.
  const search = email
    .split(/[%_\\]/)
    .reduce((long, piece) => (piece.length > long.length ? piece : long), '');
  const { users } = await api.get('/api/admin/users', AdminUsers, { search, limit: MOST });
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
