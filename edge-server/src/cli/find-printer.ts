// Finds the printer somebody means by its id, name or alias.
import { type AdminPrinter, AdminPrinters } from '@platen/shared/api/admin';
import type { Api } from './api.ts';
import { CliError, EXIT, usageError } from './cli-error.ts';
import { nearest } from './nearest.ts';

const fold = (text: string | undefined): string => (text ?? '').normalize('NFC').trim().toLowerCase();

/** An id is exact; names and aliases match whatever their case. Rejects with a CliError for none and for several. */
export async function findPrinter(api: Api, typed: string): Promise<AdminPrinter> {
  const { printers } = await api.get('/api/admin/printers', AdminPrinters);
  const exact = printers.find((printer) => printer.id === typed);
  if (exact !== undefined) return exact;
  const wanted = fold(typed);
  const meant = printers.filter((printer) => fold(printer.name) === wanted || fold(printer.alias) === wanted);
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  if (only !== undefined) {
    throw usageError(
      `Several printers are called "${typed}".`,
      `Use the id: ${meant.map((printer) => `${printer.id} (${printer.location ?? printer.uri})`).join(', ')}`,
    );
  }
  const names = printers.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias]));
  const near = nearest(wanted, names.map(fold));
  throw new CliError(EXIT.refused, {
    code: 'not-found',
    message: `There is no printer "${typed}".`,
    hint:
      near === undefined
        ? 'See "platen printer list".'
        : `Did you mean "${names.find((name) => fold(name) === near) ?? near}"?`,
  });
}
