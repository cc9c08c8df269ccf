// Words for what a printer is and where it came from, as table, sheet and search results say them.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { AccountingNeed } from '@platen/shared/device';
import { type Sentence, say } from './speech.ts';

/** Where a field's value came from when only that may change it: "file copy-room.json". Undefined: a person may change it here. */
export function lockOf(printer: AdminPrinter, field: string): string | undefined {
  return printer.readOnly.includes(field) ? (printer.sources[field] ?? printer.source) : undefined;
}

/** The row as a whole goes when its file or its fleet system lets it go. */
export const isDeclared = ({ source }: AdminPrinter): boolean => /^(file|fleet) /.test(source);

/** The host of "ipps://10.1.2.17:631/ipp/print", or the address itself when it is none. */
export function hostWords(uri: string): string {
  try {
    return new URL(uri).hostname;
  } catch {
    // Not an address that a browser can take apart: people see it as it is.
    return uri;
  }
}

export const kindWords = (kind: AdminPrinter['kind']): string => say(`kind-${kind}`);

/** In the order of how much is asked for. */
const NEEDS: Readonly<Record<AccountingNeed, Sentence>> = {
  none: 'accounting-none',
  user: 'accounting-user',
  account: 'accounting-account',
  'user-and-account': 'accounting-user-and-account',
};

export const accountingChoices = (): readonly { readonly value: string; readonly label: string }[] => [
  { value: '', label: say('accounting-detect') },
  ...Object.entries(NEEDS).map(([value, sentence]) => ({ value, label: say(sentence) })),
];

/** The sites there are, in the order of their names. */
export function sitesOf(printers: readonly AdminPrinter[]): readonly string[] {
  const sites = new Set(printers.map(({ site }) => site ?? ''));
  sites.delete('');
  return [...sites].sort((a, b) => a.localeCompare(b));
}
