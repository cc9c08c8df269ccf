// Brings the registry in line with what files declare: adds, changes and removes printers, never those of other sources.
// What is declared is read-only elsewhere; what a file leaves out may be set in the console.
import type { DeviceCredentials } from '@platen/shared/device-credentials';
import { and, isNull } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { hostOf } from './printer-address.ts';
import { PRINTER_FIELDS, type PrinterFields, type PrinterRow, type Printers } from './printers.ts';

export interface DeclaredPrinter {
  /** Stays the same when name, address or file change. */
  readonly key: string;
  /** "file copy-room.json": as people read it. */
  readonly source: string;
  readonly fields: PrinterFields;
  readonly tlsPin?: string | undefined;
  readonly credentials?: DeviceCredentials | undefined;
}

export interface Declared {
  readonly added: readonly PrinterRow[];
  readonly changed: readonly PrinterRow[];
  readonly removed: readonly PrinterRow[];
}

/** In `fieldSources`: which server declares the row, and under which key. Servers that share a database have files of their own. */
const BY = '#declared';

export function makeDeclare(
  deps: Pick<Deps, 'db' | 'clock' | 'log'> & { readonly printers: Printers; readonly holder: string },
) {
  const { printers, holder } = deps;
  const markOf = (key: string): string => `${holder} ${key}`;

  /** All that this server's files declare, at once: what is no longer among it goes. */
  return async function declare(all: readonly DeclaredPrinter[]): Promise<Declared> {
    const wanted = new Map(all.map((device) => [markOf(device.key), device]));
    const added: PrinterRow[] = [];
    const changed: PrinterRow[] = [];
    const removed: PrinterRow[] = [];
    await deps.db.write(async (tx) => {
      added.length = 0;
      changed.length = 0;
      removed.length = 0;
      const { printers: table } = tx.t;
      const rows: PrinterRow[] = await tx.q
        .select()
        .from(table)
        .where(and(isNull(table.removedAt)));
      const ours = rows.filter((row) => row.fieldSources[BY]?.startsWith(`${holder} `) === true);
      for (const row of ours) {
        const device = wanted.get(row.fieldSources[BY] ?? '');
        if (device === undefined) {
          removed.push(row);
          continue;
        }
        wanted.delete(row.fieldSources[BY] ?? '');
        const after = bring(row, device);
        if (after === undefined) continue;
        changed.push(await printers.write(tx, row, after.fields, device.source, after.columns));
      }
      for (const [mark, device] of wanted) {
        const row: PrinterRow = {
          ...printers.makeRow(device.fields, { tlsPin: device.tlsPin }, device.source),
          fieldSources: { ...sourcesOf(device), [BY]: mark },
          credentialsSealed: printers.sealCredentials(device.credentials ?? {}),
        };
        await tx.q.insert(table).values(row);
        added.push(row);
      }
    });
    for (const row of removed) await printers.remove(row.id);
    return { added, changed, removed };
  };

  /** undefined: the row is as declared. */
  function bring(
    row: PrinterRow,
    device: DeclaredPrinter,
  ): { readonly fields: Partial<PrinterFields>; readonly columns: Partial<PrinterRow> } | undefined {
    const declared = declaredFields(device);
    const differing = declared.filter(
      ([field, value]) => JSON.stringify(row[field]) !== JSON.stringify(value),
    );
    const sources = { ...sourcesOf(device), ...consoleSources(row, device), [BY]: markOf(device.key) };
    // What was kept for another host goes with it (printers.write) and is given anew.
    const moved = hostOf(device.fields.uri) !== hostOf(row.uri);
    const pin = device.tlsPin !== undefined && (moved || device.tlsPin !== row.tlsPin);
    const credentials =
      device.credentials !== undefined &&
      (moved || JSON.stringify(device.credentials) !== JSON.stringify(printers.credentialsOf(row)));
    const sameSources = sameText(sources, row.fieldSources) && row.source === device.source;
    if (differing.length === 0 && !pin && !credentials && sameSources) return undefined;
    return {
      fields: Object.fromEntries(differing),
      columns: {
        source: device.source,
        fieldSources: sources,
        ...(pin ? { tlsPin: device.tlsPin } : {}),
        ...(credentials
          ? { credentialsSealed: printers.sealCredentials(device.credentials), ...mayTryAgain(row) }
          : {}),
      },
    };
  }
}

/** New credentials may be tried where the old ones were refused. */
function mayTryAgain({ panel }: PrinterRow): Partial<PrinterRow> {
  if (panel?.passwordRefused !== true) return {};
  const { passwordRefused: _refused, ...rest } = panel;
  return { panel: rest };
}

function declaredFields({ fields }: DeclaredPrinter) {
  return PRINTER_FIELDS.filter((field) => fields[field] !== undefined).map(
    (field) => [field, fields[field]] as const,
  );
}

function sourcesOf(device: DeclaredPrinter): Record<string, string> {
  const fields = declaredFields(device).map(([field]) => field as string);
  const all = device.credentials === undefined ? fields : [...fields, 'credentials'];
  return Object.fromEntries(all.map((field) => [field, device.source]));
}

/** Fields that were set by people and that the file says nothing about. */
function consoleSources(row: PrinterRow, { fields }: DeclaredPrinter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row.fieldSources).filter(
      ([field, source]) =>
        field !== BY && !/^(file|fleet) /.test(source) && fields[field as keyof PrinterFields] === undefined,
    ),
  );
}

function sameText(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const sorted = (record: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(record).sort());
  return sorted(a) === sorted(b);
}
