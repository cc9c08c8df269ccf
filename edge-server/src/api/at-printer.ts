// Who stands at which printer: what the panel's code leads to, what a scan is worth, and whether the portal may print there.
import { AppError } from '@platen/shared/app-error';
import type { App } from '../app.ts';
import { serverAddress } from '../devices/panels/server-address.ts';
import { findPrinter, type PrinterRow } from '../devices/printers.ts';
import type { Present } from '../people/presence.ts';
import { mayPrintTo } from './portal-printers.ts';

/** The page that a panel's code opens (pages.ts). */
export const AT_PAGE = '/at';

/** Throws `presence-off`. */
export function requireOn(app: App): void {
  if (!app.settings.now().presence.enabled) throw new AppError('presence-off');
}

/** The address that phones open, as in mail; where none is known, the one that the panel itself has opened. */
export function atAddress(
  app: App,
  token: string,
  seen: { readonly secure: boolean; readonly host: string },
) {
  const found = serverAddress({
    set: app.settings.now().mail.publicAddress,
    httpsPort: app.httpsPort(),
    certificateNames: app.certificate().names,
    ownAddress: undefined,
    mayUseHttp: true,
  });
  const base = found.ok ? found.base : `${seen.secure ? 'https' : 'http'}://${seen.host}`;
  return `${base}${AT_PAGE}/${token}`;
}

export interface Scanned {
  readonly printer: PrinterRow;
  /** Unix ms. */
  readonly until: number;
}

const standing = (row: PrinterRow | undefined): row is PrinterRow =>
  row?.removedAt === null && row.enabled && row.kind === 'printer';

/** What a panel's code proves. Throws `presence-off`, `too-many-scans` or `presence-expired`. */
export async function scanCode(app: App, token: string, address: string): Promise<Scanned> {
  requireOn(app);
  const { presence } = app;
  if (presence.isBusy(address)) throw new AppError('too-many-scans');
  const printer = await app.db.read((tx) => findPrinter(tx, presence.printerIdIn(token)));
  const until = standing(printer) ? presence.readCode(token, printer) : undefined;
  if (printer === undefined || until === undefined) {
    presence.noteWrong(address);
    throw new AppError('presence-expired');
  }
  return { printer, until };
}

/** What this browser scanned before anybody was signed in; undefined: nothing, or too long ago. */
export async function scannedBefore(app: App, scan: string | undefined): Promise<Scanned | undefined> {
  if (scan === undefined) return undefined;
  const printer = await app.db.read((tx) => findPrinter(tx, app.presence.printerIdIn(scan)));
  const until = standing(printer) ? app.presence.readScan(scan, printer) : undefined;
  return printer === undefined || until === undefined ? undefined : { printer, until };
}

/** Where the phone of this session is; undefined: nowhere, or that printer is gone. */
export async function presentAt(app: App, sessionHash: string): Promise<Scanned | undefined> {
  if (!app.settings.now().presence.enabled) return undefined;
  const found: Present | undefined = await app.presence.of(sessionHash);
  if (found === undefined) return undefined;
  const printer = await app.db.read((tx) => findPrinter(tx, found.printerId));
  return standing(printer) ? { printer, until: found.until } : undefined;
}

/** Printing from the portal: whoever stands there may print there; from afar it depends. Throws `printer-off` or `presence-needed`. */
export async function requireMayPrint(app: App, sessionHash: string, printer: PrinterRow): Promise<void> {
  const here = (await presentAt(app, sessionHash))?.printer.id === printer.id;
  if (here) return;
  if (!mayPrintTo(app, printer)) throw new AppError('printer-off', { printer: printer.name });
  if (needsPresence(app, printer)) throw new AppError('presence-needed', { printer: printer.name });
}

function needsPresence(app: App, { site }: PrinterRow): boolean {
  const { enabled, needed, sites } = app.settings.now().presence;
  if (!enabled || !needed) return false;
  const listed = sites
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '');
  return listed.length === 0 || listed.includes((site ?? '').trim().toLowerCase());
}
