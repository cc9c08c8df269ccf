// Print queues of single printers that print at once (SPEC A11), where the administrator switched them on. Which there are, and where; what
// they do is the intake's (flow/intake/ipp) and the release's (flow/release/direct).
import type { Tx } from '../db/database.ts';
import { findPrinter, listPrinters, type PrinterRow } from './printers.ts';

export interface DirectQueue {
  readonly printerId: string;
  readonly name: string;
  /** Below the server's address. */
  readonly path: string;
  readonly location: string | undefined;
}

export const directPath = (printerId: string): string => `/ipp/direct/${printerId}`;

/** A printer that is switched off for printing has none, whatever its own switch says. */
export const isDirect = ({ directQueue, enabled, removedAt }: PrinterRow): boolean =>
  directQueue && enabled && removedAt === null;

/** All that take documents now, by name: what is advertised. */
export async function directQueues(tx: Tx): Promise<DirectQueue[]> {
  const rows = await listPrinters(tx);
  return rows.filter(isDirect).map(({ id, name, location }) => ({
    printerId: id,
    name,
    path: directPath(id),
    location: location ?? undefined,
  }));
}

/** The printer of a queue's address; undefined where it has none. */
export async function findDirectPrinter(tx: Tx, printerId: string): Promise<PrinterRow | undefined> {
  const row = await findPrinter(tx, printerId);
  return row !== undefined && isDirect(row) ? row : undefined;
}
