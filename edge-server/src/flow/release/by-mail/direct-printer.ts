// Whether documents print at the printer that their subject names (SPEC B6). What then happens to them is release-when-ready.ts's.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Settings } from '@platen/shared/settings';
import { findPrinterNamed, type MailPrinter } from './find-printer.ts';

export type DirectPrinter =
  | { readonly kind: 'prints'; readonly id: string; readonly name: string }
  | { readonly kind: 'not'; readonly name: string; readonly errorCode: ErrorCode };

/**
 * @param typed as it stands in the subject.
 * @param verified the mail server vouches for the sender: anybody can write a name into From, and paper cannot be called back.
 */
export function directPrinter(
  typed: string,
  printers: readonly MailPrinter[],
  settings: Pick<Settings, 'mail'>,
  verified: boolean,
): DirectPrinter {
  const found = findPrinterNamed(typed, printers);
  const name = 'printer' in found ? found.printer.name : typed;
  const no = (errorCode: ErrorCode): DirectPrinter => ({ kind: 'not', name, errorCode });
  switch (found.kind) {
    case 'missing':
    case 'unknown':
      return no('mail-printer-unknown');
    case 'off':
      return no('printer-off');
    case 'not-allowed':
      return no('mail-printer-not-allowed');
    // Nobody can tell which is meant; the documents wait, and their answer has links.
    case 'ambiguous':
      return no('mail-printer-ambiguous');
    case 'found':
      if (!settings.mail.directPrint) return no('mail-printer-not-allowed');
      if (!verified) return no('mail-sender-unverified');
      return { kind: 'prints', id: found.printer.id, name };
  }
}
