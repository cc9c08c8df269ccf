// Finds the mail account somebody means by its id, name or address.
import { AdminMail, type AdminMailAccount } from '@platen/shared/api/admin-mail';
import type { Api } from './api.ts';
import { CliError, EXIT, usageError } from './cli-error.ts';

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Rejects with a CliError for none and for several. */
export async function findMailAccount(api: Api, typed: string): Promise<AdminMailAccount> {
  const { accounts } = await api.get('/api/admin/mail', AdminMail);
  const exact = accounts.find(({ id }) => id === typed);
  if (exact !== undefined) return exact;
  const wanted = fold(typed);
  const meant = accounts.filter(({ name, address }) => fold(name) === wanted || fold(address) === wanted);
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  if (only !== undefined) {
    throw usageError(
      `Several mail accounts are called "${typed}".`,
      `Use the id: ${meant.map(({ id, server }) => `${id} (${server})`).join(', ')}`,
    );
  }
  throw new CliError(EXIT.refused, {
    code: 'not-found',
    message: `There is no mail account "${typed}".`,
    hint: 'See "platen mail list".',
  });
}
