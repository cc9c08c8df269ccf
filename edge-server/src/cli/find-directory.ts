// Finds the directory somebody means by its id, name or host.
import { AdminDirectories, type AdminDirectory } from '@platen/shared/api/admin-directory';
import type { Api } from './api.ts';
import { CliError, EXIT, usageError } from './cli-error.ts';

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Rejects with a CliError for none and for several. */
export async function findDirectory(api: Api, typed: string): Promise<AdminDirectory> {
  const { directories } = await api.get('/api/admin/directories', AdminDirectories);
  const exact = directories.find(({ id }) => id === typed);
  if (exact !== undefined) return exact;
  const wanted = fold(typed);
  const meant = directories.filter(
    ({ name, settings }) => fold(name) === wanted || fold(settings.host) === wanted,
  );
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  if (only !== undefined) {
    throw usageError(
      `Several directories are called "${typed}".`,
      `Use the id: ${meant.map(({ id, settings }) => `${id} (${settings.host})`).join(', ')}`,
    );
  }
  throw new CliError(EXIT.refused, {
    code: 'not-found',
    message: `There is no directory "${typed}".`,
    hint: 'See "platen directory list".',
  });
}
