// The state of a printer's panel in its row: read and changed in one transaction, so that a panel that calls home and an installation
// that ends cannot undo each other.
import { AppError } from '@platen/shared/app-error';
import type { PanelPlatform, PanelState } from '@platen/shared/device';
import { eq } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { findPrinter, type PrinterRow } from '../printers.ts';

/** What to write: the panel's new state, and a certificate that was seen for the first time. */
export interface PanelChange {
  readonly panel: PanelState;
  readonly tlsPin?: string | undefined;
}

/** Throws `not-found` for a printer that is not there any more. */
export async function loadPrinter(db: Deps['db'], id: string): Promise<PrinterRow> {
  const row = await db.read((tx) => findPrinter(tx, id));
  if (row === undefined || row.removedAt !== null) throw new AppError('not-found', { what: 'printer' });
  return row;
}

export async function changePanel(
  db: Deps['db'],
  id: string,
  platformOf: (row: PrinterRow) => PanelPlatform,
  change: (state: PanelState, row: PrinterRow) => PanelChange,
): Promise<PrinterRow> {
  return db.write(async (tx) => {
    const row = await findPrinter(tx, id);
    if (row === undefined || row.removedAt !== null) throw new AppError('not-found', { what: 'printer' });
    const { panel, tlsPin } = change(row.panel ?? { platform: platformOf(row) }, row);
    const set = { panel, ...(tlsPin === undefined || row.tlsPin !== null ? {} : { tlsPin }) };
    await tx.q.update(tx.t.printers).set(set).where(eq(tx.t.printers.id, id));
    return { ...row, ...set };
  });
}
